"""The themes that the magazine's pages have been served in: one table of expressions.

A page is in the theme whose marks it carries, whatever the date of its article: a change of theme
changes every page of the site. Each expression of a theme is tried in turn; the last theme knows
nothing but what WordPress itself and schema.org microdata put into a page, and serves whatever
comes next. Expressions look below the main part of the page, so menus, sidebars and footers are
out of reach from the start.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from bwcrawler import items


def has_class(*names: str) -> str:
    """XPath condition: the element has one of these classes."""
    # The first test is cheap and fails for most elements, which spares them the second.
    return " or ".join(
        f"(contains(@class, '{name}') and"
        f" contains(concat(' ', normalize-space(@class), ' '), ' {name} '))"
        for name in names
    )


def has_rel(name: str) -> str:
    """XPath condition: the link is of this relation."""
    return f"contains(concat(' ', normalize-space(@rel), ' '), ' {name} ')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Where a theme puts what. Every value is a tuple of XPath expressions, best first."""

    name: items.Theme
    mark: str
    """True of a page in this theme."""
    main: tuple[str, ...]
    """The main part of a page: article or listing, without menus and sidebars."""
    title: tuple[str, ...]
    date: tuple[str, ...]
    """Element of the printed date."""
    account: tuple[str, ...]
    """Link or element with the name of the posting account in the line under the title."""
    sections: tuple[str, ...]
    """Links to the categories in that line."""
    breadcrumb: tuple[str, ...]
    """Links and texts of the breadcrumb, the home word included."""
    tags: tuple[str, ...]
    content: tuple[str, ...]
    """The element that holds the body."""
    lead: tuple[str, ...]
    """The featured picture outside the body."""


_MICRODATA_TITLE = ".//h1[@itemprop='headline']"
_MICRODATA_DATE = ".//*[@itemprop='datePublished']"
_REL_TAG = f".//a[{has_rel('tag')} and not({has_rel('category')})]"
_REL_CATEGORY = f".//a[{has_rel('category')}]"
_REL_AUTHOR = f".//a[{has_rel('author')}][normalize-space()]"

GENESIS = Theme(
    name="genesis",
    mark="boolean(/html/body[contains(@class, 'genesis-')]"
    f" or //ul[{has_class('genesis-skip-link', 'genesis-nav-menu')}])",
    main=(f"//main[{has_class('content')}]", "//*[@id='genesis-content']", "//main"),
    title=(f".//h1[{has_class('entry-title')}]", _MICRODATA_TITLE),
    date=(
        f".//header//time[{has_class('entry-time')}]",
        f".//time[{has_class('entry-time')}]",
        _MICRODATA_DATE,
    ),
    account=(
        f".//header//*[{has_class('entry-author')}]//*[{has_class('entry-author-name')}]",
        f".//*[{has_class('entry-author')}]//a",
    ),
    sections=(
        f".//header//*[{has_class('entry-categories')}]//a",
        f".//footer//*[{has_class('entry-categories')}]//a",
    ),
    breadcrumb=(f".//*[{has_class('breadcrumb')}]",),
    tags=(f".//*[{has_class('entry-tags')}]//a[{has_rel('tag')}]",),
    content=(
        f".//article[{has_class('entry')}]/div[{has_class('entry-content')}]",
        f".//div[{has_class('entry-content')}]",
    ),
    lead=(
        f".//article/header//img[{has_class('wp-post-image')}]",
        f".//article/img[{has_class('wp-post-image', 'post-image')}]",
    ),
)

# The related articles below a post have such lines of their own.
_DIVI_META = f"(.//p[{has_class('et_pb_title_meta_container', 'post-meta')}])[1]"
_DIVI_POST = f".//article[{has_class('et_pb_post', 'post')}]"

