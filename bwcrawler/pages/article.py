"""An article of the magazine, field by field, each from the best source that the page has.

Order of trust: the date of the metadata before the printed one; the authors of the printed byline
before the posting account; the title of the heading before the metadata's; the body in the theme's
element before the largest text of the page. `Article.sources` tells which source won.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from bwcrawler import urls
from bwcrawler.items import Article, FieldSources, Named, Person
from bwcrawler.pages import themes
from bwcrawler.pages.authorbox import AuthorBox, read_author_box
from bwcrawler.pages.blocks import Piece, read_pieces
from bwcrawler.pages.body import Body, read_body
from bwcrawler.pages.content import content_sha256
from bwcrawler.pages.document import Document
from bwcrawler.pages.figures import picture_key, read_image
from bwcrawler.pages.front import Front, Known, read_front
from bwcrawler.pages.kinds import NotAnArticle, is_post, require_article
from bwcrawler.pages.mainpart import content_of, main_part
from bwcrawler.pages.published import read_published
from bwcrawler.pages.related import read_related
from bwcrawler.pages.series import read_series
from bwcrawler.pages.tail import Tail, read_tail
from bwcrawler.pages.taxonomy import read_breadcrumb, read_sections, read_tags
from bwcrawler.pages.title import read_title
from bwcrawler.pages.version import PARSER
from bwcrawler.pages.words import count_words
from bwcrawler.text import clean_line

_POST_CLASS = re.compile(r"(?:postid|post)-(\d+)")
_POST_ELEMENT = "(.//article | .//main)[starts-with(@id, 'post-') or contains(@class, 'post-')]"
_APOSTROPHES = str.maketrans("’‘ʼ`", "''''")
_LEAST_TEXT = 300
"""Characters of a body that nothing but its length tells from the rest of the page."""
_DATE_LINE = 120
"""Characters at the start of a paragraph that a date makes the line under the title."""
_EXCERPT_LETTERS = 60
"""Letters of a description that tell whether it was made from the text."""


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
    sections, sources.sections = read_sections(main, theme, document, breadcrumb)
    tags, sources.tags = read_tags(main, theme, document)
    sources.breadcrumb = "theme" if breadcrumb else ""
    url = _url(reading)
    reading.warnings += [
        warning
        for warning in (
            "" if title else "title: none",
            dates.warning,
            f"text: {document.replaced} undecodable characters" if document.replaced else "",
            f"json-ld: {metadata.broken} broken" if metadata.broken else "",
            "" if document.is_whole else "page: it ends before its end tag",
        )
        if warning
    ]
    return Article(
        id=_post_id(reading),
        url=url,
        edition=document.edition.code,
        language=document.edition.language,
        title=title,
        published=dates.published,
        published_raw=dates.raw,
        modified=dates.modified,
        posted_by=_account(reading, dates.name),
        sections=sections,
        breadcrumb=[one.name for one in breadcrumb if one.name != title],
        tags=tags,
        translations=[one for one in metadata.translations if one.url != url],
        theme=theme.name,
        parser=PARSER,
    )


def _content(article: Article, reading: _Reading) -> None:
    """Fill in what the content element says."""
    document = reading.document
    content, source = content_of(reading.main, reading.theme)
    if content is None:
        raise NotAnArticle("no body")
    pieces = read_pieces(content, document.resolve)
    if source == "text":
        pieces = _after_title(pieces, article)
        if sum(len(piece.prose) for piece in pieces) < _LEAST_TEXT:
            raise NotAnArticle(
                "no body", "no element is marked as the body, and no text stands out"
            )
    names = [name for name in (article.posted_by.name, reading.box.name) if name]
    excerpt = document.metadata.meta.get("og:description", "")
    front = read_front(
        pieces,
        Known(
            edition=document.edition,
            names=frozenset(name.casefold() for name in names),
            excerpt=excerpt,
            continues=urls.page_number(document.url) > 1,
        ),
    )
    if front.byline is not None:
        names = [*(name for name, _ in front.byline.people), *names]
    starred = front.byline is not None and front.byline.is_starred
    tail = read_tail(front.rest, document.edition, names, reading.box.bio, starred=starred)
    body = read_body(tail.rest)
    article.deck, reading.sources.deck = front.deck, "text" if front.deck else ""
    if not front.deck and _is_excerpt_of_its_own(excerpt, pieces, content):
        article.deck, reading.sources.deck = clean_line(excerpt), "meta"
    _people(article, front, tail, reading)
    article.notes = front.notes + tail.notes
    article.series = read_series(front.series + tail.series, article.title, document.edition)
    _fill(article, body, reading)
    article.related = tail.related
    reading.sources.body = source if article.body else ""
    if not article.body:
        if source == "text" or not is_post(document):
            raise NotAnArticle("no body")
        reading.warnings.append("body: none")


def _after_title(pieces: list[Piece], article: Article) -> list[Piece]:
    """The pieces behind the title and the line under it, where the element holds these as well."""
    title = next((i for i, p in enumerate(pieces) if p.is_line and p.text == article.title), -1)
    pieces = pieces[title + 1 :]
    raw = article.published_raw
    return pieces[1:] if pieces and raw and raw in pieces[0].text[:_DATE_LINE] else pieces


def _fill(article: Article, body: Body, reading: _Reading) -> None:
    lead = themes.first(reading.main, reading.theme.lead)
    figure = read_image(lead, reading.document.resolve) if lead is not None else None
    if figure is not None and all(
        picture_key(figure.url) != picture_key(f.url) for f in body.figures
    ):
        body.figures.insert(0, figure)
    article.body, article.blocks = body.text, body.blocks
    article.figures, article.embeds, article.links = body.figures, body.embeds, body.links
    article.word_count = count_words(article.body, reading.document.edition)


def _people(article: Article, front: Front, tail: Tail, reading: _Reading) -> None:
    """The authors: of the byline, else of the sign-off, else the posting account."""
    account, box = article.posted_by, reading.box
    if front.byline is not None:
        article.byline, reading.sources.authors = front.byline.text, "byline"
        article.authors = front.byline.persons()
    elif tail.sign_offs:
        article.authors = [person for one in tail.sign_offs for person in one.persons()]
        reading.sources.authors = "sign-off"
    if account.name and not any(person.role == "author" for person in article.authors):
        article.authors.insert(0, Person(name=account.name))
        reading.sources.authors = reading.sources.authors or "account"
    if not article.authors:
        reading.warnings.append("authors: none")
    for person in article.authors:
        # WordPress curls the apostrophe of a byline; the account has it as it was typed.
        if _straight(person.name) == _straight(account.name):
            person.name = account.name
        name = person.name.casefold()
        if name == account.name.casefold():
            person.url = account.url
        if name == box.name.casefold():
            person.url = person.url or box.url
            person.bio, person.website = box.bio, box.website
        elif tail.bio and tail.bio[0].casefold().startswith(name):
            person.bio = "\n\n".join(tail.bio)
    if tail.bio and not any(person.bio for person in article.authors):
        article.authors[0].bio = "\n\n".join(tail.bio)


def _straight(name: str) -> str:
    return name.casefold().translate(_APOSTROPHES)


def _account(reading: _Reading, glued: str) -> Named:
    """The posting account: the line under the title, JSON-LD, metadata, the author box."""
    document, theme = reading.document, reading.theme
    for source, expressions in (("theme", theme.account), ("wordpress", themes.WORDPRESS.account)):
        found = themes.find(reading.main, expressions)
        if found and (name := clean_line("".join(found[0].itertext()))):
            reading.sources.posted_by = source
            link = themes.first(found[0], ("self::a", ".//a[@href]", "ancestor::a[@href]"))
            href = link.get("href") if link is not None else ""
            return Named(name=name, url=document.resolve(href))
        if found:
            # The theme prints the line with an empty name: other links name other authors.
            break
    if glued:
        reading.sources.posted_by = "printed"
        return Named(name=glued)
    name, url = document.metadata.author
    if name:
        reading.sources.posted_by = "json-ld"
        return Named(name=clean_line(name), url=document.resolve(url))
    name = clean_line(document.metadata.meta.get("author", ""))
    if name:
        reading.sources.posted_by = "meta"
        return Named(name=name, url=reading.box.url if reading.box.name == name else "")
    reading.sources.posted_by = "author-box" if reading.box.name else ""
    return Named(name=reading.box.name, url=reading.box.url)


def _url(reading: _Reading) -> str:
    """The canonical URL: the page's own word where it names an article, else what was asked."""
    named = urls.first_page(reading.document.metadata.canonical)
    root = f"https://{reading.document.edition.host}/"
    if named.startswith(root) and urls.kind(named) is urls.Kind.ARTICLE:
        reading.sources.url = "canonical"
        return named
    reading.sources.url = "request"
    return urls.first_page(reading.document.url)


