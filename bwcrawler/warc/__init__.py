"""Web archive files (WARC 1.1, ISO 28500:2017): written, mended after a crash, read."""
