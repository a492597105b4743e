"""Reading a column's listing: entering it, choosing who reads it, following it to its end."""

from collections import deque
from dataclasses import dataclass

from models.agency import Portal
from models.visit import Link, Via
from scrapers import asking, gate, triage
from scrapers.adapters import adapter_for, adapter_named
from scrapers.adapters.protocol import Adapter
from scrapers.doubts import disagreement, doubts_of, is_stale, may_grow
from scrapers.errors import Changed, OffHost, OwnFault, Partial, PortalFault
from scrapers.notes import Notes
from scrapers.page import Page, Reading, Step
from scrapers.turn import Turn

ABOUT_REPORTS = ("年报", "年度报告", "信息公开", "政务公开")
MOST_LINKS = 20_000
MOST_REFRESHES = 2
MOST_FRAMES = 3
FRAMES_DEEP = 2


@dataclass(slots=True)
class Count:
    """What the listing's pages brought, against what they say there is."""

    pages: int = 0
    rows: int = 0
    said_pages: int = 0
    said_rows: int = 0
    says_empty: bool = False
    unfollowed: str = ""

    def add(self, reading: Reading) -> None:
        """One more page was read."""
        self.pages += 1
        self.rows += len(reading.links) if reading.rows is None else reading.rows
        self.said_pages = max(self.said_pages, reading.total_pages or 0)
        self.said_rows = max(self.said_rows, reading.total_rows or 0)
        self.says_empty = self.says_empty or reading.says_empty
        self.unfollowed = self.unfollowed or reading.unfollowed


async def read_column(portal: Portal, turn: Turn, notes: Notes) -> Page:
    """Read a column to its end into `notes`; its first page. Raises the PortalFault that ended it earlier."""
    first, adapter, reading = await _enter(portal, turn, notes)
    notes.family = adapter.name
    count = Count()
    _note(reading, count, notes)
    notes.doubt(doubts_of(first, reading, rehearsing=turn.manners.rehearsing))
    seen = {_key(portal.column_url), _key(first.final_url)}
    ahead = deque(reading.steps)
    while ahead:
        following = ahead.popleft()
        if _is_done(following, seen, count):
            continue
        _mind_the_budget(notes, turn)
        reading = await _read_step(following, adapter, turn, notes, by_browser=first.via is Via.BROWSER)
        if not _note(reading, count, notes):
            raise Partial(
                f"{following.why}没有新的条目，可能未给出应有的一页",
                f"{following.url} brought nothing new; it may not be the page it should be",
            )
        ahead.extend(reading.steps)
    _reconcile(count, notes)
    if not (count.said_pages or count.said_rows):
        notes.doubt(may_grow(first))
    return first


def _key(url: str, form: tuple[tuple[str, str], ...] | None = None) -> str:
    return f"{url} {form or ''}"


def _is_done(following: Step, seen: set[str], count: Count) -> bool:
    """Whether a step leads to a page already read; a control on the last of the pages leads nowhere."""
    if following.press:
        return 0 < count.said_pages <= count.pages
    if following.until_all and 0 < count.said_rows <= count.rows:
        return True
    key = _key(following.url, following.form)
    known = key in seen
    seen.add(key)
    return known


async def _enter(portal: Portal, turn: Turn, notes: Notes) -> tuple[Page, Adapter, Reading]:
    """The column's first page and its reading: by HTTP, and by browser only for a reason that can be named."""
    try:
        page = await _first_page(portal, turn, notes)
    except PortalFault as fault:
        if not triage.may_pass_in_a_browser(fault):
            raise
        return await _enter_by_browser(portal, turn, notes, why=fault.words.zh, challenge=fault)
    adapter, reading = _read(portal, page)
    if not _shows_a_list(reading) and (framed := await _in_a_frame(portal, page, turn, notes)):
        page, (adapter, reading) = framed, _read(portal, framed)
    if why := _why_a_browser(page, reading):
        notes.put_aside((*reading.links, *reading.aside))
        entered = await _enter_by_browser(portal, turn, notes, why=why, challenge=None)
        about = tuple(link for link in reading.links if _is_about_reports(link))
        notes.doubt(disagreement(about, (*entered[2].links, *entered[2].aside)))
        return entered
    _expect_a_list(portal, page, reading, notes)
    if reading.unfollowed:
        return await _enter_for_the_rest(portal, turn, notes, page, adapter, reading)
    return page, adapter, reading


