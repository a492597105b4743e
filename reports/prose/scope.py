"""Of which year and of whom a number speaks, and whether of the whole: what a careful reader asks before comparing."""

import re
from dataclasses import dataclass

from models.report import Report


@dataclass(frozen=True, slots=True)
class Scope:
    """The report's year, whose it is by name, and whether it counts for all below as well, as a government's does."""

    year: int | None
    name: str
    government: bool


def scope_of(report: Report) -> Scope:
    """The scope of a report's own numbers; one that names nobody is taken for a government's."""
    name = report.agency or ""
    return Scope(report.year, name, not name or _GOVERNMENT.search(name) is not None)


_GOVERNMENT = re.compile(r"(?:政府|管委会|管理委员会|[省市县区州盟旗乡镇]|街道|街道办事处)$")

_WHOLE_YEAR = re.compile(r"全年|本年度?|今年|年度内|一年来")
_YEAR = re.compile(r"(?<![至到转入〔\[（(])(20\d\d)年")
_PERIOD = re.compile(
    r"(?<![较比与同和])(?:去年|上一?年度?(?!度|[^，。；]{0,12}(?:结转|顺延|转接|转入|遗留|未办结)))|[上下]半年|季度|近[年来]|历年|"
    r"(?<![今本一])(?<!20\d\d)年以来|开通以来|实施以来|截[至止]\D{0,4}(?:20\d\d年)?(?:[1-9]|1[01])月|(?<!\d)(?:[1-9]|1[01])月份"
)
_COMPARED = re.compile(r"[较比](?!较)|同比|环比|增长|增加|增幅|上升|下降|减少|回落|提高")
_SUPPOSED = re.compile(r"如果|如有|[如若]$|倘若|凡是|应当|预计|力争|计划|目标")
_PART = re.compile(r"其中|另外|另有|此外|(?:^|，)另|部分(?!公开)|包括|包含|涉及")
_ALL_BELOW = re.compile(r"全[省市县区州盟旗](?![面年体力程部])|各级")
_BELOW = re.compile(
    r"各(?:县|市|区|乡|镇|街|部门|单位|科|处|股|直属|片区|园区)|县区|镇街|街镇|乡镇|下属|下级|所属|基层|[省市区县州]直|本级|全系统|系统内"
)
_ONE_OFFICE = re.compile(r"(?:办公室|办公厅|政府办|局|厅)(?:全年|共计?|累计|本年度?|代表[^，]{2,6})*$")


def is_of_others(lead: str, clause: str, scope: Scope) -> bool:
    """Whether a number is one of another year or body, or only a difference, by the sentence and the clause before it."""
    before = lead + clause
    since = max((found.end() for found in _WHOLE_YEAR.finditer(before)), default=0)
    if _PERIOD.search(before, since) or _COMPARED.search(clause) or _SUPPOSED.search(clause):
        return True
    years = _YEAR.findall(before)
    if years and scope.year is not None and int(years[-1]) != scope.year:
        return True
    all_below = _ALL_BELOW.search(before) is not None
    if not scope.government:
        return all_below or _BELOW.search(clause) is not None
    return _ONE_OFFICE.search(clause) is not None or (_BELOW.search(clause) is not None and not all_below)


def is_part(before: str) -> bool:
    """Whether the words before a number announce a part of something: 其中, 另有, 包括."""
    return _PART.search(before) is not None
