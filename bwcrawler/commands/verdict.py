"""Whether a crawl can be run as asked, and what came of it: what Scrapy's exit code leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bwcrawler.extensions.publish import SAYS, VERDICT
from bwcrawler.ledger.archive import FAILURE
from bwcrawler.publish.verdict import Verdict
from bwcrawler.spiders.arguments import Arguments, BadArgument
from bwcrawler.spiders.base import BaseSpider
from bwcrawler.spiders.contact import no_contact
from bwcrawler.warc import MISSING, is_installed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scrapy.crawler import Crawler
    from scrapy.settings import BaseSettings
    from scrapy.spiderloader import SpiderLoaderProtocol


def objection(
    spiders: SpiderLoaderProtocol, name: str, given: Mapping[str, str], settings: BaseSettings
) -> str:
    """One sentence that says why a spider cannot be run with these arguments, or `""`."""
    try:
        spider = spiders.load(name)
    except KeyError:
        return f"There is no spider {name!r}: give one of {', '.join(sorted(spiders.list()))}."
    if issubclass(spider, BaseSpider):
        try:
            asked = Arguments.parse(given, spider.accepts)
        except BadArgument as error:
            return str(error)
        default = name in settings.getlist("WARC_SPIDERS")
        if (asked.files or asked.keeps_warc(default=default)) and not is_installed():
            return MISSING
        if not asked.files and not all(site.is_loopback for site in asked.sites.values()):
            return no_contact(settings["USER_AGENT"])
    return ""


def verdict(crawler: Crawler) -> tuple[Verdict, str]:
    """What came of a crawl that has ended, and one sentence about it where all is not well."""
    stats = crawler.stats.get_stats()
    sentence = stats.get(FAILURE) or stats.get(SAYS, "")
    if VERDICT in stats:
        return Verdict(stats[VERDICT]), sentence
    if "start_time" in stats:
        # A second signal ends the process without any of Scrapy's own words.
        return Verdict.INTERRUPTED, sentence or "The crawl was cut off; the next run goes on."
    return Verdict.UNEXPECTED, sentence or "The crawl did not begin: the log says why."
