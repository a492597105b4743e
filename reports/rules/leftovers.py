"""What a text taken over from elsewhere still says: other agencies and places as its subject, and other years. Pure.

Only what speaks as the report's own agency counts, at the head of a sentence: 宜宾市坚持…, 青石县民政局认真贯彻….
That another is mentioned is no leftover: reports learn from others, meet them, are overseen and reviewed by them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from models.agency import Agency, Kind, Level
from models.report import Report
from reports.likeness import short_forms
from reports.places import Named, divisions_of, named_in
from reports.prose.numerals import plain
from reports.rules.identity import same_agency

LONGEST = 40_000  # characters of a section that are looked at

_SENTENCE = re.compile(r"[^。！？；\n]{4,}")
_MET = re.compile(  # in ordinary company: another may well be the subject of what it did with us
    "学习借鉴|借鉴|考察|赴|对口|协作|帮扶|支援|援[疆藏青]|合作|联合|交流|会同|配合|转办|移送|转来|委托"
    "|法院|检察|仲裁|大学|学院|公司|银行|日报|晚报|报社|大赛|论坛"
)
_WHEN = (
    r"(?:(?:在)?20\d\d年(?:度|以来)?[，,]?|[过去]{0,2}一年(?:来)?[，,]?|近年来[，,]?|今年(?:以来)?[，,]?|本年度[，,]?)?"
    r"(?:(?:在|围绕|按照|根据|结合|为)[^，,]{2,40}[，,])?"
)
_DOES = (
    "认真|坚持|高度重视|严格|深入|积极|持续|不断|全面|始终|切实|进一步|扎实|紧紧围绕|紧扣|围绕|主动公开|共主动公开|共收到|共受理"
    "|累计|全年|未收到|政府信息公开工作|政务公开工作|贯彻落实|充分发挥|着力|大力|聚焦|立足|高标准|把公开|先后|对照|结合职责|按照《|根据《|共发布|共公开"
)
_SUBJECT = re.compile(rf"^{_WHEN}(?P<name>[\u4e00-\u9fff]{{2,30}}?)(?:{_DOES})")
_OFFICES = "局|厅|委员会|委|办公室|办公厅|政府|街道|办事处|管委会|镇|乡|中心|省|市|县|区|州|旗|盟"
_IS_AGENCY = re.compile(rf"(?:{_OFFICES})$")
_OURSELVES = re.compile(
    r"^(?:[我本各全该其某]|相关|有关|所有|下级|同级|党|国家|国务院|中央|[省市县区州]?(?:委|政府))"
)
_ABOVE = re.compile(r"(?:人民政府|政府|委员会|党委|[省市县区]委)(?:办公[室厅])?$")

_PAST_YEAR = re.compile(r"^(?:在)?(?P<year>20\d\d)年(?:度|全年)?[，,]?(?P<rest>.*)")
_OF_THE_PAST = re.compile(
    "同比|相比|较20|比20|去年|上年|上一年|以来|至今|期间|历年|印发|修订|制定|出台|施行|实施的|版|整改|针对|反馈|指出|通报|成立|组建|起[，,]|前[，,]"
    "|年度报告|年报|曾|遗留|结转"
)
_OF_THE_YEAR = re.compile(
    r"[我本](?:[省市县区州旗盟镇乡局厅委办院]|街道|单位|机关)|全年|主动公开|政府信息公开工作|政务公开工作|新收|共?收到|受理"
)
GOVERNS = (Kind.GOVERNMENT, Kind.OFFICE)  # every agency of its place may be the subject of its sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftover:
    """A name or year that seems to be another report's, and the sentence it stands in."""

    section: int
    words: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Whose report it is: its names, its row of the roster, and the division it lies in."""

    names: tuple[str, ...]
    code: str | None  # None: not known; empty: the whole country
    agency: Agency | None = None
    roster: tuple[Agency, ...] = ()


def own_of(report: Report, agency: Agency | None, roster: tuple[Agency, ...] | None) -> Own:
    """Who the report is of, as far as the roster, else its own title, tells."""
    names = (*(agency.names() if agency else ()), *((report.agency,) if report.agency else ()))
    return Own(names=names, code=_code(agency, names), agency=agency, roster=roster or ())


def _code(agency: Agency | None, names: Iterable[str]) -> str | None:
    """The division the agency lies in; of two that say so, the roster is believed."""
    if agency is not None and agency.level is Level.NATIONAL:
        return ""
    if agency is not None and agency.region:
        return agency.region
    return next((chain[-1].code for name in names if (chain := divisions_of(name))), None)


def foreign_names(report: Report, own: Own) -> Iterator[Leftover]:
    """Other agencies and places that a sentence of the report has for its subject."""
    for no, sentence in _sentences(report):
        found = _SUBJECT.match(sentence)
        if found is None or _MET.search(sentence):
            continue
        name = found["name"]
        if _IS_AGENCY.search(name) and not _is_own(name, own) and _is_anothers(name, own):
            yield Leftover(section=no, words=name, sentence=sentence)


def other_years(report: Report, year: int) -> Iterator[Leftover]:
    """Earlier years of which a sentence speaks as the report speaks of its own."""
    for no, sentence in _sentences(report):
        found = _PAST_YEAR.match(sentence)
        if found is None or int(found["year"]) >= year or str(year) in sentence:
            continue
        if _OF_THE_YEAR.search(found["rest"]) and not _OF_THE_PAST.search(sentence):
            yield Leftover(section=no, words=f"{found['year']}年", sentence=sentence)


def _sentences(report: Report) -> Iterator[tuple[int, str]]:
    for section in report.sections:
        for sentence in _SENTENCE.finditer(plain(section.text[:LONGEST])):
            yield section.no, sentence.group()


def _is_own(name: str, own: Own) -> bool:
    return _OURSELVES.match(name) is not None or _names(name, own.names)


def _names(name: str, known: Iterable[str]) -> bool:
    """Whether a name is one of the known, or a part of it: 望江区教育局教研室."""
    return any(name.startswith(each) or same_agency(name, each) for each in known)


def _is_anothers(name: str, own: Own) -> bool:
    """Whether a name is another place's, or another agency's that stands neither above nor below."""
    related = () if own.agency is None else _related(own.agency, own.roster)
    if _names(name, (each for agency in related for each in agency.names())):
        return False
    if own.code is not None and any(_is_elsewhere(each, own.code) for each in _leading(name, own)):
        return True
    if _ABOVE.search(name) or (own.agency is not None and own.agency.kind in GOVERNS):
        return False
    return any(name in agency.names() for agency in own.roster)


def _related(agency: Agency, roster: tuple[Agency, ...]) -> Iterator[Agency]:
    """Every agency above it, the office it is overseen by, and those below."""
    by_code = {each.code: each for each in roster}
    yield from (each for each in roster if each.parent == agency.code or each.code == agency.oversight)
    above, met = by_code.get(agency.parent), set[str]()
    while above is not None and above.code not in met:
        met.add(above.code)
        yield above
        yield from (each for each in roster if each.parent == above.code and each.kind is Kind.OFFICE)
        above = by_code.get(above.parent)


def _leading(name: str, own: Own) -> Iterator[Named]:
    """The places a name begins with, but for those the agency has in its own."""
    reached = 0
    for place in named_in(name):
        if place.start != reached:
            return
        reached = place.end
        if not any(place.name in known for known in own.names):
            yield place


def _is_elsewhere(named: Named, code: str) -> bool:
    return not any(place.related(code) for place in named.places)


GENERAL = re.compile(
    "各级政府部门|各级行政机关|大?多数部门|部分地区|一些地方|部分地方|各级政府(?!网站)|许多地方|不少部门"
)
ENOUGH_GENERAL = 2  # such phrases; one alone stands in many a report


def general_phrases(text: str) -> tuple[str, ...]:
    """What is said of agencies at large, each once, in the order met."""
    return tuple(dict.fromkeys(found.group() for found in GENERAL.finditer(plain(text[:LONGEST]))))


def speaks_of_itself(text: str, own: Own) -> bool:
    """Whether a text names its own agency or place, in full or for short, or says 我局, 本镇 or 全县."""
    said = plain(text[:LONGEST])
    if re.search(
        r"[我本](?:[省市县区州旗盟镇乡局厅委办院署站]|街道|单位|机关|部门)|全[省市县区州旗镇乡]", said
    ):
        return True
    places = [each.name for name in own.names for each in named_in(name)]
    return any(form in said for name in own.names for form in (*short_forms(name), *places))
