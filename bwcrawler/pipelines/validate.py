"""Lets only items through that keep every promise of the record."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self, get_args

import msgspec

from bwcrawler.items import Refusal
from bwcrawler.ledger.pages import Item

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

_encode = msgspec.json.Encoder().encode
_DECODERS = {item_type: msgspec.json.Decoder(item_type) for item_type in get_args(Item)}


class ValidatePipeline:
    """Turns an item that breaks the types of `items` into a `Refusal` that says where.

    The stat `bwcrawler/invalid/<type of item>` counts them.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """The item, or a suspect `Refusal` of its page."""
        fault = fault_of(item)
        if not fault:
            return item
        what = type(item).__name__.lower()
        logger.warning("Invalid %s of %s: %s", what, item.url, fault)
        self._crawler.stats.inc_value(f"bwcrawler/invalid/{what}")
        return Refusal(
            url=item.url,
            edition=item.edition,
            state="suspect",
            reason=fault,
            status=200,
            fetched=item.fetched,
        )


def fault_of(item: Any) -> str:
    """Path and nature of the first fault (`$.title: Expected …`); empty for a valid item.

    What is checked is the JSON that would be stored: a dataclass does not check its own types.
    """
    decoder = _DECODERS[type(item)]
    try:
        decoder.decode(_encode(item))
    except msgspec.ValidationError as error:
        message, _, path = str(error).rpartition(" - at ")
        return f"{path.strip('`')}: {message}" if message else path
    except (TypeError, ValueError) as error:  # no JSON can be made of it
        return str(error)
    return ""
