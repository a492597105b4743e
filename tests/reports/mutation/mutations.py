"""One thing wrong in a correct report: each mutation, with the rules one of which must speak."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from models.report import Report, Table
from reports.editions import edition, edition_for
from reports.reading import read
from tests.reports.clothes.facts import Facts, as_cell, as_report
from tests.reports.clothes.web import official_template

ARITHMETIC = frozenset({"arithmetic.balance", "arithmetic.result-total", "arithmetic.row-total"})
EDGES = ("new", "carried_in", "total", "carried_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A correct report and the same with one thing wrong, each beside last year's; and which rules may head it."""

    right: Report
    wrong: Report
    previous: Report
    previous_wrong: Report
    rules: frozenset[str]
    cause: str | None = None  # the cell the head must name


Mutation = Callable[[st.DataObject, Facts], Case]


def worn(facts: Facts) -> Report:
    """The report as read from a page on the official template."""
    return read(official_template(facts))


def year_before(facts: Facts) -> Facts:
    """A report of the year before from which this year's figures follow."""
    form = edition_for(facts.year - 1)
    assert form is not None
    figures = {(table.id, *address): "0" for table in form.tables for address in table.addresses()}
    for address, text in facts.figures.items():
        table, row, column = address
        if table == "applications" and row == "carried_in":
            figures["applications", "carried_out", column] = text
        elif table == "disclosure" and address in figures and column in ("previous_items", "decisions"):
            figures[address] = text  # nothing changed, so this year begins where that one ended
    if facts.form.id == "2021" == form.id:
        figures |= _stock_before(facts)
    return replace(facts, form=form, year=facts.year - 1, figures=figures)


def _stock_before(facts: Facts) -> Mapping[tuple[str, str, str], str]:
    """Documents valid a year ago: this year's less those made, and those repealed again."""
    before = {}
    for row in ("regulations", "normative_documents"):
        made, repealed, valid = (Decimal(each) for each in facts.row("disclosure", row))
        before["disclosure", row, "valid"] = f"{valid - made + repealed:f}"
    return before


def _case(facts: Facts, wrong: Report, *rules: str, cause: str | None = None) -> Case:
    previous = as_report(year_before(facts))
    return Case(
        right=worn(facts),
        wrong=wrong,
        previous=previous,
        previous_wrong=previous,
        rules=frozenset(rules),
        cause=cause,
    )


def _other(draw: st.DataObject, text: str) -> str:
    """Another figure than this one, not less than 0."""
    number = int(text)
    return str(draw.draw(st.integers(0, 2 * number + 9).filter(lambda other: other != number)))


def one_figure(draw: st.DataObject, facts: Facts) -> Case:
    """A figure of the applications table that is no total."""
    cells = [a for a in facts.figures if a[0] == "applications" and a[1] not in EDGES and a[2] != "total"]
    address = draw.draw(st.sampled_from(sorted(cells)))
    changed = facts.with_figures({address: _other(draw, facts.figures[address])})
    return _case(facts, worn(changed), *ARITHMETIC, cause=".".join(address))


def a_total(draw: st.DataObject, facts: Facts) -> Case:
    """A total of the applications table, of a row or of the results, or one of the outer rows."""
    cells = [a for a in facts.figures if a[0] == "applications" and (a[1] in EDGES or a[2] == "total")]
    address = draw.draw(st.sampled_from(sorted(cells)))
    changed = facts.with_figures({address: _other(draw, facts.figures[address])})
    return _case(facts, worn(changed), *ARITHMETIC, cause=".".join(address))


def a_remedy(draw: st.DataObject, facts: Facts) -> Case:
    """A figure of the reviews and lawsuits."""
    cells = [a for a in facts.figures if a[0] == "remedies"]
    address = draw.draw(st.sampled_from(sorted(cells)))
    changed = facts.with_figures({address: _other(draw, facts.figures[address])})
    return _case(facts, worn(changed), "arithmetic.remedies")


def a_row_dropped(draw: st.DataObject, facts: Facts) -> Case:
    """A row of the applications table left out of the template."""
    row = draw.draw(st.sampled_from([each.id for each in facts.form.table("applications").rows]))
    whole = worn(facts)
    table = whole.tables["applications"]
    left = Table(table.id, {where: cell for where, cell in table.cells.items() if where[0] != row})
    return _case(facts, replace(whole, tables={**whole.tables, "applications": left}), "presence.cells")


