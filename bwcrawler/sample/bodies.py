"""Odd forms of a post's content: each entry of `BODIES` adds to a draft what its name says.

The forms are those of the real magazine (2018 to now) and the traps of a real WordPress.
"""

from __future__ import annotations

from dataclasses import replace

from bwcrawler.sample.bodies_pictures import PICTURES, Body, video_caption
from bwcrawler.sample.drafts import Draft, label_of
from bwcrawler.sample.pieces import (
    Text,
    heading,
    listing,
    paragraph,
    plain,
    quote,
    raw,
    table,
)


def _note(number: int) -> Body:
    def body(draft: Draft) -> None:
        draft.below_byline.append(paragraph(draft.fill(draft.words.notes[number]), "note"))

    return body


def _source_date(*, one_line: bool) -> Body:
    def body(draft: Draft) -> None:
        source, date = map(label_of, draft.edition.source_labels[:2])
        day = draft.post.published.strftime(draft.edition.date_formats[0])
        if draft.edition.code == "en":
            moment = draft.post.published
            day = f"{draft.words.months[moment.month - 1]} {moment.day}, {moment.year}"
        lines = [f"{source}: {draft.fill(draft.words.source)}", f"{date}: {day}"]
        texts = [" ".join(lines)] if one_line else lines
        draft.above[:0] = [paragraph(text, "meta") for text in texts]

    return body


def _author_first_words(draft: Draft) -> None:
    name, text = draft.post.account.name, draft.prose()
    markup = f"<p><strong>{name}</strong>&nbsp; {text}</p>"
    draft.body.insert(0, raw(markup, Text("byline", name), Text("p", plain(text))))


def _sign_off(draft: Draft) -> None:
    word = label_of(draft.edition.reported_by[0])
    line = f"{word}{draft.words.signoff_join}{draft.post.account.name}"
    draft.closing.append(paragraph(line, "signoff"))


def _sign_off_before_video(draft: Draft) -> None:
    _sign_off(draft)
    video_caption(draft)


def _begins_with_by(draft: Draft) -> None:
    draft.body.insert(0, paragraph(draft.fill(draft.words.begins_with_by)))


def _series_line(part: int, parts: int) -> Body:
    def body(draft: Draft) -> None:
        read = [number for number in range(1, parts + 1) if number != part]
        links = [
            draft.link(draft.other(), draft.words.series_link.format(part=number))
            for number in read
        ]
        joined = ", ".join(links)
        line = draft.words.series_line.format(part=part, parts=parts, links=joined)
        draft.below_byline.append(paragraph(f"<em>{line}</em>", "series"))

    return body


def _series_words(draft: Draft) -> None:
    line = draft.fill(draft.words.series_words)
    draft.below_byline.append(paragraph(f"<em>{line}</em>", "series"))


def _contents(*, above_deck: bool) -> Body:
    def body(draft: Draft) -> None:
        heads = [draft.fill(template) for template in draft.words.headings[:3]]
        label = label_of(draft.edition.contents_labels[0])
        label = label.title() if label.isascii() else label
        items = [f'<a href="#part-{n}">{head}</a>' for n, head in enumerate(heads)]
        block = [paragraph(f"<strong>{label}</strong>", "toc")]
        if not above_deck:
            block.append(listing(items, kind="toc"))
        (draft.above if above_deck else draft.below_byline).extend(block)
        for head in heads:
            draft.body += [heading(head), paragraph(draft.prose())]

    return body


def _read_more(draft: Draft) -> None:
    more = label_of(draft.edition.read_more[0])
    for number in (1, 2, 3):
        link = f'<a href="https://reports.example.org/{number}">{more} ››</a>'
        draft.body.append(paragraph(f"{number}. {draft.sentence()}"))
        draft.body.append(raw(f"<p>{link}</p>", Text("crosslink", plain(link))))


