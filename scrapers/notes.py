"""What a visit has seen so far; written page by page, so that neither a fault nor a deadline can lose it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from models.visit import Candidate, Doubt, Link, Opened, Outcome
from scrapers.errors import PortalFault
from scrapers.page import Page


@dataclass(slots=True)
class Notes:
    """The growing record of one visit."""

    started: datetime
    family: str = ""  # the adapter that read it
    fault: PortalFault | None = None  # what ended the listing
    complete: bool = False  # the listing was read to its end
    looked: bool = False  # all was opened that should be; screenshots alone may be wanting
    pages: int = 0  # of the listing
    opened: list[Opened] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)  # rows of the listing, by address
    aside: dict[str, Link] = field(default_factory=dict)  # other titled links of its pages
    candidates: list[Candidate] = field(default_factory=list)
    unopened: list[Link] = field(default_factory=list)  # wanted, by a look at the listing alone
    doubts: dict[Doubt, None] = field(default_factory=dict)  # each once, in the order they were met

    def came(self, page: Page, fault: PortalFault | None, why: str = "") -> None:
        """A page came; `fault` is what is wrong with it, `why` the reason for opening it so."""
        self.opened.append(
            Opened(
                url=page.url,
                at=page.fetched_at,
                outcome=fault.outcome if fault is not None else Outcome.COMPLETED,
                status=page.status,
                via=page.via,
                sha256=page.sha256,
                exchanges=page.exchanges,
                screenshot=page.screenshot,
                reason="；".join(part for part in (why, fault.words.zh if fault is not None else "") if part),
            )
        )

    def doubt(self, doubts: Iterable[Doubt]) -> None:
        """Remember what lets no absence count."""
        self.doubts.update(dict.fromkeys(doubts))

    def list_links(self, links: Iterable[Link]) -> int:
        """Add rows of the listing and return how many are new; of two titles for one address the fuller stays."""
        before = len(self.links)
        for link in links:
            self.links[link.url] = _fuller(self.links.get(link.url), link)
        return len(self.links) - before

    def put_aside(self, links: Iterable[Link]) -> None:
        """Remember links that stand beside the listing."""
        for link in links:
            self.aside[link.url] = _fuller(self.aside.get(link.url), link)

    def every_link(self) -> Iterator[Link]:
        """The listing's links, then those beside it."""
        yield from list(self.links.values())
        yield from [link for url, link in self.aside.items() if url not in self.links]


def _fuller(known: Link | None, link: Link) -> Link:
    if known is None:
        return link
    fuller = known if len(known.title) >= len(link.title) else link
    return replace(fuller, listed_date=known.listed_date or link.listed_date)