def two_columns_swapped(draw: st.DataObject, facts: Facts) -> Case:
    """The figures of the total and of one kind of applicant, each under the other's heading, in every row."""
    columns = [column.id for column in facts.form.table("applications").columns if column.id != "total"]
    column = draw.draw(st.sampled_from(columns))
    rows = [row.id for row in facts.form.table("applications").rows]
    swapped = {}
    for row in rows:
        one, other = ("applications", row, column), ("applications", row, "total")
        swapped |= {one: facts.figures[other], other: facts.figures[one]}
    assume(any(facts.figures[address] != text for address, text in swapped.items()))
    return _case(facts, worn(facts.with_figures(swapped)), "arithmetic.row-total")


def a_section_removed(draw: st.DataObject, facts: Facts) -> Case:
    """A section with its heading and its table."""
    number = draw.draw(st.sampled_from([1, 2, 3, 4, 5, 6]))
    whole = worn(facts)
    sections = tuple(each for each in whole.sections if each.no != number)
    gone = {table.id for table in facts.form.tables if table.section == number}
    tables = {name: table for name, table in whole.tables.items() if name not in gone}
    return _case(facts, replace(whole, sections=sections, tables=tables), "presence.section")


def a_sign_flipped(draw: st.DataObject, facts: Facts) -> Case:
    """A figure with a minus where no change is counted."""
    cells = [
        address
        for address, text in facts.figures.items()
        if address[0] == "applications" and text.isdigit() and int(text)
    ]
    assume(cells)
    address = draw.draw(st.sampled_from(sorted(cells)))
    changed = facts.with_figures({address: f"-{facts.figures[address]}"})
    return _case(facts, worn(changed), "presence.number", cause=".".join(address))


def a_wrong_form(draw: st.DataObject, facts: Facts) -> Case:
    """The form of other years."""
    other = edition("2021" if facts.form.id == "2019" else "2019")
    year = draw.draw(st.integers(other.first_year, other.last_year or other.first_year + 4))
    moved = replace(
        facts,
        year=year,
        preamble=tuple(part.replace(str(facts.year), str(year)) for part in facts.preamble),
        texts={
            no: tuple(part.replace(f"{facts.year}年", f"{year}年") for part in parts)
            for no, parts in facts.texts.items()
        },
    )
    case = _case(facts, worn(moved), "presence.form")
    return replace(case, previous_wrong=replace(case.previous, year=year - 1, title_year=year - 1))


def last_years_carry_over(draw: st.DataObject, facts: Facts) -> Case:
    """What last year's report carried out."""
    case = _case(facts, worn(facts), "continuity.carried-in")
    table = case.previous.tables["applications"]
    column = draw.draw(st.sampled_from([each.id for each in facts.form.table("applications").columns]))
    before = str(facts.figures["applications", "carried_in", column])
    cells = {**table.cells, ("carried_out", column): as_cell(_other(draw, before))}
    tables = {**case.previous.tables, "applications": Table(table.id, cells)}
    return replace(case, previous_wrong=replace(case.previous, tables=tables))


SAID = {
    "新收政府信息公开申请{}件": ("new", "agreement.received"),
    "上年结转{}件": ("carried_in", "agreement.carried-in"),
    "办结{}件": ("total", "agreement.closed"),
    "结转下年度继续办理{}件": ("carried_out", "agreement.carried-out"),
}


def a_prose_figure(draw: st.DataObject, facts: Facts) -> Case:
    """A figure in the sentence on requests."""
    said = draw.draw(st.sampled_from(sorted(SAID)))
    row, rule = SAID[said]
    figure = facts.figures["applications", row, "total"]
    other = _other(draw, figure)
    overview = tuple(part.replace(said.format(figure), said.format(other)) for part in facts.texts[1])
    assume(overview != facts.texts[1])
    return _case(
        facts, worn(replace(facts, texts={**facts.texts, 1: overview})), rule, "agreement.none-claimed"
    )


MUTATIONS: Mapping[str, Mutation] = {
    each.__name__: each
    for each in (
        one_figure,
        a_total,
        a_remedy,
        a_row_dropped,
        two_columns_swapped,
        a_section_removed,
        a_sign_flipped,
        a_wrong_form,
        last_years_carry_over,
        a_prose_figure,
    )
}
