"""robots.txt holds for the first requests too."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.robotstxt import RobotParser


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, but with one request at a time that waits for robots.txt.

    Where several wait, Scrapy 2.14 to 2.19 hands the rules to the first one only, and the others
    are let through whatever the rules say.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._lock = asyncio.Lock()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; `None` where there are none."""
        async with self._lock:
            return await super().robot_parser(request)
