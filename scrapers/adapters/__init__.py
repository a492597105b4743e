"""The families we read, in the order in which a page is tried; generic recognises everything and comes last."""

from scrapers.adapters import (
    anhui,
    generic,
    gkmlpt,
    hanweb,
    hanweb_report,
    nfcms,
    shtml_hex,
    trs,
    vsb,
)
from scrapers.adapters.protocol import Adapter
from scrapers.page import Page

ADAPTERS: tuple[Adapter, ...] = (
    gkmlpt,
    hanweb_report,
    hanweb,
    anhui,
    nfcms,
    shtml_hex,
    trs,
    vsb,
    generic,
)


def adapter_named(family: str) -> Adapter | None:
    """The adapter of a declared family, or None where no module reads it yet."""
    return next((adapter for adapter in ADAPTERS if adapter.name == family), None)


def adapter_for(page: Page) -> Adapter:
    """The first family that recognises a page."""
    return next((adapter for adapter in ADAPTERS if adapter.recognises(page)), ADAPTERS[-1])
