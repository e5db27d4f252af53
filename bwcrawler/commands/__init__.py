"""The `scrapy …` sub-commands that users type."""
