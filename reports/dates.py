"""Every date a page, its address and the list give away, and which of them is the agency's claim. Pure.

Only a date beside its label is read, never one in running text. The claim is what the page displays, else its
meta tag, else the list; the day a document was drawn up (成文日期) is no claim of publication (domain §6.3).
Dates hidden in addresses are evidence for a person: moving a site rewrites them (domain §6.1). All days are
days in Asia/Shanghai; dates in the future are returned as they stand.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from models.visit import DateKind, DateRead
from reports.markup import is_nested_too_deep

SHANGHAI = ZoneInfo("Asia/Shanghai")

_LONGEST_PAGE = 3_000_000
_LONGEST_TEXT = 300_000
_LONGEST_ADDRESS = 2_000
_FIRST_YEAR, _LAST_YEAR = 2003, 2100  # outside it is a number that only looks like a date
_LONGEST_RAW = 80


def dates_of(
    html: str, *, url: str, listed: date | None = None, last_modified: datetime | None = None
) -> tuple[DateRead, ...]:
    """All dates known of one page, each kind and day once, the strongest claim first.

    `listed` is the date beside the link in the list. A `last_modified` without a time zone is taken as UTC.
    """
    found = [*_shown_and_tagged(html[:_LONGEST_PAGE])]
    if listed is not None:
        found.append(DateRead(kind=DateKind.LISTED, day=listed, raw=listed.isoformat()))
    found += _in_address(url[:_LONGEST_ADDRESS])
    if last_modified is not None:
        aware = last_modified if last_modified.tzinfo else last_modified.replace(tzinfo=UTC)
        day = aware.astimezone(SHANGHAI).date()
        found.append(DateRead(kind=DateKind.LAST_MODIFIED, day=day, raw=last_modified.isoformat()))
    return _once_each(sorted(found, key=_strength))


def claimed(dates: Iterable[DateRead]) -> date | None:
    """The agency's claim of publication: what is displayed, else the meta tag, else the list; else None.

    Where the page displays several days under equal labels, one that the meta tag or the list confirms is
    believed, else the first shown. 更新时间 counts only where nothing says 发布.
    """
    reads = tuple(dates)
    for kind in (DateKind.PUBLISHED, DateKind.META, DateKind.LISTED):
        of_kind = [read for read in reads if read.kind is kind]
        if of_kind:
            return _believed(of_kind, reads).day
    return None


def disagreements(dates: Iterable[DateRead]) -> tuple[DateRead, ...]:
    """The claims of publication where they name more than one day, else nothing (T06)."""
    claims = (DateKind.PUBLISHED, DateKind.META, DateKind.LISTED)
    reads = tuple(read for read in dates if read.kind in claims and _label_rank(read) < _UPDATED_RANK)
    return reads if len({read.day for read in reads}) > 1 else ()


def contradictions(dates: Iterable[DateRead], due: date) -> tuple[DateRead, ...]:
    """Dates in the address or the server's header after `due`, where the claim is on time: for review only (T05)."""
    reads = tuple(dates)
    claim = claimed(reads)
    if claim is None or claim > due:
        return ()
    hidden = (DateKind.ADDRESS, DateKind.LAST_MODIFIED)
    return tuple(read for read in reads if read.kind in hidden and read.day > due)


def read_day(text: str) -> date | None:
    """The first day written in a short text, in any notation seen on portals; None where there is none."""
    match = _DAY.search(_legible(text[:_LONGEST_ADDRESS]))
    return _day_of(match) if match else None


# Believing.

_KIND_ORDER = tuple(DateKind)
_UPDATED_RANK = 2


def _strength(read: DateRead) -> tuple[int, int]:
    return _KIND_ORDER.index(read.kind), _label_rank(read)


def _label_rank(read: DateRead) -> int:
    """0 for 发布日期 and its like, 1 for a bare 时间 or 日期, 2 for 更新时间; 0 where there are no labels."""
    if read.kind is not DateKind.PUBLISHED or _PUBLISHED.match(read.raw):
        return 0
    return _UPDATED_RANK if _UPDATED.match(read.raw) else 1


def _believed(of_kind: list[DateRead], reads: tuple[DateRead, ...]) -> DateRead:
    best = min(_label_rank(read) for read in of_kind)
    equals = [read for read in of_kind if _label_rank(read) == best]
    confirming = {read.day for read in reads if read.kind in {DateKind.META, DateKind.LISTED}}
    return next((read for read in equals if read.day in confirming), equals[0])


def _once_each(reads: Iterable[DateRead]) -> tuple[DateRead, ...]:
    first: dict[tuple[DateKind, date], DateRead] = {}
    for read in reads:
        first.setdefault((read.kind, read.day), read)
    return tuple(first.values())


# Notations of a day.

