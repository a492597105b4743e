"""One running country for the tests that only ask it things."""

from collections.abc import Iterator

import httpx
import pytest

from deploy.demo.server import Country, running


@pytest.fixture(scope="package")
def country() -> Iterator[Country]:
    """A country on free ports."""
    with running(port=0) as started:
        yield started


@pytest.fixture(scope="package")
def client() -> Iterator[httpx.Client]:
    """A plain client."""
    with httpx.Client(timeout=10, trust_env=False) as opened:
        yield opened
