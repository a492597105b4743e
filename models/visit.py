"""What was seen on a portal, when, and what that can prove."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from models.exchange import Exchange
from models.times import local_day
from models.words import Words


class Outcome(StrEnum):
    """How opening a column, or one page of it, ended. Only COMPLETED can prove absence."""

    COMPLETED = "completed"
    PARTIAL = "partial"  # the page or the listing was cut short
    CHANGED = "changed"  # the page opened but is not the list we knew
    COLUMN_LOST = "column_lost"  # 404 or 410 where the column was
    SOFT_404 = "soft_404"  # answers 200 and says there is no such page
    BLOCKED = "blocked"  # refuses programs: 401, 403, 412, 429, captcha, challenge
    DISALLOWED = "disallowed"  # robots.txt asks us not to look
    UNREACHABLE = "unreachable"  # DNS, refused, reset, time-out, 5xx
    UNREADABLE = "unreadable"  # the bytes came, the text cannot be read
    OFF_HOST = "off_host"  # ended on another host than the roster names
    HIJACKED = "hijacked"  # another topic stands where the column was
    NEEDS_BROWSER = "needs_browser"  # drawn by script, and no Chromium is installed
    OWN_FAULT = "own_fault"  # our line, our browser, our disk


OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.COMPLETED: Words("完整", "Completed"),
    Outcome.PARTIAL: Words("不完整", "Partial"),
    Outcome.CHANGED: Words("栏目已变动", "Changed"),
    Outcome.COLUMN_LOST: Words("栏目已不存在", "Column lost"),
    Outcome.SOFT_404: Words("页面提示不存在", "Says there is no such page"),
    Outcome.BLOCKED: Words("拒绝程序访问", "Blocked"),
    Outcome.DISALLOWED: Words("robots.txt 不允许", "Disallowed by robots.txt"),
    Outcome.UNREACHABLE: Words("无法连接", "Unreachable"),
    Outcome.UNREADABLE: Words("无法辨读", "Unreadable"),
    Outcome.OFF_HOST: Words("跳转至其他网站", "Led to another host"),
    Outcome.HIJACKED: Words("内容异常，疑被篡改", "Other content stands there"),
    Outcome.NEEDS_BROWSER: Words("需要浏览器", "Needs a browser"),
    Outcome.OWN_FAULT: Words("我方故障", "Our own fault"),
}
"""How an outcome is called."""


class Seen(StrEnum):
    """What one visit says about one agency's report of one year."""

    PRESENT = "present"
    LISTED = "listed"  # named in the list and left unopened by a look at the listing alone: neither of both
    ABSENT = "absent"  # every gate passed: this look counts as an absence
    ABSENT_WEAK = "absent_weak"  # not in the list, but a gate failed: proves nothing
    UNSEEN = "unseen"  # could not look, or could not open what was listed


class Gate(StrEnum):
    """What must hold before a look that found nothing counts as an absence (reliability §4.1, G1–G8), in that order."""

    LINE = "line"  # our own line was healthy before and after
    TRANSPORT = "transport"  # every page, and all its data, came whole and by the way the roster names
    GENUINE = "genuine"  # no challenge, no notice, nothing planted; both ways of looking agree
    READABLE = "readable"  # what is listed can be read
    BASELINE = "baseline"  # what was listed before is listed again
    COVERAGE = "coverage"  # the listing was read to its end, and each of its rows
    FRESH = "fresh"  # no stale copy
    SOUND = "sound"  # our own readers still read their samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something seen during a look that spoils no presence, and lets no absence count."""

    gate: Gate
    words: Words


