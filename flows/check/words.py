"""What `chunxun check` says around its findings, in both languages."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flows.check.result import Status
from models.report import Cell
from models.verdict import RuleOutcome, Side
from models.words import Language, Words
from reports.rules.arithmetic import figure

if TYPE_CHECKING:
    from flows.check.paper import Tally

OUTCOMES: Mapping[RuleOutcome, Words] = {
    RuleOutcome.PASSED: Words("相符", "passed"),
    RuleOutcome.FAILED: Words("不符", "failed"),
    RuleOutcome.REVIEW: Words("请核对", "review"),
    RuleOutcome.NOT_CHECKED: Words("未核对", "not checked"),
}
SIDES: Mapping[Side, Words] = {
    Side.AGENCY: Words("", ""),
    Side.READING: Words(
        "可能是我们读错了，不能归于单位", "we may have misread it; it is not laid on the agency"
    ),
    Side.UNDECIDED: Words(
        "可能另有原因，不能归于单位", "there may be a reason; it is not laid on the agency"
    ),
}
REMARK = Words("注意", "note")
HINT = Words("提示", "hint")
BASIS = Words("依据", "basis")
LOOK_UP = Words("详见", "see")
CONSEQUENCES = Words("由此而来，改正后应一并相符", "follows from it, and should agree once it is mended")
PREVIOUS = Words("上一年度报告", "last year's report")
UNREAD = Words("未读懂", "not understood")
NO_TITLE = Words("没有读到标题", "no title was read")
NO_PREVIOUS = Words("没有给出上一年度报告（--previous）", "last year's report was not given (--previous)")
NOT_GIVEN: Mapping[str, Words] = {
    "belief": Words(
        "要看网站上的日期，由巡查核对（chunxun patrol）",
        "needs the dates shown on the portal: a patrol checks it (chunxun patrol)",
    ),
    "previous": NO_PREVIOUS,
    "succession": NO_PREVIOUS,
    "agency": Words("没有给出单位全称（--agency）", "the agency's name was not given (--agency)"),
    "year": Words("没有给出报告年度（--year）", "the report year was not given (--year)"),
}
ONLY_PATROL = Words(
    "要与其他单位的报告比对，由巡查核对（chunxun patrol）",
    "needs the reports of other agencies: a patrol checks it (chunxun patrol)",
)
NOT_THIS_TIME = Words("这次没有核对：", "Not checked this time:")
UNREADABLE = Words("无法读取", "could not be read")
INTERRUPTED = Words("已中断：以上结果完整有效", "Interrupted: the results above are complete")
READING_EARLIER = Words("读取上一年度报告", "reading last year's reports")
CHECKING = Words("检查", "checking")
STATUSES: Mapping[Status, Words] = {
    Status.CLEAN: Words("没有不符", "nothing failed"),
    Status.FINDINGS: Words("有不符", "findings"),
    Status.UNREADABLE: Words("有文件无法读取", "something could not be read"),
}


def form_name(edition: str | None) -> Words:
    """How the form a report is on is called."""
    if edition is None:
        return Words("未识别格式", "form not recognised")
    return Words(f"{edition}年格式", f"form of {edition}")


def findings(count: int) -> Words:
    """So many findings."""
    return Words(f"{count}处不符", f"{count} failed")


def reviews(count: int) -> Words:
    """So many things for a person to look at."""
    return Words(f"{count}处请人工核对", f"{count} for review")


def rules_not_checked(count: int) -> Words:
    """So many rules were not checked."""
    return Words(f"{count}条未核对", f"{count} not checked")


def rules_passed(count: int) -> Words:
    """So many rules hold."""
    return Words(f"{count}条相符", f"{count} passed")


def reviews_heading(count: int) -> Words:
    """What stands over the part that is no verdict."""
    return Words(
        f"以下{count}处请人工核对，不是结论：",
        f"For a person to look at, {count} in all; these are no verdicts:",
    )


def doubtful(cells: Sequence[tuple[str, Cell]], count: int) -> Words:
    """Cells that can be read in more than one way, by name: the first of `count`."""
    said = [_doubtful(name, cell) for name, cell in cells]
    rest = Words(f" 等{count}格", f", and {count - len(said)} more") if count > len(said) else Words("", "")
    return Words(
        f"读数存疑：{'；'.join(each.zh for each in said)}{rest.zh}",
        f"read in doubt: {'; '.join(each.en for each in said)}{rest.en}",
    )


def _doubtful(name: str, cell: Cell) -> Words:
    readings = [figure(each) for each in cell.readings]
    ways = (
        Words(f"（可能是 {'、'.join(readings)}）", f" (perhaps {', '.join(readings)})")
        if readings
        else Words("", "")
    )
    return Words(f"“{name}”读作“{cell.raw}”{ways.zh}", f"{name} as “{cell.raw}”{ways.en}")


def rules(count: int) -> Words:
    """So many rules."""
    return Words(f"{count}条规则", f"{count} rules" if count != 1 else "1 rule")


def more(count: int) -> Words:
    """What is left out unless `--verbose` asks for it."""
    return Words(f"另有{count}处，--verbose 列出全部", f"and {count} more; --verbose lists them all")


def more_rules(count: int) -> Words:
    """Rules whose reasons are left out unless `--verbose` asks for them."""
    return Words(f"另有{count}条，--verbose 列出全部", f"and {count} more: --verbose lists all")


def exit_status(status: Status) -> Words:
    """The exit status with its meaning."""
    return Words(f"退出码 {status}：{STATUSES[status].zh}", f"exit status {status}: {STATUSES[status].en}")


def named(rules: tuple[str, ...], language: Language) -> str:
    """Rule ids in a row."""
    return Words("、".join(rules), ", ".join(rules)).said_in(language)


def counted(tally: "Tally") -> Words:
    """How many documents came to what."""
    clean = Words(f"{tally.clean}份没有不符", f"{tally.clean} with nothing failed")
    look = Words(f"（其中{tally.to_review}份有待人工核对）", f" ({tally.to_review} of them to be looked at)")
    found = Words(f"，{tally.with_findings}份有不符", f", {tally.with_findings} with findings")
    unread = Words(f"，{tally.unreadable}份无法读取", f", {tally.unreadable} unreadable")
    parts = [
        clean,
        *([look] if tally.to_review else []),
        *([found] if tally.with_findings else []),
        *([unread] if tally.unreadable else []),
    ]
    return Words(
        f"共{tally.documents}份：{''.join(each.zh for each in parts)}",
        f"{tally.documents} documents: {''.join(each.en for each in parts)}",
    )


def and_more(count: int) -> Words:
    """What is only counted."""
    return Words(f"另有{count}份", f"and {count} more")


def predecessors(count: int) -> Words:
    """That a run could check more than it was asked to."""
    return Words(
        f"其中{count}份的上一年度报告也在这次给出的文件里：用 --previous 再给出这些文件或文件夹，就一并核对跨年衔接",
        f"for {count} of them last year's report is among the documents too: "
        "give these files or folders by --previous as well to check what must follow from it",
    )


def stage(said: Words, count: int) -> Words:
    """A stage of the run and how many documents it is about."""
    return Words(f"{said.zh}：{count}份", f"{said.en}: {count}")


def no_predecessor(why: Words) -> Words:
    """That a report given as last year's is of no use, and why."""
    return Words(f"不能用作上一年度报告：{why.zh}", f"of no use as last year's report: {why.en}")
