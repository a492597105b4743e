"""What the portals say of a report's publication: the same everywhere, and when."""

from models.agency import Agency
from models.report import Report
from models.times import shown
from models.verdict import Finding, Severity, Side
from models.version import Became, CellChange, Printed, Restatement
from models.visit import Belief
from models.words import Words
from reports.clocks.reasons import dates_named
from reports.dates import TELLING, disagreements
from reports.duties import obligation
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.sums import named as cell_named
from reports.versions import changed_cells, restatements

SHOWN = 3  # differing cells named in one finding
UNDATED = Words("网站未标注可采信的发布日期", "no date of publication that can be believed is shown")


@rule("timeliness.backdated", severity=Severity.MAJOR, basis="regulation.49")
def backdated(belief: Belief, agency: Agency, year: int) -> Parts:
    """没有晚于时限的其他日期 · No other date is later than the day it was due.

    查什么：网站标注的发布日期在时限内的，网址里的日期、PDF自带的生成和修改日期也不晚于时限。
    何时不查：没有读到网站上的日期，或网站未标注发布日期；标注的日期已晚于时限的，不属于本条。网站迁移、重新上传也会改变这些日期，因此只提请人工复核，不作为结论。
    符合：时限为1月31日，网站标注2026-01-30，网址为/202601/t20260130_1.htm。
    不符：时限为1月31日，网站标注2026-01-30，网址为/202602/t20260227_1.htm。
    怎样改：人工核实实际发布日期；确系补发的，按实际日期标注。

    Checks: where the date shown is on time, neither the date in the address nor those a PDF carries is later than the due date.
    Not checked: no date of the portal was read, or none is shown; a date that is late itself is not this rule's. Moving a site or uploading a file again changes these dates too, so a person is asked to look and nothing is concluded.
    Passes: due on 31 January, dated 2026-01-30, at /202601/t20260130_1.htm.
    Fails: due on 31 January, dated 2026-01-30, at /202602/t20260227_1.htm.
    Mend: a person finds out when it was published; if it came later, that day is to be shown.
    """
    due = obligation(agency, year).due
    if belief.day is None:
        yield NotChecked(UNDATED)
        return
    later = [read for read in belief.against if read.kind in TELLING and read.day > due]
    if belief.day > due or not later:
        yield Held()
        return
    named = dates_named(later[:SHOWN])
    yield Finding(
        message=Words(
            f"网站标注 {belief.day}，在时限（{due}）内；{named.zh} 晚于时限，请人工核实",
            f"dated {belief.day}, in time (due {due}); {named.en} is later: please look when it was published",
        ),
        where="dates",
        side=Side.UNDECIDED,
        actual=str(belief.day),
    )


@rule("timeliness.dates-disagree", severity=Severity.MINOR, basis="practice")
def dates_disagree(belief: Belief) -> Parts:
    """各处标注的发布日期一致 · One date of publication wherever it is shown.

    查什么：页面标注的发布日期、页面元数据中的日期、列表中的日期是同一天。
    何时不查：没有读到网站上的日期，或网站未标注发布日期（可能由脚本填入）。更新时间、成文日期不比。不同时只提请人工复核。
    符合：页面写“发布时间：2026-01-30”，列表也写2026-01-30。
    不符：页面写“发布时间：2026-02-02”，列表写2026-02-03。
    怎样改：核实实际发布日期，统一页面、元数据和列表三处。

    Checks: the date shown on the page, that of its metadata and that in the list are one day.
    Not checked: no date of the portal was read, or none is shown (a script may fill it in). Dates of updates and of drawing up are not compared. A person is asked to look.
    Passes: the page says 发布时间：2026-01-30, and so does the list.
    Fails: the page says 发布时间：2026-02-02, the list 2026-02-03.
    Mend: find out when it was published, and show that day on the page, in its metadata and in the list.
    """
    if belief.claim is None:
        yield NotChecked(UNDATED)
        return
    differing = disagreements((belief.claim, *belief.passed_over))
    if not differing:
        yield Held()
        return
    named = dates_named(differing[:SHOWN])
    yield Finding(
        message=Words(
            f"各处标注的发布日期不同：{named.zh}，请人工核实",
            f"other dates of publication in other places: {named.en}; please look which holds",
        ),
        where="dates",
        side=Side.UNDECIDED,
        actual=str(belief.day),
    )


@rule("timeliness.copies-differ", severity=Severity.MAJOR, basis="practice")
def copies_differ(report: Report, copies: tuple[Report, ...]) -> Parts:
    """各处版本数字一致 · The same figures wherever it is published.

    查什么：同一单位同一年度的报告在几处公布的，表格中的数字处处相同。
    何时不查：没有检索到其他版本。空白不算不同；没有把握读对的格子不比。不同时只提请人工复核，以哪一份为准由人判断。
    符合：政府网站网页一份、附件PDF一份，表中数字相同。
    不符：本机关网站上“本年新收”总计写3件，政府网站上同一年度的报告写5件。
    怎样改：核实后统一各处的版本，更正处注明更正情况。

    Checks: where a report of the same agency and year is published in several places, its tables have the same figures in each.
    Not checked: no other version was found. A blank is no other figure; cells read in doubt are not compared. A person is asked which version holds.
    Passes: a page and a PDF attached to it have the same figures.
    Fails: the agency's own site has 3 new requests in all, the government's site has 5 in the report of the same year.
    Mend: find out which is right, publish it everywhere, and say where something was corrected.
    """
    found = [differences for copy in copies if (differences := changed_cells(report, copy))]
    if not found:
        yield Held()
        return
    differences = found[0]
    yield Finding(
        message=_message(differences, versions=len(found)),
        where=differences[0].address,
        side=Side.UNDECIDED,
        expected=figure(differences[0].new.value),
        actual=figure(differences[0].old.value),
        cells=tuple(each.address for each in differences[:SHOWN]),
    )


