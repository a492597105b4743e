"""The six sections, in their order; until 2018 the six matters a report had to speak of."""

import re

from models.report import Report, Section
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition, SectionForm
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.absence import ENOUGH_SECTIONS, heading_lost, may_be_unread, unread_parts
from reports.rules.doubt import side, told
from reports.rules.passages import passages

SECTIONS_IN_WORDS = (1, 5, 6)  # the others may consist of their table alone


@rule("presence.section", severity=Severity.MAJOR, basis="regulation.50.1")
def section(report: Report, edition: Edition) -> Parts:
    """六个部分齐全 · All six sections are there.

    查什么：统一格式的六个部分都有标题；第一、五、六部分标题下有文字。报告年度2018及以前，只看正文是否说到条例要求的各项内容。
    何时不查：报告所用格式未能识别，且报告年度没有对应的统一格式。识别出的标题不足三个、没有读到任何一张表、有未读懂的内容，
        或者缺少的部分像是并入了上一部分，或者其表格已经读到时，只提请人工复核；报告年度2018及以前的也是。
    符合：一、总体情况……六、其他需要报告的事项，六个标题俱全。
    不符：“四、政府信息公开行政复议、行政诉讼情况”之后直接是“六、其他需要报告的事项”。
    怎样改：补上缺少的部分；确无内容的，写明“无其他需要报告的事项”，不删标题。

    Checks: the six sections of the form each have a heading, and sections 1, 5 and 6 have text under it. Until report
        year 2018, only whether the text speaks of the matters the Regulation asked for.
    Not checked: the form was not recognised and none serves the report's year. With fewer than three headings found,
        no table read, parts left unread, the section's own table read, or a heading that seems lost inside the section
        before it, a person is asked to look; so too for report years up to 2018.
    Passes: 一、总体情况 … 六、其他需要报告的事项, six headings in all.
    Fails: 四、政府信息公开行政复议、行政诉讼情况 is followed at once by 六、其他需要报告的事项.
    Mend: add the section; where there is nothing to report, say so and keep the heading.
    """
    if edition.free:
        yield _spoken_of(report, edition)
        return
    if len(report.sections) < ENOUGH_SECTIONS:
        yield _few_sections(report)
        return
    for form in edition.sections:
        found = report.section(form.no)
        if found is None:
            yield _absent(report, form, edition)
        elif form.no in SECTIONS_IN_WORDS and found.characters == 0:
            yield _empty(report, found)
        else:
            yield Held()


def _spoken_of(report: Report, edition: Edition) -> Part:
    """Whether the text has a word of every matter, wherever. Never laid on the agency: words are many."""
    texts = [*(passage.text for passage in passages(report)), *(each.title for each in report.sections)]
    if not any(texts):
        return NotChecked(Words("没有读到文字", "no text was read"))
    missing = [
        form.title
        for form in edition.sections
        if form.required and not any(word in text for word in (form.title, *form.accepted) for text in texts)
    ]
    if not missing:
        return Held()
    listed = "、".join(f"“{title}”" for title in missing)
    return Finding(
        message=Words(f"正文没有说到{listed}，请人工查看", f"the text has no word of {listed}; please look"),
        where="topics",
        side=Side.UNDECIDED,
        expected=listed,
    )


def _few_sections(report: Report) -> Finding:
    count = len(report.sections)
    return Finding(
        message=Words(
            f"只识别出{count}个部分的标题；正文可能是图片、附件，或者这不是年度报告，请人工查看",
            f"only {count} section headings were recognised; the text may be an image or an attachment, please look",
        ),
        where="section.*",
        side=Side.UNDECIDED,
        expected="6",
        actual=str(count),
    )


def _absent(report: Report, form: SectionForm, edition: Edition) -> Finding:
    lost = heading_lost(report, form, edition)
    doubt = Words(
        "；标题可能在转换中丢失，请人工查看", "; its heading may have been lost on the way, please look"
    )
    return Finding(
        message=Words(
            f"没有找到第{form.no}部分“{form.title}”{doubt.zh if lost else ''}",
            f"section {form.no} ({form.title}) was not found{doubt.en if lost else ''}",
        ),
        where=f"section.{form.no}",
        side=Side.UNDECIDED if lost else Side.AGENCY,
        expected=form.title,
    )


