"""The clothes of text files: tables between pipes or tabs, spaced apart, one cell a line, or run together."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from reports.editions import TableForm
from tests.reports.clothes.clothing import NO_BLANKS, Rack
from tests.reports.clothes.facts import Facts
from tests.reports.clothes.form import Box, Row, Sheet, grid, sheet
from tests.reports.clothes.web import NUMERALS

RACK = Rack()
_LONG = 14  # characters of a label from which on it is broken


def text(facts: Facts, tables: Callable[[TableForm], str], *, mark: str = "", end: str = "\n") -> str:
    """The report as text: a paragraph a line, `mark` before each heading."""
    parts = [f"{mark}{facts.title}", *facts.preamble]
    for section in facts.form.sections:
        parts.append(f"{mark}{NUMERALS[section.no - 1]}、{section.title}")
        parts += [tables(form) for form in facts.form.tables if form.section == section.no]
        parts += facts.texts[section.no]
    return end.join(parts) + end


def cells(rows: Sheet) -> list[list[str]]:
    """The texts over the whole grid, blank where a merged cell reaches."""
    return [[box.text if box else "" for box in line] for line in grid(rows)]


@RACK.hang("tabs")
def tabs(facts: Facts) -> bytes:
    """Pasted from a word processor: merged cells leave empty fields."""
    return text(facts, lambda form: "\n".join("\t".join(line) for line in cells(sheet(facts, form)))).encode()


def _piped(lines: Iterable[list[str]]) -> str:
    first, *others = (f"| {' | '.join(line)} |" for line in lines)
    return "\n".join((first, f"|{'---|' * (first.count('|') - 1)}", *others))


@RACK.hang("Markdown")
def markdown(facts: Facts) -> bytes:
    drawn = text(facts, lambda form: f"\n{_piped(cells(sheet(facts, form)))}\n", mark="## ", end="\n\n")
    return drawn.encode()


@RACK.hang("Markdown, long labels torn over two rows", absent=NO_BLANKS)
def torn(facts: Facts) -> bytes:
    """As converters leave a row that a page's end cut: the rest of the label in a row of blanks."""

    def draw(form: TableForm) -> str:
        lines = cells(tuple(_torn(sheet(facts, form))))
        return f"\n{_piped(lines)}\n"

    return text(facts, draw, mark="#### ").encode()


def _torn(rows: Sheet) -> Iterable[Row]:
    for row in rows:
        label = next((box for box in row if len(box.text) > _LONG and not box.address and not box.head), None)
        if label is None:
            yield row
            continue
        half = len(label.text) // 2
        yield tuple(replace(box, text=box.text[:half]) if box is label else box for box in row)
        yield tuple(
            replace(box, text=box.text[half:] if box is label else "", address=None)
            for box in row
            if box is label or box.address
        )


@RACK.hang("rows spaced apart", absent=NO_BLANKS)
def spaced(facts: Facts) -> bytes:
    """Each row a line, its cells a space apart, merged cells gone."""
    return text(
        facts, lambda form: "\n".join(" ".join(box.text for box in row) for row in sheet(facts, form))
    ).encode()


def shows_its_distances(facts: Facts) -> bool:
    """Whether figures stand in most cells and in the last of each table: only from them the distances are known."""
    last = [facts.row(form.id, form.rows[-1].id)[-1] for form in facts.form.tables]
    return all(last) and sum(map(bool, facts.figures.values())) >= 100


@RACK.hang("one cell a line", suits=shows_its_distances)
def stacked(facts: Facts) -> bytes:
    """河北省教育厅 2019 to 2023: three line breaks between cells, five between rows; blank cells keep their own."""

    def draw(form: TableForm) -> str:
        rows = ("\n\n\n".join(_in_lines(box) for box in row) for row in sheet(facts, form))
        return "\n\n\n\n\n" + "\n\n\n\n\n".join(rows) + "\n\n\n\n\n"

    return text(facts, draw).encode()


def _in_lines(box: Box) -> str:
    return f"{box.text[:2]}\n{box.text[2:]}" if box.head and len(box.text) == 4 else box.text


@RACK.hang("run together", absent=("0", "/"), certain=False, strange=("连在一起",))
def run_together(facts: Facts) -> bytes:
    """河北省工业和信息化厅 2019 to 2023: no border, no space, all but the title in one line."""
    drawn = text(
        facts, lambda form: "".join(box.text for row in sheet(facts, form) for box in row), end="\u3000\u3000"
    )
    return drawn.replace(facts.title, f"标题: {facts.title}\n", 1).encode()
