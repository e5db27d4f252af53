"""Pictures and documents of the articles, asked for whenever there is nothing else to do."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.exceptions import DontCloseSpider

from bwcrawler.items import MediaAnswer
from bwcrawler.ledger import media
from bwcrawler.ledger.archive import Archive
from bwcrawler.spiders.base import BaseSpider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_LAST = -1
"""Priority behind that of every page."""

_AT_ONCE = 16
"""Files that are asked for before the budget is looked at again."""


class MediaSpider(BaseSpider):
    """With `media=yes`, asks for the files that the articles of the archive show.

    What is kept is never asked for again; what failed is, in the next run. A crawl of a part asks
    for the files of the articles that it reads, any other for those of all articles.
    """

    def __init__(self, **given: str) -> None:
        super().__init__(**given)
        self._asked: set[str] = set()
        self._waiting: deque[str] = deque()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """As Scrapy makes its spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        if spider.asked.media:
            crawler.signals.connect(spider.next_media, signal=signals.spider_idle)
        return spider

    def next_media(self) -> None:
        """Ask for some more files; where there are none, let the crawl end."""
        assert self.crawler.engine is not None
        self._waiting = self._waiting or deque(self._wanted())
        budget = self.settings.getint("MEDIA_BUDGET_BYTES")
        if self._waiting and self.crawler.stats.get_value(media.BYTES, 0) >= budget:
            self.logger.warning(
                "The %d bytes of MEDIA_BUDGET_BYTES are spent: %d files wait for the next run.",
                budget,
                len(self._waiting),
            )
            self.crawler.stats.set_value("bwcrawler/media/left", len(self._waiting))
            self._asked.update(self._waiting)
            self._waiting.clear()
        batch = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
        self._asked.update(batch)
        for url in batch:
            self.crawler.engine.crawl(self.media_request(url))
        if batch:
            raise DontCloseSpider

    def media_request(self, url: str) -> Request:
        """The request for a canonical URL of a file."""
        return self.ask(url, self.parse_media, _LAST)

    def parse_media(self, response: Response) -> Iterator[MediaAnswer]:
        """A picture or a document, whatever it is."""
        yield MediaAnswer(
            url=self.identity(response),
            edition=self.site_of(response).edition.code,
            body=response.body,
            type=(response.headers.get("Content-Type") or b"").decode("latin-1"),
            status=response.status,
            fetched=self.now(),
        )

    def _wanted(self) -> Iterator[str]:
        """What has not been asked for in this run."""
        for edition in Archive.of(self.crawler).editions():
            run = edition.run if self.asked.is_of_a_part else None
            with edition.ledger.reading() as connection:
                urls = media.wanted(connection, edition.code, run)
            yield from (url for url in urls if url not in self._asked)
