"""The days a page shows beside their labels, and those in its meta tags; none of running text. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser, LexborNode

from models.times import BEIJING
from models.visit import DateKind, DateRead
from reports.clocks.notation import DAY, day_of, legible, read_day
from reports.markup import is_nested_too_deep

LONGEST_RAW = 80
_LONGEST_PAGE = 3_000_000
_LONGEST_TEXT = 300_000


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


UPDATED_RANK = 2


def label_rank(raw: str) -> int:
    """0 for 发布日期 and its like, 1 for a bare 时间 or 日期 or none at all, 2 for 更新时间."""
    if _PUBLISHED.match(raw):
        return 0
    return UPDATED_RANK if _UPDATED.match(raw) else 1


def on_page(html: str) -> Iterator[DateRead]:
    """The days a page shows beside their labels, and those of its meta tags, in the order met."""
    html = html[:_LONGEST_PAGE]
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
    return legible(node.text(separator=" ")[:_LONGEST_TEXT]) if node is not None else ""


def _labelled(text: str) -> Iterator[DateRead]:
    for label in _LABEL.finditer(text):
        between = _BETWEEN.match(text, label.end())
        match = DAY.match(text, between.end() if between else label.end())
        day = day_of(match) if match else None
        if match is None or day is None or _NOT_A_DAY.match(text, match.end()):
            continue
        kind = DateKind.WRITTEN if label["written"] else DateKind.PUBLISHED
        yield DateRead(kind=kind, day=day, raw=text[label.start() : match.end()][:LONGEST_RAW])


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
    return [legible(cell.text(separator=" ")[:200]).strip() for cell in row.css("td, th")[:40]]


def _before_a_counter(text: str) -> Iterator[DateRead]:
    """「2025年01月20日 (点击: )」: no label in front, but the page's own counter or source right behind."""
    for match in DAY.finditer(text):
        behind = _COUNTER.match(text, match.end())
        day = day_of(match)
        if behind and day:
            raw = text[match.start() : behind.end()]
            yield DateRead(kind=DateKind.PUBLISHED, day=day, raw=raw[:LONGEST_RAW])
            return


_META_NAMES = frozenset({"pubdate", "publishdate", "publish_date", "pub_date", "article:published_time"})


def _in_meta(tree: LexborHTMLParser) -> Iterator[DateRead]:
    for tag in tree.css("meta")[:200]:
        name = tag.attributes.get("name") or tag.attributes.get("property") or ""
        content = (tag.attributes.get("content") or "")[:LONGEST_RAW]
        day = _moment(content) or read_day(content)
        if name.strip().casefold() in _META_NAMES and day is not None:
            yield DateRead(kind=DateKind.META, day=day, raw=content)


def _moment(text: str) -> date | None:
    """The day in Shanghai of an ISO time with its zone: 2026-01-31T16:30:00Z is 1 February there."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.astimezone(BEIJING).date() if moment.tzinfo else None
