"""What the title says: the year, and that it is an annual report of information disclosure."""

import re

from models.report import Report
from models.verdict import Finding, Severity
from models.words import Words
from reports.phrases import Phrase, find_phrase, own_parts
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.doubt import side, told
from reports.titles import names_report

FIRST_LINES = 8  # lines of the text that may be its title
LONGEST_TITLE = 80


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
        side=side(certain=certain),
        expected=str(right),
        actual=str(title),
    )


@rule("identity.title-form", severity=Severity.MINOR, basis="regulation.49")
def title_form(report: Report) -> Parts:
    """标题文种 · The title names an annual report.

    查什么：标题写明“政府信息公开”和“年度报告”；“年报”“政府信息公开年度报告”等简写都认。网页标题和正文标题有一处规范即可。
    何时不查：没有标题；标题被截断；标题不像年度报告的标题。行文特别、只能约略读懂的标题，只提请人工复核。
    符合：某局2023年政府信息公开工作年度报告。
    不符：某厅2021年度政府信息公开工作报告；某局2020年政务公开工作年度报告。
    怎样改：改为“……年政府信息公开工作年度报告”，网页标题、正文标题、附件名一并改。

    Checks: the title has the words 政府信息公开 and 年度报告; short forms such as 年报 will do, and so will one right title
        of two, the page's and the text's.
    Not checked: no title; a title cut short; one that is no annual report's. One so unusual that it can only be guessed at
        is left to a person.
    Passes: 某局2023年政府信息公开工作年度报告.
    Fails: 某厅2021年度政府信息公开工作报告; 某局2020年政务公开工作年度报告.
    Mend: title it …年政府信息公开工作年度报告: the page, the text and attachments alike.
    """
    if report.title is None:
        yield NotChecked(Words("没有读到标题", "no title was read"))
        return
    named = find_phrase(*own_parts(report.title))
    if named is None or not names_report(report.title):
        yield NotChecked(
            Words("标题不像年度报告的标题", "the title does not look like that of an annual report")
        )
    elif not named.result:
        yield NotChecked(Words("标题没有读全", "the title was not read to its end"))
    else:
        yield _as_titled(report, report.title, named)


def _as_titled(report: Report, title: str, named: Phrase) -> Part:
    wrong = _wrong_words(named)
    if wrong is None or any(map(_is_right, report.preamble.split("\n", FIRST_LINES)[:FIRST_LINES])):
        return Held()
    return Finding(
        message=told(f"标题{wrong.zh}", f"the title {wrong.en}", certain=not named.loose),
        where="title",
        side=side(certain=not named.loose),
        expected="政府信息公开工作年度报告",
        actual=title,
    )


def _wrong_words(named: Phrase) -> Words | None:
    """What is wrong with the words of a title; None: nothing."""
    if named.topic.startswith("政务"):
        return Words(f"写的是“{named.topic}”，不是“政府信息公开”", f"says {named.topic}, not 政府信息公开")
    if not re.search(r"年度(?:工作)?报告|年报", named.joint + named.result):
        kind = re.sub(r"[\d年度]+", "", named.joint) + named.result
        return Words(f"写的是“{kind}”，不是“年度报告”", f"says {kind}, not 年度报告")
    return None


def _is_right(line: str) -> bool:
    if len(line) > LONGEST_TITLE:
        return False
    named = find_phrase(*own_parts(line))
    return named is not None and bool(named.result) and _wrong_words(named) is None and names_report(line)
