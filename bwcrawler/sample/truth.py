"""What is true of a post, as data: what a careful reader of its page would write down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bwcrawler.sample.pieces import plain
from bwcrawler.sample.skins import RELATED_OF_DIVI

if TYPE_CHECKING:
    from bwcrawler.sample.magazine import Magazine
    from bwcrawler.sample.posts import Post


def truth(magazine: Magazine, post: Post) -> dict[str, Any]:
    """The truth of a published post.

    Returns:
        `url`, `theme` (the skin), `id`, `title`, `published` and `modified` (ISO 8601 with the
        offset of Rome; a page may not show `modified`), `byline` (or null), `authors`,
        `posted_by`, `deck` (null where the page cannot know it), `deck_form`, `sections`,
        `breadcrumb` (null on a skin without one), `tags`, `blocks` ({`kind`, `text`, `page`}),
        `figures` ({`alt`, `caption`}), `related` and `keep_reading` (URLs), `forms`, `pages`.
    """
    skin = magazine.skin(post)
    story = magazine.story(post)
    related = [magazine.url(other) for other in story.related]
    shown = {"genesis": related, "divi": related[:RELATED_OF_DIVI], "divi-builder": []}[skin]
    pages = story.pages
    return {
        "url": magazine.url(post),
        "theme": skin,
        "id": post.id,
        "title": post.title,
        "published": post.published.isoformat(),
        "modified": post.modified.isoformat(),
        "byline": post.byline or None,
        "authors": list(post.authors),
        "posted_by": post.account.name,
        "deck": None if post.deck_form == "excerpt" else post.deck,
        "deck_form": post.deck_form,
        "sections": [section.name for section in post.sections],
        "breadcrumb": [section.name for section in post.sections[0].line]
        if skin == "genesis"
        else None,
        "tags": [tag.name for tag in post.tags],
        "blocks": [
            {"kind": text.kind, "text": text.text, "page": number}
            for number, page in enumerate(pages, start=1)
            for piece in page
            for text in piece.texts
        ],
        "figures": [
            {"alt": picture.alt, "caption": plain(picture.caption)}
            for piece in story.pieces
            for picture in piece.pictures
        ],
        "related": shown,
        "keep_reading": [magazine.url(other) for other in story.keep_reading]
        if skin == "genesis"
        else [],
        "forms": sorted(post.forms),
        "pages": len(pages),
    }
