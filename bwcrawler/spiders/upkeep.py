"""What the spiders have in common that keep an archive in step with its site."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import CloseSpider, DontCloseSpider

from bwcrawler.ledger.archive import LEDGER_FAILED, Archive
from bwcrawler.ledger.deletions import MASS_DELETION, MassDeletion
from bwcrawler.ledger.upkeep import Upkeep
from bwcrawler.spiders.magazine import MagazineSpider

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.crawler import Crawler


class UpkeepSpider(MagazineSpider):
    """Works in stages: whenever there is nothing left to do, the ledger says what comes next.

    In the end it marks what is missing or gone. A crawl of only some days or so many articles
    cannot tell that, and has no stages.
    """

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._upkeeps: dict[str, Upkeep] = {}
        self._stages = self._all_stages()
        self._stopped = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes its spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if not spider.asked.is_of_a_part:
            crawler.signals.connect(spider.next_stage, signal=signals.spider_idle)
        return spider

    def stages(self, upkeep: Upkeep) -> Iterator[Iterable[str]]:
        """What to ask for next, one stage after the other: canonical URLs of one edition."""
        raise NotImplementedError

    def upkeep(self, code: str) -> Upkeep:
        """What to ask the ledger of an edition."""
        if code not in self._upkeeps:
            edition = Archive.of(self.crawler).edition(code)
            accept = self.asked.accepts_deletions
            self._upkeeps[code] = Upkeep(edition.ledger, edition.run, accept=accept)
        return self._upkeeps[code]

    def next_stage(self) -> None:
        """Begin the next stage that has anything to ask for; else let the crawl end."""
        assert self.crawler.engine is not None
        try:
            requests = [self.request(url) for url in next(self._stages, ())]
        except Exception as error:
            # Scrapy would only log it, and call the crawl finished.
            Archive.of(self.crawler).give_up(error, "The ledger could not say what comes next")
            raise CloseSpider(LEDGER_FAILED) from error
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider
        if self._stopped:
            raise CloseSpider(MASS_DELETION)

    def _all_stages(self) -> Iterator[list[str]]:
        """The stages of all editions at once, without those that ask for nothing."""
        editions = [self._edition(code) for code in self.sites]
        for stage in zip_longest(*editions, fillvalue=()):
            if urls := list(chain.from_iterable(stage)):
                yield urls

    def _edition(self, code: str) -> Iterator[Iterable[str]]:
        upkeep = self.upkeep(code)
        try:
            yield from self.stages(upkeep)
            upkeep.finish()
        except MassDeletion as error:
            Archive.of(self.crawler).fail(str(error))
            self._stopped = True
