"""Whose report it is, and of which year."""

import re
import unicodedata

from models.agency import Agency, Kind
from models.report import Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.rules._registry import Held, NotChecked, Part, Parts, rule

WHOLE_NAME = 6  # characters from which a name is taken to carry its place, as 建水县民政局 does
# A bureau may well compile a city's or county's report; a township's it never does.
SPEAK_FOR_THEMSELVES = (Kind.TOWNSHIP, Kind.STREET)
DEPARTMENT_ENDS = ("局", "厅", "委员会")


@rule("identity.title-year", severity=Severity.MAJOR, basis="regulation.49")
def title_year(report: Report, year: int | None = None) -> Parts:
    """标题年度 · The year in the title.

    查什么：标题写的年度，等于应当报告的年度，并与正文写的统计期限一致。
    何时不查：标题没有年度；没有给出应报告的年度，正文也没有写明年度。标题和正文都是另一年度的，可能是另一份报告，只提请人工复核。
    符合：标题“2020年政府信息公开工作年度报告”，正文“统计期限自2020年1月1日起”。
    不符：应报告2020年度，正文也写2020年度，标题却是2019年。
    怎样改：改正标题；网页标题、正文标题、附件名一并核对。

    Checks: the year in the title is the year to be reported, and the one the text says it covers.
    Not checked: no year in the title; no expected year was given and the text names none. Where title and text are both
        of another year it may be another report: a person is asked to look.
    Passes: titled 2020; the text covers 1 January 2020 onwards.
    Fails: the report of 2020 is due and the text covers 2020, but the title says 2019.
    Mend: correct the title, of the page, of the text and of attachments alike.
    """
    title, body = report.title_year, report.body_years
    if title is None:
        yield NotChecked(Words("标题没有写明年度", "the title names no year"))
    elif year is None and not body:
        yield NotChecked(
            Words("没有给出应报告的年度，正文也没有写明", "no year was expected, and the text names none")
        )
    elif title in body or (title == year and not body):
        yield Held() if year in (None, title) else _wrong_year(title, year, body)
    else:
        yield _wrong_year(title, year, body)


def _wrong_year(title: int, year: int | None, body: tuple[int, ...]) -> Finding:
    """Laid on the agency only where the text itself is of the year expected, and of no other."""
    certain = year is not None and set(body) == {year}
    named = "、".join(map(str, body))
    text = Words(f"，正文写的是{named}年度", f", the text says {named}") if body else Words("", "")
    due = (
        Words(f"，应报告{year}年度", f", the report of {year} is due") if year is not None else Words("", "")
    )
    look = (
        Words("", "")
        if certain
        else Words("；可能是另一年度的报告，请人工查看", "; it may be another year's report, please look")
    )
    right = year if year is not None and year != title else (body or (title,))[0]
    return Finding(
        message=Words(
            f"标题写的是{title}年度{text.zh}{due.zh}{look.zh}",
            f"the title says {title}{text.en}{due.en}{look.en}",
        ),
        where="title",
        side=Side.AGENCY if certain else Side.UNDECIDED,
        expected=str(right),
        actual=str(title),
    )


@rule("identity.agency", severity=Severity.CRITICAL, basis="regulation.49")
def agency_named(report: Report, agency: Agency | None = None) -> Parts:
    """报告主体 · The agency that speaks.

    查什么：标题和正文自称的单位是同一个，并且是名录中的单位；简称、别名、省略地名的都认。
    何时不查：标题和正文都没有写出单位，或者只有一处写出而又没有给出名录中的单位。除非正文自称的显然是另一类机关，只提请人工复核。
    符合：名录“南阳高新技术产业开发区管委会”，标题“高新区管委会”。
    不符：某镇人民政府的报告，正文写“现公布某县民族宗教事务局……年度报告”。
    怎样改：改正正文中的单位名称，并通查全文是否还有他单位的内容。

    Checks: title and text name the same agency as their author, and it is the one of the roster; short names, aliases and
        names without their place are all accepted.
    Not checked: neither names an agency, or only one does and no agency of the roster was given. Unless the text names
        an organ of plainly another kind as its author, a person is asked to look.
    Passes: 南阳高新技术产业开发区管委会 in the roster, 高新区管委会 in the title.
    Fails: the report of a township government says it is published by a county bureau.
    Mend: correct the name, and read the whole text for more that belongs to others.
    """
    known = () if agency is None else agency.names()
    in_title = (report.agency,) if report.agency else ()
    if not in_title and not report.body_agencies:
        yield NotChecked(Words("标题和正文都没有写出单位", "neither title nor text names an agency"))
    elif not known and not (in_title and report.body_agencies):
        yield NotChecked(
            Words("没有给出名录中的单位，无从对照", "no agency of the roster was given to compare with")
        )
    else:
        if known and in_title:
            yield Held() if _any_same(known, in_title) else _other_title(known, in_title[0])
        if report.body_agencies:
            yield _author(agency, in_title, report.body_agencies)


def _other_title(known: tuple[str, ...], named: str) -> Finding:
    return Finding(
        message=Words(
            f"标题写的单位是“{named}”，名录中是“{known[0]}”，请核对",
            f"the title names {named}, the roster {known[0]}; please look",
        ),
        where="title",
        side=Side.UNDECIDED,
        expected=known[0],
        actual=named,
    )


def _author(agency: Agency | None, in_title: tuple[str, ...], authors: tuple[str, ...]) -> Part:
    """Whether the text's author is the agency; one fitting name is enough."""
    known = () if agency is None else agency.names()
    own = (*known, *in_title)
    if _any_same(own, authors):
        return Held()
    certain = (
        agency is not None
        and _any_same(known, in_title)
        and all(_another_kind(agency, each) for each in authors)
    )
    look = Words("", "") if certain else Words("，请人工查看", "; please look")
    listed = "、".join(authors)
    return Finding(
        message=Words(
            f"正文自称的单位是“{listed}”，而报告属于“{own[0]}”{look.zh}",
            f"the text calls {listed} its author, the report is that of {own[0]}{look.en}",
        ),
        where="section.1",
        side=Side.AGENCY if certain else Side.UNDECIDED,
        expected=own[0],
        actual=listed,
    )


def _any_same(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(same_agency(name, other) for name in names for other in others)


def same_agency(name: str, other: str) -> bool:
    """Whether one name may be a shorter form of the other.

    Chinese short forms keep the order of the characters they keep (高新区 for 高新技术产业开发区), and so does a name
    without its place; therefore the shorter name must be a subsequence of the longer. Errs towards the same agency.
    """
    shorter, longer = sorted((_stem(name), _stem(other)), key=len)
    rest = iter(longer)
    return bool(shorter) and all(character in rest for character in shorter)


def _stem(name: str) -> str:
    return re.sub(r"[\s()（）“”\"]", "", unicodedata.normalize("NFKC", name))


def _another_kind(agency: Agency, author: str) -> bool:
    """Whether the author is, by its whole name, a department where the agency is a township or street."""
    return (
        agency.kind in SPEAK_FOR_THEMSELVES and len(author) >= WHOLE_NAME and author.endswith(DEPARTMENT_ENDS)
    )
