"""What every test may rely on: `../shared` where it is needed, and Hypothesis without a clock."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.shared import SHARED

if TYPE_CHECKING:
    from pathlib import Path

# What a shell starts in the background ignores Ctrl-C, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

CI = os.environ.get("CI") == "true"

hypothesis.settings.register_profile("bwcrawler", deadline=None, derandomize=CI)
hypothesis.settings.load_profile("bwcrawler")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test that reads `../shared` where it is absent; with CI=true that is a failure."""
    if item.get_closest_marker("shared") is None or SHARED.is_dir():
        return
    reason = "the folder `shared` does not lie beside this checkout"
    if CI:
        pytest.fail(f"{reason}, and with CI=true it must", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared`; a test that takes it carries the marker `shared`."""
    return SHARED
