"""A Chromium for the tests that need one."""

from pathlib import Path

import pytest

from scrapers.program import find_browser


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium of this machine; skips where there is none."""
    found = find_browser(None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found
