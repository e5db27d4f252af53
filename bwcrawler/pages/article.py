"""An article of the magazine, field by field, each from the best source that the page has.

Order of trust: the date of the metadata before the printed one; the authors of the printed byline
before the posting account; the title of the heading before the metadata's; the body in the theme's
element before the largest text of the page. `Article.sources` tells which source won.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bwcrawler import urls
from bwcrawler.editions import EDITIONS
from bwcrawler.items import Article, FieldSources
from bwcrawler.pages import themes
from bwcrawler.pages.authorbox import AuthorBox, read_author_box
from bwcrawler.pages.blocks import read_pieces
from bwcrawler.pages.body import Body, read_body
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.dates import parse_date, split_date_line
from bwcrawler.pages.encoding import LOST
from bwcrawler.pages.figures import picture_key, read_image
from bwcrawler.pages.front import read_front
from bwcrawler.pages.identity import read_post_id, read_url
from bwcrawler.pages.kinds import NotAnArticle, is_post, require_article
from bwcrawler.pages.known import Known
from bwcrawler.pages.mainpart import content_of, main_part
from bwcrawler.pages.people import describe, read_account, read_authors
from bwcrawler.pages.pieces import letters
from bwcrawler.pages.published import read_published
from bwcrawler.pages.related import read_related
from bwcrawler.pages.series import read_series
from bwcrawler.pages.surroundings import before_lists, without_surroundings
from bwcrawler.pages.tail import read_tail
from bwcrawler.pages.taxonomy import read_breadcrumb, read_sections, read_tags
from bwcrawler.pages.title import read_title
from bwcrawler.pages.version import PARSER
from bwcrawler.pages.words import count_words
from bwcrawler.text import clean_line

if TYPE_CHECKING:
    from lxml import etree

    from bwcrawler.pages.document import Document
    from bwcrawler.pages.pieces import Piece

_LEAST_TEXT = 300
"""Characters of a body that nothing but its length tells from the rest of the page."""
_DATE_LINE = 120
"""Characters at the start of a paragraph that a date makes the line under the title."""
_EXCERPT_LETTERS = 60
"""Letters of a description that tell whether it was made from the text."""
_SHORTEST_EXCERPT = 16
"""Letters of a description that says anything."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What the readers of one page share."""

    document: Document
    theme: themes.Theme
    main: etree._Element
    box: AuthorBox
    sources: FieldSources = field(default_factory=FieldSources)
    warnings: list[str] = field(default_factory=list)


def read_article(document: Document) -> Article:
    """The article that a page is. Raises `NotAnArticle` for any other page."""
    require_article(document)
    theme = themes.theme_of(document.root)
    reading = _Reading(
        document=document,
        theme=theme,
        main=main_part(document.root, theme),
        box=read_author_box(document),
    )
    article = _heading(reading)
    _content(article, reading)
    article.related.extend(read_related(document))
    # References to what is no character, such as `&#xD800;`, are lost only when the page is parsed.
    if lost := document.replaced or f"{article.title}{article.body}".count(LOST):
        reading.warnings.append(f"text: {lost} undecodable characters")
    article.sources, article.warnings = reading.sources, reading.warnings
    article.content_sha256 = content_sha256(article)
    return article


def _heading(reading: _Reading) -> Article:
    """The article with everything that stands around its body."""
    document, main, theme, sources = reading.document, reading.main, reading.theme, reading.sources
    metadata = document.metadata
    title, sources.title = read_title(main, theme, metadata)
    if not title and not is_post(document):
        raise NotAnArticle("no title")
    dates = read_published(document.root, main, theme, metadata, document.edition)
    if not dates.published:
        raise NotAnArticle("no date", f"printed: {dates.raw!r}" if dates.raw else "")
    sources.published, sources.modified = dates.source, dates.modified_source
    breadcrumb = read_breadcrumb(main, theme, document)
    sources.breadcrumb = "theme" if breadcrumb else ""
    sections, sources.sections = read_sections(main, theme, document, breadcrumb)
    tags, sources.tags = read_tags(main, theme, document)
    url, sources.url = read_url(document)
    post_id, sources.id = read_post_id(document, main)
    account, sources.posted_by = read_account(document, main, theme, reading.box, dates.name)
    reading.warnings += _warnings(document, title, dates.warning)
    return Article(
        id=post_id,
        url=url,
        edition=document.edition.code,
        language=document.edition.language,
        title=title,
        published=dates.published,
        published_raw=dates.raw,
        modified=dates.modified,
        posted_by=account,
        sections=sections,
        breadcrumb=[one.name for one in breadcrumb if one.name != title],
        tags=tags,
        translations=[one for one in metadata.translations if one.url != url],
        theme=theme.name,
        parser=PARSER,
    )


