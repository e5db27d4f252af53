"""Whom a magazine can write to that wonders who asks."""

from __future__ import annotations

import re

_CONTACT = re.compile(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s/()]+\.[^\s()]+")


def no_contact(agent: str) -> str:
    """One sentence where a user agent names neither an e-mail address nor a URL, else `""`."""
    if _CONTACT.search(agent) and agent.isascii() and agent.isprintable():
        return ""
    return (
        f"The user agent {agent!r} names nobody whom the magazine could write to: put your e-mail "
        "address, or a URL that tells how to reach you, into the environment variable "
        "BWCRAWLER_CONTACT."
    )
