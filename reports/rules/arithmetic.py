"""What must add up within one report: the identities the form names, all checked by one function."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from models.report import Cell, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition, Relation
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.sums import Line, lines_of, total

FEW = 4  # terms written out in a message; longer sums are only named by their result


@rule("arithmetic.balance", severity=Severity.MAJOR, basis="form.balance")
def balance(applications: Table, edition: Edition) -> Parts:
    """申请表勾稽平衡 · The applications table balances.

    查什么：申请情况表每一列，“本年新收”加“上年结转”等于“（七）总计”加“结转下年度”。
    何时不查：没有读到申请情况表。某列有空白、“/”或文字时，该列不判，并说明空白按0计是否平衡。
    符合：自然人：3 + 0 = 3 + 0。
    不符：自然人：3 + 0，而 2 + 0。
    怎样改：对照台账核对四项；常见原因是结转下年度漏填，或者办理结果漏计一件。

    Checks: in every column of the applications table, new plus carried in equals （七）总计 plus carried out.
    Not checked: the table was not read. A column with a blank, a "/" or text is not judged; it is said what
        would follow if blanks counted as 0.
    Passes: natural persons: 3 + 0 = 3 + 0.
    Fails: natural persons: 3 + 0, but 2 + 0.
    Mend: check the four numbers against the register; often carried out was left at 0, or one result not counted.
    """
    return identities("arithmetic.balance", applications, edition)


@rule("arithmetic.result-total", severity=Severity.MAJOR, basis="form")
def result_total(applications: Table, edition: Edition) -> Parts:
    """办理结果总计 · The results add up to their total.

    查什么：申请情况表每一列，“（一）”至“（六）”各项办理结果之和等于“（七）总计”。
    何时不查：没有读到申请情况表。某列有空白、“/”或文字时，该列不判，并说明空白按0计是否相等。
    符合：予以公开2、部分公开1，其余为0，总计3。
    不符：予以公开2、部分公开1，其余为0，总计4。
    怎样改：逐项核对；每件申请只计一种结果，区分处理的只计“部分公开”。

    Checks: in every column of the applications table, the results （一） to （六） add up to （七）总计.
    Not checked: the table was not read. A column with a blank, a "/" or text is not judged; it is said what
        would follow if blanks counted as 0.
    Passes: granted 2, partial 1, all others 0, total 3.
    Fails: granted 2, partial 1, all others 0, total 4.
    Mend: check item by item; each request counts under one result only.
    """
    return identities("arithmetic.result-total", applications, edition)


@rule("arithmetic.row-total", severity=Severity.MAJOR, basis="form")
def row_total(applications: Table, edition: Edition) -> Parts:
    """行总计 · The applicants add up to the row's total.

    查什么：申请情况表每一行，自然人和五类法人或其他组织之和等于该行“总计”。
    何时不查：没有读到申请情况表。某行有空白、“/”或文字时，该行不判，并说明空白按0计是否相等。
    符合：本年新收：自然人3，其余为0，总计3。
    不符：本年新收：自然人3，其余为0，总计4。
    怎样改：核对该行各类申请人的件数和总计。

    Checks: in every row of the applications table, natural persons and the five kinds of organisation add up.
    Not checked: the table was not read. A row with a blank, a "/" or text is not judged; it is said what
        would follow if blanks counted as 0.
    Passes: new requests: natural persons 3, all others 0, total 3.
    Fails: new requests: natural persons 3, all others 0, total 4.
    Mend: check the numbers of that row and its total.
    """
    return identities("arithmetic.row-total", applications, edition)


@rule("arithmetic.remedies", severity=Severity.MAJOR, basis="form")
def remedies_total(remedies: Table, edition: Edition) -> Parts:
    """复议诉讼总计 · Reviews and lawsuits add up to their totals.

    查什么：行政复议、未经复议直接起诉、复议后起诉三组，维持、纠正、其他结果、尚未审结之和等于总计。
    何时不查：没有读到复议诉讼情况表。某组有空白、“/”或文字时，该组不判，并说明空白按0计是否相等。
    符合：行政复议：119、25、91、24，总计259。
    不符：行政复议：1、0、0、0，总计2。
    怎样改：核对该组各项；年底尚未审结的计入“尚未审结”。

    Checks: for reviews, direct lawsuits and lawsuits after review, the four outcomes add up to the total.
    Not checked: the table was not read. A group with a blank, a "/" or text is not judged; it is said what
        would follow if blanks counted as 0.
    Passes: reviews: 119, 25, 91, 24, total 259.
    Fails: reviews: 1, 0, 0, 0, total 2.
    Mend: check the group; cases open at the end of the year count as 尚未审结.
    """
    return identities("arithmetic.remedies", remedies, edition)


@rule("arithmetic.stock", severity=Severity.MINOR, basis="form")
def stock(disclosure: Table, edition: Edition) -> Parts:
    """文件存量不小于当年数 · The stock of documents is no less than the year's own.

    查什么：规章、规范性文件。2019格式：对外公开总数量不小于本年新公开数量。2021格式：现行有效件数加本年废止件数不小于
        本年制发件数；当年制发的文件可能另有去向，所以只提请人工复核。
    何时不查：没有读到主动公开情况表。某行有空白、“/”或文字时，该行不判。
    符合：本年新公开10，对外公开总数量77。
    不符：本年新公开10，对外公开总数量0。
    怎样改：与司法行政部门核对文件清单，补填存量。

    Checks: regulations and normative documents. 2019 form: all made public is no less than made public this year.
        2021 form: valid plus repealed is no less than made; documents may go other ways, so a person is asked to look.
    Not checked: the disclosure table was not read. A row with a blank, a "/" or text is not judged.
    Passes: made public this year 10, in all 77.
    Fails: made public this year 10, in all 0.
    Mend: check the list of documents with the justice department and fill in the stock.
    """
    for part in identities("arithmetic.stock", disclosure, edition):
        yield _for_review(part) if edition.id == "2021" and isinstance(part, Finding) else part


def _for_review(finding: Finding) -> Finding:
    return finding if finding.side is Side.READING else replace(finding, side=Side.UNDECIDED)


def identities(rule_id: str, table: Table, edition: Edition) -> Iterator[Part]:
    """Check every identity of one rule, line by line: one part a line, one finding at most."""
    for identity in edition.identities_of(rule_id):
        yield from (_judged(line) for line in lines_of(identity, table, edition.table(table.id)))


def _judged(line: Line) -> Part:
    """Held, a finding, or not checked: a blank is never taken for 0, only said what would follow."""
    if line.open:
        return NotChecked(_why_open(line))
    return Held() if line.holds else _off(line)


def _why_open(line: Line) -> Words:
    first, count = line.labels[line.open[0]], len(line.open)
    off = figure(abs(line.difference))
    then = (
        Words("若空白计0则相符", "with blanks as 0 it would agree")
        if line.holds
        else Words(f"若空白计0将相差{off}", f"with blanks as 0 it would be off by {off}")
    )
    more = Words(f"等{count}格", f" and {count - 1} more") if count > 1 else Words("", "")
    return Words(
        f"“{line.name}”的“{first}”{more.zh}没有数字，{then.zh}",
        f"{line.name}: no number at {first}{more.en}; {then.en}",
    )


def _off(line: Line) -> Finding:
    left, right, off = _written(line, line.left), _written(line, line.right), figure(abs(line.difference))
    if line.relation is Relation.AT_LEAST:
        message = Words(f"{left.zh}，小于{right.zh}", f"{left.en}, less than {right.en}")
        expected, actual = total(line.right), total(line.left)
    else:
        message = Words(f"{left.zh}，而{right.zh}，相差 {off}", f"{left.en}, but {right.en}, off by {off}")
        expected, actual = total(line.left), total(line.right)
    doubtful = any(cell.doubtful for cell in line.cells.values() if cell)
    return Finding(
        message=Words(f"“{line.name}”：{message.zh}", f"{line.name}: {message.en}"),
        where=line.where,
        side=Side.READING if doubtful else Side.AGENCY,
        expected=figure(expected),
        actual=figure(actual),
        cells=tuple(line.addresses),
    )


def _written(line: Line, cells: Mapping[str, Cell | None]) -> Words:
    """A side as a sum: `本年新收 3 + 上年结转 0 = 3`; a long one only by its first and last term."""
    summed = figure(total(cells))
    if len(cells) > FEW:
        ends = tuple(line.labels[key] for key in cells)
        return Words(
            f"“{ends[0]}”至“{ends[-1]}”之和 {summed}", f"the sum of {ends[0]} to {ends[-1]} {summed}"
        )
    terms = " + ".join(
        f"{line.labels[key]} {figure(cell.value if cell else None)}" for key, cell in cells.items()
    )
    said = f"{terms} = {summed}" if len(cells) > 1 else terms
    return Words(said, said)


def figure(value: Decimal | None) -> str:
    """A number as one writes it: no exponent, no trailing zeros; empty where there is none."""
    if value is None:
        return ""
    return str(int(value)) if value == value.to_integral_value() else f"{value.normalize():f}"
