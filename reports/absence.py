"""The gates of absence: what must be so before a listing without a report counts as its absence. Pure."""

from collections.abc import Iterable, Sequence

from models.agency import Agency
from models.visit import Link, Visit
from models.words import Words
from reports.titles import TitleReading, match_agency, read_title

BASELINE_SHARE = 0.8  # of the report links of the last complete visit must be found again (reliability G5)


def fitting(reading: TitleReading, agencies: Sequence[Agency]) -> tuple[Agency, ...]:
    """The agencies a title may mean: those its name fits, or all of the column where it names none."""
    if not reading.agency:
        return tuple(agencies)
    return match_agency(reading.agency, agencies)


def doubt(visit: Visit, agencies: Sequence[Agency], year: int, before: Sequence[Link] | None) -> Words | None:
    """The first gate that fails, in words; None when an absence in this listing would count."""
    if visit.line_healthy is None:
        return Words(zh="未设置对照站点（CHUNXUN_CANARIES）", en="No canary is configured (CHUNXUN_CANARIES)")
    if not visit.line_healthy:
        return Words(zh="访问前后本方线路不正常", en="Our own line was not healthy around the visit")
    if not visit.listing_complete:
        return Words(zh="列表未能读到末页", en="The listing was not read to its end")
    return _baseline_doubt(visit, year, before) or _stranger_doubt(visit, agencies, year)


def _baseline_doubt(visit: Visit, year: int, before: Sequence[Link] | None) -> Words | None:
    earlier = [link for link in visit.links if _reports_before(link, year)]
    if not earlier:
        return Words(
            zh="列表中没有以前年度的报告，无法确认栏目是否正确",
            en="The listing holds no report of an earlier year, so it may not be the right column",
        )
    known = [link for link in before or () if _reports_before(link, year)]
    urls, titles = {link.url for link in visit.links}, {link.title for link in visit.links}
    again = [link for link in known if link.url in urls or link.title in titles]
    if len(again) < BASELINE_SHARE * len(known):
        return Words(
            zh=f"以前检索到的 {len(known)} 份历年报告本次只见 {len(again)} 份，栏目可能改版",
            en=f"Only {len(again)} of {len(known)} earlier reports were found again: the column may have changed",
        )
    return None


def _reports_before(link: Link, year: int) -> bool:
    reading = read_title(link.title)
    return reading.is_report and reading.year is not None and reading.year < year


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
    for link in visit.links:
        reading = read_title(link.title)
        if reading.companion and reading.year == year and agency in fitting(reading, agencies):
            return Words(
                zh=f"列表中有其图解或图片版「{link.title}」，报告本身未检索到",
                en=f"A companion of the report is listed (“{link.title}”), the report itself was not found",
            )
    return None


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
