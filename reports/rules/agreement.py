"""What the text says must agree with what the tables say. Text is never certain: these rules only ask a person to look."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.report import Cell, Report, Table
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.arithmetic import figure
from reports.rules.prose import NUMBER, UNIT, clauses, sentences, value

NOT_BLANK_AS_0 = Words(
    "表中对应的格子没有数字，不与正文比较", "the table's cell holds no number to compare with the text"
)


@rule("agreement.received", severity=Severity.MAJOR, basis="practice")
def received(report: Report, applications: Table) -> Parts:
    """正文收到申请数与表一致 · The requests received, in text and table.

    查什么：第一、三部分写的收到（受理、接收）申请件数，等于申请情况表“本年新收”总计，或者“本年新收”加“上年结转”。
        正文只写办理件数的，还可以等于“（七）总计”。不一致只提请人工复核。
    何时不查：没有读到申请情况表；正文没有写件数；表中对应格为空白。分渠道、分类别的件数不比较。
    符合：收到5件，叠加上年结转11件，全年办理16件；表中新收5、结转11。
    不符：收到申请6件；表中新收5、结转0。
    怎样改：以台账为准，更正正文或者表格。

    Checks: the number of requests sections 1 and 3 say were received equals 本年新收 in the table, or 本年新收 plus
        上年结转. Where the text only says how many were handled, （七）总计 will do as well. A person is asked to look.
    Not checked: no applications table; no number in the text; a blank in the table. Numbers by channel or by kind
        are not compared.
    Passes: 5 received, 11 carried in, 16 handled in all; the table has 5 new and 11 carried in.
    Fails: 6 received; the table has 5 new and none carried in.
    Mend: correct the text or the table, whichever differs from the register.
    """
    said = _requests(report, RECEIVED)
    handled = said or _requests(report, HANDLED)
    if not handled:
        yield NotChecked(
            Words("正文没有写明收到申请的件数", "the text does not say how many requests were received")
        )
        return
    results = () if said else (applications.cell("total", "total"),)
    yield _as_received(
        handled, applications.cell("new", "total"), applications.cell("carried_in", "total"), results
    )


RECEIVED = r"(?:收到|受理|新收|接收|接到|收悉)"
HANDLED = r"(?:办理|处理|答复|办结)"
CHANNEL = re.compile(r"网上|网络|信函|邮寄|当面|现场|传真|邮件")
# What is received or handled beside requests, and words that turn a number into something else.
FOREIGN = re.compile(
    r"复议|诉讼|投诉|举报|信访|申诉|维持|纠正|审结|撤销|建议|提案|咨询|来信|来电|电话|留言|许可|转办|补正"
)
OTHER_YEAR = re.compile(r"去年|同比|[较比]上年|[较比]上一年|前三季度|上半年")


def _requests(report: Report, verb: str) -> tuple[int, ...]:
    """Every number the text gives for all requests of the year, after one kind of verb."""
    pattern = re.compile(rf"{verb}(?P<what>[^\d]{{0,40}}?)(?P<number>{NUMBER}){UNIT}")
    found = []
    for sentence in _sentences(report, 1, 3):
        for clause in clauses(sentence) if "申请" in sentence else ():
            match = pattern.search(clause)
            if (
                match
                and not clause.startswith("其中")
                and not OTHER_YEAR.search(clause)
                and _all_requests(match["what"])
            ):
                found.append(value(match["number"]))
    return tuple(found)


def _all_requests(what: str) -> bool:
    """Whether the words between verb and number mean requests, and all of them."""
    near = what.rpartition("、")[2]  # the number belongs to the last of a list
    if FOREIGN.search(what) or len(near) > 20:
        return False
    if CHANNEL.search(what) and not re.search(r"共|总|累计|合计", near):
        return False
    return "申请" in near or "公开" in near or near in ("", "共", "共计", "了", "各类")


def _as_received(
    said: tuple[int, ...], new: Cell | None, carried: Cell | None, results: tuple[Cell | None, ...]
) -> Part:
    """One part: it is enough that one number of the text agrees."""
    if new is None or new.value is None:
        return NotChecked(NOT_BLANK_AS_0)
    taken = None if carried is None else carried.value
    allowed = {new.value, *(cell.value for cell in results if cell and cell.value is not None)}
    allowed |= {new.value + taken} if taken is not None else set()
    if allowed & set(said):
        return Held()
    if taken is None:
        return NotChecked(NOT_BLANK_AS_0)
    listed = "、".join(map(str, dict.fromkeys(said)))
    return Finding(
        message=Words(
            f"正文写收到（办理）申请{listed}件，表中本年新收 {figure(new.value)}、上年结转 {figure(taken)}，请核对",
            f"the text says {listed} requests; the table has {figure(new.value)} new and {figure(taken)} carried in",
        ),
        where="applications.new.total",
        side=_side(new, carried),
        expected=str(said[0]),
        actual=figure(new.value),
    )


@rule("agreement.documents", severity=Severity.MAJOR, basis="practice")
def documents(report: Report, disclosure: Table, edition: Edition) -> Parts:
    """正文规范性文件数与表一致 · Normative documents, in text and table.

    查什么：第一、二部分写的规范性文件件数，与主动公开情况表“规范性文件”一行比较：写明制定、废止、现行有效的与对应一格比，
        没有写明的与该行任一格相同即可。不一致只提请人工复核。
    何时不查：没有读到主动公开情况表；正文没有写件数；表中对应格为空白。起草、审查、清理、解读、移交的件数不比较。
    符合：制定行政规范性文件4件；表中本年制发4。
    不符：公开信息中规范性文件5条；表中该行全为0。
    怎样改：以文件清单为准，更正正文或者表格；正文所写不是本机关制发的文件时，换用别的说法。

    Checks: the number of normative documents in sections 1 and 2 against their row in the disclosure table: where the
        text says made, repealed or valid, against that cell, otherwise against any cell of the row. A person is asked
        to look.
    Not checked: no disclosure table; no number in the text; a blank in the table. Numbers of documents drafted,
        reviewed, cleaned up, explained or handed over are not compared.
    Passes: 4 normative documents were made; the table has 4 made this year.
    Fails: 5 normative documents among what was published; the table's row is all 0.
    Mend: correct the text or the table by the list of documents; where others made them, use another word.
    """
    row = edition.table("disclosure").row("normative_documents")
    cells = {column: disclosure.cell(row.id, column) for column in row.columns}
    said = tuple(dict.fromkeys(_documents(report)))
    if not said:
        yield NotChecked(
            Words("正文没有写明规范性文件的件数", "the text does not say how many normative documents")
        )
    for each in said:
        yield _as_documented(each, cells)


@dataclass(frozen=True, slots=True)
class Said:
    """A number of normative documents as the text gives it. `column` None: it does not say which number."""

    number: int
    column: str | None
    clause: str


AFTER = re.compile(rf"规范性文件(?P<gap>[^，。、；\d]{{0,10}}?)(?P<number>{NUMBER}){UNIT}")
BEFORE = re.compile(rf"(?P<number>{NUMBER}){UNIT}(?:现行有效|的|行政|部门|政府)*规范性文件(?P<gap>)")
STATED = {"valid": r"现行有效|继续有效", "repealed": r"废止|失效", "made": r"制定|制发|印发|出台|新增"}
OTHER_BUSINESS = re.compile(
    r"起草|审查|审核|清理|备案|移交|报送|解读|征求|修改|转发|上级|(?:省|市|县|区|州|人民)政府规范性"
)
WIDER = re.compile(r"[和及与等或类库]")  # the number counts more than normative documents, or something else


def _documents(report: Report) -> Iterator[Said]:
    for sentence in _sentences(report, 1, 2):
        for clause in clauses(sentence):
            for match in (*AFTER.finditer(clause), *BEFORE.finditer(clause)):
                said = _said(clause, match)
                if said is not None:
                    yield said


def _said(clause: str, match: re.Match[str]) -> Said | None:
    """The statement, or None where the number is one of other business."""
    listed_before = re.search(r"[、和及与](?:行政)?$", clause[: match.start()])
    if WIDER.search(match["gap"]) or (listed_before and "共" in match["gap"]):
        return None
    around = clause[: match.end()].rpartition("、")[2]
    columns = [column for column, words in STATED.items() if re.search(words, around)]
    if "valid" not in columns and OTHER_BUSINESS.search(clause):
        return None
    return Said(
        value(match["number"]), columns[0] if len(columns) == 1 or "valid" in columns else None, clause
    )


def _as_documented(said: Said, cells: Mapping[str, Cell | None]) -> Part:
    column = said.column if said.column in cells else None  # the 2019 form has no cell for repealed or valid
    chosen = cells if column is None else {column: cells[column]}
    values = [None if cell is None else cell.value for cell in chosen.values()]
    if said.number in values:
        return Held()
    if None in values:
        return NotChecked(NOT_BLANK_AS_0)
    figures = "、".join(dict.fromkeys(map(figure, values)))
    return Finding(
        message=Words(
            f"正文写“{said.clause}”，表中规范性文件一行为 {figures}，请核对",
            f"the text says {said.number} normative documents (“{said.clause}”), the table has {figures}",
        ),
        where=f"disclosure.normative_documents.{column or '*'}",
        side=_side(*chosen.values()),
        expected=str(said.number),
        actual=figures,
    )


def _sentences(report: Report, *sections: int) -> Iterator[str]:
    for each in report.sections:
        if each.no in sections:
            yield from sentences(each.text)


def _side(*cells: Cell | None) -> Side:
    """Never the agency's: numbers in prose may be of something else."""
    return Side.READING if any(cell.doubtful for cell in cells if cell) else Side.UNDECIDED
