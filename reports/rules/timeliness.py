"""What the portals say of a report's publication: the same everywhere, and when."""

from models.report import Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.rules._registry import Held, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.copies import Difference, differing_figures

SHOWN = 3  # differing cells named in one finding


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
    found = [differences for copy in copies if (differences := differing_figures(report, copy))]
    if not found:
        yield Held()
        return
    differences = found[0]
    yield Finding(
        message=_message(differences, versions=len(found)),
        where=differences[0].address,
        side=Side.UNDECIDED,
        expected=figure(differences[0].there),
        actual=figure(differences[0].here),
        cells=tuple(each.address for each in differences[:SHOWN]),
    )


def _message(differences: tuple[Difference, ...], *, versions: int) -> Words:
    named = [(each.address, figure(each.here), figure(each.there)) for each in differences[:SHOWN]]
    zh = "；".join(f"{address}，此处{here}，彼处{there}" for address, here, there in named)
    en = "; ".join(f"{address}: {here} here, {there} there" for address, here, there in named)
    return Words(
        f"同一年度另有 {versions} 份报告数字不同，共 {len(differences)} 处：{zh}；请人工查看以哪一份为准",
        f"{versions} other report(s) of the year with other figures, in {len(differences)} cells: {en}; "
        "please look which of them holds",
    )
