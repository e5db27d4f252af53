"""Names of the stats of a crawl that reads WARC files."""

from __future__ import annotations

TO_REPLAY = "replay/known"
"""Pages that the files hold."""
REPLAYED = "replay/done"
"""Those of them that have been read."""
LOST = "replay/lost"
"""What of the files could not be read."""
