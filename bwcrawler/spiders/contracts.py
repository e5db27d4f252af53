"""The contract by which `scrapy check` finds the page that a callback is checked with."""

from __future__ import annotations

from typing import Any

from scrapy.contracts import Contract


class PageContract(Contract):
    """`@page PATH`: the page at this path of the site that the spider was given.

    Scrapy's own `@url` wants a whole URL, but the sample magazine has another port every time.
    """

    name = "page"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """Add the URL to the arguments of the request."""
        site = next(iter(args["callback"].__self__.sites.values()))
        args["url"] = site.address(site.canonical(f"/{self.args[0].lstrip('/')}"))
        return args
