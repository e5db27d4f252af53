"""Makes a file of every picture and document, named by its content.

Not by Scrapy's `FilesPipeline`: it lets an article wait in the pipeline until all its pictures have
come, which politeness puts minutes apart; it names a file by its address and asks the clock of the
file whether to fetch it again; it writes over what is there, without `fsync`; and it forgets what
failed. Here a file is asked for like any page: the request is in the queue of the ledger, and what
becomes of it in the table `media`.
"""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING, Any, Self

from bwcrawler.disk import sync_folder
from bwcrawler.items import MediaAnswer, Medium, Refusal
from bwcrawler.ledger.archive import Archive
from bwcrawler.ledger.media import BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

FOLDER = "media"

_TYPES = (
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", "jpg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", "png"),
    (re.compile(rb"GIF8[79]a"), "image/gif", "gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", "webp"),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), "image/avif", "avif"),
    (re.compile(rb"II\*\x00|MM\x00\*"), "image/tiff", "tif"),
    (re.compile(rb"BM.{12}", re.DOTALL), "image/bmp", "bmp"),
    (re.compile(rb"\s{0,16}(<\?xml[^>]{0,200}>\s*)?(<!--.{0,500}?-->\s*)*<svg\b", re.DOTALL),
     "image/svg+xml", "svg"),
    (re.compile(rb"(\xef\xbb\xbf)?\s{0,16}%PDF-"), "application/pdf", "pdf"),
)  # fmt: skip
"""How a file begins, its media type, and the ending of its name. What the site says of the type,
and what it calls the file, does not count."""


class MediaPipeline:
    """Turns a `MediaAnswer` into a file and a `Medium`, or into a suspect `Refusal`.

    The stat `ledger.media.BYTES` adds up what came.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy makes its pipelines."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Anything else as it is."""
        if not isinstance(item, MediaAnswer):
            return item
        archive = Archive.of(self._crawler)
        self._crawler.stats.inc_value(BYTES, len(item.body))
        media_type, ending = type_of(item.body)
        if not ending:
            return _refusal(item)
        sha256 = hashlib.sha256(item.body).hexdigest()
        path = f"{FOLDER}/{sha256[:2]}/{sha256}.{ending}"
        try:
            write(archive.edition(item.edition).folder / path, item.body)
        except OSError as error:
            archive.give_up(error, f"{path} could not be written")
            raise
        return Medium(
            url=item.url,
            edition=item.edition,
            sha256=sha256,
            path=path,
            bytes=len(item.body),
            type=media_type,
            status=item.status,
            fetched=item.fetched,
        )


def type_of(body: bytes) -> tuple[str, str]:
    """Media type of a file and the ending of its name; two empty strings for any other."""
    types = ((one, ending) for begins, one, ending in _TYPES if begins.match(body))
    return next(types, ("", ""))


def write(path: Path, body: bytes) -> None:
    """Make a file that is whole, whenever the process is killed; one that is there stays."""
    if path.is_file() and path.stat().st_size == len(body):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def _refusal(item: MediaAnswer) -> Refusal:
    what = item.type.partition(";")[0].strip()
    return Refusal(
        url=item.url,
        edition=item.edition,
        state="suspect",
        reason=f"no picture and no document{f', but {what}' if what else ''}",
        status=item.status,
        fetched=item.fetched,
    )