def _message(differences: tuple[CellChange, ...], *, versions: int) -> Words:
    named = [(each.address, figure(each.old.value), figure(each.new.value)) for each in differences[:SHOWN]]
    zh = "；".join(f"{address}，此处{here}，彼处{there}" for address, here, there in named)
    en = "; ".join(f"{address}: {here} here, {there} there" for address, here, there in named)
    return Words(
        f"同一年度另有 {versions} 份报告数字不同，共 {len(differences)} 处：{zh}；请人工查看以哪一份为准",
        f"{versions} other report(s) of the year with other figures, in {len(differences)} cells: {en}; "
        "please look which of them holds",
    )


@rule("timeliness.changed", severity=Severity.MAJOR, basis="practice")
def changed(versions: tuple[Printed, ...], edition: Edition) -> Parts:
    """公布后数字未作改动 · No figure was changed after publication without a word.

    查什么：同一单位同一年度的报告，后来检索到的版本与先前保存的版本，三张表的数字逐格相同。不同而没有更正说明的，提请人工复核，
        列出每一格改动前后的数。
    何时不查：没有比对先前的版本。空白不算不同，没有把握读对的格不比；同时在几处公布的属于另一条；写明更正、更新、勘误的属于另一条。
    符合：先后保存的两个版本，表中数字相同，只改了文字。
    不符：先保存的版本“本年新收”总计3件，后来的版本同一格为5件，页面没有更正说明。
    怎样改：确需更正的，在报告中说明更正了哪些数、为什么；原版本保留备查。

    Checks: where a later version of a report was found, each figure of its tables is that of the version kept before. Where
        figures differ and nothing says that they were corrected, a person is asked to look; each cell is named, old and new.
    Not checked: versions were not compared. A blank is no other figure, and cells read in doubt are not compared; copies
        published side by side are another rule's, and so is a version that says it was corrected.
    Passes: two versions kept one after the other have the same figures; only words differ.
    Fails: the version kept first has 3 new requests in all, the later one 5, and no notice of a correction.
    Mend: where a correction is due, say in the report what was corrected and why; keep the former version.
    """
    yield from _stepwise(versions, Became.RESTATED, edition)


@rule("timeliness.corrected", severity=Severity.HINT, basis="practice")
def corrected(versions: tuple[Printed, ...], edition: Edition) -> Parts:
    """更正过的数字 · Figures that were corrected, and said to be.

    查什么：后来检索到的版本写明更正、更新或者勘误，且表中数字与先前保存的版本不同的，列出每一格改动前后的数，供人工知悉。
    何时不查：没有比对先前的版本。空白不算不同，没有把握读对的格不比。
    符合：只有一个版本，或者各版本数字相同。
    不符：后来的版本标题写“（更正版）”，“本年新收”总计由3件改为5件。
    怎样改：更正说明中写明改了哪些数、为什么；核对引用过原数字的汇总。

    Checks: where a later version says that it was corrected, and figures differ from the version kept before, each cell is
        named, old and new, for a person to know.
    Not checked: versions were not compared. A blank is no other figure, and cells read in doubt are not compared.
    Passes: there is one version, or all have the same figures.
    Fails: the later version is titled （更正版）, and has 5 new requests in all instead of 3.
    Mend: say in the notice which figures were corrected and why; look at the sums that used the old ones.
    """
    yield from _stepwise(versions, Became.CORRECTED, edition)


def _stepwise(versions: tuple[Printed, ...], became: Became, edition: Edition) -> Parts:
    """One finding for all steps of this kind, the latest first: the place of a finding is its cell."""
    steps = [each for each in reversed(restatements(versions)) if each.became is became]
    if not steps:
        yield Held()
        return
    cells = tuple(dict.fromkeys(cell.address for step in steps for cell in step.cells))
    said = [_step(step, edition) for step in steps]
    yield Finding(
        message=Words("；".join(each.zh for each in said), "; ".join(each.en for each in said)),
        where=cells[0],
        side=Side.UNDECIDED,
        expected=figure(steps[0].cells[0].old.value),
        actual=figure(steps[0].cells[0].new.value),
        quote=steps[0].notice or None,
        cells=cells,
    )


def _step(step: Restatement, edition: Edition) -> Words:
    listed = "；".join(
        f"{cell_named(each.address, edition)} {figure(each.old.value)} → {figure(each.new.value)}"
        for each in step.cells[:SHOWN]
    )
    more = len(step.cells) - SHOWN
    rest = Words(f"；另有{more}格", f"; and {more} more") if more > 0 else Words("", "")
    gone = (
        Words("，其间曾检索不到", ", and could not be found in between") if step.was_gone else Words("", "")
    )
    how = (
        Words(f"，后者写明“{step.notice}”", f"; the later says “{step.notice}”")
        if step.notice
        else Words("，未见更正说明，请核对", "; no notice of a correction was seen, please look")
    )
    return Words(
        f"{shown(step.before.last)} 所见的版本与 {shown(step.after.first)} 起所见的版本{gone.zh}，"
        f"有{len(step.cells)}格数字不同：{listed}{rest.zh}{how.zh}",
        f"the version last seen {shown(step.before.last)} and the one seen from {shown(step.after.first)} on{gone.en} "
        f"differ in {len(step.cells)} figures: {listed}{rest.en}{how.en}",
    )
