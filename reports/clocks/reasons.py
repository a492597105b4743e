"""Why a day is believed, in one statement for a person. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from models.times import local_day, shown
from models.visit import DATE_KINDS, Belief, DateKind, DateRead
from models.words import Words
from reports.clocks.on_page import UPDATED_RANK, label_rank

_SHOWN = 4  # dates named one by one

NOTHING_CLAIMED = Words("网站未标注发布日期", "No publication date is shown")
_UPDATED_ONLY = Words("页面只标注更新时间", "the page shows only when it was updated")
_CHOSEN = {
    DateKind.PUBLISHED: Words("采信页面标注的日期", "The date shown on the page is believed"),
    DateKind.META: Words(
        "页面未标注可采信的日期，采信页面元数据日期",
        "The page shows no date that can be believed; that of its metadata is",
    ),
    DateKind.LISTED: Words(
        "页面及其元数据均无可采信的日期，采信列表日期",
        "Neither the page nor its metadata has a date that can be believed; that of the list is",
    ),
}
_DOCUMENT_DATE = Words("成文日期不作为发布日期", "the day the document was drawn up is no day of publication")


def why(belief: Belief, reads: Sequence[DateRead]) -> Words:
    """The reasons of a belief, whose own `why` is not read: what was chosen, what was passed over, what speaks against it."""
    parts = [_chosen(belief)]
    if belief.claim is not None:
        parts += _among_equals(belief.claim, reads)
    parts += _passed(belief)
    if any(read.kind is DateKind.WRITTEN for read in reads):
        parts.append(_DOCUMENT_DATE)
    parts += _against(belief)
    parts += _bounds(belief)
    return _joined(parts)


def altered_later(reason: Words, altered: Sequence[DateRead], at: datetime) -> Words:
    """The reasons, and that a later look read other claims at the same address."""
    days = dates_named(altered)
    later = Words(
        f"{shown(at)} 起另标注{days.zh}，不改变首次读到的日期，须人工查看",
        f"other dates are shown since {shown(at)} ({days.en}): what was read first stands, a person must look",
    )
    return _joined([reason, later])


def _chosen(belief: Belief) -> Words:
    claim = belief.claim
    if claim is None:
        return (
            NOTHING_CLAIMED
            if not belief.passed_over
            else Words("没有可采信的日期", "No date can be believed")
        )
    words = _CHOSEN[claim.kind]
    chosen = Words(f"{words.zh} {claim.day}", f"{words.en}: {claim.day}")
    if claim.kind is DateKind.PUBLISHED and label_rank(claim.raw) == UPDATED_RANK:
        return _joined([chosen, _UPDATED_ONLY])
    return chosen


def _among_equals(claim: DateRead, reads: Sequence[DateRead]) -> list[Words]:
    """How one was chosen of several days the page shows under equal labels."""
    days = dict.fromkeys(r.day for r in reads if r.kind is claim.kind and _label(r) == _label(claim))
    if claim.kind is not DateKind.PUBLISHED or len(days) < 2:
        return []
    confirmed = [r for r in reads if r.kind in {DateKind.META, DateKind.LISTED} and r.day == claim.day]
    if not confirmed:
        return [
            Words(
                f"页面显示 {len(days)} 个日期，按最先显示者",
                f"the page shows {len(days)} dates: the first of them",
            )
        ]
    kind = DATE_KINDS[confirmed[0].kind]
    return [
        Words(
            f"页面显示 {len(days)} 个日期，按与{kind.zh}一致者",
            f"the page shows {len(days)} dates: the one that is also the {_lower(kind.en)}",
        )
    ]


def _label(read: DateRead) -> int:
    return label_rank(read.raw)


def _passed(belief: Belief) -> list[Words]:
    today = None if belief.until is None else local_day(belief.until)
    to_come = [read for read in belief.passed_over if today is not None and read.day > today]
    others = [read for read in belief.passed_over if read not in to_come]
    parts = []
    if others:
        days = dates_named(others)
        parts.append(Words(f"未采信{days.zh}", f"passed over: {days.en}"))
    if to_come:
        days = dates_named(to_come)
        parts.append(
            Words(f"晚于检索到之日而不可采信：{days.zh}", f"later than the day it was found on: {days.en}")
        )
    return parts


def _against(belief: Belief) -> list[Words]:
    if not belief.against:
        return []
    days = dates_named(belief.against)
    return [
        Words(
            f"另有晚于所采信日期者：{days.zh}，网站迁移也会如此，仅供人工复核",
            f"later than the day believed: {days.en}; moving a site does that too, so for a person to look at only",
        )
    ]


def _bounds(belief: Belief) -> list[Words]:
    if belief.until is None:
        return []
    if belief.after is None:
        return [Words(f"{shown(belief.until)} 首次检索到", f"first found {shown(belief.until)}")]
    between = Words(
        f"{shown(belief.after)} 尚未检索到，{shown(belief.until)} 首次检索到",
        f"not found {shown(belief.after)}, first found {shown(belief.until)}",
    )
    if not belief.missed:
        return [between]
    return [
        between,
        Words("与所采信日期不一致，须人工核实", "which the day believed does not fit: a person must look"),
    ]


def dates_named(reads: Sequence[DateRead]) -> Words:
    """页面发布日期 2026-01-30、列表日期 2026-02-03; the first few."""
    named = reads[:_SHOWN]
    more = len(reads) - len(named)
    zh = "、".join(f"{DATE_KINDS[read.kind].zh} {read.day}" for read in named)
    en = ", ".join(f"{_lower(DATE_KINDS[read.kind].en)} {read.day}" for read in named)
    return Words(zh + (f"等 {len(reads)} 个" if more else ""), en + (f" and {more} more" if more else ""))


def _lower(text: str) -> str:
    """A label inside a sentence; a header keeps its name."""
    return text if text.startswith("Last-Modified") else text[0].lower() + text[1:]


def _joined(parts: Iterable[Words]) -> Words:
    known = tuple(parts)
    return Words("；".join(part.zh for part in known), "; ".join(part.en for part in known))
