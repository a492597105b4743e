"""The gates of absence: what must be so before a listing without a report counts as its absence. Pure.

One function a gate, G1 to G8 of reliability §4.1 in their order. What only the scrapers can see of a gate they note
as the visit's doubts; here is decided what follows.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.agency import Agency
from models.visit import Gate, Link, Outcome, Visit
from models.words import Words
from reports.refusals import Refusal
from reports.titles import TitleReading, match_agency, read_title

BASELINE_SHARE = 0.8  # of the report links of the last complete visit must be found again (reliability G5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A visit, and what it must stand comparison with. `before` is what the last complete visit listed, None: none was."""

    visit: Visit
    agencies: Sequence[Agency]
    year: int
    before: Sequence[Link] | None = None


def fitting(reading: TitleReading, agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    """The agencies a title may mean: those its name fits, or all of the column where it names none."""
    if not reading.agency:
        return tuple(agencies)
    return match_agency(reading.agency, agencies)


def doubt(listing: Listing) -> Words | None:
    """The first gate that fails, in words; None when an absence in this listing would count."""
    failing = (_GATES[gate](listing) or _noted(listing.visit, gate) for gate in Gate)
    return next((words for words in failing if words is not None), None)


def _noted(visit: Visit, gate: Gate) -> Words | None:
    return next((noted.words for noted in visit.doubts if noted.gate is gate), None)


# G1. Our own line.


def _line(listing: Listing) -> Words | None:
    healthy = listing.visit.line_healthy
    if healthy is None:
        return Words(zh="未设置对照站点（CHUNXUN_CANARIES）", en="No canary is configured (CHUNXUN_CANARIES)")
    if not healthy:
        return Words(zh="访问前后本方线路不正常", en="Our own line was not healthy around the visit")
    return None


# G2. Every page came whole.


def _transport(listing: Listing) -> Words | None:
    visit = listing.visit
    return None if visit.outcome is Outcome.COMPLETED else visit.reason


# G4. What is listed can be read.

_DAMAGED = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")  # replaced, or of a private font


def _readable(listing: Listing) -> Words | None:
    """A title that cannot be read, of this season: it may be the report's. An older one has its year beside it."""
    for link in listing.visit.links:
        if not _DAMAGED.search(link.title) or _is_older(link, listing.year):
            continue
        if read_title(link.title).refusal in {None, Refusal.OTHER}:
            return Words(
                zh=f"列表中有标题无法辨认：「{link.title}」（{link.url}）",
                en=f"A title in the listing cannot be read: “{link.title}” ({link.url})",
            )
    return None


def _is_older(link: Link, year: int) -> bool:
    return link.listed_date is not None and link.listed_date <= date(year, 12, 31)


# G5. What was listed before is listed again.


def _baseline(listing: Listing) -> Words | None:
    if not any(_reports_before(link, listing.year) for link in listing.visit.links):
        return Words(
            zh="列表中没有以前年度的报告，无法确认栏目是否正确",
            en="The listing holds no report of an earlier year, so it may not be the right column",
        )
    known = [link for link in listing.before or () if _reports_before(link, listing.year)]
    again = len(known) - len(_lost(listing))
    if again < BASELINE_SHARE * len(known):
        return Words(
            zh=f"以前检索到的 {len(known)} 份历年报告本次只见 {again} 份，栏目可能改版",
            en=f"Only {again} of {len(known)} earlier reports were found again: the column may have changed",
        )
    return None


def _reports_before(link: Link, year: int) -> bool:
    reading = read_title(link.title)
    return reading.is_report and reading.year is not None and reading.year < year


def _lost(listing: Listing) -> tuple[Link, ...]:
    """Reports of earlier years that were listed before, and are now under neither their address nor their title."""
    if not listing.before or listing.before is listing.visit.links:
        return ()
    urls, titles = (
        {link.url for link in listing.visit.links},
        {link.title for link in listing.visit.links},
    )
    return tuple(
        link
        for link in listing.before
        if link.url not in urls and link.title not in titles and _reports_before(link, listing.year)
    )


def moved(listing: Listing) -> frozenset[str]:
    """The agencies (by code) of a shared column whose earlier reports were all listed before, and none is now.

    The others' are still there; theirs may have a column of their own since.
    """
    if len(listing.agencies) < 2:
        return frozenset()
    gone = _named(_lost(listing), listing.agencies)
    still = (link for link in listing.visit.links if gone and _reports_before(link, listing.year))
    return gone - _named(still, listing.agencies)


def _named(links: Iterable[Link], agencies: Sequence[Agency]) -> frozenset[str]:
    """The agencies that each of these titles names alone, by code."""
    fits = (match_agency(read_title(link.title).agency, agencies) for link in links)
    return frozenset(each[0].code for each in fits if len(each) == 1)


MOVED = Words(
    zh="以前此栏目中有该单位历年的报告，本次一份也没有，可能已移到别处",
    en="Its earlier reports were listed here before and none is now: they may have moved elsewhere",
)


# G6. The listing was read to its end, and nobody's report in it might be this agency's.


def _coverage(listing: Listing) -> Words | None:
    if not listing.visit.listing_complete:
        return Words(zh="列表未能读到末页", en="The listing was not read to its end")
    return _stranger_doubt(listing.visit, listing.agencies, listing.year)


def _stranger_doubt(visit: Visit, agencies: Sequence[Agency], year: int) -> Words | None:
    """A report of this year under a name that fits nobody, and that had none before, may be anybody's."""
    new = strangers(visit.links, agencies, year) - strangers(visit.links, agencies, None, before=year)
    if not new:
        return None
    names = "、".join(sorted(new)[:3])
    return Words(
        zh=f"列表中有 {year} 年度报告不能归于名录中的单位（{names}），请核对名称或补充别名",
        en=f"The listing holds a report for {year} that fits no agency of the roster ({names}): "
        "check names or add aliases",
    )


def companion_doubt(visit: Visit, agency: Agency, agencies: Sequence[Agency], year: int) -> Words | None:
    """A 图解 or 图片版 of the report is listed: where its companion stands, the report may stand too."""
    for link in companions(visit.links, agency, agencies, year):
        return Words(
            zh=f"列表中有其图解或图片版「{link.title}」，报告本身未检索到",
            en=f"A companion of the report is listed (“{link.title}”), the report itself was not found",
        )
    return None


def relisted_doubt(
    links: Iterable[Link], agency: Agency, agencies: Sequence[Agency], year: int
) -> Words | None:
    """Last year's report bears a date of this season: this year's under the wrong title, or an old file dated anew.

    What is wrong with it is for a person to say; that nothing was published is not (reliability R-32).
    """
    for link in links:
        reading = read_title(link.title)
        listed_now = link.listed_date is not None and link.listed_date > date(year, 12, 31)
        if (
            listed_now
            and reading.is_report
            and reading.year == year - 1
            and agency in fitting(reading, agencies)
        ):
            return Words(
                zh=f"列表中「{link.title}」标注 {link.listed_date}，请核对是否误标年度",
                en=f"“{link.title}” is dated {link.listed_date} in the listing: is its year a slip of the pen?",
            )
    return None


def companions(
    links: Iterable[Link], agency: Agency, agencies: Sequence[Agency], year: int
) -> tuple[Link, ...]:
    """What is listed beside an agency's report of a year: 图解, 图片版, 解读."""
    readings = ((link, read_title(link.title)) for link in links)
    return tuple(
        link
        for link, reading in readings
        if reading.companion and reading.year == year and agency in fitting(reading, agencies)
    )


def strangers(
    links: Iterable[Link], agencies: Sequence[Agency], year: int | None, *, before: int | None = None
) -> set[str]:
    """Names in report titles that fit no agency: of one year, or of any year earlier than `before`."""
    names = set()
    for link in links:
        reading = read_title(link.title)
        if not reading.is_report or not reading.agency or match_agency(reading.agency, agencies):
            continue
        if reading.year == year or (
            before is not None and reading.year is not None and reading.year < before
        ):
            names.add(reading.agency)
    return names


def _only_noted(_: Listing) -> Words | None:
    """G3, G7, G8: only the scrapers can see them."""
    return None


_GATES: Mapping[Gate, Callable[[Listing], Words | None]] = {
    Gate.LINE: _line,
    Gate.TRANSPORT: _transport,
    Gate.GENUINE: _only_noted,
    Gate.READABLE: _readable,
    Gate.BASELINE: _baseline,
    Gate.COVERAGE: _coverage,
    Gate.FRESH: _only_noted,
    Gate.SOUND: _only_noted,
}
