"""Where a listing shows what: one table of expressions for every theme.

A listing is simpler than an article, and the class names of the themes do not collide: so each
subject is one tuple of XPath expressions, best first, and the last ones hold for any WordPress
theme. Expressions look below the main part of the page.
"""

from __future__ import annotations

from bwcrawler.pages.themes import has_class, has_rel

_HEADING = "self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"

_TEXT_MODULE = f".//*[{has_class('et_pb_text_inner')}][not(ancestor::article)]"

HEADINGS = f".//*[{_HEADING}]"

HEADING = (
    f".//*[{has_class('archive-title', 'page-title', 'wp-block-query-title')}]",
    f".//h1[not(ancestor::article) and not({has_class('not-found-title', 'entry-title')})]",
    # A Theme Builder template of Divi prints the heading in a text module above the entries.
    f"({_TEXT_MODULE})[1]//*[{_HEADING}]",
    f"({_TEXT_MODULE})[1]",
)

DESCRIPTION = (
    f".//*[{has_class('archive-description', 'taxonomy-description', 'term-description')}]",
    f".//*[{has_class('author-description', 'author-bio', 'archive-intro')}]",
)

TITLES = (
    f".//*[{_HEADING}]//a[@href]"
    f" | .//a[@href][.//*[{_HEADING}]]"
    # The date of a post may be a bookmark as well.
    f" | .//a[{has_rel('bookmark')}][normalize-space()][not(.//time)][not(.//img)]"
)
"""Links that a title makes: around or inside a heading, or bookmarks (RFC 8288, HTML)."""

POSTS = ".//article | .//*[contains(@class, ' type-') or contains(@class, 'hentry')]"
"""Elements that WordPress's `post_class()` marks as one post, and `article`."""

AUTHOR = (
    f".//a[{has_rel('author')}][normalize-space()]",
    f".//*[{has_class('entry-author-name', 'entry-author', 'author')}][normalize-space()]",
)

PAGER = (
    f".//*[{has_class('pagination', 'archive-pagination', 'wp-pagenavi', 'nav-links')}]",
    f".//*[{has_class('posts-navigation', 'paging-navigation', 'wp-block-query-pagination')}]",
)

PAGES_IN_WORDS = (f".//*[{has_class('wp-pagenavi')}]//*[{has_class('pages')}]",)
"""Text of the form "Page 2 of 18"."""

NO_EXCERPT_CLASSES = frozenset(
    """entry-meta post-meta entry-byline entry-tags entry-categories cat-links tags-links
    screen-reader-text""".split()
)
"""Lines of date, author, section and tags; words for screen readers."""

READ_MORE_CLASSES = frozenset("more-link read-more readmore read-more-link entry-permalink".split())

BESIDE_TAGS = frozenset({"aside", "nav", "footer", "form"})
BESIDE_NAMES = frozenset({"sidebar", "sidebar-primary", "sidebar-secondary", "secondary"})
"""Ids and classes of what stands beside the entries."""

PINNED_CLASSES = frozenset({"sticky", "pinned"})
"""`sticky` is WordPress's own, on the first page of the posts page alone."""
