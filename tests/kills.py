"""Crawls that are killed again and again, and what they publish in the end.

    python -m tests.kills --kills 100

The made-up magazine is served from this process, and every crawl is a process of its own, which is
killed when it has asked for a random number of pages. Some more kills hit the publishing: there the
process kills itself, when Python is about to open or to move a certain file.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from bwcrawler.publish.check import check
from bwcrawler.publish.files import TIMESTAMPS
from bwcrawler.sample import Magazine, Quirks, Server, running
from bwcrawler.sample.wordpress import WordPress
from tests.processes import FORKS, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.context import ForkServerProcess

    from bwcrawler.sample.connection import Request, Response

SECONDS = 120
"""After which a process that should have ended by itself counts as hung."""

Moment = tuple[tuple[str, str], ...]
"""Audit events of Python and how the path ends that each is about; the last one kills."""

PUBLISHING: tuple[Moment, ...] = (
    (("open", "/.staging/authors.jsonl"),),
    (("open", "/.staging/manifest.json"),),
    (("os.rename", "/.staged/articles.jsonl"),),
    (("os.rename", "/.staged/listings.jsonl"),),
    (("os.rename", "/.staged/manifest.json"),),
    (("os.rename", "/.staged/manifest.json"), ("shutil.rmtree", "/.staged")),
)
"""While the files are written, before the first is moved, half-way, before the manifest is, and
when all are in their places."""

_TIME = re.compile(rb'"(%s)": ?"[^"]*"' % "|".join(TIMESTAMPS).encode())


@dataclass(slots=True)
class Report:
    """What came of a crawl that was killed."""

    kills: int = 0
    articles: int = 0
    duplicates: int = 0
    missing: int = 0
    refetches: int = 0
    """Pages that were asked for more than once, beyond what a crawl asks for that is not killed."""
    damage: list[str] = field(default_factory=list)
    """What `scrapy verify` says right after the kills that hit the publishing."""
    differences: list[str] = field(default_factory=list)
    """Published files that differ from those of a crawl that is not killed."""
    reasons: Counter[str] = field(default_factory=Counter)
    """How the runs ended, as their manifests say."""

    def __str__(self) -> str:
        each = self.refetches / max(self.kills, 1)
        return (
            f"{self.kills} kills: {self.articles} articles, {self.duplicates} duplicates, "
            f"{self.missing} missing, {each:.1f} refetches per kill, {len(self.damage)} damages, "
            f"files that differ: {', '.join(self.differences) or 'none'}; "
            f"runs: {dict(self.reasons)}"
        )


class Deadly(WordPress):
    """A site that kills its reader at the request of a number, or a moment later."""

    def __init__(self, server: Server) -> None:
        super().__init__(server.magazine, server.url, Quirks())
        self._left = 0
        self._kill = threading.Timer(0, int)

    def aim(self, process: ForkServerProcess, requests: int, seconds: float) -> None:
        """Kill the process this long after its request of this number."""
        self._left = requests
        self._kill = threading.Timer(seconds, process.kill)

    def respond(self, request: Request) -> Response:
        self._left -= 1
        if self._left == 0:
            self._kill.start()
        return super().respond(request)


@contextmanager
def deadly(articles: int) -> Iterator[tuple[Server, Deadly]]:
    """A magazine on loopback, and what is deadly about it."""
    with running(Magazine(articles)) as server:
        site = Deadly(server)
        server.sites = {"en": site}
        yield server, site


def start(
    folder: Path,
    server: Server,
    *more: str,
    spider: str = "archive",
    file_size: int = resource.RLIM_INFINITY,
    moment: Moment = (),
) -> ForkServerProcess:
    """A crawl of the whole magazine, as a user starts it.

    No file may become larger than told, and the process does not survive the moment.
    """
    command = ["crawl", spider, "-a", f"site={server.url}", "-s", f"OUTPUT_DIR={folder}", *more]
    process = FORKS.Process(target=_scrapy, args=(command, file_size, moment))
    process.start()
    return process


def ended(process: ForkServerProcess) -> int:
    """The exit code of a process that ends by itself or has been killed."""
    process.join(SECONDS)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"a crawl did not end within {SECONDS} seconds")
    return process.exitcode


def kill_and_compare(
    folder: Path, kills: int, *, spider: str = "archive", articles: int = 600, seed: int = 0
) -> Report:
    """Crawl twice, once killed again and again; as many as there are moments hit the publishing.

    An `update` comes after a whole crawl and a day in the life of the magazine.
    """
    rng = random.Random(seed)
    report = Report()
    with deadly(articles) as (server, site):
        if spider == "update":
            assert ended(start(folder / "whole", server)) == 0
            shutil.copytree(folder / "whole", folder / "killed")
            _live(server.magazine)
            server.requests.clear()
        assert ended(start(folder / "whole", server, spider=spider)) == 0
        once = server.requests.copy()
        server.requests.clear()
        while report.kills < kills - len(PUBLISHING):
            process = start(folder / "killed", server, spider=spider)
            most = 2 * once.total() // kills
            site.aim(process, rng.randint(1, most), rng.choice((0, rng.uniform(0, 0.05))))
            if ended(process) == 0:
                break
            report.kills += 1
        for moment in PUBLISHING:
            process = start(folder / "killed", server, spider=spider, moment=moment)
            report.kills += int(ended(process) == -signal.SIGKILL)
            if (folder / "killed" / "en" / "manifest.json").exists():
                report.damage += check(folder / "killed" / "en")
        assert ended(start(folder / "killed", server, spider=spider)) == 0
        _count(report, server, once)
    _compare(report, folder / "whole" / "en", folder / "killed" / "en")
    return report


def _live(magazine: Magazine) -> None:
    """What editors do in a day: they write, correct, rename and delete."""
    ordinary = [post for post in magazine.published if len(magazine.story(post).pages) == 1]
    for post in ordinary[:5]:
        magazine.edit(post)
    magazine.rename(ordinary[5], "a-new-name")
    magazine.delete(ordinary[6])
    for _ in range(5):
        magazine.add()


def _scrapy(command: list[str], file_size: int, moment: Moment) -> None:
    from scrapy.cmdline import execute

    if moment:
        sys.addaudithook(_killer(moment))
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, resource.RLIM_INFINITY))

    os.chdir(ROOT)
    os.environ["BWCRAWLER_CONTACT"] = "tests@example.org"
    execute(["scrapy", *command, "-s", "LOG_ENABLED=0"])


def _killer(moment: Moment) -> Callable[[str, tuple[Any, ...]], None]:
    """An audit hook that does not let its process survive a moment."""
    left = list(moment)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if left and event == left[0][0] and str(arguments[0]).endswith(left[0][1]):
            left.pop(0)
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

    return hook


def _count(report: Report, server: Server, once: Counter[str]) -> None:
    again = server.requests - once
    del again["/robots.txt"]  # each process asks for it before anything else
    report.refetches = again.total()


def _compare(report: Report, whole: Path, killed: Path) -> None:
    expected, found = _lines(whole / "articles.jsonl"), _lines(killed / "articles.jsonl")
    ids = Counter(msgspec.json.decode(line)["id"] for line in found)
    wanted = {msgspec.json.decode(line)["id"] for line in expected}
    report.articles = len(ids)
    report.duplicates = ids.total() - len(ids)
    report.missing = len(wanted - set(ids))
    names = sorted(path.name for path in [*whole.glob("*.jsonl"), whole / "coverage.json"])
    names += sorted(path.name for path in killed.glob("*.jsonl") if path.name not in names)
    report.differences = [name for name in names if _lines(whole / name) != _lines(killed / name)]
    if _changes(whole) != _changes(killed):
        report.differences.append("changes")
    if _manifest(whole / "manifest.json") != _manifest(killed / "manifest.json"):
        report.differences.append("manifest.json")
    report.differences += [str(path) for path in killed.glob(".stag*")]
    runs = sorted((killed / "runs").iterdir())
    report.reasons = Counter(msgspec.json.decode(run.read_bytes())["reason"] for run in runs)


def _lines(path: Path) -> list[bytes]:
    """The lines of a published file, but for the time stamps that it declares."""
    return _TIME.sub(rb'"\1":""', path.read_bytes()).splitlines() if path.exists() else []


def _changes(folder: Path) -> list[bytes]:
    """All changes that were published; a run killed at its very end leaves none to the next."""
    return [line for path in sorted((folder / "changes").iterdir()) for line in _lines(path)]


def _manifest(path: Path) -> dict[str, Any]:
    """A manifest, but for what is of its run alone: when it was, and what it still did."""
    manifest: dict[str, Any] = msgspec.json.decode(path.read_bytes())
    for name in ("run", "started", "ended", "facts", "gates", "since", "robots"):
        del manifest[name]
    del manifest["measures"]
    manifest["files"] = [f for f in manifest["files"] if not f["name"].startswith("changes/")]
    for file in manifest["files"]:
        del file["sha256"]
    return manifest


def main() -> int:
    """Print the report; the exit code is 1 if anything was lost."""
    parser = argparse.ArgumentParser(description="Kill crawls and compare what they publish.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report = kill_and_compare(
            Path(folder), asked.kills, articles=asked.articles, seed=asked.seed
        )
    print(report)  # noqa: T201
    return int(bool(report.differences or report.missing or report.duplicates))


if __name__ == "__main__":
    sys.exit(main())
