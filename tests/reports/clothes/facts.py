"""What a report says, correct in itself: from a county office without a single request to a province's six digits."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from models.report import Cell, CellKind, Report, Section, Table
from reports.editions import EDITIONS, Edition, edition
from tests.reports.clothes.prose import preamble, texts

Address = tuple[str, str, str]  # table, row, column: the ids of contract §4
Figures = Mapping[
    Address, str
]  # as plainly written: `12`, `-3`, `0.125`, `` for a blank, `/` or `—` for none

SCALES = (0, 3, 60, 2_500, 400_000)  # the largest figure of a report: nobody asked … a province
ABSENT = ("0", "", "/", "—")  # how a report writes nought
PERSONS = ("natural", "business", "research", "nonprofit", "legal", "other")
OUTCOMES = ("upheld", "corrected", "other", "pending")
AGENCIES = (
    "青石县水利局",
    "临溪市人民政府",
    "南陵省财政厅",
    "河湾区人民政府办公室",
    "青石县望江镇人民政府",
    "临溪经济技术开发区管理委员会",
    "河湾区柳林街道办事处",
)
RULEMAKERS = ("临溪市人民政府",)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Facts:
    """One report: whose, of which year, every cell of its form, and its sections in words."""

    form: Edition
    agency: str
    year: int
    figures: Figures
    preamble: tuple[str, ...]
    texts: Mapping[int, tuple[str, ...]]  # section → paragraphs; none where the form has a table

    def __repr__(self) -> str:
        """Short enough to be read in a failure: the rows that are not all 0."""
        rows = {
            f"{table.id}.{row.id}": self.row(table.id, row.id)
            for table in self.form.tables
            for row in table.rows
        }
        told = {name: "|".join(row) for name, row in rows.items() if set(row) != {"0"}}
        return f"Facts({self.form.id}, {self.title}, {told})"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """What Hypothesis prints."""
        printer.text(repr(self))

    @property
    def title(self) -> str:
        """As agencies word it."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    def row(self, table: str, row: str) -> tuple[str, ...]:
        """The figures of one row in the form's order."""
        return tuple(self.figures[table, row, column] for column in self.form.table(table).row(row).columns)

    def with_figures(self, figures: Figures) -> "Facts":
        """The same report with these figures in place of its own; its text stays."""
        return replace(self, figures={**self.figures, **figures})

    def without_gaps(self) -> "Facts":
        """The same report with a 0 wherever a cell was blank or crossed out."""
        return replace(
            self,
            figures={address: text if _is_number(text) else "0" for address, text in self.figures.items()},
        )


def as_cell(text: str) -> Cell:
    """The cell that plainly says this."""
    if not text:
        return Cell(raw=text, kind=CellKind.BLANK)
    if not _is_number(text):
        return Cell(raw=text, kind=CellKind.NOT_APPLICABLE)
    return Cell(raw=text, kind=CellKind.NUMBER, value=Decimal(text))


def _is_number(text: str) -> bool:
    return text[-1:].isdigit()


def as_report(facts: Facts) -> Report:
    """The report that a perfect reader makes of these facts, whatever they wear."""
    return Report(
        title=facts.title,
        agency=facts.agency,
        title_year=facts.year,
        year=facts.year,
        body_years=(facts.year,),
        edition=facts.form.id,
        sections=tuple(
            Section(no=part.no, title=part.title, text="\n".join(facts.texts[part.no]))
            for part in facts.form.sections
        ),
        tables={
            table.id: Table(
                table.id,
                {
                    (row, column): as_cell(facts.figures[table.id, row, column])
                    for row, column in table.addresses()
                },
            )
            for table in facts.form.tables
        },
        preamble="\n".join((facts.title, *facts.preamble)),
    )


# Random facts.


@st.composite
def any_facts(draw: st.DrawFn, form: Edition | None = None, *, absent: tuple[str, ...] = ABSENT) -> Facts:
    """A correct report; `absent`: the ways it may write nought in some of its rows, or in all of them."""
    form = form or draw(st.sampled_from(EDITIONS))
    year = draw(st.integers(form.first_year, form.last_year or form.first_year + 4))
    agency = draw(st.sampled_from(AGENCIES))
    numbers = _fitting(agency, draw(_numbers(form)))
    written = draw(_written(form, numbers, absent))
    return Facts(
        form=form,
        agency=agency,
        year=year,
        figures=written,
        preamble=preamble(agency, year),
        texts=texts(year, written, form),
    )


