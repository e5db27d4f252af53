"""Pages of the sample magazine as HTML: what the templates are given.

Every link is written with the magazine's real host; the server puts its own address in place.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, TemplateNotFound

from bwcrawler.editions import EDITIONS
from bwcrawler.sample import yoast
from bwcrawler.sample.pieces import Piece, escape, paragraph, texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bwcrawler.sample.listing_page import ListingPage
    from bwcrawler.sample.magazine import Magazine, Skin
    from bwcrawler.sample.pages import Page
    from bwcrawler.sample.posts import Post

EXCERPT_WORDS, LONG_EXCERPT = 40, 270
RELATED_OF_DIVI = 3
ELEMENT_CAPTIONS = 2023
"""Since this year Gutenberg marks captions with a class."""
TODAY = "Thu, January 21, 2021"
"""The day of the crawl that some pages print: no date of the magazine."""
WRONG_LANGUAGE = {"ko": "en-US", "jp": "en-US", "en": "en-US"}

_ENVIRONMENT = Environment(
    loader=PackageLoader("bwcrawler.sample"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


@dataclass(slots=True)
class Skins:
    """Draws the pages of one magazine.

    Templates are given `title`, `heading`, `top`, `tail`, `sidebar` and `json_ld` as HTML and
    everything else as text.
    """

    magazine: Magazine
    _common: dict[Skin, dict[str, Any]] = field(default_factory=dict)

    def date(self, moment: datetime) -> str:
        """A date as the theme prints it."""
        magazine = self.magazine
        if magazine.theme == "divi":
            return f"{moment:%b} {moment.day}, {moment.year}"
        return moment.strftime(magazine.edition.date_formats[0])

    def article(self, post: Post, page: int = 1) -> str:
        """One page of a post."""
        magazine, skin = self.magazine, self.magazine.skin(post)
        story = magazine.story(post)
        pages = story.pages
        related = () if skin == "divi-builder" else story.related
        named = post.published.year >= ELEMENT_CAPTIONS
        shown = self._place(post, page, len(pages)) | {
            "post": post,
            "heading": self.title(post),
            "title": self.title(post),
            "pieces": pages[page - 1],
            "date": self.date(post.published),
            "api": f"posts/{post.id}",
            "shortlink": f"{magazine.base}/?p={post.id}",
            "body_class": f"post-template-default single single-post postid-{post.id}",
            "post_class": self.post_class(post),
            "breadcrumb": [
                (section.name, f"{magazine.base}/{section.path}/")
                for section in (post.sections[0].line if post.sections else ())
            ],
            "related": related[:RELATED_OF_DIVI] if skin == "divi" else related,
            "keep_reading": story.keep_reading if skin == "genesis" else (),
            "caption_class": ' class="wp-element-caption"' if named else "",
            "empty_author": "empty-author" in post.forms,
            "no_title": "no-title-on-page" in post.forms,
            "builder_content": "builder-content" in post.forms,
            "today": TODAY if "crawl-day-date" in post.forms else self._today(),
            "translations": [
                {"language": edition.language, "url": f"https://{edition.host}{post.path}"}
                for edition in EDITIONS.values()
                if "translated-by" in post.forms and edition is not magazine.edition
            ],
        }
        if magazine.theme == "divi":
            words = sum(len(text.text.split()) for text in texts(story.pieces))
            shown["meta"] = yoast.meta(magazine, post)
            shown["json_ld"] = yoast.graph(magazine, post, words)
        return self._draw(skin, "article.html", shown)

    def _place(self, post: Post, page: int, last: int) -> dict[str, Any]:
        """Where a page of an article stands among its pages."""
        url = self.magazine.url(post)

        def page_url(number: int) -> str:
            return url if number == 1 else f"{url}{number}/"

        numbers = range(1, last + 1) if last > 1 else ()
        return {
            "canonical": page_url(page),
            "next": page_url(page + 1) if page < last else "",
            "previous": page_url(page - 1) if page > 1 else "",
            "page_links": [(n, "" if n == page else page_url(n)) for n in numbers],
        }

    def amp(self, post: Post) -> str:
        """The same as an AMP page: no date, no author."""
        shown = {
            "heading": self.title(post),
            "title": self.title(post),
            "canonical": self.magazine.url(post),
            "pieces": self.magazine.story(post).pieces,
        }
        return _ENVIRONMENT.get_template("amp.html").render(self._chrome("genesis") | shown)

    def listing(self, listing: ListingPage) -> str:
        """One page of a listing."""
        magazine = self.magazine
        all_by_builder = magazine.theme == "divi" and magazine.builder == "all"
        skin: Skin = "divi-builder" if all_by_builder else magazine.theme
        pinned = len(listing.above) if magazine.of_2021 else 0
        entries = [
            self._entry(post, listing.body_class, pinned=number < pinned)
            for number, post in enumerate([*listing.above, *listing.posts])
        ]
        page, last = listing.page, listing.last
        title = listing.heading if page == 1 else f"{listing.heading} – Page {page}"
        if magazine.theme == "divi":
            title = f"{listing.heading} Archives" + (f" - Page {page} of {last}" * (page > 1))
        shown = {
            "title": escape(title),
            "heading": escape(listing.heading),
            "description": listing.description if page == 1 else (),
            "entries": entries,
            "page": page,
            "last": last,
            "pager": listing.pager,
            "next": listing.page_url(page + 1) if page < last else "",
            "previous": listing.page_url(page - 1) if page > 1 else "",
            "canonical": listing.page_url(page) if magazine.theme == "divi" else "",
            "body_class": listing.body_class,
            "breadcrumb": listing.breadcrumb,
            "api": listing.api,
            "today": self._today(),
            "meta": [("og:type", "article"), ("og:title", title)],
        }
        if listing.robots:
            shown["robots"] = listing.robots
        return self._draw(skin, "listing.html", shown)

    def page(self, page: Page, status: int = 200) -> str:
        """A glossary term or an editorial page."""
        kind = page.kind
        shown = {
            "title": escape(page.title),
            "heading": escape(page.title),
            "pieces": page.pieces,
            "status": status,
            "page_id": page.id,
            "canonical": f"{self.magazine.base}{page.path}",
            "body_class": f"page-template-default {kind} {kind}-id-{page.id}",
            "post_class": f"post-{page.id} {kind} type-{kind} status-publish",
            "api": f"pages/{page.id}",
            "breadcrumb": [(page.title, "")],
            "today": self._today(),
            "meta": [("og:type", "article"), ("og:title", page.title)],
        }
        return self._draw(self.magazine.theme, "page.html", shown)

    def attachment(self, name: str) -> str:
        """The page of a picture."""
        page = replace(self.magazine.pages[0], id=20_000, path=f"/{name}/", title=name, pieces=())
        text = self.page(page)
        return text.replace("page-template-default", "attachment single-attachment", 1)

    def home(self) -> str:
        """The static home page: featured posts of some sections."""
        magazine = self.magazine
        shown = {
            "title": "Bitter Winter",
            "canonical": f"{magazine.base}/",
            "body_class": "home page-template-default page page-id-126",
            "widgets": [
                (section, magazine.listing("section", section.slug)[:2])
                for section in magazine.sections[:4]
            ],
            "today": self._today(),
            "meta": [("og:type", "website"), ("og:title", "Bitter Winter")],
        }
        return self._draw(magazine.theme, "page.html", shown)

    def not_found(self) -> str:
        """The page of a 404."""
        genesis = self.magazine.theme == "genesis"
        heading = self.magazine.words.not_found if genesis else "No Results Found"
        pieces = (paragraph("The page you requested could not be found."),)
        shown = {
            "title": heading if genesis else "Page not found",
            "heading": heading,
            "pieces": pieces,
            "status": 404,
            "body_class": "error404",
            "post_class": "",
            "breadcrumb": [(f"{heading}:", "")],
            "robots": "noindex, follow",
        }
        return self._draw(self.magazine.theme, "page.html", shown)

    def content(self, post: Post) -> str:
        """The whole content, as feeds and the API give it."""
        skin = self.magazine.skin(post)
        shown = {"pieces": self.magazine.story(post).pieces, "skin": skin}
        return _ENVIRONMENT.get_template("only-content.html").render(self._chrome(skin) | shown)

    def title(self, post: Post) -> str:
        """The title as HTML, with the prefix of a protected post."""
        prefix = f"{self.magazine.edition.protected_prefixes[0]} " if post.protected else ""
        return f"{prefix}{post.markup}"

    def post_class(self, post: Post, body_class: str = "") -> str:
        """The classes that WordPress gives to a post's element on a page of `body_class`."""
        sections = " ".join(f"category-{section.slug}" for section in post.sections)
        tags = " ".join(f"tag-{tag.slug}" if tag.slug[0] != "%" else f"tag-{tag.id}"
                        for tag in post.tags)  # fmt: skip
        image = "has-post-thumbnail " if post.lead else ""
        hentry = "hentry " if self.magazine.theme == "divi" else ""
        sticky = "sticky " if "blog" in body_class and post.sticky else ""
        return (
            f"post-{post.id} post type-post status-publish format-standard {image}{sticky}{hentry}"
            f"{sections} {tags}".strip()
        )

    def excerpt(self, post: Post) -> str:
        """What listings and feeds show: the typed excerpt, else the first words of the text."""
        if post.protected:
            return "There is no excerpt because this is a protected post."
        return post.excerpt or post.deck or " ".join(self._words(post)[:EXCERPT_WORDS])

    def _words(self, post: Post) -> list[str]:
        pieces: Sequence[Piece] = self.magazine.story(post).pieces[:4]
        return " ".join(text.text for text in texts(pieces)).split()

    def _entry(self, post: Post, body_class: str, *, pinned: bool) -> dict[str, Any]:
        excerpt = self.excerpt(post)
        by = f" {post.byline} " if post.byline else " "
        return {
            "post": post,
            "title": self.title(post),
            "date": self.date(post.published),
            "excerpt": excerpt,
            "long_excerpt": f"{excerpt}{by}"[:LONG_EXCERPT],
            "post_class": self.post_class(post, body_class),
            "pinned": pinned,
        }

    def _today(self) -> str:
        return TODAY if self.magazine.of_2021 else ""

    def _draw(self, skin: Skin, name: str, shown: dict[str, Any]) -> str:
        try:
            template = _ENVIRONMENT.get_template(f"{skin}/{name}")
        except TemplateNotFound:
            template = _ENVIRONMENT.get_template(f"divi/{name}")
        return template.render(self._chrome(skin) | shown)

    def _chrome(self, skin: Skin) -> dict[str, Any]:
        """What every page of a skin shows, drawn once."""
        if skin not in self._common:
            self._common[skin] = self._make_chrome(skin)
        return self._common[skin]

    def _make_chrome(self, skin: Skin) -> dict[str, Any]:
        magazine, edition = self.magazine, self.magazine.edition
        sections = magazine.sections
        common: dict[str, Any] = {
            "base": magazine.base,
            "uploads": f"{magazine.base}/wp-content/uploads/",
            "words": magazine.words,
            "home": edition.home_words[0],
            "lang": WRONG_LANGUAGE.get(edition.code, edition.language),
            "lazy": magazine.of_2021,
            "tag_label": edition.tag_labels[0].title(),
            "related_label": edition.related_labels[0].capitalize(),
            "keep_reading_label": edition.keep_reading_labels[0].title(),
            "caption_class": "",
            "sections": sections,
            "menu": [
                (s, [child for child in sections if child.parent is s])
                for s in sections
                if s.parent is None
            ],
            "pages": magazine.pages,
            "popular": magazine.popular,
            "regions": magazine.tags[:6],
            "months": sorted({f"{p.published:%Y/%m}" for p in magazine.listed}, reverse=True),
        }
        for part in ("top", "tail", "sidebar"):
            try:
                template = _ENVIRONMENT.get_template(f"{skin}/{part}.html")
            except TemplateNotFound:
                continue
            common[part] = template.render(common)
        return common