def _post_id(reading: _Reading) -> int | None:
    """Post id: WordPress's body class, the shortlink or REST link, the post's own element."""
    document, sources = reading.document, reading.sources
    for name in document.classes:
        match = _POST_CLASS.fullmatch(name)
        if match and name.startswith("postid-"):
            sources.id = "body-class"
            return int(match[1])
    if document.metadata.post_id is not None:
        sources.id = "shortlink"
        return document.metadata.post_id
    post = themes.first(reading.main, (_POST_ELEMENT,))
    if post is not None:
        for name in (post.get("id") or "", *(post.get("class") or "").split()):
            if match := _POST_CLASS.fullmatch(name):
                sources.id = "post-class"
                return int(match[1])
    return None


def _is_excerpt_of_its_own(excerpt: str, pieces: list[Piece], content: etree._Element) -> bool:
    """True for a description that was written for the post and not made from its text.

    WordPress makes one of the first words, with or without captions, and marks the cut.
    """
    if excerpt.rstrip().endswith(("…", "…]", "...", "...]")):
        return False
    letters = "".join(filter(str.isalnum, excerpt))[:_EXCERPT_LETTERS]
    texts = ("".join(piece.prose for piece in pieces), "".join(content.itertext()))
    return len(letters) > 15 and not any(letters in "".join(filter(str.isalnum, t)) for t in texts)
