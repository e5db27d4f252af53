"""The web pages to read archives in: Datasette on their ledgers, which it only reads."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from datasette.app import Datasette
from datasette.database import Database

from bwcrawler.editions import MAGAZINE
from bwcrawler.ledger.ledger import LEDGER
from bwcrawler.ledger.readable import INDEX, articles
from bwcrawler.ledger.schema import metadata

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ROOM = files("bwcrawler.browse")

_SETTINGS = {
    "default_facet_size": 6,  # the articles are below them
    "default_page_size": 20,
    "facet_time_limit_ms": 2000,  # 100,000 articles, and nobody waits but the one who asked
    "sql_time_limit_ms": 5000,
    "truncate_cells_html": 300,
    "suggest_facets": False,
}

_ABOUT = {
    "articles": "The published articles: search them, or narrow them by section, author and year.",
    "article_authors": "Who is named in the byline of which article.",
    "article_sections": "Which sections each article is filed under.",
    "article_tags": "Which tags each article has.",
    "authors": "Everybody named in a byline, with the number of articles.",
    "related": "Which articles each article points its readers to.",
    "sections": "Sections, with the number of articles.",
    "tags": "Tags, with the number of articles.",
}


def browser_of(folders: Iterable[Path]) -> Datasette:
    """Datasette on the archives in `folders`, each a database by the code of its edition."""
    folders = list(folders)
    site = Datasette(
        metadata={
            "title": f"{MAGAZINE}: the archive",
            "databases": {folder.name: {"tables": _tables()} for folder in folders},
        },
        template_dir=str(_ROOM / "templates"),
        plugins_dir=str(_ROOM / "plugins"),
        settings=_SETTINGS,
    )
    for folder in folders:
        site.add_database(Database(site, path=str(folder / LEDGER)), name=folder.name)
    return site


def _tables() -> dict[str, Any]:
    """What Datasette is to know of the tables; those of the crawl itself have no pages."""
    shown: dict[str, Any] = {name: {"description": says} for name, says in _ABOUT.items()}
    shown[articles.name] |= {
        "facets": ["section", "author", "year"],
        "fts_table": INDEX,
        "fts_pk": "id",
        "label_column": "title",
        "sort_desc": "published",
    }
    # Datasette would hide `articles` too if `article` were hidden, for its name begins so.
    kept_out = {name: {"allow": False} for name in metadata.tables if name not in shown}
    return shown | kept_out