_TEN = "一二三四五六七八九十"
_DAY = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d) ?(?:年|[-/.]) ?(?P<m>\d{1,2}) ?(?:月|[-/.]) ?(?P<d>\d{1,2})(?!\d)"
    r"|(?P<cy>[二2][〇零○◯Oo0][〇零○◯Oo0一二三四五六七八九]{2}) ?年 ?"
    rf"(?P<cm>[元正{_TEN}]{{1,2}}) ?月 ?(?P<cd>[初廿卅{_TEN}]{{1,3}})(?= ?[日号])"
    r"|(?<!\d)(?P<c>20\d{6})(?!\d)"
)
_NUMERALS = {**dict.fromkeys("〇零○◯Oo0", 0), "2": 2, **{c: n for n, c in enumerate("一二三四五六七八九", 1)}}


def _day_of(match: re.Match[str]) -> date | None:
    if match["c"]:
        return _plausible(int(match["c"][:4]), int(match["c"][4:6]), int(match["c"][6:]))
    if match["cy"]:
        year = int("".join(str(_NUMERALS[numeral]) for numeral in match["cy"]))
        return _plausible(year, _counted(match["cm"]), _counted(match["cd"]))
    return _plausible(int(match["y"]), int(match["m"]), int(match["d"]))


def _counted(numerals: str) -> int:
    """二十九 → 29, 廿九 → 29, 十 → 10, 元 or 正 → 1."""
    plain = numerals.replace("廿", "二十").replace("卅", "三十").replace("初", "")
    tens, ten, ones = plain.rpartition("十")
    if not ten:
        return 1 if plain in {"元", "正"} else _NUMERALS.get(plain, 0)
    return _NUMERALS.get(tens or "一", 0) * 10 + (_NUMERALS.get(ones, 100) if ones else 0)


def _plausible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _legible(text: str) -> str:
    """One space for any white space, half-width digits and colons, nothing unseen."""
    folded = unicodedata.normalize("NFKC", text)
    shown = "".join(c for c in folded if c.isspace() or unicodedata.category(c) not in {"Cf", "Cc", "Cs"})
    return re.sub(r"\s+", " ", shown)


# On the page.


def _spaced(labels: str) -> str:
    """A pattern of alternatives whose letters may stand apart: 发 布 日 期."""
    return "|".join(" ?".join(label) for label in labels.split())


_PUBLISHED_LABELS = "发布日期 发布时间 发布于 公布日期 公布时间 公开日期 公开时间 发表日期 发表时间 上传日期 上传时间 录入时间 添加时间"
_UPDATED_LABELS = "更新日期 更新时间 最后更新"
_WRITTEN_LABELS = "成文日期 成文时间 公文生成日期 生成日期 生成时间 发文日期 发文时间 印发日期 印发时间 制发日期 签发日期 形成日期 落款日期"
_BARE_LABELS = "时间 日期"

_PUBLISHED = re.compile(_spaced(_PUBLISHED_LABELS))
_UPDATED = re.compile(_spaced(_UPDATED_LABELS))
_WRITTEN = re.compile(_spaced(_WRITTEN_LABELS))
_LABEL = re.compile(
    f"(?P<written>{_spaced(_WRITTEN_LABELS)})"
    f"|(?P<published>{_spaced(_PUBLISHED_LABELS)}|{_spaced(_UPDATED_LABELS)})"
    rf"|(?<![\u4e00-\u9fff])(?P<bare>{_spaced(_BARE_LABELS)})(?= ?[:\]|])"
)
_BETWEEN = re.compile(r"[ :|\[\]()>-]{0,8}")
_NOT_A_DAY = re.compile(r" ?[日号]? ?(?:之?前|以前|起|至|到|[—~]|- ?\d{4})")  # a deadline or a span
_COUNTER = re.compile(r" ?日?[ \d:时分秒]{0,12}[(|\[ ]{0,3}(?:点击|浏览|阅读|访问|来源|作者|字号|字体)")


def _shown_and_tagged(html: str) -> Iterator[DateRead]:
    if is_nested_too_deep(html):
        return
    tree = LexborHTMLParser(html)
    yield from _in_meta(tree)
    for hidden in tree.css("script, style, template, noscript, textarea, select"):
        hidden.decompose()
    text = _text_of(tree.body or tree.root)
    labelled = [*_labelled(text), *_in_columns(tree)]
    yield from labelled
    if not any(read.kind is DateKind.PUBLISHED for read in labelled):
        yield from _before_a_counter(text)


def _text_of(node: LexborNode | None) -> str:
    return _legible(node.text(separator=" ")[:_LONGEST_TEXT]) if node is not None else ""


