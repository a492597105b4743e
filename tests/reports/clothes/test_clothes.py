"""The same facts in every clothing are read back as the same report."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.report import Cell, Report
from reports.editions import edition
from reports.reading.seen import seen
from tests.reports.clothes.clothing import Clothing
from tests.reports.clothes.facts import Facts, any_facts, as_report
from tests.reports.clothes.wardrobe import WARDROBE

IN_SUITE, IN_PROOF = 8, 400  # examples of a clothing that costs next to nothing
HEADINGS = (1, 5, 6)  # the sections without a table


def as_worn(clothing: Clothing) -> st.SearchStrategy[Facts]:
    """Facts that this clothing can carry."""
    facts = any_facts(edition(clothing.form) if clothing.form else None, absent=clothing.absent)
    return facts.filter(clothing.suits)


def faults(clothing: Clothing, facts: Facts) -> list[str]:
    """Where the clothing is read otherwise than by a perfect reader."""
    worn = clothing.worn(facts)
    report, expected = clothing.read(clothing.dress(worn)), as_report(facts)
    whose = (report.agency, report.year, report.edition)
    return [
        *differences(report, expected, worn, clothing),
        *(f"unread: {note}" for note in report.unread if not any(word in note for word in clothing.strange)),
        *([] if whose == (facts.agency, facts.year, facts.form.id) else [f"identity: {whose}"]),
        *(f"section: {part}" for part in said(report) if part not in said(expected)),
        *(f"no section: {part}" for part in said(expected) if part not in said(report)),
    ]


def differences(report: Report, expected: Report, worn: Facts, clothing: Clothing) -> list[str]:
    """The cells that say something else than was written."""
    found = []
    for name, table in expected.tables.items():
        for row, column, right in table:
            written = worn.figures[name, row, column]
            own = report.tables[name].cell(row, column) if name in report.tables else None
            missed = own is None and (clothing.certain or not _is_named(report, name, row))
            if missed or (own and not _same(own, right, written, clothing)):
                found.append(f"{name}.{row}.{column}: {written!r} read as {own}")
    return found


def _is_named(report: Report, table: str, row: str) -> bool:
    """Whether a row, or its whole table, is named as unread."""
    return any(note.startswith((f"{table}.{row}：", f"{table}：")) for note in report.unread)


def _same(own: Cell, right: Cell, written: str, clothing: Clothing) -> bool:
    if own.doubtful:
        return not clothing.certain and right.value in (own.value, *own.readings)
    return (own.kind, own.value, own.raw.strip()) == (right.kind, right.value, seen(written))


def said(report: Report) -> list[tuple[int, str, str]]:
    """The sections: number, title, text without white space; of those with tables, only that they are there."""
    return [
        (part.no, part.title, "".join(part.text.split()) if part.no in HEADINGS else "")
        for part in report.sections
    ]


@pytest.mark.parametrize("clothing", WARDROBE, ids=lambda clothing: clothing.name)
def test_the_same_facts_are_read_in_every_clothing(clothing: Clothing) -> None:
    facts = as_worn(clothing)
    _try_on(
        clothing, facts if clothing.dear == 1 else facts.filter(_is_rich), max(1, IN_SUITE // clothing.dear)
    )


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("clothing", WARDROBE, ids=lambda clothing: clothing.name)
def test_a_great_many_facts_are_read_in_every_clothing(clothing: Clothing) -> None:
    """`make prove-clothes`."""
    _try_on(clothing, as_worn(clothing), IN_PROOF // clothing.dear)


def _is_rich(facts: Facts) -> bool:
    """Whether one such report is worth the time: figures of many sizes, in many rows, and some blanks."""
    return len(set(facts.figures.values())) > 12


def _try_on(clothing: Clothing, any_worn: st.SearchStrategy[Facts], examples: int) -> None:
    phases = [phase for phase in Phase if phase is not Phase.shrink or clothing.dear == 1]

    @settings(max_examples=examples, phases=phases, suppress_health_check=list(HealthCheck))
    @given(any_worn)
    def any_report(facts: Facts) -> None:
        assert faults(clothing, facts) == []

    any_report()
