"""Where a finding stands, as a person would say it: the part of the report, the row and the column."""

from collections.abc import Iterator

from models.report import Cell, Report
from models.verdict import Finding
from models.words import Language, Words
from reports.editions import Edition, edition
from reports.rules.sums import short

NUMERALS = "〇一二三四五六七八九十"
PLACES = {  # that are neither a section nor a cell
    "title": Words("标题", "title"),
    "preamble": Words("第一部分之前的文字", "the text before section 1"),
    "tables": Words("各表", "the tables"),
    "document": Words("全文", "the whole document"),
    "topics": Words("全文", "the whole text"),
}


def place(where: str, report: Report, language: Language) -> str:
    """The place in words, in the form's own labels; empty where the address says it all."""
    form = edition(report.edition) if report.edition is not None else None
    first, _, rest = where.partition(".")
    if first in PLACES:
        return PLACES[first].said_in(language)
    if first == "section":
        number = rest.partition(".")[0]
        return _section(int(number), report, form, language) if number.isdigit() else ""
    return _cell(first, rest, report, form, language) if form is not None else ""


def _section(number: int, report: Report, form: Edition | None, language: Language) -> str:
    section = report.section(number)
    official = next((each.title for each in form.sections if each.no == number), "") if form else ""
    title = section.title if section is not None else official
    if not title:
        return ""
    numeral = f"{NUMERALS[number]}、" if 0 < number < len(NUMERALS) else ""
    return Words(f"{numeral}{title}", f"section {number}, {title}").said_in(language)


def _cell(table_id: str, address: str, report: Report, form: Edition, language: Language) -> str:
    """`applications.*.natural` → 三、收到和处理政府信息公开申请情况 › 自然人."""
    table = next((each for each in form.tables if each.id == table_id), None)
    if table is None:
        return ""
    row, _, column = address.partition(".")
    rows = {each.id: each.label for each in table.rows}
    columns = {each.id: each.label for each in table.columns}
    named = [short(labels[key]) for key, labels in ((row, rows), (column, columns)) if key in labels]
    return " › ".join([_section(table.section, report, form, language), *named])


def doubtful_cells(finding: Finding, report: Report, language: Language) -> Iterator[tuple[str, Cell]]:
    """The cells a finding compares that can be read in more than one way, each by row and column."""
    for address in dict.fromkeys((*finding.cells, finding.where)):
        table_id, _, rest = address.partition(".")
        row, _, column = rest.partition(".")
        table = report.table(table_id)
        cell = table.cell(row, column) if table is not None else None
        if cell is not None and cell.doubtful:
            yield place(address, report, language).partition(" › ")[2], cell
