"""Files of the sample's media library: a tiny picture for every name, the same document."""

from __future__ import annotations

import struct
import zlib

from bwcrawler.sample.connection import Response


def _png(title: str) -> bytes:
    """A valid picture of one grey pixel with a title (PNG, RFC 2083)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checked = kind + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\x00\x80")
    chunks = chunk(b"IHDR", header) + chunk(b"tEXt", b"Title\0" + title.encode())
    chunks += chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


DOCUMENT = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def upload(path: str) -> Response:
    """The answer to a path below `/wp-content/`."""
    if path.endswith(".pdf"):
        return Response(DOCUMENT, content_type="application/pdf")
    name = path.rpartition("/")[2]
    return Response(_png(name), content_type="image/png", headers={"ETag": f'"{name}"'})
