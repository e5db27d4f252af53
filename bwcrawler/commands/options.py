"""What several commands understand in the same way: days of publication, and ports."""

from __future__ import annotations

from datetime import date

from scrapy.exceptions import UsageError

_LAST_PORT = 65535


def since(text: str) -> date | None:
    """The first day that `--since` names: of a year, that of January; `None` for no text."""
    return _day("since", text, "-01-01")


def until(text: str) -> date | None:
    """The last day that `--until` names: of a year, that of December; `None` for no text."""
    return _day("until", text, "-12-31")


def check_port(port: int) -> None:
    """Raise `UsageError` for a number that is no port; 0 stands for any that is free."""
    if not 0 <= port <= _LAST_PORT:
        raise UsageError(f"--port {port} is no port: give 0 to {_LAST_PORT}.", print_help=False)


def taken(port: int, error: OSError) -> str:
    """One sentence for a port at which nobody can be served."""
    return f"Port {port} cannot be had: {error.strerror}; give another --port."


def _day(name: str, text: str, of_year: str) -> date | None:
    try:
        day = f"{text}{of_year}" if text.isdecimal() else text
        return date.fromisoformat(day) if day else None
    except ValueError:
        raise UsageError(
            f"--{name} {text} is no day: write it as 2024 or 2024-01-31.", print_help=False
        ) from None
