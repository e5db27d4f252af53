"""The version of the parser, to be raised with every change of what it reads from a page."""

PARSER = "1"