def _labelled(text: str) -> Iterator[DateRead]:
    for label in _LABEL.finditer(text):
        between = _BETWEEN.match(text, label.end())
        match = _DAY.match(text, between.end() if between else label.end())
        day = _day_of(match) if match else None
        if match is None or day is None or _NOT_A_DAY.match(text, match.end()):
            continue
        kind = DateKind.WRITTEN if label["written"] else DateKind.PUBLISHED
        yield DateRead(kind=kind, day=day, raw=text[label.start() : match.end()][:_LONGEST_RAW])


def _in_columns(tree: LexborHTMLParser) -> Iterator[DateRead]:
    """Labels in one row of a table, their dates beneath them in the next."""
    rows = [row for row in tree.css("tr")[:400] if row.css_first("table") is None]
    for above, below in pairwise(rows):
        labels, values = _cells(above), _cells(below)
        if len(labels) < 2 or len(labels) != len(values):
            continue
        for label, value in zip(labels, values, strict=True):
            if _is_label(label):
                yield from _labelled(f"{label}: {value}")


def _is_label(text: str) -> bool:
    return any(pattern.fullmatch(text.rstrip(": ")) for pattern in (_PUBLISHED, _UPDATED, _WRITTEN))


def _cells(row: LexborNode) -> list[str]:
    return [_legible(cell.text(separator=" ")[:200]).strip() for cell in row.css("td, th")[:40]]


def _before_a_counter(text: str) -> Iterator[DateRead]:
    """「2025年01月20日 (点击: )」: no label in front, but the page's own counter or source right behind."""
    for match in _DAY.finditer(text):
        behind = _COUNTER.match(text, match.end())
        day = _day_of(match)
        if behind and day:
            raw = text[match.start() : behind.end()]
            yield DateRead(kind=DateKind.PUBLISHED, day=day, raw=raw[:_LONGEST_RAW])
            return


_META_NAMES = frozenset({"pubdate", "publishdate", "publish_date", "pub_date", "article:published_time"})


def _in_meta(tree: LexborHTMLParser) -> Iterator[DateRead]:
    for tag in tree.css("meta")[:200]:
        name = tag.attributes.get("name") or tag.attributes.get("property") or ""
        content = (tag.attributes.get("content") or "")[:_LONGEST_RAW]
        day = _moment(content) or read_day(content)
        if name.strip().casefold() in _META_NAMES and day is not None:
            yield DateRead(kind=DateKind.META, day=day, raw=content)


def _moment(text: str) -> date | None:
    """The day in Shanghai of an ISO time with its zone: 2026-01-31T16:30:00Z is 1 February there."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(SHANGHAI).date() if moment.tzinfo else None


# In the address. A folder of a month alone (/202601/) names no day.

_FOLDERS = re.compile(r"/(20\d\d)/(\d{1,2})/(\d{1,2})(?=/)|/(20\d\d)-(\d{1,2})-(\d{1,2})(?=/)")
_EIGHT_DIGITS = re.compile(r"(?:/|/t|_t)(20\d\d)(\d\d)(\d\d)(?=[_/])")
_OBJECT_ID = re.compile(r"(?<![0-9a-z])([0-9a-f]{8})[0-9a-f]{16}(?![0-9a-z])")
# Milliseconds, sometimes with letters behind them: 17364738729029ffO7DUB, 1707097639386niv.
_MILLISECONDS = re.compile(r"(?<![0-9A-Za-z])(1\d{12})(?:\d{0,3}[A-Za-z][0-9A-Za-z]{0,12})?(?![0-9A-Za-z])")
_MONGODB = 1_230_768_000  # 2009: no ObjectId is older


def _in_address(url: str) -> list[DateRead]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    path = unquote(parts.path)
    name = path.rpartition("/")[2] + "?" + unquote(parts.query)  # in a folder, such a number is the column's
    days = [
        *((_plausible(*(int(n) for n in m.groups() if n)), m.group()) for m in _FOLDERS.finditer(path)),
        *((_plausible(int(m[1]), int(m[2]), int(m[3])), m.group()) for m in _EIGHT_DIGITS.finditer(path)),
        *((_second(int(m[1], 16), since=_MONGODB), m.group()) for m in _OBJECT_ID.finditer(name)),
        *((_second(int(m[1]) // 1000), m.group()) for m in _MILLISECONDS.finditer(name)),
    ]
    return [
        DateRead(kind=DateKind.ADDRESS, day=day, raw=raw.strip("/_")) for day, raw in days if day is not None
    ]


def _second(seconds: int, *, since: int = 0) -> date | None:
    """The day of a moment in Unix seconds, where it can be one."""
    if not since <= seconds < 4_102_444_800:  # 2100
        return None
    day = datetime.fromtimestamp(seconds, SHANGHAI).date()
    return day if day.year >= _FIRST_YEAR else None
