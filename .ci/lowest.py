"""The lowest versions that pyproject.toml allows, as pip constraints, and the check of them.

`lowest.py constraints` prints `name==version` for every dependency of the package and of its
`test` extra; `lowest.py check` fails where the environment that runs it has another version.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def lowest() -> dict[str, str]:
    """Name → lower bound of each requirement; a requirement without one is an error."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = project["dependencies"] + extras["test"]
    bounds = {}
    for requirement in wanted:
        own = re.fullmatch(rf"{project['name']}\[(.+)\]", requirement)
        if own is not None:
            wanted += [line for extra in own[1].split(",") for line in extras[extra.strip()]]
            continue
        found = re.match(r"([\w.-]+)(?:\[.*\])?>=([\d.]+)", requirement)
        if found is None:
            sys.exit(f"pyproject.toml: {requirement!r} has no lower bound (name>=version).")
        bounds[found[1]] = found[2]
    return bounds


def check() -> None:
    """End with a message where an installed version is not the lowest."""
    wrong = [
        f"{name} is {version(name)}, not {bound}"
        for name, bound in lowest().items()
        if version(name) != bound
    ]
    if wrong:
        sys.exit("Not the lowest versions: " + "; ".join(wrong))


def main() -> None:
    """Do what the command line names."""
    match sys.argv[1:]:
        case ["constraints"]:
            print("\n".join(f"{name}=={bound}" for name, bound in lowest().items()))
        case ["check"]:
            check()
        case _:
            sys.exit(f"usage: {sys.argv[0]} constraints | check")


if __name__ == "__main__":
    main()