def _empty(report: Report, found: Section) -> Finding:
    return Finding(
        message=Words(
            f"第{found.no}部分“{found.title}”标题下没有文字",
            f"section {found.no} ({found.title}) has a heading and no text",
        ),
        where=f"section.{found.no}",
        side=Side.UNDECIDED if unread_parts(report) or not report.tables else Side.AGENCY,
    )


NUMERALS = "一二三四五六七八九十"
NUMBERED = re.compile(rf"\s*(?P<open>[（(])?第?(?P<numeral>[{NUMERALS}]|\d)[）)、.．,，部\s]")


@rule("presence.order", severity=Severity.MINOR, basis="form")
def order(report: Report, edition: Edition) -> Parts:
    """部分的顺序和编号 · The sections are in order, and numbered so.

    查什么：六个部分按统一格式的顺序排列，标题前的序号与之一致。
    何时不查：识别出的标题不足三个；报告年度2018及以前。标题前没有序号、用别的写法编号的不算不符。有未读懂的内容、缺少部分，
        或者顺序颠倒时，可能是转换造成的，只提请人工复核。
    符合：一、二、三、四、五、六。
    不符：“四、政府信息公开行政复议、行政诉讼情况”之后是“六、存在的主要问题及改进情况”。
    怎样改：按统一格式的顺序和序号改正。

    Checks: the six sections stand in the order of the form, and the numbers in front of their titles are theirs.
    Not checked: fewer than three headings were found; report years up to 2018. A title without a number, or numbered in
        another fashion, is no fault. With parts unread or missing, or sections out of order, which reading may have done,
        a person is asked to look.
    Passes: 一, 二, 三, 四, 五, 六.
    Fails: behind 四、政府信息公开行政复议、行政诉讼情况 stands 六、存在的主要问题及改进情况.
    Mend: put them in the order of the form, and number them so.
    """
    if edition.free or len(report.sections) < ENOUGH_SECTIONS:
        yield NotChecked(Words("没有可以排列的部分", "there are no sections to put in order"))
        return
    numbers = [each.no for each in report.sections]
    if numbers != sorted(numbers):
        yield _disordered(numbers)
        return
    whole = len(numbers) == len(edition.sections) and not may_be_unread(report)
    misnumbered = [each for each in report.sections if _number_of(each) not in (None, each.no)]
    yield _misnumbered(misnumbered, certain=whole) if misnumbered else Held()


def _number_of(section: Section) -> int | None:
    """The number printed before a title, where the reader kept it: it keeps those that are not the section's own."""
    found = NUMBERED.match(section.title)
    if found is None or found["open"]:
        return None
    numeral = found["numeral"]
    return int(numeral) if numeral.isdigit() else NUMERALS.index(numeral) + 1


def _disordered(numbers: list[int]) -> Finding:
    listed = "、".join(NUMERALS[no - 1] for no in numbers)
    return Finding(
        message=Words(
            f"各部分的顺序是{listed}，请人工查看",
            f"the sections stand in the order {', '.join(map(str, numbers))}; please look",
        ),
        where="section.*",
        side=Side.UNDECIDED,
        actual=listed,
    )


def _misnumbered(wrong: list[Section], *, certain: bool) -> Finding:
    """One finding however many: a number skipped moves all that follow."""
    first = wrong[0]
    return Finding(
        message=told(
            f"第{first.no}部分的标题写作“{first.title}”，序号不是“{NUMERALS[first.no - 1]}”",
            f"section {first.no} is headed {first.title}, not numbered {first.no}",
            certain=certain,
        ),
        where=f"section.{first.no}",
        side=side(certain=certain),
        expected=NUMERALS[first.no - 1],
        actual=first.title,
    )
