"""Which WARC files a path stands for: itself, or those inside a WACZ file."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bwcrawler.warc.files import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"

_IN_WACZ = re.compile(r"archive/.+\.warc(\.gz)?")
_LOCAL_HEADER = struct.Struct("<4s22xHH")
"""Signature, length of the name, length of the extra field (APPNOTE.TXT, section 4.3.7)."""


class NotWarc(Exception):
    """A file that cannot be read as WARC at all; one sentence says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """A WARC file: a whole file, or a part of a WACZ file."""

    path: Path
    name: str
    """As `WarcPosition.file` has it."""
    start: int
    end: int
    """Bytes from the start of the file at `path`."""


def volumes(path: Path) -> list[Volume]:
    """The WARC files that a path stands for. Raises `OSError` and `NotWarc`."""
    if zipfile.is_zipfile(path):
        return _in_wacz(path)
    with path.open("rb") as file:
        start = file.read(len(ZSTD_MAGIC))
    if start == ZSTD_MAGIC:
        raise NotWarc(f"{path} is compressed with Zstandard: decompress it with `zstd -d` first.")
    if not start.startswith(GZIP_MAGIC) and start != b"WARC":
        raise NotWarc(f"{path} is neither a WARC nor a WACZ file.")
    # As a record of the archive names it, whose folder holds the folder of these files.
    name = f"{FOLDER}/{path.name}" if path.absolute().parent.name == FOLDER else path.name
    return [Volume(path=path, name=name, start=0, end=path.stat().st_size)]


def _in_wacz(path: Path) -> list[Volume]:
    found = []
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        for info in sorted(archive.infolist(), key=lambda one: one.filename):
            if not _IN_WACZ.fullmatch(info.filename):
                continue
            if info.compress_type != zipfile.ZIP_STORED:
                raise NotWarc(f"{path} compresses {info.filename} once more: unpack it first.")
            file.seek(info.header_offset)
            signature, name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
            if signature != b"PK\x03\x04":
                raise NotWarc(f"{path} is damaged where {info.filename} should begin.")
            start = info.header_offset + _LOCAL_HEADER.size + name + extra
            volume = f"{path.name}/{info.filename}"
            end = start + info.file_size
            found.append(Volume(path=path, name=volume, start=start, end=end))
    if not found:
        raise NotWarc(f"{path} is a ZIP file without WARC files in a folder `archive`.")
    return found
