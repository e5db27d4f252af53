"""How to cite articles: BibLaTeX for LaTeX, CSL-JSON 1.0 for Zotero, Pandoc and others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from bwcrawler.editions import MAGAZINE
from bwcrawler.publish.formats.names import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bwcrawler.items import Article, Person

_SPECIAL = re.compile(r"[\\{}&%$#_~^]")
_WRITTEN = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write_bibtex(articles: Iterable[Article], target: Path) -> int:
    """Write an `@online` entry for each article (BibLaTeX, UTF-8); gives their number."""
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(to_bibtex(article))
            count += 1
    return count


def write_csl(articles: Iterable[Article], target: Path) -> int:
    """Write one JSON array with an object for each article; gives their number."""
    count = 0
    with target.open("wb") as file:
        file.write(b"[")
        for article in articles:
            file.write((b"\n" if count == 0 else b",\n") + msgspec.json.encode(to_csl(article)))
            count += 1
        file.write(b"\n]\n")
    return count


def to_bibtex(article: Article) -> str:
    """One entry; double braces keep the capitals of a title and names that are of one word."""
    facts = {
        "author": " and ".join(map(_name, _writers(article))),
        "title": f"{{{_tex(article.title)}}}",
        "subtitle": f"{{{_tex(article.deck)}}}" if article.deck else "",
        "organization": MAGAZINE,
        "date": article.published[:10],
        "url": article.url,
        "urldate": article.last_seen[:10],
        "langid": article.language,
        "keywords": ", ".join(_tex(tag.name) for tag in article.tags),
    }
    lines = (f"  {key} = {{{value}}},\n" for key, value in facts.items() if value)
    return f"@online{{{key_of(article)},\n{''.join(lines)}}}\n\n"


def to_csl(article: Article) -> dict[str, Any]:
    """One item; a name is not taken apart, since which part is the family's differs."""
    item = {
        "id": key_of(article),
        "type": "article-magazine",
        "title": article.title,
        "author": [{"literal": person.name} for person in _writers(article)],
        "container-title": MAGAZINE,
        "abstract": article.deck,
        "issued": _date(article.published),
        "accessed": _date(article.last_seen),
        "URL": article.url,
        "language": article.language,
        "keyword": ", ".join(tag.name for tag in article.tags),
    }
    return {key: value for key, value in item.items() if value}


def _writers(article: Article) -> list[Person]:
    return [person for person in article.authors if person.role == "author"]


def _date(instant: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in instant[:10].split("-")]]} if instant else {}


def _name(person: Person) -> str:
    """A name of several words is taken apart by BibTeX; "and" and commas would divide it."""
    name = _tex(person.name)
    is_plain = " " in name and "," not in name and " and " not in f" {name} "
    return name if is_plain else f"{{{name}}}"


def _tex(text: str) -> str:
    return _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], f"\\{found[0]}"), text)