class Via(StrEnum):
    """How a page was opened."""

    HTTP = "http"
    BROWSER = "browser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One titled link of a list page."""

    url: str  # absolute
    title: str  # the fullest title found: a `title=` attribute beats text cut short
    listed_date: date | None = None  # the date printed beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes kept in the vault before anything reads them."""

    sha256: str
    url: str  # as asked for
    final_url: str  # after redirects
    media_type: str  # by content, e.g. `text/html`, `application/pdf`
    charset: str = ""  # of text; empty for other types
    size: int  # bytes
    fetched_at: datetime  # UTC
    last_modified: datetime | None = None  # the server's claim
    via: Via = Via.HTTP


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One page that was asked for, whatever came back."""

    url: str
    at: datetime  # UTC
    outcome: Outcome
    status: int | None = None  # None: no answer
    via: Via = Via.HTTP
    sha256: str = ""  # empty: nothing was kept
    reason: str = ""  # why not COMPLETED, or why a browser was needed
    exchanges: tuple[Exchange, ...] = ()  # one for each hop; empty: no answer, or kept by an earlier release
    screenshot: str = ""  # SHA-256 of a PNG of the page; empty: none was taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A listed link that may be a wanted report, and what opening it brought.

    `documents[0]` is the page itself; attachments follow. Empty unless COMPLETED.
    """

    link: Link
    outcome: Outcome
    documents: tuple[Document, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at one column, with everything it brought. Times are UTC."""

    id: str
    column_url: str
    started: datetime
    finished: datetime
    outcome: Outcome
    reason: Words
    family: str = ""  # the adapter that read it
    line_healthy: bool | None = None  # canaries before and after; None: none configured
    listing_complete: bool = False  # read to its end
    opened: tuple[Opened, ...] = ()
    links: tuple[Link, ...] = ()  # every titled link of the listing
    candidates: tuple[Candidate, ...] = ()
    unopened: tuple[Link, ...] = ()  # wanted, and left unopened: the look was at the listing alone
    doubts: tuple[Doubt, ...] = ()
    clock_set: bool = False  # made under --now: a rehearsal


class DateKind(StrEnum):
    """Where a date was read. Only PUBLISHED, META and LISTED are the agency's claim of publication."""

    PUBLISHED = "published"  # 发布日期 and its like, on the page
    META = "meta"  # <meta name="PubDate">
    LISTED = "listed"  # beside the link in the list
    WRITTEN = "written"  # 成文日期: when the document was drawn up
    DOCUMENT = "document"  # what a file says of itself: when a program made it, or last changed it
    ADDRESS = "address"  # in the URL
    LAST_MODIFIED = "last_modified"  # the server's header


DATE_KINDS: Mapping[DateKind, Words] = {
    DateKind.PUBLISHED: Words("页面发布日期", "Publication date on the page"),
    DateKind.META: Words("页面元数据日期", "Date in the page's metadata"),
    DateKind.LISTED: Words("列表日期", "Date in the list"),
    DateKind.WRITTEN: Words("成文日期", "Date written"),
    DateKind.DOCUMENT: Words("文件自带日期", "Date the file carries"),
    DateKind.ADDRESS: Words("网址内含日期", "Date in the address"),
    DateKind.LAST_MODIFIED: Words("服务器修改时间", "Last-Modified header"),
}
"""How the place where a date was read is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRead:
    """A date a page gave away, and where."""

    kind: DateKind
    day: date
    raw: str
    file: str = ""  # the address of the attachment it was read of; empty: of the page itself, or of the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Which day is believed to be that of publication, why, and what was passed over (decided in reports/dates.py).

    Between `after` and `until` the report appeared. A claim of an earlier day is for a person to look at: it is no
    verdict, and no more are the dates `against` it.
    """

    claim: DateRead | None  # None: nothing claims a day on which it can have been published
    why: Words
    passed_over: tuple[DateRead, ...] = ()  # further claims, each of another day
    against: tuple[DateRead, ...] = ()  # later days that are no claim: in an address, a header, a file
    after: datetime | None = None  # UTC; the last look that proved absence before it was found
    until: datetime | None = None  # UTC; the first look that found it

    @property
    def day(self) -> date | None:
        """The day believed, in Asia/Shanghai."""
        return self.claim.day if self.claim else None

    @property
    def missed(self) -> bool:
        """Whether a look after the day believed proved the report absent."""
        return self.claim is not None and self.after is not None and self.claim.day < local_day(self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What one visit says about one agency's report of one year: a fact for the judge."""

    agency: str
    year: int
    visit: str  # id
    at: datetime  # UTC; when the look ended
    seen: Seen
    outcome: Outcome  # of the visit, or of the page that could not be opened
    reason: Words
    url: str = ""
    title: str = ""
    document: str = ""  # SHA-256 of the report itself; empty unless PRESENT
    copies: tuple[str, ...] = ()  # SHA-256 of what else the same look found for this agency and year
    locations: tuple[str, ...] = ()  # further addresses at which the same look found this agency's report
    related: tuple[str, ...] = ()  # addresses of its companions: 图解, 图片版, 解读
    claimed: date | None = None  # the publication date believed to be the agency's claim
    dates: tuple[DateRead, ...] = ()
    clock_set: bool = False


class Look(Protocol):
    """What a belief in a date asks of a look: a `Sighting`, or a `DatedLook` that holds nothing else."""

    @property
    def at(self) -> datetime: ...
    @property
    def seen(self) -> Seen: ...
    @property
    def url(self) -> str: ...
    @property
    def locations(self) -> tuple[str, ...]: ...
    @property
    def dates(self) -> tuple[DateRead, ...]: ...
    @property
    def clock_set(self) -> bool: ...


class DatedLook(NamedTuple):
    """A sighting without what no belief in a date rests on: read in a third of the time."""

    at: datetime  # UTC
    seen: Seen
    url: str
    locations: tuple[str, ...]
    dates: tuple[DateRead, ...]
    clock_set: bool


AnyLook = TypeVar("AnyLook", bound=Look)
