"""What an adapter answers: three questions about a page, without a network, a clock or a database."""

from typing import Protocol

from scrapers.page import Page, Reading


class Adapter(Protocol):
    """One CMS family. A module with these three names is one."""

    @property
    def name(self) -> str:
        """The family as the roster writes it."""

    def recognises(self, page: Page) -> bool:
        """Whether a column's first page is of this family."""

    def read(self, page: Page) -> Reading:
        """Links and steps of a column's first page, or of any page its steps led to."""
