"""What is said of a page that a callback could not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest

from bwcrawler.download.failures import NO_ANSWER
from bwcrawler.pages.inventory import NotAnInventory
from bwcrawler.pages.kinds import NotAnArticle

if TYPE_CHECKING:
    from bwcrawler.items import RefusalState

_STATES: dict[str, RefusalState] = {
    "password": "protected",
    **dict.fromkeys(
        ("amp", "article", "attachment", "glossary", "home", "listing", "page", "search"),
        "excluded",
    ),
}
"""State of a URL by the reason of `NotAnArticle`; any other reason makes it suspect: there may be
an article that today's theme, or a page in its place, hides."""

_NOT_FETCHED = (*NO_ANSWER, DownloadCancelledError, IgnoreRequest)
"""What becomes of a further page of an article that does not come."""


def state_and_reason(exception: Exception) -> tuple[RefusalState, str] | None:
    """Of the `Refusal` for what a callback has raised; `None` for a fault of the program."""
    if isinstance(exception, NotAnArticle):
        return _STATES.get(exception.reason, "suspect"), exception.reason
    if isinstance(exception, NotAnInventory):
        return "error", exception.reason
    if isinstance(exception, _NOT_FETCHED):
        return "error", f"a further page: {type(exception).__name__}"
    return None
