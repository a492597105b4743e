"""Where does a portal list its annual reports? A bounded search from its front page; it proposes, a person decides.

The most promising link is opened first, and a column is believed for the reports it lists rather than for its name.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from urllib.parse import urljoin, urlsplit

from models.visit import Via
from models.words import Words
from scrapers import asking, gate, triage
from scrapers.adapters import adapter_for
from scrapers.adapters.protocol import Adapter
from scrapers.column_links import MOST_LINKS, heading_of, links_of, site_search
from scrapers.column_signs import A_YEAR, Signs, divides_a_column, points_of_a_way, signs_of_a_column
from scrapers.errors import PortalFault
from scrapers.notes import Notes
from scrapers.opener import Opener
from scrapers.page import Page, Reading, Step
from scrapers.proposal import Proposal, Search, gained, listed
from scrapers.turn import Turn

MOST_PAGES = 16  # asked for in one search
ENOUGH = 100  # points of a column that nothing unopened could beat
LEAST = 50  # points without which nothing is proposed
IN_A_COLUMN, A_DOCUMENT, A_FRAME, SITE_MAP, ASKED, GUESS = (
    LEAST,
    24,
    11,
    10,
    8,
    5,
)  # points for want of better
MOST_STEPS = 3  # of a column whose first page lists nothing
MOST_DOCUMENTS = 2  # reports opened for the path of links above them
LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)", re.IGNORECASE)
YEAR_OF_THE_MODULE = re.compile(r"[?&]fbtime=\d*")
FRONT_OF_A_FOLDER = re.compile(r"(?<=/)index\.s?html?$")
API = "/gkmlpt/api/all/"
# Where the families put such a column when nobody renamed it; asked for last, and believed only for its reports.
ROUTES = ("/gkmlpt/index", "/zwgk/zfxxgk/zfxxgknb/", "/zfxxgk/zfxxgknb/", "/xxgk/zfxxgknb.htm")


@dataclass(order=True, slots=True)
class _Ahead:
    """A page to open: more points first, then the order in which it was met."""

    rank: tuple[int, int]
    url: str = field(compare=False)
    name: str = field(compare=False)
    signs: Signs = field(compare=False)
    may_be_the_column: bool = field(compare=False)


async def find_columns(
    url: str, opener: Opener, *, names_report: Callable[[str], bool], most_pages: int = MOST_PAGES
) -> Search:
    """Search a portal from its front page, within one turn and one deadline."""
    async with opener.turn(url) as turn:
        search = _Search(url, turn, names_report, most_pages)
        limit = asyncio.timeout(turn.manners.portal_deadline)
        try:
            async with limit:
                turn.limit = limit
                await search.run()
        except TimeoutError:
            if not limit.expired():
                raise
        return search.result()


class _Search:
    def __init__(self, start: str, turn: Turn, names_report: Callable[[str], bool], most_pages: int) -> None:
        self._start, self._turn, self._names_report, self._most = start, turn, names_report, most_pages
        self._site = gate.site_of(gate.host_of(start))
        self._ahead: list[_Ahead] = []
        self._met: dict[str, int] = {}  # address → points it waits with
        self._looked: set[str] = set()
        self._asked = 0
        self._documents = 0
        self._found: dict[str, Proposal] = {}
        self._notes = Notes(started=turn.clock())
        self._fault: Words | None = None

    async def run(self) -> None:
        """Open the front page, then the most promising pages, until nothing better can come."""
        front = _Ahead(rank=(0, 0), url=self._start, name="", signs=Signs(), may_be_the_column=False)
        try:
            await self._look(front)
        except PortalFault as fault:
            self._fault = fault.words
            return
        self._put(urljoin(self._start, "/sitemap.xml"), "", SITE_MAP)
        for number, route in enumerate(ROUTES):
            self._put(urljoin(self._start, route), "", GUESS - number)
        while self._ahead and self._asked < self._most and not self._is_done():
            each = heappop(self._ahead)
            if _key(each.url) in self._looked:
                continue
            try:
                await self._look(each)
            except PortalFault as fault:
                self._missed(each, fault)

    def result(self) -> Search:
        """The proposals with enough behind them, the best first."""
        good = (proposal for proposal in self._found.values() if proposal.points >= LEAST)
        ranked = sorted(good, key=lambda proposal: (-proposal.points, -(proposal.reports or 0), proposal.url))
        return Search(proposals=tuple(ranked), pages=self._asked, fault=self._fault)

    def _is_done(self) -> bool:
        best = max((each.points for each in self._found.values() if each.reports), default=0)
        return best >= ENOUGH and -self._ahead[0].rank[0] < LEAST

    async def _look(self, each: _Ahead) -> None:
        self._looked.add(_key(each.url))
        page = await self._open(each.url)
        self._looked.add(_key(page.final_url))
        if page.media_type != "text/html":
            self._take_site_map(page)
            return
        signs = each.signs if each.signs.points else signs_of_a_column(heading_of(page), page.final_url)
        if each.may_be_the_column:
            url, family, reports = await self._read(page)
            if signs.points or reports:
                name = each.name if each.signs.points else heading_of(page)
                self._propose(url, name, signs, family, reports)
        self._gather(page, in_a_column=bool(signs.points))

    async def _open(self, url: str, form: Mapping[str, str] | None = None) -> Page:
        """A page by HTTP; in a browser, where there is one, on a challenge or where a script draws it."""
        self._asked += 1
        try:
            page = await asking.by_http(url, self._turn, self._notes, form=form)
        except PortalFault as fault:
            if form is not None or not triage.may_pass_in_a_browser(fault) or not self._turn.manners.browser:
                raise
            return await self._draw(url, fault.words.zh, fault)
        if triage.is_drawn_by_script(page) and self._turn.manners.browser and form is None:
            return await self._draw(url, "页面由脚本绘制", None)
        return page

    async def _draw(self, url: str, why: str, challenge: PortalFault | None) -> Page:
        self._asked += 1
        return await asking.by_browser(
            url,
            self._turn,
            self._notes,
            why=why,
            shows=lambda page: bool(links_of(page)),
            challenge=challenge,
        )

    async def _read(self, page: Page) -> tuple[str, str, int | None]:
        """The column's address, its family, and how many reports its first page lists.

        A list kept elsewhere is fetched; None where only a browser could draw it, and there is none.
        """
        adapter, address = adapter_for(page), page.url
        reading = adapter.read(page)
        if not reading.links and reading.steps:
            address = _address(page, reading.steps[0])
            reading = await self._read_steps(adapter, reading.steps[:MOST_STEPS])
        elif not reading.links and reading.empty_container and page.via is Via.HTTP:
            if not self._turn.manners.browser:
                return address, _family(adapter), None
            reading = adapter.read(await self._draw(page.url, "列表容器为空", None))
        named = {link.url for link in reading.links if self._names_report(link.title)}
        return address, _family(adapter), len(named)

    async def _read_steps(self, adapter: Adapter, steps: tuple[Step, ...]) -> Reading:
        """The first of a column's further pages that lists anything."""
        reading = Reading()
        for step in steps:
            reading = adapter.read(await self._open(step.url, dict(step.form) if step.form else None))
            if reading.links:
                break
        return reading

    def _propose(self, url: str, name: str, signs: Signs, family: str, reports: int | None) -> None:
        self._found[_key(url)] = Proposal(
            url=url,
            name=name,
            points=signs.points + gained(reports),
            reports=reports,
            family=family,
            why=(*signs.why, listed(reports)),
        )

    def _missed(self, each: _Ahead, fault: PortalFault) -> None:
        """A page that looked like the column and could not be opened is proposed for its name alone."""
        if each.signs.points < LEAST or triage.is_gone(fault):
            return
        unread = Words(zh=f"未能打开：{fault.words.zh}", en=f"it could not be opened: {fault.words.en}")
        proposal = Proposal(
            url=each.url,
            name=each.name,
            points=each.signs.points,
            reports=None,
            why=(*each.signs.why, unread),
        )
        self._found.setdefault(_key(each.url), proposal)

    def _gather(self, page: Page, *, in_a_column: bool) -> None:
        """Put the page's links ahead: columns by their signs, ways to them, parts of this column, reports, the search."""
        here = urljoin(page.final_url, ".")
        for url, name in links_of(page):
            signs = signs_of_a_column(name, url)
            if A_YEAR.search(name) and self._names_report(name):
                self._put_document(url, name)
            elif in_a_column and url.startswith(here) and divides_a_column(name):
                self._put(url, name, max(signs.points, IN_A_COLUMN), signs)
            elif signs.points:
                self._put(url, name, signs.points, signs)
            elif way := points_of_a_way(name, url):
                self._put(url, name, way)
        for frame in page.tree.css("iframe[src],frame[src]"):
            if address := page.absolute(frame.attributes.get("src") or ""):
                self._put(address, "", A_FRAME)
        if asking_for := site_search(page):
            self._put(asking_for, "", ASKED, may_be_the_column=False)

    def _put_document(self, url: str, name: str) -> None:
        """A report met on the way: the path of links above it leads to its column."""
        if self._documents < MOST_DOCUMENTS:
            self._documents += 1
            self._put(url, name, A_DOCUMENT, may_be_the_column=False)

    def _take_site_map(self, page: Page) -> None:
        for address in LOC.findall(page.text)[:MOST_LINKS]:
            url = page.absolute(address)
            if url is not None and (signs := signs_of_a_column("", url)).points:
                self._put(url, "", signs.points, signs)

    def _put(
        self, url: str, name: str, points: int, signs: Signs | None = None, *, may_be_the_column: bool = True
    ) -> None:
        """Wait with the best points an address was met with; addresses outside the site are left alone."""
        key = _key(url)
        if gate.site_of(gate.host_of(url)) != self._site or key in self._looked:
            return
        if points > self._met.get(key, 0):
            self._met[key] = points
            each = _Ahead(
                rank=(-points, len(self._met)),
                url=url,
                name=name,
                signs=signs or Signs(),
                may_be_the_column=may_be_the_column,
            )
            heappush(self._ahead, each)


def _address(page: Page, step: Step) -> str:
    """The column's address; gkmlpt's is its shell's with the number of the column as fragment."""
    if API not in step.url:
        return page.url
    return f"{page.url.partition('#')[0]}#{urlsplit(step.url).path.rsplit('/', 1)[-1]}"


def _family(adapter: Adapter) -> str:
    """As the roster writes it; a page of no family is left to be recognised."""
    return adapter.name if adapter.name != "generic" else ""


def _key(url: str) -> str:
    """What the addresses of one column share: a folder and its index file, the years of hanweb's report module."""
    return YEAR_OF_THE_MODULE.sub("", FRONT_OF_A_FOLDER.sub("", url.partition("#")[0]))
