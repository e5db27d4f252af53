"""Single records out of the WARC files that this project wrote, and whether all of a file are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from bwcrawler.warc.exchange import sha1_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bwcrawler.warc.exchange import Headers

_ANSWERS = ("response", "revisit")
_END = b"\r\n\r\n"


class BadRecord(Exception):
    """There is no sound record of an answer there; one sentence says what there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was received."""

    record_id: str
    uri: str
    head: bytes
    """Status line and headers, with the empty line that ends them."""
    body: bytes
    """Still content-encoded; empty where another record has it."""
    refers_to: str
    """Record that has the body; empty where this one has it."""

    @property
    def headers(self) -> Headers:
        """Names and values, without the status line."""
        lines = self.head.removesuffix(_END).split(b"\r\n")[1:]
        parts = (line.partition(b":") for line in lines)
        return [(name, value.strip()) for name, _, value in parts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A record that has been read whole."""

    offset: int
    record_id: str
    digest: str
    """Of the payload, as the record says; empty where it does not."""
    is_sound: bool
    """True where the record has the digests that it says."""


def read_answer(path: Path, offset: int) -> Answer:
    """The answer in the record at a byte of a file. Raises `BadRecord` and `OSError`."""
    with path.open("rb") as file:
        file.seek(offset)
        try:
            record = next(ArchiveIterator(file, no_record_parse=True))
            block = record.raw_stream.read()
        except (ArchiveLoadFailed, StopIteration, EOFError) as error:
            raise BadRecord(f"{path} has no record at byte {offset}.") from error
    headers = record.rec_headers
    is_sound = headers.get_header("WARC-Block-Digest") == sha1_of(block)
    if record.rec_type not in _ANSWERS or not is_sound:
        raise BadRecord(f"{path} has no sound record of an answer at byte {offset}.")
    head, end, body = block.partition(_END)
    return Answer(
        record_id=headers.get_header("WARC-Record-ID"),
        uri=headers.get_header("WARC-Target-URI"),
        head=head + end,
        body=body,
        refers_to=headers.get_header("WARC-Refers-To", ""),
    )


def check_records(path: Path) -> Iterator[Checked]:
    """All records of a file in order, each read whole. Raises `BadRecord` and `OSError`."""
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests=True)
        try:
            for record in records:
                while record.raw_stream.read(1 << 16):
                    pass
                yield Checked(
                    offset=records.get_record_offset(),
                    record_id=record.rec_headers.get_header("WARC-Record-ID"),
                    digest=record.rec_headers.get_header("WARC-Payload-Digest", ""),
                    is_sound=record.digest_checker.passed is not False,
                )
        except ArchiveLoadFailed as error:
            raise BadRecord(f"{path} is damaged: {error}.") from error
