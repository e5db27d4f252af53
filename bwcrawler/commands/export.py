"""`scrapy export`: published articles as tables, texts or citations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from bwcrawler.commands.archives import archives
from bwcrawler.commands.options import since, until
from bwcrawler.extras import missing
from bwcrawler.publish.formats.forms import FORMS, export
from bwcrawler.publish.formats.selection import Selection, selected
from bwcrawler.publish.verdict import Verdict

if TYPE_CHECKING:
    import argparse

_FOLDER = "export"
"""Where exports of several editions lie together: a folder of the setting OUTPUT_DIR."""

_FILTERS = {
    "section": "name of a section, or the last part of its URL",
    "tag": "name of a tag, or the last part of its URL",
    "author": "name of somebody in the byline",
    "language": "BCP 47 tag, such as en or zh",
    "query": "words that title, deck and body must hold",
}


class Command(ScrapyCommand):
    """Exit codes: 0 exported, 1 it could not be written, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return "[options] FORMAT [edition …]"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Export published articles: " + ", ".join(FORMS)

    def long_desc(self) -> str:
        """As `scrapy export --help` says it."""
        forms = "; ".join(f"{name}: {form.says}" for name, form in FORMS.items())
        return f"{forms}. Example: scrapy export csv en --section op-eds --since 2024-01-01"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Which articles, and where to."""
        super().add_options(parser)
        for name, says in _FILTERS.items():
            parser.add_argument(f"--{name}", default="", metavar=name.upper(), help=says)
        parser.add_argument("--since", default="", metavar="DAY", help="2024, or 2024-01-31")
        parser.add_argument("--until", default="", metavar="DAY", help="last day of publication")
        parser.add_argument("--to", metavar="FOLDER", help=f"default: {_FOLDER} in OUTPUT_DIR")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Find the archives, and refuse what cannot be exported."""
        super().process_options(args, opts)
        if not args or args[0] not in FORMS:
            asked = args[0] if args else ""
            raise UsageError(
                f"There is no format {asked!r}: give one of {', '.join(FORMS)}.", print_help=False
            )
        assert self.settings is not None
        output = Path(self.settings["OUTPUT_DIR"])
        self._folders = archives(output, args[1:])
        self._target = Path(opts.to) if opts.to else output / _FOLDER
        self._selection = Selection(
            since=since(opts.since),
            until=until(opts.until),
            **{name: getattr(opts, name) for name in _FILTERS},
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the files, and say which, and how many articles."""
        del opts
        form = FORMS[args[0]]
        try:
            count = export(form, selected(self._folders, self._selection), self._target)
        except ModuleNotFoundError as error:
            self._fail(missing(error.name or "", "parquet"))
        except OSError as error:
            self._fail(f"{error.filename or self._target}: {error.strerror}; nothing was exported.")
        else:
            print(f"{count:,} articles in {self._target / form.target}")

    def _fail(self, sentence: str) -> None:
        print(sentence, file=sys.stderr)
        self.exitcode = Verdict.UNEXPECTED