def plain_facts(form: Edition | str | None = None) -> st.SearchStrategy[Facts]:
    """A correct report with a number in every cell."""
    return any_facts(edition(form) if isinstance(form, str) else form, absent=("0",))


Numbers = Mapping[Address, Decimal]


@st.composite
def _numbers(draw: st.DrawFn, form: Edition) -> Numbers:
    most = draw(st.sampled_from(SCALES))
    numbers: dict[Address, Decimal] = {
        (table.id, *address): Decimal(0) for table in form.tables for address in table.addresses()
    }
    count = st.integers(0, most)
    for fill in (_disclosure, _applications, _remedies):
        fill(draw, form, count, numbers)
    return numbers


def _disclosure(
    draw: st.DrawFn, form: Edition, count: st.SearchStrategy[int], numbers: dict[Address, Decimal]
) -> None:
    """Stocks no smaller than what was added to them; changes that leave no less than nothing; amounts with decimals."""
    table = form.table("disclosure")
    for row, column in table.addresses():
        if column in table.decimal:
            numbers["disclosure", row, column] = draw(st.decimals(0, 10_000, places=draw(st.integers(0, 6))))
        elif column in table.signed:
            before = int(numbers["disclosure", row, "previous_items"])
            numbers["disclosure", row, column] = Decimal(draw(st.integers(-before, 40)))
        else:
            numbers["disclosure", row, column] = Decimal(draw(count))
    for row in ("regulations", "normative_documents"):
        added, stock = ("made", "valid") if form.id == "2021" else ("published", "total_public")
        numbers["disclosure", row, stock] += numbers["disclosure", row, added]


def _applications(
    draw: st.DrawFn, form: Edition, count: st.SearchStrategy[int], numbers: dict[Address, Decimal]
) -> None:
    """Some results by some kinds of applicants; then the totals; then what was carried in and out."""
    rows = [row.id for row in form.table("applications").rows]
    results = [row for row in rows if row not in {"new", "carried_in", "total", "carried_out"}]
    places = st.tuples(st.sampled_from(results), st.sampled_from(PERSONS))
    for (row, person), number in draw(st.dictionaries(places, count, max_size=30)).items():
        numbers["applications", row, person] = Decimal(number)
    for person in draw(st.sets(st.sampled_from(PERSONS))):
        numbers["applications", "carried_out", person] = Decimal(draw(count))
    for person in PERSONS:
        total = sum((numbers["applications", row, person] for row in results), Decimal(0))
        numbers["applications", "total", person] = total
        handled = total + numbers["applications", "carried_out", person]
        before = draw(st.integers(0, int(handled))) if handled else 0
        numbers["applications", "carried_in", person] = Decimal(before)
        numbers["applications", "new", person] = handled - before
    for row in rows:
        numbers["applications", row, "total"] = sum(
            (numbers["applications", row, person] for person in PERSONS), Decimal(0)
        )


def _remedies(
    draw: st.DrawFn, form: Edition, count: st.SearchStrategy[int], numbers: dict[Address, Decimal]
) -> None:
    for row in form.table("remedies").rows:
        for outcome in draw(st.sets(st.sampled_from(OUTCOMES))):
            numbers["remedies", row.id, outcome] = Decimal(draw(count))
        numbers["remedies", row.id, "total"] = sum(
            (numbers["remedies", row.id, outcome] for outcome in OUTCOMES), Decimal(0)
        )


def _fitting(agency: str, numbers: Numbers) -> Numbers:
    """Without what such an agency does not do: a county makes no 规章, an office of a government hardly enforces."""
    idle = set() if agency in RULEMAKERS else {"regulations"}
    if agency.endswith("办公室"):
        idle |= {"licences", "penalties", "coercion"}
    return {address: Decimal(0) if address[1] in idle else number for address, number in numbers.items()}


@st.composite
def _written(draw: st.DrawFn, form: Edition, numbers: Numbers, absent: tuple[str, ...]) -> Figures:
    """The numbers as written; nought by one of the ways given, in some rows, in all or in none."""
    mark = draw(st.sampled_from(absent))
    every = [(table.id, row.id) for table in form.tables for row in table.rows]
    everywhere = mark == "0" or draw(st.booleans())
    rows = set(every) if everywhere else draw(st.sets(st.sampled_from(every)))
    return {
        address: f"{number:f}" if number or address[:2] not in rows else mark
        for address, number in numbers.items()
    }
