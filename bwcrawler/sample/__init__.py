"""The bundled made-up magazine: a WordPress look-alike with its truth, for demo and tests.

    from bwcrawler.sample import Magazine, running

    with running(Magazine(articles=200, theme="divi")) as server:
        ...  # crawl server.url, then compare with server.magazine.published
"""

from bwcrawler.sample.magazine import Magazine, forms
from bwcrawler.sample.posts import Post
from bwcrawler.sample.quirks import Quirks
from bwcrawler.sample.server import Server, running, serve
from bwcrawler.sample.truth import truth

__all__ = ["Magazine", "Post", "Quirks", "Server", "forms", "running", "serve", "truth"]
