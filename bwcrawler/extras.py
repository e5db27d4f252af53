"""The extras of `pyproject.toml`: what brings a library that is not installed."""

from __future__ import annotations


def missing(library: str, extra: str) -> str:
    """One sentence for whoever asks for what takes `library`.

    It says where to install from: under this project's name others may publish what they like.
    """
    return (
        f"This needs {library}: `pip install '.[{extra}]'`, in the folder of bwcrawler, brings it."
    )