DIVI = Theme(
    name="divi",
    mark=f"boolean(/html/body[{has_class('et_divi_theme', 'et_pb_gutter', 'et-db')}]"
    " or //div[@id='et-main-area' or @id='et-boc'])",
    main=("//div[@id='left-area']", "//div[@id='main-content']", "//div[@id='et-main-area']"),
    title=(f".//h1[{has_class('entry-title')}]", ".//h1"),
    date=(
        f"{_DIVI_META}//span[{has_class('published')}]",
        f".//*[{has_class('published')}]",
    ),
    account=(f"{_DIVI_META}//span[{has_class('author')}]",),
    sections=(f"{_DIVI_META}//a[{has_rel('category')}]",),
    breadcrumb=(f".//*[{has_class('breadcrumbs', 'breadcrumb', 'yoast-breadcrumbs')}]",),
    tags=(_REL_TAG,),
    content=(
        f"{_DIVI_POST}/div[{has_class('entry-content')}]",
        f".//div[{has_class('et_pb_post_content')}]",
        f".//div[{has_class('entry-content')}]",
    ),
    lead=(
        f"{_DIVI_POST}/div[{has_class('et_post_meta_wrapper')}][1]/img",
        f".//div[{has_class('et_pb_title_featured_container')}]//img",
    ),
)

WORDPRESS = Theme(
    name="wordpress",
    mark="true()",
    main=(
        "//main",
        "//*[@id='main-content' or @id='main' or @id='content' or @id='primary']",
        "//body",
        "/*",
    ),
    title=(
        f".//h1[{has_class('entry-title', 'post-title', 'wp-block-post-title')}]",
        _MICRODATA_TITLE,
        ".//article//h1",
        ".//h1",
    ),
    date=(
        _MICRODATA_DATE,
        f".//*[{has_class('published', 'entry-date', 'posted-on')}]",
        ".//header//time",
        ".//time",
    ),
    account=(
        ".//*[@itemprop='author']//*[@itemprop='name']",
        f".//*[{has_class('vcard', 'author', 'byline')}]//a",
        _REL_AUTHOR,
    ),
    sections=(_REL_CATEGORY,),
    breadcrumb=(
        ".//*[contains(@itemtype, 'schema.org/BreadcrumbList')]",
        f".//*[{has_class('breadcrumb', 'breadcrumbs')}]",
        ".//nav[contains(translate(@aria-label, 'B', 'b'), 'breadcrumb')]",
    ),
    tags=(_REL_TAG,),
    content=(
        ".//*[@itemprop='articleBody']",
        ".//div[@itemprop='text']",
        f".//div[{has_class('entry-content', 'post-content', 'wp-block-post-content')}]",
    ),
    lead=(f".//figure[{has_class('wp-block-post-featured-image', 'post-thumbnail')}]//img",),
)

THEMES = (GENESIS, DIVI, WORDPRESS)


def theme_of(root: etree._Element) -> Theme:
    """The first theme whose mark the page carries; the last one fits any page."""
    return next(theme for theme in THEMES if compiled(theme.mark)(root))


@cache
def compiled(expression: str) -> etree.XPath:
    """The expression, compiled once. Expressions stand in tables, so there are few."""
    return etree.XPath(expression)


def find(node: etree._Element, expressions: tuple[str, ...]) -> list[etree._Element]:
    """What the first expression that finds anything finds, in document order; else nothing.

    Cards of other articles say nothing of this one: what stands in them is not found.
    """
    for expression in expressions:
        found = outside_cards(compiled(expression)(node))
        if found:
            return found
    return []


def outside_cards(elements: list[etree._Element]) -> list[etree._Element]:
    """Those of the elements that stand in no card of another article."""
    articles = [next(one.iterancestors("article"), None) for one in elements]
    cards = {one for one in set(articles) if one is not None and _is_card(one)}
    return [one for one, around in zip(elements, articles, strict=True) if around not in cards]


def _is_card(article: etree._Element) -> bool:
    """True for the card of another article: an `article` headed by a linked title."""
    heading = next(article.iter("h1", "h2", "h3", "h4"), None)
    return heading is not None and heading.tag != "h1" and heading.find(".//a[@href]") is not None


def first(node: etree._Element, expressions: tuple[str, ...]) -> etree._Element | None:
    """The first element of `find`."""
    return next(iter(find(node, expressions)), None)