async def _enter_for_the_rest(
    portal: Portal, turn: Turn, notes: Notes, page: Page, adapter: Adapter, reading: Reading
) -> tuple[Page, Adapter, Reading]:
    """A list that is there, with more of it behind a script: by browser if that goes, else as it is."""

    def shows_the_rest(page: Page) -> bool:
        seen = _read(portal, page)[1]
        return bool(seen.links and (seen.steps or seen.total_pages))

    try:
        shown = await asking.by_browser(
            portal.column_url, turn, notes, why=reading.unfollowed, shows=shows_the_rest
        )
    except PortalFault:
        return page, adapter, reading
    by_browser, drawn = _read(portal, shown)
    if not drawn.links:
        return page, adapter, reading
    notes.doubt(disagreement(reading.links, (*drawn.links, *drawn.aside)))
    return shown, by_browser, drawn


def _shows_a_list(reading: Reading) -> bool:
    return bool(reading.links or reading.steps or reading.says_empty or reading.unfollowed)


async def _in_a_frame(
    portal: Portal, page: Page, turn: Turn, notes: Notes, depth: int = FRAMES_DEEP
) -> Page | None:
    """The page of this site that shows a list within a page that has none, however it is framed; None where none does."""
    for address in triage.frames(page)[:MOST_FRAMES]:
        try:
            inner = await asking.by_http(address, turn, notes)
        except PortalFault:
            continue
        if _shows_a_list(_read(portal, inner)[1]):
            return inner
        if depth > 1 and (found := await _in_a_frame(portal, inner, turn, notes, depth - 1)):
            return found
    return None


async def _first_page(portal: Portal, turn: Turn, notes: Notes) -> Page:
    """The column by HTTP, past stale copies and pages that only send their reader on."""
    page = await asking.by_http(portal.column_url, turn, notes)
    if is_stale(page, rehearsing=turn.manners.rehearsing):
        page = await _fresh(page, turn, notes)
    for _ in range(MOST_REFRESHES):
        target = triage.refresh_target(page)
        if target is None or target == page.final_url or len(page.visible_text) >= triage.SHORT:
            return page
        if not gate.is_same_site(portal.column_url, target):
            host = gate.host_of(target)
            raise OffHost(
                f"页面把读者转到另一主机 {host}", f"the page sends its reader to another host, {host}"
            )
        page = await asking.by_http(target, turn, notes)
    return page


async def _fresh(page: Page, turn: Turn, notes: Notes) -> Page:
    """The page asked for past the caches in front of it; the copy where that brings nothing better."""
    beside = "&" if "?" in page.url else "?"
    mark = turn.clock().strftime("%Y%m%d%H%M%S")
    try:
        return await asking.by_http(f"{page.url}{beside}chunxun={mark}", turn, notes)
    except PortalFault:
        return page


async def _enter_by_browser(
    portal: Portal, turn: Turn, notes: Notes, *, why: str, challenge: PortalFault | None
) -> tuple[Page, Adapter, Reading]:
    def lists(page: Page) -> bool:
        reading = _read(portal, page)[1]
        return bool(reading.says_empty or reading.steps or (reading.links and _is_the_list(reading)))

    page = await asking.by_browser(portal.column_url, turn, notes, why=why, shows=lists, challenge=challenge)
    adapter, reading = _read(portal, page)
    if reading.recognised and reading.links and not _is_the_list(reading):
        notes.put_aside((*reading.links, *reading.aside))
        raise _no_list(portal, page, len(reading.links))
    _expect_a_list(portal, page, reading, notes)
    return page, adapter, reading


def _read(portal: Portal, page: Page) -> tuple[Adapter, Reading]:
    """Who reads the page, and the reading: the declared family, else the first that recognises it."""
    declared = adapter_named(portal.family)
    if declared is not None:
        return declared, declared.read(page) if declared.recognises(page) else Reading(recognised=False)
    adapter = adapter_for(page)
    return adapter, adapter.read(page)


def _why_a_browser(page: Page, reading: Reading) -> str:
    """The reason for opening a page again in a browser, or empty."""
    if reading.says_empty or reading.steps or page.media_type != "text/html":
        return ""
    if reading.links:
        return "" if _is_the_list(reading) else "列表容器为空，所见链接与年报无关"
    if triage.is_drawn_by_script(page):
        return "页面由脚本绘制"
    if reading.empty_container:
        return "列表容器为空"
    return "页面里没有列表，但有脚本" if page.tree.css_first("script") is not None else ""


def _is_the_list(reading: Reading) -> bool:
    """Whether the rows found are the column's: beside an empty container they must at least speak of reports."""
    return not reading.empty_container or any(_is_about_reports(link) for link in reading.links)


