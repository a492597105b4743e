"""A list that stands in the page's own markup, whoever made the page: shared by the families that write such pages."""

from scrapers.adapters import listing, pager
from scrapers.page import Page, Reading


def read(page: Page) -> Reading:
    """The rows of the page's densest list, what stands beside it, and its further pages."""
    links, aside = listing.rows_and_aside(page)
    further = pager.further(page)
    return Reading(
        links=links,
        aside=aside,
        steps=further.steps,
        total_pages=further.total_pages,
        recognised=page.media_type == "text/html",
        empty_container=listing.has_empty_container(page),
        says_empty=listing.says_empty(page) or (further.total_pages == 0 and not links),
        unfollowed=further.unfollowed,
    )
