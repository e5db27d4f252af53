"""What stands inside the content element and is no content: one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_TAGS = frozenset(
    """script style noscript template svg math button form input select textarea nav canvas
    dialog map""".split()
)

# Author boxes: Simple Author Box, Genesis, Divi, Molongui, PublishPress.
_AUTHOR_BOXES = """saboxplugin-wrap author-box author-bio et_pb_team_member et_pb_author_box m-a-box
    pp-multiple-authors-boxes-wrapper about-author post-author-box vcard-author-box"""
# Related articles: Jetpack, YARPP, Contextual Related Posts, Divi's blog module, widgets.
_RELATED = """jp-relatedposts yarpp yarpp-related crp_related related-posts related-articles
    bw-related-posts keep-reading et_pb_blog_grid_wrapper et_pb_posts et_pb_blog et_pb_post_nav
    et_pb_posts_nav wp-block-latest-posts wp-block-query popular-posts related-list"""
# Sharing: Jetpack, AddToAny, Monarch, Social Warfare, ShareThis, Shared Counts, Sassy.
_SHARING = """sharedaddy sd-sharing jp-likes addtoany_share_save_container a2a_kit
    et_social_inline et_social_media_wrapper swp_social_panel social-share social-icons
    sharethis-inline-share-buttons shared-counts-wrap heateor_sss_sharing_container
    et_pb_social_media_follow share-buttons"""
# Calls to act: buttons, newsletters, forms, donations, comments, log-in.
_CALLS = """wp-block-button wp-block-buttons et_pb_button et_pb_button_wrapper
    wp-block-file__button et_pb_signup et_pb_newsletter et_pb_contact_form mc4wp-form newsletter
    newsletter-signup wpcf7 donate-box et_pb_comments_module comments-area post-password-form
    et_pb_login wp-block-search et_pb_search"""
# Tables of contents made by a plug-in: Easy Table of Contents, TOC Plus, LuckyWP, Rank Math.
_CONTENTS = """ez-toc-container toc_container lwptoc wp-block-rank-math-toc-block
    wp-block-table-of-contents table-of-contents wp-block-yoast-seo-table-of-contents"""
# The line under the title, pagers, widgets, text for screen readers alone.
_AROUND = """entry-meta post-meta et_pb_title_meta_container entry-pagination page-links
    entry-footer et_pb_sidebar widget screen-reader-text genesis-share et_pb_gallery_title"""

_CLASSES = frozenset(
    f"{_AUTHOR_BOXES} {_RELATED} {_SHARING} {_CALLS} {_CONTENTS} {_AROUND}".split()
)
_IDS = frozenset({"ez-toc-container", "toc_container", "jp-relatedposts", "comments", "respond"})

NOTE_CLASSES = frozenset({"footnotes", "wp-block-footnotes", "easy-footnotes-wrapper", "endnotes"})
"""Classes of an element whose paragraphs or items are notes."""


def is_boilerplate(element: etree._Element) -> bool:
    """True for an element that no reader would count as part of the article."""
    if element.tag in _TAGS or element.get("hidden") is not None:
        return True
    classes = element.get("class")
    if classes and not _CLASSES.isdisjoint(classes.split()):
        return True
    if element.get("id") in _IDS:
        return True
    # An author box under any class: schema.org's Person, named as the author.
    return element.get("itemprop") == "author" or (element.get("itemtype") or "").endswith(
        "/Person"
    )
