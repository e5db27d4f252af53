"""`scrapy check`: Scrapy's own, against the bundled magazine unless `-a site=` names another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import check

if TYPE_CHECKING:
    import argparse


class Command(check.Command):
    """Checks `archive` unless spiders are named: all spiders have the same callbacks."""

    def short_desc(self) -> str:
        """As `scrapy --help` lists it."""
        return "Check the callbacks' contracts against the sample magazine"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Check."""
        from bwcrawler.sample import Magazine, running

        spiders = args or ["archive"]
        if "site" in opts.spargs or opts.list:
            super().run(spiders, opts)
            return
        with running(Magazine()) as server:
            opts.spargs["site"] = server.url
            super().run(spiders, opts)
