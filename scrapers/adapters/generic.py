"""Any list page: the page's densest list of titled links, and 下一页."""

from scrapers.adapters import static
from scrapers.page import Page, Reading

name = "generic"


def recognises(page: Page) -> bool:
    """Any web page."""
    return page.media_type == "text/html"


def read(page: Page) -> Reading:
    """The page's list as its markup shows it."""
    return static.read(page)
