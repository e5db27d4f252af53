"""Metadata of a Divi page as the Yoast plugin writes it: `meta` elements and a JSON-LD graph."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post


def meta(magazine: Magazine, post: Post) -> list[tuple[str, str]]:
    """Name (a property where it has a colon) and content of each `meta`; times are in UTC."""
    found = [
        ("og:locale", "en_US"),
        ("og:type", "article"),
        ("og:title", f"{post.title} - Bitter Winter"),
        ("og:description", "" if post.protected else post.excerpt or post.deck),
        ("og:url", magazine.url(post)),
        ("og:site_name", "Bitter Winter"),
        ("article:published_time", post.published_utc.isoformat()),
    ]
    if post.modified > post.published:
        found.append(("article:modified_time", post.modified_utc.isoformat()))
    if post.lead:
        found.append(("og:image", f"{magazine.base}/wp-content/uploads/{post.lead.full}"))
    return [*found, ("author", post.account.name)]


def graph(magazine: Magazine, post: Post, words: int) -> str:
    """The JSON-LD graph; its author is the account, not the byline."""
    url, base = magazine.url(post), magazine.base
    person = f"{base}/#/schema/person/{post.account.id}"
    article: dict[str, Any] = {
        "@type": "Article",
        "@id": f"{url}#article",
        "isPartOf": {"@id": url},
        "author": {"name": post.account.name, "@id": person},
        "headline": post.title,
        "datePublished": post.published_utc.isoformat(),
    }
    page: dict[str, Any] = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": f"{post.title} - Bitter Winter",
        "isPartOf": {"@id": f"{base}/#website"},
        "datePublished": post.published_utc.isoformat(),
        "breadcrumb": {"@id": f"{url}#breadcrumb"},
        "inLanguage": "en-US",
    }
    if post.modified > post.published:
        article["dateModified"] = page["dateModified"] = post.modified_utc.isoformat()
    article |= {
        "mainEntityOfPage": {"@id": url},
        "wordCount": words,
        "publisher": {"@id": f"{base}/#organization"},
        "keywords": [tag.name for tag in post.tags],
        "articleSection": [section.name for section in post.sections],
        "inLanguage": "en-US",
    }
    if not post.tags:
        del article["keywords"]
    crumbs = [("Home", f"{base}/"), ("Latest News", f"{base}/latest-news/"), (post.title, "")]
    nodes = [
        article,
        page,
        {
            "@type": "BreadcrumbList",
            "@id": f"{url}#breadcrumb",
            "itemListElement": [
                {"@type": "ListItem", "position": number, "name": name}
                | ({"item": item} if item else {})
                for number, (name, item) in enumerate(crumbs, start=1)
            ],
        },
        {"@type": "WebSite", "@id": f"{base}/#website", "url": f"{base}/", "name": "Bitter Winter"},
        {"@type": "Organization", "@id": f"{base}/#organization", "name": "Bitter Winter"},
        {"@type": "Person", "@id": person, "name": post.account.name},
    ]
    document = {"@context": "https://schema.org", "@graph": nodes}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
