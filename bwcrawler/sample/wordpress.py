"""The sample magazine as a WordPress answers for it: which path gives which page or redirect."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, unquote

from bwcrawler.sample import feeds, rest, sitemaps
from bwcrawler.sample.connection import Request, Response
from bwcrawler.sample.magazine import ListingKind, Magazine
from bwcrawler.sample.posts import Post
from bwcrawler.sample.quirks import Quirks
from bwcrawler.sample.skins import ListingPage, Skins
from bwcrawler.sample.taxonomy import Account, Section, Tag

XML = "application/xml; charset=UTF-8"
RSS = "application/rss+xml; charset=UTF-8"
PLAIN = "text/plain; charset=utf-8"
JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300ffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
    "ffffffffffffffffffffc0000b080001000101011100ffc40014000100000000000000000000000000000009"
    "ffc40014100100000000000000000000000000000000ffda0008010100003f0054ffd9"
)
"""A picture of one pixel, for every upload."""
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_UNCACHED = {
    "Expires": "Wed, 11 Jan 1984 05:00:00 GMT",
    "Cache-Control": "no-cache, must-revalidate, max-age=0",
}
_PAGED = re.compile(r"^(?P<path>.*/)page/(?P<page>\d+)/$")
_NUMBERED = re.compile(r"^/(?P<slug>[^/]+)/(?P<page>\d+)/$")
_MONTH = re.compile(r"^/(?P<month>20\d\d/\d\d)/$")


class WordPress:
    """Answers requests for one magazine.

    Args:
        magazine: What it publishes.
        url: Its own address without a slash at the end; all links lead there.
        quirks: What it hides.
    """

    def __init__(self, magazine: Magazine, url: str, quirks: Quirks | None = None) -> None:
        self.magazine = magazine
        self.url = url
        self.quirks = quirks or Quirks()
        self._skins = Skins(magazine)
        self._slugs = sorted(post.slug for post in magazine.listed)
        self._old = {slug: post for post in magazine.listed for slug in post.old_slugs}
        self._pages = {page.path.lower(): page for page in [*magazine.pages, *magazine.terms]}
        self._pictures = re.compile(r"^/(?:hall|lead)-\d+/$")
        write = sitemaps.core if magazine.theme == "genesis" else sitemaps.yoast
        self._sitemaps = write(magazine, self.quirks.not_in_sitemap)
        self._sitemap = (
            "/wp-sitemap.xml" if magazine.theme == "genesis" else "/sitemap_index.xml"
        )

    def respond(self, request: Request) -> Response:
        """The answer, with links to this server in place of the magazine's host."""
        response = self._respond(request)
        host, here = self.magazine.base, self.url
        if response.content_type.startswith("application/json"):
            here, host = here.replace("/", "\\/"), host.replace("/", "\\/")
        return replace(
            response,
            body=response.body.replace(host.encode(), here.encode()),
            headers={
                name: value.replace(self.magazine.base, self.url)
                for name, value in response.headers.items()
            },
        )

    # Routes, most particular first

    def _respond(self, request: Request) -> Response:
        path, query = request.path, request.query
        if "//" in path:
            return self._redirect(re.sub("/{2,}", "/", path))
        if path == "/":
            return self._root(request)
        if path.startswith("/wp-json"):
            return rest.respond(self.magazine, self._skins, self.quirks, path, query)
        if path.startswith("/wp-content/"):
            return self._upload(path)
        if path.startswith("/wp-login.php"):
            return self._html("<!DOCTYPE html><title>Log In</title>")
        if (machine := self._machine(path)) is not None:
            return machine
        if not path.endswith("/"):
            found = self._human(f"{path}/", request)
            return found if found.status == 404 else self._redirect(f"{path}/")  # noqa: PLR2004
        return self._human(path, request)

    def _root(self, request: Request) -> Response:
        query = request.query
        if (number := query.get("p", query.get("page_id", ""))).isdigit():
            post = self.magazine.by_id(int(number))
            if post and post.state == "publish":
                return self._redirect(post.path)
            page = next((p for p in self._pages.values() if p.id == int(number)), None)
            return self._redirect(page.path) if page else self._not_found()
        for name, terms in (("author", self.magazine.accounts), ("cat", self.magazine.sections)):
            if name in query:
                term = next((t for t in terms if str(t.id) == query[name]), None)  # type: ignore[attr-defined]
                return self._redirect(f"/{term.path}/") if term else self._not_found()
        if "feed" in query:
            return self._feed("/feed/", request)
        if "s" in query:
            return self._search(query["s"], 1)
        return self._html(self._skins.home(), shortlink="/")

    def _machine(self, path: str) -> Response | None:
        """Robots.txt and sitemaps."""
        if path == "/robots.txt":
            rules = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
            named = f"\nSitemap: {self.magazine.base}{self._sitemap}\n"
            text = rules + (named if self.quirks.sitemap else "")
            return Response(text.encode(), content_type=PLAIN)
        if not path.endswith(".xml") or "sitemap" not in path:
            return None
        if not self.quirks.sitemap:
            return self._not_found()
        if path in self._sitemaps:
            return Response(self._sitemaps[path]().encode(), content_type=XML)
        core = self.magazine.theme == "genesis"
        if path == "/sitemap.xml":
            return self._redirect(self._sitemap, 302 if core else 301)
        if path.startswith("/wp-sitemap") and not core:
            return self._redirect(self._sitemap)
        return self._not_found()

    def _human(self, path: str, request: Request) -> Response:
        """The answer to a path with a slash at its end."""
        if path.endswith("/feed/"):
            return self._feed(path, request)
        paged = _PAGED.match(path)
        lead, page = (paged["path"], int(paged["page"])) if paged else (path, 1)
        if lead == "/":
            text = request.query.get("s")
            return self._search(text, page) if text else self._html(self._skins.home())
        if (listing := self._listing(lead)) is not None:
            return self._list(*listing, page)
        if (found := self._pages.get(lead.lower())) is not None:
            return self._html(self._skins.page(found), shortlink=f"/?p={found.id}")
        return self._post(path, lead)

    def _post(self, path: str, lead: str) -> Response:
        slug = quote(unquote(lead.strip("/"))).lower()
        if (post := self._public(slug)) is not None:
            return self._article(post)
        numbered = _NUMBERED.match(path)
        if numbered and (post := self._public(numbered["slug"].lower())) is not None:
            page = int(numbered["page"])
            if 1 < page <= len(self.magazine.story(post).pages) and not post.protected:
                return self._article(post, page)
            return self._redirect(post.path)
        slug, _, rest_of_path = slug.partition("/")
        if rest_of_path in {"amp", "embed"} and (post := self._public(slug)) is not None:
            return self._html(self._skins.amp(post))
        if self._pictures.match(path):
            return self._attachment(slug)
        if slug in self._old:
            return self._redirect(self._old[slug].path)
        return self._guess(slug) if not rest_of_path else self._not_found()

    def _guess(self, slug: str) -> Response:
        """WordPress takes the beginning of a slug for the whole."""
        at = bisect_left(self._slugs, slug)
        if slug and at < len(self._slugs) and self._slugs[at].startswith(slug):
            return self._redirect(f"/{self._slugs[at]}/")
        return self._not_found()

    def _public(self, slug: str) -> Post | None:
        post = self.magazine.by_slug(slug)
        return post if post and post.state == "publish" else None

    # Answers

    def _article(self, post: Post, page: int = 1) -> Response:
        return self._html(self._skins.article(post, page), shortlink=f"/?p={post.id}")

    def _attachment(self, slug: str) -> Response:
        file = f"/wp-content/uploads/2021/01/{slug}.jpg"
        if self.magazine.theme == "divi":
            return self._redirect(file)
        page = replace(self.magazine.pages[0], id=20_000, path=f"/{slug}/", title=slug)
        html = self._skins.page(page)
        return self._html(html.replace("page-template-default", "attachment single-attachment"))

    def _upload(self, path: str) -> Response:
        kinds = {"jpg": ("image/jpeg", JPEG), "pdf": ("application/pdf", PDF)}
        content_type, body = kinds.get(path.rpartition(".")[2], ("image/jpeg", JPEG))
        return Response(body, content_type=content_type, headers={"ETag": '"one-pixel"'})

    def _listing(self, path: str) -> tuple[ListingKind, str, Section | Tag | Account | None] | None:
        """What listing a path names: kind, slug, and the term; None where it is no listing."""
        if path == "/latest-news/":
            return "posts", "", None
        if month := _MONTH.match(path):
            return "month", month["month"], None
        first, *parts = quote(unquote(path)).lower().strip("/").split("/")
        magazine = self.magazine
        if first == "category" and parts:
            # The last part decides, whether its parent is named or not.
            section = next((s for s in magazine.sections if s.slug == parts[-1]), None)
            return ("section", section.slug, section) if section else None
        if first == "tag" and len(parts) == 1:
            tag = next((t for t in magazine.tags if t.slug == parts[0]), None)
            return ("tag", tag.slug, tag) if tag else None
        if first == "author" and len(parts) == 1:
            account = next((a for a in magazine.accounts if a.slug == parts[0]), None)
            return ("author", account.slug, account) if account else None
        return None

    def _list(
        self, kind: ListingKind, slug: str, term: Section | Tag | Account | None, page: int
    ) -> Response:
        posts = self.quirks.arrange(self.magazine.listing(kind, slug), page)
        if kind == "month" and not posts:
            return self._not_found()
        path = f"/{term.path}/" if term else f"/{slug or 'latest-news'}/"
        above: Sequence[Post] = ()
        if kind == "posts" and page == 1:
            above = [post for post in posts if post.sticky]
        if kind == "tag" and self.magazine.habits == 2021:  # noqa: PLR2004
            above = posts[-1:]
        listing = ListingPage(
            url=f"{self.magazine.base}{path}",
            heading=term.name if term else (slug or "Latest News"),
            posts=posts,
            above=above,
            breadcrumb=self._crumbs(term) if term else [(slug or "Latest News", "")],
            description=term.bio if isinstance(term, Account) else (),
            body_class={"section": "archive category", "posts": "blog"}.get(
                kind, f"archive {kind}"
            ),
            api=self._api(kind, term),
        )
        return self._paginate(listing, page)

    def _crumbs(self, term: Section | Tag | Account) -> list[tuple[str, str]]:
        if not isinstance(term, Section):
            return [(term.name, "")]
        parents = [(s.name, f"{self.magazine.base}/{s.path}/") for s in term.line[:-1]]
        return [*parents, (term.name, "")]

    def _api(self, kind: ListingKind, term: Section | Tag | Account | None) -> str:
        names = {"section": "categories", "tag": "tags", "author": "users"}
        return f"{names[kind]}/{term.id}" if term else ""

    def _paginate(self, listing: ListingPage, page: int) -> Response:
        size, posts = self.magazine.per_page, listing.posts
        last = max(1, -(-len(posts) // size))
        if not 1 <= page <= last:
            return self._not_found()
        shown = posts[(page - 1) * size : page * size]
        return self._html(
            self._skins.listing(replace(listing, posts=shown, page=page, last=last))
        )

    def _search(self, text: str, page: int) -> Response:
        posts = [p for p in self.magazine.listed if text.lower() in p.title.lower()]
        listing = ListingPage(
            url=f"{self.magazine.base}/?s={quote(text)}",
            heading=f"Search Results for: {text}",
            posts=sorted(posts, key=lambda post: post.order, reverse=True),
            body_class="search search-results",
            robots="noindex, follow",
        )
        return self._paginate(listing, page)

    def _feed(self, path: str, request: Request) -> Response:
        if not self.quirks.feeds:
            return self._not_found()
        lead = path.removesuffix("feed/")
        named = ("posts", "", None) if lead == "/" else self._listing(lead)
        if named is None:
            post = self._public(lead.strip("/"))
            if post is None:
                return self._not_found()
            posts, title = [], f"Comments on: {post.title}"
        else:
            kind, slug, term = named
            hidden = self.quirks.not_in_feed
            posts = [p for p in self.magazine.listing(kind, slug) if p.id not in hidden]
            title = f"{term.name} – Bitter Winter" if term else "Bitter Winter"
            paged = request.query.get("paged", "1")
            page = int(paged) if paged.isdigit() else 1
            posts = posts[(page - 1) * feeds.PER_PAGE : page * feeds.PER_PAGE]
            if page > 1 and not posts:
                return self._not_found()
        headers = feeds.validators(self.magazine)
        asked = request.headers
        if asked.get("if-none-match") == headers["ETag"] or (
            "if-none-match" not in asked
            and asked.get("if-modified-since") == headers["Last-Modified"]
        ):
            return Response(b"", 304, RSS, headers)
        body = feeds.rss(self.magazine, self._skins, title, path, posts)
        return Response(body.encode(), content_type=RSS, headers=headers)

    def _html(self, text: str, shortlink: str = "") -> Response:
        link = f'<{self.magazine.base}/wp-json/>; rel="https://api.w.org/"'
        if shortlink:
            link += f", <{self.magazine.base}{shortlink}>; rel=shortlink"
        return Response(text.encode(), headers={"Vary": "Accept-Encoding", "Link": link})

    def _redirect(self, path: str, status: int = 301) -> Response:
        headers = {"Location": f"{self.magazine.base}{path}", "X-Redirect-By": "WordPress"}
        return Response(b"", status, headers=headers)

    def _not_found(self) -> Response:
        text = self._skins.not_found()
        return replace(self._html(text), status=404, headers=_UNCACHED)