def _is_about_reports(link: Link) -> bool:
    return any(word in link.title for word in ABOUT_REPORTS)


def _expect_a_list(portal: Portal, page: Page, reading: Reading, notes: Notes) -> None:
    """Raise Changed unless the page is its family's and lists something, leads to it, or says that there is nothing."""
    if reading.recognised and (reading.links or reading.steps or reading.says_empty or reading.unfollowed):
        return
    notes.put_aside(reading.aside)
    if not reading.recognised and portal.family:
        raise Changed(
            f"页面不是名录所载的 {portal.family} 栏目页；请核对栏目网址与 family",
            f"not a {portal.family} column page as the roster says; check the column's address and family",
        )
    raise _no_list(portal, page, 0)


def _no_list(portal: Portal, page: Page, links: int) -> Changed:
    beside = f"；{'；'.join(page.notes)}" if page.notes else ""
    where = ("浏览器里也", " in the browser either") if page.via is Via.BROWSER else ("", "")
    other = f"，另有 {links} 条无关链接" if links else ""
    return Changed(
        f"{where[0]}没有文章列表：{portal.column_url}{other}{beside}",
        f"no article list{where[1]} at {portal.column_url}",
    )


def _note(reading: Reading, count: Count, notes: Notes) -> bool:
    """Take a reading down; whether it brought anything."""
    count.add(reading)
    notes.pages = count.pages
    notes.put_aside(reading.aside)
    fresh = notes.list_links(reading.links)
    if len(notes.links) > MOST_LINKS:
        raise Partial(f"列表超过 {MOST_LINKS} 条的上限", f"more than {MOST_LINKS} links")
    return fresh > 0 or reading.says_empty or (count.pages == 1 and bool(reading.steps))


def _mind_the_budget(notes: Notes, turn: Turn) -> None:
    budget = turn.manners.page_budget
    if notes.pages >= budget:
        raise Partial(
            f"列表超过 {budget} 页的上限，其余未读",
            f"the listing has more than {budget} pages; the rest is unread",
        )


async def _read_step(
    following: Step, adapter: Adapter, turn: Turn, notes: Notes, *, by_browser: bool
) -> Reading:
    """The reading of one further page. Whatever keeps it from us leaves the listing cut short."""
    try:
        page = await _open_step(following, adapter, turn, notes, by_browser=by_browser)
    except OwnFault:
        raise
    except PortalFault as fault:
        raise Partial(
            f"{following.why}未能读到：{fault.words.zh}",
            f"could not read {following.url}: {fault.words.en}",
            status=fault.status,
        ) from fault
    reading = adapter.read(page)
    notes.doubt(doubts_of(page, reading, rehearsing=turn.manners.rehearsing))
    if not reading.recognised:
        raise Partial(f"{following.why}不是列表页", f"{following.url} is not a page of the listing")
    return reading


async def _open_step(
    following: Step, adapter: Adapter, turn: Turn, notes: Notes, *, by_browser: bool
) -> Page:
    def lists(page: Page) -> bool:
        return any(link.url not in notes.links for link in adapter.read(page).links)

    if following.press:
        return await asking.by_pressing(
            following.url, following.press, turn, notes, why=following.why, shows=lists
        )
    if by_browser and following.form is None:
        return await asking.by_browser(following.url, turn, notes, why=following.why, shows=lists)
    try:
        form = dict(following.form) if following.form is not None else None
        return await asking.by_http(following.url, turn, notes, form=form)
    except PortalFault as fault:
        if following.form is not None or not triage.may_pass_in_a_browser(fault):
            raise
        return await asking.by_browser(
            following.url, turn, notes, why=fault.words.zh, shows=lists, challenge=fault
        )


def _reconcile(count: Count, notes: Notes) -> None:
    """Raise unless what was read is all the listing says it holds."""
    if count.unfollowed:
        raise Partial(
            f"只读到 {count.pages} 页：{count.unfollowed}",
            f"read {count.pages} pages; the rest opens by script only",
        )
    if count.said_pages > count.pages:
        raise Partial(
            f"页面说共 {count.said_pages} 页，只找到 {count.pages} 页",
            f"the page says {count.said_pages} pages, {count.pages} were found",
        )
    if count.said_rows > count.rows:
        raise Partial(
            f"页面说共 {count.said_rows} 条，只读到 {count.rows} 条",
            f"the page says {count.said_rows} rows, {count.rows} were read",
        )
    if not notes.links and not count.says_empty:
        raise Changed(
            "读完栏目，没有一条链接，页面也没有说为空",
            "no link in the whole column, and no word that it is empty",
        )
