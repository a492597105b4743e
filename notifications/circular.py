"""The sentences an office itself uses in a 通报, made from one season and ready to be pasted. Pure.

Modelled on circulars of 石狮 and 莆田 (domain §5.4); where those say 未公布, these say 未检索到: more is not known.
Agencies whose absence is only suspected are counted and never named.
"""

from collections.abc import Iterator, Mapping, Sequence

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.words import Language, Words
from notifications import shown
from notifications.season import Season, counted, share_on_time
from notifications.shown import say
from notifications.words import STANDING

Judged = Sequence[tuple[Agency, Assessment]]


def sentences(season: Season, judged: Judged, language: Language) -> Iterator[str]:
    """The paragraphs of a circular on these agencies of the season; every number is of agencies."""
    assessments = [assessment for _, assessment in judged]
    counts, share = counted(assessments), share_on_time(assessments, season.as_of)
    owing = len(assessments) - counts[Standing.EXEMPT]
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
    yield say(_AREA, language, owing=owing, parts=_parts(counts, language))
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


def area(name: str, assessments: Sequence[Assessment], language: Language) -> str:
    """`XX县：应公开单位 12 个，…`: one area's line in the circular of the office above; no name of an agency."""
    counts = counted(assessments)
    return say(
        _ONE_AREA,
        language,
        name=shown.clean(name),
        owing=len(assessments) - counts[Standing.EXEMPT],
        parts=_parts(counts, language),
    )


def _parts(counts: Mapping[Standing, int], language: Language) -> str:
    """`已按时发布 9 个，逾期发布 2 个，…`: every standing but the exempt, so that they add up to those who owe."""
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
_ONE_AREA = Words("{name}：应公开单位 {owing} 个，{parts}。", "{name}: {owing} owe a report; {parts}.")
_COUNT = Words("{label} {n} 个", "{label} {n}")
_NAMED = Words("{label}的单位 {n} 个：{names}。", "{label} ({n}): {names}.")
_DOUBTFUL = Words(
    "待核实 {suspected} 个、无法核验 {unknown} 个，尚不能得出结论，不计入按时，也不认定为逾期，不列名单。",
    "{suspected} to be verified and {unknown} that could not be verified: no conclusion yet, counted neither as on time "
    "nor as overdue, and not named.",
)
_COMMA = Words("；", "; ")  # one of the labels has a comma of its own
_BETWEEN = Words("、", ", ")