def _languages(draft: Draft) -> None:
    draft.insert(
        paragraph("On April 25, the benches were counted again, and the number was the same."),
        paragraph("大廳的鑰匙仍在抽屜裏，雖然大廳已經不在了。", attributes=' lang="zh"'),
        paragraph("المفتاح ما زال في الدرج.", attributes=' dir="rtl" lang="ar"'),
        paragraph("열쇠는 아직 서랍 안에 있다."),
        paragraph("Ключ всё ещё лежит в ящике."),
    )


def _line_break(draft: Draft) -> None:
    text = draft.prose(2)
    middle = len(text) // 2
    cut = text.find(" ", middle) if " " in text[middle:] else middle
    draft.insert(paragraph(f"{text[:cut]}<br />\n{text[cut:].lstrip()}"))


def _empty_paragraphs(draft: Draft) -> None:
    draft.closing[:0] = [raw("<p>&nbsp;</p>\n" * 15)]


def _glossary_links(draft: Draft) -> None:
    slug, title = draft.words.glossary[0]
    url = f"https://{draft.edition.host}/{draft.edition.glossary[0]}/{slug}/"
    link = f' <a class="glossaryLink" href="{url}">{title}</a> '
    draft.insert(paragraph(f"{draft.sentence()} ({link}) {draft.sentence()}"))


def _interview(shape: str) -> Body:
    def body(draft: Draft) -> None:
        words = draft.words
        for template in words.questions:
            question, answer = draft.fill(template), draft.prose()
            if shape == "labels":
                question = f"{words.question_label} {question}"
                answer = f"{words.answer_label} {answer}"
            if shape == "joined":
                draft.body.append(paragraph(f"<strong>{question}</strong><br />{answer}", "qa"))
            else:
                bold = question if shape == "plain" else f"<strong>{question}</strong>"
                draft.body += [paragraph(bold, "q"), paragraph(answer, "a")]

    return body


def _legal_text(draft: Draft) -> None:
    for number in range(1, 9):
        text = draft.words.legal_article.format(n=number, m=number * 5)
        draft.body.append(paragraph(text))
        if number % 4 == 0:
            draft.body.append(raw('<p style="text-align: center">**</p>'))


def _typos(draft: Draft) -> None:
    draft.insert(paragraph("On February 1, 20202, a ten-year -old bench was sold (see PCC))."))


def _pseudonym(draft: Draft) -> None:
    mark = f"{draft.rng.choice(draft.words.people)} {draft.words.pseudonym_mark}"
    draft.insert(paragraph(f"{mark}: {draft.sentence()}"))


def _bio_in_body(draft: Draft) -> None:
    name = draft.post.account.name
    bio = draft.words.bio.format(name=name, place=draft.words.places[0])
    draft.closing.append(paragraph(f"<em>{bio}</em>", "bio"))


def _separators(draft: Draft) -> None:
    draft.insert(raw('<p style="text-align: center;">* * *</p>'))
    draft.insert(raw('<hr class="wp-block-separator"/>'))


def _read_also(draft: Draft) -> None:
    label = label_of(draft.edition.read_also[0])
    draft.insert(paragraph(f"{label}: <em>{draft.link(draft.other())}</em>", "crosslink"))


def _footnotes(draft: Draft) -> None:
    for number in (1, 2):
        mark = f'<sup><a href="#note-{number}">[{number}]</a></sup>'
        draft.body.append(paragraph(f"{draft.sentence()}{mark}"))
        draft.closing.append(
            paragraph(f"[{number}] {draft.words.people[number]}, Halls (199{number}).", "footnote")
        )


def _table(draft: Draft) -> None:
    rows = [["1990", "12", draft.words.places[0]], ["1995", "31", draft.words.places[1]]]
    draft.insert(table(rows, draft.fill(draft.words.captions[2])))


def _more(draft: Draft) -> None:
    draft.body.insert(1, raw(f'<p><span id="more-{draft.post.id}"></span></p>'))


def _scripts(draft: Draft) -> None:
    draft.insert(
        raw("<style>.hall { color: #333 }</style>"),
        raw('<script>window.hall = "not a word of this is text";</script>'),
    )


