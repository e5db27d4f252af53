"""How long a server asks to be left alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after(value: bytes | None, date: bytes | None) -> float | None:
    """Seconds that the header Retry-After names (RFC 9110, section 10.2.3).

    A date counts from the response's own Date, for the server's clock may be wrong; without one,
    from now. It may be past, and the seconds then below 0. `None` for a header that is missing or
    is neither of the two forms.
    """
    text = (value or b"").decode("latin-1").strip()
    if re.fullmatch(r"\d+", text, re.ASCII):
        return float(text)
    until = _instant(text)
    if until is None:
        return None
    since = _instant((date or b"").decode("latin-1")) or datetime.now(UTC)
    return (until - since).total_seconds()


def _instant(text: str) -> datetime | None:
    """The instant of an HTTP date, in any of its three forms."""
    try:
        parsed = parsedate_to_datetime(text)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    # The form of asctime has no zone; all HTTP dates are GMT.
    return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed
