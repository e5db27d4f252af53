"""Odd forms of pictures, videos and documents in a post's content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bwcrawler.sample.drafts import Draft, label_of
from bwcrawler.sample.pieces import Piece, Style, paragraph, pictures, raw

Body = Callable[[Draft], None]


def video_caption(draft: Draft, *, number: int = 0, bare: bool = False) -> None:
    """Close with a video and its caption: a label, and unless `bare` a text."""
    label = label_of(draft.edition.video_labels[0]) + (f" {number}" if number else "")
    text = "" if bare else f" {draft.fill(draft.words.captions[0])}"
    markup = f'<p><iframe src="https://video.example.org/embed/{number or 7}"></iframe></p>'
    draft.closing += [raw(markup), paragraph(f"{label}:{text}", "videocap")]


def _numbered_videos(draft: Draft) -> None:
    video_caption(draft, number=1, bare=True)
    video_caption(draft, number=2)


def _figures(*styles: Style, **given: object) -> Body:
    def body(draft: Draft) -> None:
        for style in styles:
            draft.insert(draft.figure(style, **given))

    return body


def _gallery(style: Style) -> Body:
    def body(draft: Draft) -> None:
        shown = [draft.picture(style) for _ in range(4)]
        draft.insert(pictures(*shown[:3], replace(shown[3], caption="")))

    return body


def _caption_differs(draft: Draft) -> None:
    draft.insert(draft.figure(alt=draft.fill(draft.words.captions[1])))


def _caption_linked(draft: Draft) -> None:
    link = f'<a href="https://commons.example.org/wiki/Hall">{draft.words.credit_link}</a>.'
    caption = f"{draft.fill(draft.words.captions[0])} {link}"
    draft.insert(draft.figure(caption=caption))


def _credits(draft: Draft) -> None:
    for ending in draft.words.credits:
        caption = f"{draft.fill(draft.rng.choice(draft.words.captions))} {ending}"
        draft.insert(draft.figure(caption=caption))


def _above_deck(count: int) -> Body:
    def body(draft: Draft) -> None:
        draft.above.append(pictures(*(draft.picture("classic") for _ in range(count))))

    return body


def _only(*kept: str) -> Body:
    def body(draft: Draft) -> None:
        draft.body.clear()
        if "video" in kept:
            draft.body.append(
                raw('<p><iframe src="https://video.example.org/embed/1"></iframe></p>')
            )
        if "picture" in kept:
            draft.body.append(draft.figure())
        if "pdf" in kept:
            draft.body.append(_document(draft))
        if "paragraph" in kept:
            draft.body.append(paragraph(draft.sentence()))

    return body


def _document(draft: Draft) -> Piece:
    url = f"https://{draft.edition.host}/wp-content/uploads/2021/03/file-of-the-hall.pdf"
    return paragraph(f'<a href="{url}" download>The file of the hall</a> (PDF)')


def _pdf(draft: Draft) -> None:
    draft.insert(_document(draft))


def _tweet(draft: Draft) -> None:
    markup = (
        '<figure class="wp-block-embed is-provider-twitter"><div class="wp-block-embed__wrapper">'
        '<iframe src="https://social.example.org/embed/status/42" title="A post"></iframe>'
        "</div></figure>"
    )
    draft.insert(raw(markup))


PICTURES: dict[str, Body] = {
    "video-captions": _numbered_videos,
    "picture-above-deck": _above_deck(1),
    "gallery-above-deck": _above_deck(5),
    "caption-gutenberg": _figures("gutenberg"),
    "caption-centred": _figures("centred"),
    "caption-classic": _figures("classic"),
    "picture-without-caption": _figures("bare", "gutenberg", caption="", alt="hall"),
    "caption-without-alt": _figures("gutenberg", "classic", alt=""),
    "caption-differs-from-alt": _caption_differs,
    "caption-credit-link": _caption_linked,
    "caption-credits": _credits,
    "gallery-classic": _gallery("classic"),
    "gallery-gutenberg": _gallery("gutenberg"),
    "lazy-images": _figures("gutenberg", "classic", lazy=True),
    "video-only": _only("video"),
    "picture-only": _only("picture"),
    "pdf-only": _only("pdf"),
    "no-body": _only(),
    "very-short": _only("paragraph"),
    "pdf-link": _pdf,
    "embedded-post": _tweet,
}
