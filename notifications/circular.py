"""The sentences an office itself uses in a 通报, made from one season and ready to be pasted. Pure.

Modelled on circulars of 石狮 and 莆田 (domain §5.4); where those say 未公布, these say 未检索到: more is not known.
Agencies whose absence is only suspected are counted and never named.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.times import local_day
from models.words import Language, Words
from notifications import shown
from notifications.season import Season, counted
from notifications.shown import say
from notifications.words import STANDING

Judged = Sequence[tuple[Agency, Assessment]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many published on time of those whose due date is past; agencies."""

    due: int
    on_time: int

    @property
    def percent(self) -> str:
        """`87.5%`, never rounded up to a hundred; a dash where nothing was due yet."""
        if self.fraction is None:
            return "—"
        tenths = round(self.fraction * 1000)
        if self.on_time < self.due:
            tenths = min(tenths, 999)
        return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"

    @property
    def fraction(self) -> Fraction | None:
        """The same as a number; None where nothing was due yet."""
        return Fraction(self.on_time, self.due) if self.due else None


def share_on_time(assessments: Iterable[Assessment], as_of: datetime) -> Share:
    """Of the agencies that owe a report and whose due date is past, those that published in time."""
    today = local_day(as_of)
    past = [a for a in assessments if a.due < today and a.standing is not Standing.EXEMPT]
    return Share(due=len(past), on_time=sum(a.standing is Standing.ON_TIME for a in past))


def sentences(season: Season, judged: Judged, language: Language) -> Iterator[str]:
    """The paragraphs of a circular on all agencies of the season; every number is of agencies."""
    counts, share = counted(season.assessments), share_on_time(season.assessments, season.as_of)
    owing = len(season.assessments) - counts[Standing.EXEMPT]
    yield say(
        _OWING,
        language,
        at=shown.moment(season.as_of),
        year=season.year,
        owing=owing,
        due=share.due,
        n=share.on_time,
        percent=share.percent,
    )
    yield say(_AREA, language, owing=owing, parts=_parts(season.assessments, language))
    for standing in (Standing.OVERDUE, Standing.WITHDRAWN, Standing.LATE):
        names = [shown.clean(agency.name) for agency, each in judged if each.standing is standing]
        if names:
            listed = _BETWEEN.said_in(language).join(names)
            yield say(
                _NAMED, language, label=STANDING[standing].said_in(language), n=len(names), names=listed
            )
    doubtful = counts[Standing.SUSPECTED] + counts[Standing.UNKNOWN]
    if doubtful:
        yield say(_DOUBTFUL, language, suspected=counts[Standing.SUSPECTED], unknown=counts[Standing.UNKNOWN])


def _parts(assessments: Iterable[Assessment], language: Language) -> str:
    """`已按时发布 9 个，逾期发布 2 个，…`: every standing but the exempt, so that they add up to those who owe."""
    counts = counted(assessments)
    order = (Standing.ON_TIME, *(each for each in STANDING if each is not Standing.ON_TIME))
    return _COMMA.said_in(language).join(
        say(_COUNT, language, label=STANDING[each].said_in(language), n=counts[each])
        for each in order
        if each is not Standing.EXEMPT
    )


_OWING = Words(
    "截至 {at}（北京时间），应公布 {year} 年度政府信息公开工作年度报告的单位 {owing} 个；"
    "其中时限已到的 {due} 个，按时公布 {n} 个，按时公布率 {percent}。",
    "As of {at} (Beijing time) {owing} agencies owe a report on {year}; {due} of them were due, {n} published on time: "
    "{percent}.",
)
_AREA = Words("应公开单位 {owing} 个：{parts}。", "Of the {owing} that owe a report: {parts}.")
_COUNT = Words("{label} {n} 个", "{label} {n}")
_NAMED = Words("{label}的单位 {n} 个：{names}。", "{label} ({n}): {names}.")
_DOUBTFUL = Words(
    "待核实 {suspected} 个、无法核验 {unknown} 个，尚不能得出结论，不计入按时，也不认定为逾期，不列名单。",
    "{suspected} to be verified and {unknown} that could not be verified: no conclusion yet, counted neither as on time "
    "nor as overdue, and not named.",
)
_COMMA = Words("，", ", ")
_BETWEEN = Words("、", ", ")
