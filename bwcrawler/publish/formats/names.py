"""File names of exported articles, which never come from the site."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bwcrawler.items import Article


def key_of(article: Article) -> str:
    """The article's key within all editions, of letters, digits and hyphens: `en-12345`.

    The post id, else the beginning of the SHA-256 of its URL.
    """
    key = str(article.id) if article.id is not None else sha256(article.url.encode()).hexdigest()
    return f"{article.edition}-{key[:16]}"
