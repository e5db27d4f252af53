"""`scrapy duplicates`: articles of an archive that say the same, or nearly."""

from __future__ import annotations

import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.archives import SYNTAX, archives
from bwcrawler.ledger.ledger import LEDGER, LedgerError
from bwcrawler.ledger.reading import reading
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

    from bwcrawler.ledger.sketches import Pair, Sketched

LEAST = 0.5
"""Half of all phrases: reprints with a new beginning are above, articles on one event below."""

_HEADINGS = {
    "exact": "The same content",
    "reprint": "Reprints and near duplicates",
    "series": "Parts of one series",
    "translation": "Translations of each other",
}


class Command(ScrapyCommand):
    """Exit codes: 0 listed, 8 a ledger cannot be read, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return SYNTAX

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "List articles that say the same, or nearly"

    def long_desc(self) -> str:
        """As `scrapy duplicates --help` says it."""
        return (
            "List pairs of articles with the share of four-word phrases that both have, within the "
            "editions named and between them. Example: scrapy duplicates en --least 0.8"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """How alike."""
        super().add_options(parser)
        parser.add_argument(
            "--least",
            type=float,
            default=LEAST,
            metavar="SHARE",
            help=f"least similarity, above 0 and up to 1; default: {LEAST}",
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives."""
        super().process_options(args, opts)
        if not 0 < opts.least <= 1:
            raise UsageError(
                f"--least {opts.least} is no share: give more than 0, up to 1.", print_help=False
            )
        assert self.settings is not None
        self._folders = archives(Path(self.settings["OUTPUT_DIR"]), args)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the pairs, those of a kind together."""
        from bwcrawler.ledger.sketches import pairs

        del args
        try:
            articles = chain.from_iterable(map(_sketches, self._folders))
            found = pairs(articles, opts.least)
        except LedgerError as error:
            print(error, file=sys.stderr)
            self.exitcode = Verdict.DAMAGED
            return
        for relation, heading in _HEADINGS.items():
            of_relation = [pair for pair in found if pair.relation == relation]
            if of_relation:
                print(f"{heading}: {len(of_relation)}")
                print(*map(_line, of_relation), sep="\n")
        if not found:
            print(f"No two articles are alike to {opts.least} or more.")


def _sketches(folder: Path) -> list[Sketched]:
    from bwcrawler.ledger.sketches import sketches

    with reading(folder / LEDGER) as connection:
        return list(sketches(connection))


def _line(pair: Pair) -> str:
    return f"  {pair.similarity:.2f}  {pair.one.url}  {pair.other.url}"