def _warnings(document: Document, title: str, contradiction: str) -> list[str]:
    broken = document.metadata.broken
    return [
        warning
        for warning in (
            "" if title else "title: none",
            contradiction,
            f"json-ld: {broken} broken" if broken else "",
            "" if document.is_whole else "page: it ends before its end tag",
        )
        if warning
    ]


def _content(article: Article, reading: _Reading) -> None:
    """Fill in what the content element says."""
    document, sources = reading.document, reading.sources
    content, source = content_of(reading.main, reading.theme, document.edition)
    if content is None:
        raise NotAnArticle("no body")
    pieces = read_pieces(content, document.resolve)
    if source == "text":
        pieces = before_lists(_after_title(pieces, article), document.edition)
        if sum(len(piece.prose) for piece in pieces) < _LEAST_TEXT:
            raise NotAnArticle("no body", "no element is marked as the body, no text stands out")
    pieces = without_surroundings(pieces, article.url, article.title, document.edition)
    excerpt = document.metadata.meta.get("og:description", "")
    known = Known(
        edition=document.edition,
        names=[name for name in (article.posted_by.name, reading.box.name) if name],
        bio=reading.box.bio,
        excerpt=excerpt,
        excerpt_is_own=_is_excerpt_of_its_own(excerpt, pieces, content),
        continues=urls.page_number(document.url) > 1,
    )
    front = read_front(pieces, known)
    tail = read_tail(front.rest, known, front.byline)
    article.deck, sources.deck = front.deck, "text" if front.deck else ""
    if not front.deck and known.excerpt_is_own:
        article.deck, sources.deck = clean_line(known.excerpt), "meta"
    article.byline = front.byline.text if front.byline is not None else ""
    article.authors, sources.authors = read_authors(front.byline, tail.sign_offs, article.posted_by)
    describe(article.authors, article.posted_by, reading.box, "\n\n".join(tail.bio))
    article.notes = front.notes + tail.notes + ([] if article.authors else tail.bio)
    article.series = read_series(front.series + tail.series, article.title, document.edition)
    article.related = tail.related
    _fill(article, read_body(tail.rest), reading)
    sources.body = source if article.body else ""
    if not article.body and not is_post(document):
        raise NotAnArticle("no body")
    reading.warnings += [] if article.authors else ["authors: none"]
    reading.warnings += [] if article.body else ["body: none"]


def _after_title(pieces: list[Piece], article: Article) -> list[Piece]:
    """The pieces behind the title and the line under it, where the element holds these as well."""
    title = next((i for i, p in enumerate(pieces) if p.is_line and p.text == article.title), -1)
    pieces = pieces[title + 1 :]
    return pieces[1:] if pieces and _is_date_line(pieces[0].text, article) else pieces


def _is_date_line(text: str, article: Article) -> bool:
    """True for the line under the title: short, with the date of the article or of some day."""
    raw, edition = article.published_raw, EDITIONS[article.edition]
    if raw and raw in text[:_DATE_LINE]:
        return True
    dated = split_date_line(text, edition)[0] or any(
        parse_date(part, edition) for part in text.split("|")
    )
    return len(text) <= _DATE_LINE and bool(dated)


def _fill(article: Article, body: Body, reading: _Reading) -> None:
    """Take over the body, its lead picture included."""
    lead = themes.first(reading.main, reading.theme.lead)
    figure = read_image(lead, reading.document.resolve) if lead is not None else None
    shown = {picture_key(one.url) for one in body.figures}
    if figure is not None and picture_key(figure.url) not in shown:
        body.figures.insert(0, figure)
    article.body, article.blocks = body.text, body.blocks
    article.figures, article.embeds, article.links = body.figures, body.embeds, body.links
    article.word_count = count_words(article.body, reading.document.edition)


def _is_excerpt_of_its_own(excerpt: str, pieces: list[Piece], content: etree._Element) -> bool:
    """True for a description that was written for the post and not made from its text.

    WordPress makes one of the first words, with or without captions, and marks the cut.
    """
    if excerpt.rstrip().endswith(("…", "…]", "...", "...]")):
        return False
    start = letters(excerpt)[:_EXCERPT_LETTERS]
    texts = ("".join(piece.prose for piece in pieces), "".join(content.itertext()))
    return len(start) >= _SHORTEST_EXCERPT and not any(start in letters(text) for text in texts)
