"""robots.txt holds for the first requests too, and is fetched once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http.request import NO_CALLBACK

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, but with one request at a time that waits for robots.txt.

    Where several wait, Scrapy 2.14 to 2.19 hands the rules to the first one only, and the others
    are let through whatever the rules say. A spider that asks for robots.txt itself, for the
    sitemaps it names, gets the answer that the rules are from.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._lock = asyncio.Lock()
        self._answers: dict[str, Response] = {}

    async def process_request(self, request: Request) -> Response | None:  # type: ignore[override]
        """Obey the rules; an answer, where the spider asks for the rules themselves."""
        if request.callback is not NO_CALLBACK and request.url.endswith("/robots.txt"):
            await self.robot_parser(request)
            answer = self._answers.get(request.url)
            return answer.replace(request=request) if answer is not None else None
        await super().process_request(request)
        return None

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep what the request of this middleware has brought."""
        if request.callback is NO_CALLBACK and request.url.endswith("/robots.txt"):
            self._answers[request.url] = response
        return response

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; `None` where there are none."""
        async with self._lock:
            return await super().robot_parser(request)
