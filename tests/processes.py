"""The commands in processes of their own, and sample magazines in which something is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bwcrawler.sample import Quirks
from bwcrawler.sample.wordpress import WordPress

if TYPE_CHECKING:
    from collections.abc import Callable

    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request, Response

ROOT = Path(__file__).parents[1]


def command(*arguments: str, folder: Path) -> list[str]:
    """`scrapy …` with its output in `folder`."""
    return [sys.executable, "-m", "scrapy", *arguments, "-s", f"OUTPUT_DIR={folder}"]


def scrapy(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`scrapy …` in the project, until it has ended."""
    return subprocess.run(
        command(*arguments, folder=folder),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


class Faulty(WordPress):
    """The sample, but some requests are answered otherwise."""

    def __init__(
        self,
        server: Server,
        fault: Callable[[Request], Response | None],
        quirks: Quirks | None = None,
    ) -> None:
        super().__init__(server.magazine, server.url, quirks or Quirks())
        self._fault = fault

    def respond(self, request: Request) -> Response:
        return self._fault(request) or super().respond(request)
