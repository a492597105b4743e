"""Any list page: the page's densest list of titled links, and 下一页."""

from scrapers.adapters import listing
from scrapers.page import Page, Reading

name = "generic"


def recognises(page: Page) -> bool:
    """Any web page."""
    return page.media_type == "text/html"


def read(page: Page) -> Reading:
    """The page's list as its markup shows it."""
    links, aside = listing.rows_and_aside(page)
    step, unfollowed = listing.next_step(page)
    pages = listing.total_pages(page)
    return Reading(
        links=links,
        aside=aside,
        steps=(step,) if step else (),
        total_pages=pages,
        recognised=recognises(page),
        empty_container=listing.has_empty_container(page),
        says_empty=listing.says_empty(page),
        unfollowed=unfollowed,
    )
