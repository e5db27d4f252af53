"""The bundled made-up magazine: a WordPress look-alike with its truth, for demo and tests.

`with running(Magazine(articles=200, theme="divi")) as server` serves one at `server.url`; what a
crawl must find there is `server.magazine.published`, and `truth(server.magazine, post)` says what
the page of a post holds.
"""

from bwcrawler.sample.magazine import Magazine
from bwcrawler.sample.posts import Post
from bwcrawler.sample.press import forms
from bwcrawler.sample.quirks import Quirks
from bwcrawler.sample.server import Server, running, serve
from bwcrawler.sample.truth import truth

__all__ = ["Magazine", "Post", "Quirks", "Server", "forms", "running", "serve", "truth"]
