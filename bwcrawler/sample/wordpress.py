"""The sample magazine as a WordPress answers for it: which path gives which page or redirect."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from bwcrawler.sample import feeds, rest, sitemaps
from bwcrawler.sample.archives import Archive, Archives, tidy
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.skins import Skins
from bwcrawler.sample.uploads import upload

if TYPE_CHECKING:
    from bwcrawler.sample.listing_page import ListingPage
    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post
    from bwcrawler.sample.quirks import Quirks

XML = "application/xml; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
PLAIN = "text/plain; charset=utf-8"
_UNCACHED = {
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
    "Cache-Control": "no-cache, must-revalidate, max-age=0",
}
_PAGED = re.compile(r"^(?P<path>.*/)page/(?P<page>\d+)/$")
_NUMBERED = re.compile(r"^/(?P<slug>[^/]+)/(?P<page>\d+)/$")
_VARIANT = re.compile(r"^/(?P<slug>[^/]+)/(?:amp|embed)/$")
_PICTURE = re.compile(r"^/(?P<name>(?:hall|lead)-\d+)/$")


class WordPress:
    """Answers requests for one magazine.

    Args:
        magazine: What it publishes.
        url: Its own address without a slash at the end; all links lead there.
        quirks: What it hides.
    """

    def __init__(self, magazine: Magazine, url: str, quirks: Quirks) -> None:
        self.magazine = magazine
        self.url = url
        self.quirks = quirks
        self._skins = Skins(magazine)
        self._archives = Archives(magazine, quirks)
        self._pages = {page.path.lower(): page for page in [*magazine.pages, *magazine.terms]}
        # The first that has an answer gives it.
        self._routes = (self._doubled, self._root, self._machine, self._slashless)
        self._slashed = (
            self._feed, self._home_page, self._archive, self._page, self._article, self._numbered,
            self._variant, self._attachment, self._old_slug, self._guess,
        )  # fmt: skip

    @property
    def _core(self) -> bool:
        """True where WordPress core writes the sitemaps, false where Yoast does."""
        return self.magazine.theme == "genesis"

    @property
    def _sitemap(self) -> str:
        return "/wp-sitemap.xml" if self._core else "/sitemap_index.xml"

    def respond(self, request: Request) -> Response:
        """The answer, with links to this server in place of the magazine's host."""
        answers = (route(request) for route in self._routes)
        response = next((a for a in answers if a is not None), None) or self._find(request)
        host, here = self.magazine.base, self.url
        headers = {name: text.replace(host, here) for name, text in response.headers.items()}
        if response.content_type.startswith("application/json"):
            host, here = host.replace("/", "\\/"), here.replace("/", "\\/")
        return replace(
            response, body=response.body.replace(host.encode(), here.encode()), headers=headers
        )

    def _find(self, request: Request) -> Response:
        """The answer to a path that ends with a slash."""
        answers = (route(request) for route in self._slashed)
        return next((answer for answer in answers if answer is not None), self._not_found())

    # Before anything is looked up

    def _doubled(self, request: Request) -> Response | None:
        if "//" in request.path:
            return self._redirect(re.sub("/{2,}", "/", request.path))
        return None

    def _root(self, request: Request) -> Response | None:
        if request.path != "/":
            return None
        query = request.query
        if number := query.get("p") or query.get("page_id"):
            return self._short(int(number) if number.isdigit() else 0)
        if "author" in query or "cat" in query:
            terms = [*self.magazine.accounts] if "author" in query else [*self.magazine.sections]
            wanted = query.get("author", query.get("cat"))
            term = next((term for term in terms if str(term.id) == wanted), None)
            return self._redirect(f"/{term.path}/") if term else self._not_found()
        if "feed" in query:
            return self._feed(replace(request, path="/feed/"))
        if "s" in query:
            return self._listing(self._archives.search(query["s"], 1))
        return self._html(self._skins.home(), shortlink="/")

    def _short(self, number: int) -> Response:
        post = self.magazine.by_id(number)
        if post and post.state == "publish":
            return self._redirect(post.path)
        page = next((page for page in self._pages.values() if page.id == number), None)
        return self._redirect(page.path) if page else self._not_found()

    def _machine(self, request: Request) -> Response | None:
        """What is no page: the API, files, the log-in form, robots.txt, sitemaps."""
        path = request.path
        if path.startswith("/wp-json"):
            return rest.respond(self.magazine, self._skins, self.quirks, path, request.query)
        if path.startswith("/wp-content/"):
            return upload(path)
        if path == "/wp-login.php":
            return self._html("<!DOCTYPE html><title>Log In</title>")
        if path == "/robots.txt":
            named = f"\nSitemap: {self.magazine.base}{self._sitemap}\n" * self.quirks.sitemap
            text = f"User-agent: *\nDisallow: /wp-admin/\n{named}"
            return Response(text.encode(), content_type=PLAIN)
        return self._map(path) if path.endswith(".xml") else None

    def _map(self, path: str) -> Response:
        if not self.quirks.sitemap:
            return self._not_found()
        write = sitemaps.core if self._core else sitemaps.yoast
        files = write(self.magazine, self.quirks)
        if path in files:
            return Response(files[path]().encode(), content_type=XML)
        if path == "/sitemap.xml":
            status = HTTPStatus.FOUND if self._core else HTTPStatus.MOVED_PERMANENTLY
            return self._redirect(self._sitemap, status)
        if path.startswith("/wp-sitemap") and not self._core:
            return self._redirect(self._sitemap)
        return self._not_found()

    def _slashless(self, request: Request) -> Response | None:
        if request.path.endswith("/"):
            return None
        path = f"{request.path}/"
        found = self._find(replace(request, path=path))
        return found if found.status == HTTPStatus.NOT_FOUND else self._redirect(path)

    # Paths that end with a slash

    def _home_page(self, request: Request) -> Response | None:
        paged = _PAGED.match(request.path)
        if not paged or paged["path"] != "/":
            return None
        if text := request.query.get("s"):
            return self._listing(self._archives.search(text, int(paged["page"])))
        return self._html(self._skins.home())

    def _archive(self, request: Request) -> Response | None:
        paged = _PAGED.match(request.path)
        path, number = (paged["path"], int(paged["page"])) if paged else (request.path, 1)
        archive = self._archives.find(path)
        return self._listing(self._archives.page(archive, number)) if archive else None

    def _page(self, request: Request) -> Response | None:
        page = self._pages.get(request.path.lower())
        return self._html(self._skins.page(page), shortlink=f"/?p={page.id}") if page else None

    def _article(self, request: Request) -> Response | None:
        paged = _PAGED.match(request.path)
        post = self._public(paged["path"] if paged else request.path)
        return self._show(post) if post else None

    def _numbered(self, request: Request) -> Response | None:
        """`/slug/2/`: the second page, or the article if it has no such page."""
        numbered = _NUMBERED.match(request.path)
        if not numbered or not (post := self._public(numbered["slug"])):
            return None
        page = int(numbered["page"])
        if not post.protected and 1 < page <= len(self.magazine.story(post).pages):
            return self._show(post, page)
        return self._redirect(post.path)

    def _variant(self, request: Request) -> Response | None:
        variant = _VARIANT.match(request.path)
        post = self._public(variant["slug"]) if variant else None
        return self._html(self._skins.amp(post)) if post else None

    def _attachment(self, request: Request) -> Response | None:
        """The page of a picture; Yoast sends to the file instead."""
        picture = _PICTURE.match(request.path)
        if not picture:
            return None
        if not self._core:
            return self._redirect(f"/wp-content/uploads/2021/01/{picture['name']}.jpg")
        return self._html(self._skins.attachment(picture["name"]))

    def _old_slug(self, request: Request) -> Response | None:
        post = self.magazine.by_old_slug(request.path.strip("/").lower())
        return self._redirect(post.path) if post else None

    def _guess(self, request: Request) -> Response | None:
        """WordPress takes the beginning of a slug for the whole."""
        slug = tidy(request.path.strip("/"))
        posts = (post for post in self.magazine.listed if post.slug.startswith(slug))
        post = min(posts, key=lambda post: post.slug, default=None)
        return self._redirect(post.path) if post else None

    def _feed(self, request: Request) -> Response | None:
        if not request.path.endswith("/feed/"):
            return None
        lead = request.path.removesuffix("feed/")
        archive = Archive("posts") if lead == "/" else self._archives.find(lead)
        post = None if archive else self._public(lead)
        if not self.quirks.feeds or not (archive or post):
            return self._not_found()
        posts = self._feed_posts(archive, request.query.get("paged", "1")) if archive else []
        if posts is None:
            return self._not_found()
        headers = feeds.validators(self.magazine)
        if feeds.unchanged(headers, request.headers):
            return Response(b"", HTTPStatus.NOT_MODIFIED, RSS, headers)
        title = archive.heading if archive and archive.term else "Bitter Winter"
        text = feeds.rss(self.magazine, self._skins, title, request.path, posts)
        return Response(text.encode(), content_type=RSS, headers=headers)

    def _feed_posts(self, archive: Archive, paged: str) -> list[Post] | None:
        """The posts of one page of a feed; None past its end."""
        page = int(paged) if paged.isdigit() else 1
        found = self.magazine.listing(archive.kind, archive.slug)
        posts = [post for post in found if post.id not in self.quirks.not_in_feed]
        shown = posts[(page - 1) * feeds.PER_PAGE : page * feeds.PER_PAGE]
        return shown if shown or page == 1 else None

    # Answers

    def _public(self, path: str) -> Post | None:
        post = self.magazine.by_slug(tidy(path.strip("/")))
        return post if post and post.state == "publish" else None

    def _show(self, post: Post, page: int = 1) -> Response:
        return self._html(self._skins.article(post, page), shortlink=f"/?p={post.id}")

    def _listing(self, page: ListingPage | None) -> Response:
        return self._html(self._skins.listing(page)) if page else self._not_found()

    def _html(self, text: str, shortlink: str = "") -> Response:
        link = f'<{self.magazine.base}/wp-json/>; rel="https://api.w.org/"'
        if shortlink:
            link += f", <{self.magazine.base}{shortlink}>; rel=shortlink"
        return Response(text.encode(), headers={"Vary": "Accept-Encoding", "Link": link})

    def _redirect(self, path: str, status: int = HTTPStatus.MOVED_PERMANENTLY) -> Response:
        headers = {"Location": f"{self.magazine.base}{path}", "X-Redirect-By": "WordPress"}
        return Response(b"", status, headers=headers)

    def _not_found(self) -> Response:
        html = self._skins.not_found()
        return Response(html.encode(), HTTPStatus.NOT_FOUND, headers=_UNCACHED)
