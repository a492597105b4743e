"""What the introduction says of the report: the period it covers, and the parts it has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.report import Report
from models.verdict import Finding, Severity
from models.words import Words
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.doubt import side, told
from reports.rules.passages import Sentence, sentences

PERIOD = re.compile(
    r"(?:统计|报告|数据)[^。；，,\d]{0,8}(?:期限|时限|时间|期间|时段|周期|期)[^。；\d]{0,12}"
    r"(20\d\d)年(\d{1,2})月(\d{1,2})日?(?:起|开始)?[,，]?(?:至|到|[—\-–~～]{1,2})"
    r"(?:(20\d\d)年)?(\d{1,2})月(\d{1,2})日?"
)
WHOLE_YEAR = ((1, 1), (12, 31))
FIRST_YEAR = (2008, (5, 1))  # the Regulation came into force on 1 May 2008


@dataclass(frozen=True, slots=True)
class Span:
    """A period as printed: year, and month and day of its first and its last day."""

    years: tuple[int, int]
    days: tuple[tuple[int, int], tuple[int, int]]

    @property
    def is_whole(self) -> bool:
        """Whether it runs from 1 January to 31 December."""
        return self.days == WHOLE_YEAR or (
            (self.years[0], self.days[0]) == FIRST_YEAR and self.days[1] == WHOLE_YEAR[1]
        )

    def __str__(self) -> str:
        (first, last), (start, end) = self.years, self.days
        return f"{first}年{start[0]}月{start[1]}日至{last}年{end[0]}月{end[1]}日"


@rule("identity.period", severity=Severity.MAJOR, basis="regulation.49")
def period(report: Report, year: int | None = None) -> Parts:
    """统计期限 · The period covered.

    查什么：正文写的统计期限，是标题所写（或者应当报告）的那一年，从1月1日到12月31日，先后不颠倒。
    何时不查：正文没有写明统计期限，或者写法特别没有读懂。不满一年的（如新设立的单位）、标题没有年度可以对照的，只提请人工复核。
    符合：标题2020年；统计期限自2020年1月1日起至2020年12月31日止。
    不符：统计期限自2010年1月1日起至2009年12月31日止。
    怎样改：改正期限，并核对全文数字是否属于该年度。

    Checks: the period the text says it covers is the year of the title, or the year due, from 1 January to 31 December,
        and not backwards.
    Not checked: the text names no period, or not in a way we understand. Less than a year, as of an agency newly founded,
        and a title without a year to compare with are left to a person.
    Passes: titled 2020; covers 1 January 2020 to 31 December 2020.
    Fails: covers 1 January 2010 to 31 December 2009.
    Mend: correct the period, and see that the figures are of that year.
    """
    found = next(_periods(report), None)
    if found is None:
        yield NotChecked(Words("正文没有写明统计期限", "the text names no period"))
    else:
        yield _as_covered(*found, report=report, year=year)


def _periods(report: Report) -> Iterator[tuple[Span, Sentence, re.Match[str]]]:
    for sentence in sentences(report):
        if sentence.where in ("preamble", "section.1") and (match := PERIOD.search(sentence.plain)):
            first, month, day, last, end_month, end_day = match.groups()
            days = (int(month), int(day)), (int(end_month), int(end_day))
            yield Span((int(first), int(last or first)), days), sentence, match


def _as_covered(
    span: Span, sentence: Sentence, match: re.Match[str], *, report: Report, year: int | None
) -> Part:
    own = {each for each in (report.title_year, year) if each is not None}
    (first, last), (start, end) = span.years, span.days
    wrong, certain = None, True
    if (first, start) > (last, end):
        wrong = Words("首尾颠倒", "it runs backwards")
    elif first != last:
        wrong = Words("不是一个年度", "that is not one year")
    elif own and first not in own:
        named = "、".join(map(str, sorted(own)))
        wrong = Words(f"而报告的年度是{named}", f"the report is of {named}")
        certain = report.title_year is not None
    elif not span.is_whole:
        wrong, certain = Words("不满一个年度", "that is less than a year"), False
    if wrong is None:
        return Held()
    right = report.title_year or year or last
    return Finding(
        message=told(
            f"统计期限写的是{span}，{wrong.zh}",
            f"the period is given as {span}; {wrong.en}",
            certain=certain,
        ),
        where=sentence.where,
        side=side(certain=certain),
        expected=str(Span((right, right), WHOLE_YEAR)),
        actual=str(span),
        quote=sentence.quote(*match.span()),
    )


# Words by which an introduction names each section, and words of what is none: the parts of reports until 2018, and
# the topics inside the overview.
NAMED = {
    1: re.compile(r"总体|概述|概况|基本情况"),
    2: re.compile(r"主动公开"),
    3: re.compile(r"收到和处理|依申请|公开申请|申请情况|受理申请"),
    4: re.compile(r"复议|诉讼"),
    5: re.compile(r"问题|改进"),
    6: re.compile(r"其[他它]"),
}
NO_SECTION = re.compile(r"不予公开|收费|减免|咨询|指标|统计表|附表|政府信息管理|平台建设|监督保障")
LIST = re.compile(r"包括|包含|涵盖|分为|共分|内容为|由")
COUNT = re.compile(r"(?P<number>[一二三四五六七八九十]|\d{1,2})个?(?:大)?(?:部分|部份|方面|板块|项内容|项)")
NUMERALS = "一二三四五六七八九十"
ENOUGH_NAMED = 3  # sections named before a sentence counts as a list of them


@dataclass(frozen=True, slots=True)
class Announced:
    """The sentence that lists the report's parts: which sections it names, how many it says, what it names beside."""

    sentence: Sentence
    start: int
    sections: tuple[int, ...]
    count: int | None
    strange: tuple[str, ...]


