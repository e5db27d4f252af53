"""`scrapy schema`: what the published files hold, as JSON Schema or as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

if TYPE_CHECKING:
    import argparse


class Command(ScrapyCommand):
    """Exit codes: 0 printed, 2 wrong command line."""

    requires_crawler_process = False

    def syntax(self) -> str:
        """As `scrapy --help` lists it."""
        return "[--markdown] [NAME]"

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Print the JSON Schema of a published file"

    def long_desc(self) -> str:
        """As `scrapy schema --help` says it."""
        return (
            "Print the JSON Schema of article (the default), author, change, coverage, listing, "
            "manifest or term. Example: scrapy schema article > article.schema.json"
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """As JSON Schema, or for people to read."""
        super().add_options(parser)
        parser.add_argument("--markdown", action="store_true", help="print tables of all files")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print it."""
        from bwcrawler.publish.dictionary import data_dictionary
        from bwcrawler.publish.schema import PUBLISHED, json_schema

        if opts.markdown:
            print(data_dictionary(), end="")
            return
        name = args[0] if args else "article"
        if name not in PUBLISHED or len(args) > 1:
            raise UsageError(
                f"There is no schema {' '.join(args)!r}: give one of {', '.join(PUBLISHED)}.",
                print_help=False,
            )
        print(json_schema(name).decode(), end="")
