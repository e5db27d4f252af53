"""A real browser without a window: Debian's Chromium, driven by Playwright."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)

WIDTHS = {"phone": 390, "tablet": 820, "desktop": 1280}

_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")

_CONTRASTS = """() => {
  const channel = (value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([red, green, blue]) =>
    0.2126 * channel(red / 255) + 0.7152 * channel(green / 255) + 0.0722 * channel(blue / 255);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script, style, title")) continue;
    const style = getComputedStyle(element);
    const text = luminance(numbers(element.closest("svg") ? style.fill : style.color));
    const behind = luminance(ground(element));
    const [high, low] = text > behind ? [text, behind] : [behind, text];
    found.push([(high + 0.05) / (low + 0.05), walker.currentNode.data.trim()]);
  }
  return found;
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; skips the test where there is none, but in CI there must be one."""
    if CHROMIUM is None and os.environ.get("CI") != "true":
        pytest.skip("there is no Chromium here: on Debian, `apt-get install chromium` brings it")
    assert CHROMIUM is not None, "CI has Chromium"
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, url: str, *, width: int = 1280, dark: bool = False) -> Iterator[Page]:
    """A page; what it logs, fails at or asks of the network beyond its own host is an error."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", lambda request: faults.append(request.url))
    page.goto(url)
    yield page
    context.close()
    assert not faults


def overflow(page: Page) -> int:
    """Pixels by which a page is wider than its window."""
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    width: int = page.evaluate(script)
    return width


def faint(page: Page, least: float = 4.5) -> list[str]:
    """Texts with less contrast than WCAG 2.2 wants (1.4.3, AA)."""
    return [f"{text}: {ratio:.1f}" for ratio, text in page.evaluate(_CONTRASTS) if ratio < least]
