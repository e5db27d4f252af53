"""Web archive files (WARC 1.1, ISO 28500:2017): written, mended after a crash, read."""

from importlib.util import find_spec

from bwcrawler.extras import missing

MISSING = missing("warcio", "warc")

POSITION = "warc_position"
"""Key under which a request keeps the `WarcPosition` of its answer."""


def is_installed() -> bool:
    """Whether WARC files can be written and read here."""
    return find_spec("warcio") is not None
