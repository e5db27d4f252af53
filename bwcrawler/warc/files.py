"""How the WARC files of an edition are called."""

FOLDER = "warc"
"""In the folder of the edition."""

OPEN = ".open"
"""Ending of a file that is being written."""
