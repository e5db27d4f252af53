"""`scrapy search`: full-text search in the archives, without a request to anybody."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.archives import archives
from bwcrawler.commands.options import since, until
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from rich.text import Text

    from bwcrawler.ledger.search import Hit

_HITS = 20
"""Hits of each edition that are shown if not asked otherwise: a screen or two."""


class Command(ScrapyCommand):
    """Exit codes: 0 searched, 8 a ledger cannot be read, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return "[options] WORDS"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Search the published articles"

    def long_desc(self) -> str:
        """As `scrapy search --help` says it."""
        return (
            "Find articles that hold all WORDS; those in quotation marks one after the other, and "
            'relig* is any word that begins so. Example: scrapy search "Tai Ji Men" --since '
            "2024-01-01"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Where to search."""
        super().add_options(parser)
        parser.add_argument("--edition", default="", metavar="CODE[,CODE]", help="default: all")
        parser.add_argument("--section", default="", metavar="NAME", help="name of a section")
        parser.add_argument("--author", default="", metavar="NAME", help="name in the byline")
        parser.add_argument("--since", default="", metavar="DAY", help="2024, or 2024-01-31")
        parser.add_argument("--until", default="", metavar="DAY", help="last day of publication")
        parser.add_argument(
            "--limit", type=int, default=_HITS, metavar="N", help=f"default: {_HITS}"
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives, and read the query."""
        from bwcrawler.ledger.search import BadQuery, Query, match_expression

        super().process_options(args, opts)
        if opts.limit < 1:
            raise UsageError(
                f"--limit {opts.limit} shows nothing: give 1 or more.", print_help=False
            )
        self._query = Query(
            words=" ".join(args),
            since=since(opts.since),
            until=until(opts.until),
            section=opts.section,
            author=opts.author,
            limit=opts.limit,
        )
        try:
            match_expression(self._query.words)
        except BadQuery as error:
            raise UsageError(str(error), print_help=False) from error
        assert self.settings is not None
        codes = [code for code in opts.edition.split(",") if code]
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), codes)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the hits of each archive, the best ones first."""
        from rich.console import Console

        from bwcrawler.ledger.ledger import LEDGER, LedgerError
        from bwcrawler.ledger.reading import reading
        from bwcrawler.ledger.search import find

        del args, opts
        console = Console(highlight=False, soft_wrap=True)
        count = 0
        for folder in self._folders:
            try:
                with reading(folder / LEDGER) as connection:
                    for hit in find(connection, self._query):
                        console.print(_shown(hit))
                        count += 1
            except LedgerError as error:
                print(error, file=sys.stderr)
                self.exitcode = Verdict.DAMAGED
        if not count:
            console.print(f"No article holds {self._query.words}.")


def _shown(hit: Hit) -> Text:
    """Title, facts, address and snippet, each on a line."""
    from rich.text import Text

    facts = ", ".join(filter(None, (hit.published[:10], hit.section, hit.author)))
    snippet = Text("  ").append_tokens(
        (part, "bold" if is_found else None) for part, is_found in hit.snippet
    )
    return Text("\n").join(
        [Text(hit.title, style="bold"), Text(f"  {facts}"), Text(f"  {hit.url}"), snippet, Text()]
    )