@rule("identity.preamble", severity=Severity.MINOR, basis="form")
def preamble(report: Report, edition: Edition) -> Parts:
    """前言与章节一致 · The introduction lists the sections there are.

    查什么：前言列出报告由哪些部分组成的，所列与统一格式的六个部分一致：部分的个数，和每一部分的名称。
    何时不查：前言没有列出各部分；报告年度2018及以前。报告本身缺少部分，或者前言只是少列了一项的，只提请人工复核。
    符合：本报告包括总体情况、……、其他需要报告的事项等六个部分。
    不符：全文包括总体情况、主动公开、依申请公开、政府信息管理、平台建设、其他需要报告的事项等六部分；……等五项内容。
    怎样改：照统一格式的六个部分重写这一句；也可以不列。

    Checks: where the introduction lists the parts of the report, they are the six sections of the form, in number and name.
    Not checked: no list; report years up to 2018. A report that lacks sections itself, and a list that only leaves one out,
        are left to a person.
    Passes: the report has six parts: 总体情况, …, 其他需要报告的事项.
    Fails: the list has 政府信息管理 and 平台建设, which are no sections; the list says five.
    Mend: rewrite the sentence after the six sections of the form, or leave it out.
    """
    announced = None if edition.free else _announced(report)
    if announced is None:
        yield NotChecked(Words("前言没有列出各部分", "the introduction lists no parts"))
    else:
        yield _as_announced(announced, report)


def _announced(report: Report) -> Announced | None:
    for sentence in sentences(report):
        begins = LIST.search(sentence.plain) if sentence.where == "preamble" else None
        if begins is None:
            continue
        listed = sentence.plain[begins.start() :]
        named = tuple(no for no, words in NAMED.items() if words.search(listed))
        if len(named) >= ENOUGH_NAMED:
            count = COUNT.search(listed)
            return Announced(
                sentence,
                begins.start(),
                named,
                _number(count["number"]) if count else None,
                tuple(dict.fromkeys(NO_SECTION.findall(listed))),
            )
    return None


def _number(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else NUMERALS.index(numeral) + 1


def _as_announced(announced: Announced, report: Report) -> Part:
    """Laid on the agency only where the report has its six sections, and the list names or counts others."""
    whole = {each.no for each in report.sections} == set(NAMED)
    wrong = []
    if announced.strange:
        listed = "、".join(announced.strange)
        wrong.append(Words(f"列有“{listed}”，报告没有这样的部分", f"lists {listed}, which are no sections"))
    if announced.count not in (None, len(NAMED)):
        wrong.append(Words(f"写作{announced.count}个部分", f"says there are {announced.count} parts"))
    certain = bool(wrong) and whole
    left_out = set(NAMED) - set(announced.sections)
    if not wrong and left_out and "等" not in announced.sentence.plain:
        missing = "、".join(f"第{NUMERALS[no - 1]}部分" for no in sorted(left_out))
        wrong.append(Words(f"没有列出{missing}", f"leaves out section {min(left_out)}"))
    if not wrong:
        return Held()
    return Finding(
        message=told(
            f"前言{'，'.join(each.zh for each in wrong)}",
            f"the introduction {' and '.join(each.en for each in wrong)}",
            certain=certain,
        ),
        where="preamble",
        side=side(certain=certain),
        expected=str(len(NAMED)),
        actual=str(announced.count or len(announced.sections)),
        quote=announced.sentence.quote(announced.start, len(announced.sentence.plain)),
    )
