"""The rules of one robots.txt, and which of them forbids a page."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from scrapy.robotstxt import ProtegoRobotParser, decode_robotstxt

if TYPE_CHECKING:
    from scrapy.robotstxt import RobotParser

LONGEST = 512 * 1024
"""Bytes of robots.txt that are read (RFC 9309, section 2.5, asks for at least 500 KiB)."""

_AGENT = ("user-agent", "useragent", "user agent")
_SITE_WIDE = ("sitemap", "host")


def readable(body: bytes) -> bytes:
    """As much of a robots.txt as is read: the lines that are whole within `LONGEST` bytes."""
    if len(body) <= LONGEST:
        return body
    return body[: body.rfind(b"\n", 0, LONGEST) + 1]


class Rules:
    """What a robots.txt says to one user agent, given by its product token."""

    def __init__(self, body: bytes, agent: str) -> None:
        self._text = decode_robotstxt(body, None)
        self._agent = agent
        self._parser = _parser(self._text)

    @cached_property
    def crawl_delay(self) -> float:
        """Seconds that it asks for between two requests; 0 where it asks for none."""
        delay = self._parser.crawl_delay(self._agent) or 0.0
        return max(delay, 0.0) if math.isfinite(delay) else 0.0

    def refusal(self, url: str) -> str:
        """The rule that forbids an address, with its group; empty where it is allowed."""
        if self._parser.allowed(url, self._agent):
            return ""
        group, paths = self._disallowed
        forbidding = (path for path, rule in paths.items() if not rule.allowed(url, self._agent))
        rule = max(forbidding, key=len, default="")
        return f"Disallow: {rule} (User-agent: {group})"

    @cached_property
    def _disallowed(self) -> tuple[str, dict[str, RobotParser]]:
        """The group that applies, and each path it disallows with a parser of this rule alone.

        The parser itself does not tell which rule has decided.
        """
        groups: dict[str, list[str]] = defaultdict(list)
        names: list[str] = []
        is_open = False
        for line in self._text.splitlines():
            field, _, value = line.partition("#")[0].partition(":")
            field, value = field.strip().lower(), value.strip()
            if field in _AGENT:
                names = [*names, value.lower()] if is_open else [value.lower()]
                groups[names[-1]] += []
            elif field == "disallow" and value:
                for name in names:
                    groups[name].append(value)
            if field and field not in _SITE_WIDE:
                is_open = field in _AGENT
        applying = (name for name in groups if self._applies(name))
        group = max(applying, key=lambda name: (name != "*", len(name)), default="*")
        return group, {path: _alone("*", path) for path in groups[group]}

    def _applies(self, name: str) -> bool:
        return not _alone(name, "/").allowed("https://any.example/", self._agent)


def _alone(agent: str, path: str) -> RobotParser:
    return _parser(f"User-agent: {agent}\nDisallow: {path}\n")


def _parser(text: str) -> RobotParser:
    return ProtegoRobotParser(text.encode(), None)
