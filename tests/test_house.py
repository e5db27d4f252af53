"""The rules of the house that no linter knows: layers, docstrings, what no file names, one CI."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]

LAYERS = (
    {"disk", "extras", "items", "text"},
    {"editions"},
    {"urls"},
    {"download"},
    {"pages", "warc"},
    {"bwcrawler"},  # the package itself: the public functions
    {"ledger"},
    {"publish"},
    {"spiders", "pipelines", "extensions", "browse"},
    {"middlewares"},
    {"settings"},
    {"commands"},
)
"""Rooms from the ground up: a room imports from its own room and from those below it."""

SAMPLE = "sample"
"""Shares only the table of editions with the rest, and only commands import it."""

KEPT_OUT = {
    "scrapy": {"items", "text", "editions", "urls", "pages", "warc"},
    "twisted": {"items", "text", "editions", "urls", "pages", "warc", "ledger", "publish"},
    "sqlalchemy": {"items", "text", "editions", "urls", "pages", "spiders", "middlewares"},
}
"""Libraries, and the rooms that know nothing of them."""

REGISTRY_HOSTS = r"p[y]pi\.org|pythonh[o]sted\.|registry\.n[p]mjs|deb\.d[e]bian\."
MACHINE_PATHS = r"(?:^|[^\w.])/(?:w[o]rk|t[m]p|r[o]ot|f[a]rm)/"


NOT_OURS = re.compile(r"\.(?!ci$).*|__pycache__|build|dist|output")
"""Folders that hold what tools and runs write. Git is not asked: a bare machine has none."""


def files(top: Path = ROOT) -> Iterator[Path]:
    for path in sorted(top.iterdir()):
        if path.is_file():
            yield path
        elif not NOT_OURS.fullmatch(path.name) and not (path / "pyvenv.cfg").exists():
            yield from files(path)


def modules() -> list[Path]:
    return [path for path in files(ROOT / "bwcrawler") if path.suffix == ".py"]


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def room_of(path: Path) -> str:
    """`bwcrawler/pages/dates.py` → `pages`; `bwcrawler/__init__.py` → `bwcrawler`."""
    inside = path.relative_to(ROOT / "bwcrawler").parts[0].removesuffix(".py")
    return "bwcrawler" if inside == "__init__" else inside


def imported(path: Path) -> set[str]:
    """Dotted names that a module imports, at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path) -> set[str]:
    rooms = set(chain.from_iterable(LAYERS)) | {SAMPLE}
    parts = [name.split(".") for name in imported(path) if name.split(".")[0] == "bwcrawler"]
    return {part[1] if len(part) > 1 and part[1] in rooms else "bwcrawler" for part in parts}


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    room = room_of(path)
    if room == SAMPLE:
        allowed = {SAMPLE, "editions"}
    else:
        height = next(i for i, layer in enumerate(LAYERS) if room in layer)
        allowed = {room}.union(*LAYERS[:height])
        allowed |= {SAMPLE} if room == "commands" else set()

    assert rooms_imported(path) <= allowed


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_a_room_knows_nothing_of_the_libraries_kept_out_of_it(path: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(path)}

    assert {name for name in libraries if room_of(path) in KEPT_OUT.get(name, set())} == set()


def test_every_module_has_a_docstring() -> None:
    without = [
        name_of(path)
        for path in files()
        if path.suffix == ".py"
        and ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) is None
    ]

    assert without == []


@pytest.mark.parametrize("unwanted", [REGISTRY_HOSTS, MACHINE_PATHS])
def test_no_file_names_a_package_registry_or_a_path_of_one_machine(unwanted: str) -> None:
    naming = [
        f"{name_of(path)}: {line.strip()}"
        for path in files()
        for line in path.read_bytes().decode("utf-8", errors="replace").splitlines()
        if re.search(unwanted, line)
    ]

    assert naming == []


@pytest.mark.parametrize("ending", ["/pytest", "/scrapy demo"])
def test_ci_takes_its_commands_from_the_readme(ending: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    commands = [line for line in readme.splitlines() if line.endswith(ending)]

    assert len(commands) == 1
    assert f"$(readme_command '{ending}')" in script
    assert commands[0] not in script


def test_every_library_that_the_package_imports_is_a_dependency_of_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [project["dependencies"], *(extras[name] for name in extras.keys() - {"test", "dev"})]
    declared = {line.partition(">=")[0] for line in chain(*asked)}
    roots = {name.split(".")[0] for path in modules() for name in imported(path)}
    # Twisted comes with Scrapy, whose errbacks are given its failures; Python 3.14 has compression.
    libraries = roots - sys.stdlib_module_names - {"bwcrawler", "twisted", "compression"}
    distributions = packages_distributions()

    undeclared = {
        library
        for library in libraries
        if not declared & {name.lower() for name in distributions.get(library, [])}
    }

    assert undeclared == set()
