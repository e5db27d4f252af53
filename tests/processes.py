"""The commands in processes of their own, and sample magazines in which something is wrong."""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from scrapy import commands, downloadermiddlewares, spidermiddlewares

import bwcrawler
from bwcrawler.sample import Quirks
from bwcrawler.sample.wordpress import WordPress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from bwcrawler.sample import Server
    from bwcrawler.sample.connection import Request, Response

ROOT = Path(__file__).parents[1]

SECONDS = 120
"""After which a process that should have ended by itself counts as hung."""


def _modules(package: ModuleType) -> Iterator[str]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield module.name


FORKS = multiprocessing.get_context("forkserver")
"""Starts processes in which the project is imported already, which saves a second each time."""

FORKS.set_forkserver_preload(
    [
        "aiohttp.web",
        "scrapy.cmdline",
        "twisted.conch.telnet",
        "twisted.internet.asyncioreactor",
        *_modules(commands),
        *_modules(downloadermiddlewares),
        *_modules(spidermiddlewares),
        # Without the settings, which read the environment, and pyarrow, which starts threads.
        *(name for name in _modules(bwcrawler) if not name.endswith((".settings", ".parquet"))),
    ]
)


def command(*arguments: str, folder: Path) -> list[str]:
    """`scrapy …` with its output in `folder`."""
    return [sys.executable, "-m", "scrapy", *arguments, "-s", f"OUTPUT_DIR={folder}"]


def scrapy(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`scrapy …` in the project, until it has ended."""
    _, _, _, *words = command(*arguments, folder=folder)
    with TemporaryDirectory() as place:
        out, err = Path(place, "stdout"), Path(place, "stderr")
        process = FORKS.Process(target=execute, args=(words, dict(os.environ), out, err))
        process.start()
        process.join(SECONDS)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(words, SECONDS)
        texts = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
    return subprocess.CompletedProcess(words, process.exitcode, *texts)


def execute(words: list[str], environment: dict[str, str], out: Path, err: Path) -> None:
    """`scrapy …` in this process, as if it had been started with nothing but these."""
    from scrapy import cmdline

    for path, stream in ((out, sys.stdout), (err, sys.stderr)):
        with path.open("w") as file:
            os.dup2(file.fileno(), stream.fileno())
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    cmdline.execute(["scrapy", *words])


def peak() -> int:
    """Most bytes of memory that this process has had.

    `ru_maxrss` would be those of the process that started it, if that had more.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) * 1024


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
