"""Whether the document is the report itself, and the only one of its agency and year."""

import re

from rapidfuzz import fuzz

from models.report import Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.absence import ENOUGH_SECTIONS
from reports.rules.passages import LONGEST, sentences
from reports.versions import changed_cells

LETTER = re.compile(
    r"现将[^。，]{0,40}(?:报来|报上|上报|呈报|报送|报给)|请(?:予以?)?(?:审示|审阅|审核|批示|查收)|妥否|此函|特此函"
)
LONGEST_LETTER = 800  # characters; a letter with the report in it has more
ALIKE = (
    90  # of 100: two readings of one text, from a page and from a PDF, differ by line breaks and furniture
)


@rule("identity.cover-letter", severity=Severity.MINOR, basis="practice.letter")
def cover_letter(report: Report) -> Parts:
    """以函代报 · A cover letter in place of the report.

    查什么：公布的是年度报告本身，而不是向主管部门报送报告的函。
    何时不查：没有读到文字。函中附有报告全文的，视为报告。不符时只提请人工复核。
    符合：函的正文之后就是六个部分的报告全文。
    不符：全文只有“现将我局2022年政府信息公开工作年度报告报来，请审示”。
    怎样改：公布报告全文；函件不必公开。

    Checks: what is published is the report itself, not the letter that submits it to the competent office.
    Not checked: no text was read. A letter that holds the whole report counts as the report. A person is asked to look.
    Passes: behind the letter stand the six sections of the report.
    Fails: the whole text is a letter saying that the report is submitted for approval.
    Mend: publish the report; the letter need not be.
    """
    said = sentences(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    short = sum(len(each.plain) for each in said) < LONGEST_LETTER
    if report.tables or len(report.sections) >= ENOUGH_SECTIONS or not short:
        yield Held()
        return
    found = next(((each, match) for each in said if (match := LETTER.search(each.plain))), None)
    if found is None:
        yield Held()
        return
    sentence, match = found
    yield Finding(
        message=Words(
            "公布的像是报送报告的函，没有读到报告本身，请人工查看",
            "this looks like the letter that submits the report, and no report was read; please look",
        ),
        where=sentence.where,
        side=Side.UNDECIDED,
        quote=sentence.quote(*match.span()),
    )


@rule("identity.duplicate", severity=Severity.MINOR, basis="regulation.49")
def duplicate(report: Report, copies: tuple[Report, ...]) -> Parts:
    """同一年度只有一份 · One report a year.

    查什么：同一单位同一年度在别处还公布了报告的，文字与这一份相同。数字不同的由“各处版本数字一致”提出。
    何时不查：没有给出同一单位同一年度的其他报告。不同时只提请人工复核。
    符合：网页一份、附件PDF一份，内容相同。
    不符：两个栏目各有一份2023年报告，数字相同，“存在的主要问题”写的不是一回事。
    怎样改：只保留正确的一份，其余删除或者更正，并注明更正情况。

    Checks: where another report of the same agency and year is published elsewhere, its text is the same. Differing figures are another rule's.
    Not checked: no other report of the agency and year was given. A person is asked to look.
    Passes: a page and a PDF attached to it say the same.
    Fails: two columns each have a report of 2023 with equal figures and another text under "main problems".
    Mend: keep the right one, remove or correct the others, and say that they were corrected.
    """
    found = (copy for copy in copies if not changed_cells(report, copy) and _texts_differ(report, copy))
    other = next(found, None)
    if other is None:
        yield Held()
        return
    yield Finding(
        message=Words(
            "同一年度另有一份报告，文字不同；请人工查看以哪一份为准",
            "another report of the year has another text; please look which of them holds",
        ),
        where="title",
        side=Side.UNDECIDED,
        actual=other.title,
    )


def _texts_differ(report: Report, copy: Report) -> bool:
    """Whether the texts are not two readings of one."""
    here, there = (
        "".join(each.plain for each in sentences(each_report))[:LONGEST] for each_report in (report, copy)
    )
    return bool(here and there) and fuzz.ratio(here, there, score_cutoff=ALIKE) < ALIKE