def _soup(draft: Draft) -> None:
    text = draft.prose()
    markup = f'<div class="c1"><div><span style="font-weight: 400;">{text}</span></div></div>'
    draft.insert(raw(markup, Text("p", plain(text))))
    draft.insert(paragraph(f"<span><span>{draft.sentence()}</span></span>"))


def _entities(draft: Draft) -> None:
    draft.insert(paragraph(f"&#8220;Law &amp; Order&#8221; &lt;1990&gt;&nbsp;{draft.sentence()}"))


def _emoji(draft: Draft) -> None:
    draft.insert(paragraph(f"{draft.sentence()} 🎹👩‍👧🇹🇼"))


def _nested_list(draft: Draft) -> None:
    first, second, third = draft.sentence(), draft.sentence(), draft.sentence()
    markup = f"<ul><li>{first}<ul><li>{second}</li></ul></li><li>{third}</li></ul>"
    draft.insert(raw(markup, *(Text("li", plain(text)) for text in (first, second, third))))


def _long(draft: Draft) -> None:
    draft.body += draft.paragraphs(450)


def _pages(count: int) -> Body:
    def body(draft: Draft) -> None:
        for _ in range(count - 1):
            first, *rest = draft.paragraphs(4)
            draft.body += [replace(first, starts_page=True), draft.figure(), *rest]

    return body


def _sections(draft: Draft) -> None:
    for level in (2, 3, 2):
        draft.body += [heading(draft.heading(), level), *draft.paragraphs(2)]


def _no_change(_draft: Draft) -> None:
    """The form shows in the head or in the theme, not in the content."""


BODIES: dict[str, Body] = {
    **PICTURES,
    "note-paper": _note(0),
    "note-introduction": _note(1),
    "note-report": _note(2),
    "source-date-lines": _source_date(one_line=False),
    "source-date-one-line": _source_date(one_line=True),
    "author-first-words": _author_first_words,
    "sign-off": _sign_off,
    "sign-off-before-video-caption": _sign_off_before_video,
    "begins-with-by": _begins_with_by,
    "series-line": _series_line(2, 2),
    "series-line-chained": _series_line(4, 5),
    "series-in-words": _series_words,
    "contents": _contents(above_deck=False),
    "contents-above-deck": _contents(above_deck=True),
    "read-more-links": _read_more,
    "several-languages": _languages,
    "line-break-in-sentence": _line_break,
    "empty-paragraphs": _empty_paragraphs,
    "glossary-links": _glossary_links,
    "interview-bold-questions": _interview("bold"),
    "interview-plain-questions": _interview("plain"),
    "interview-labels": _interview("labels"),
    "interview-joined": _interview("joined"),
    "legal-text": _legal_text,
    "typos": _typos,
    "pseudonym-in-text": _pseudonym,
    "bio-in-body": _bio_in_body,
    "separators": _separators,
    "read-also": _read_also,
    "footnotes": _footnotes,
    "table": _table,
    "more-tag": _more,
    "style-and-script": _scripts,
    "div-soup": _soup,
    "entities": _entities,
    "emoji": _emoji,
    "block-quote": lambda draft: draft.insert(quote([draft.prose(), draft.sentence()])),
    "block-quote-cite": lambda draft: draft.insert(
        quote([draft.sentence()], draft.rng.choice(draft.words.people))
    ),
    "list": lambda draft: draft.insert(listing([draft.sentence() for _ in range(4)])),
    "numbered-list": lambda draft: draft.insert(
        listing([draft.sentence() for _ in range(3)], ordered=True)
    ),
    "nested-list": _nested_list,
    "section-heads": _sections,
    "long-article": _long,
    "two-pages": _pages(2),
    "three-pages": _pages(3),
    # What the theme or WordPress does with the post:
    "several-sections": _no_change,
    "no-tags": _no_change,
    "crawl-day-date": _no_change,
    "empty-author": _no_change,
    "no-title-on-page": _no_change,
    "builder-content": _no_change,
    "same-text": _no_change,
    "without-lead-picture": _no_change,
}
