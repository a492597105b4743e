"""The figures keep the identities of the official form, and each scripted mistake breaks exactly what it should."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from deploy.demo.facts import SHANGHAI, Agency, land
from deploy.demo.figures import PERSONS, REMEDIES, RESULTS, figures, printed

END = datetime(2026, 4, 30, tzinfo=SHANGHAI)
AGENCIES = land().agencies
ODD = {agency.code for agency in AGENCIES for report in agency.reports if report.misprints or report.blanks}
COLUMNS = (*PERSONS, "total")


def broken(cells: Mapping[str, str]) -> set[str]:
    """Every identity of the form that these cells break; a blank breaks none."""

    def n(table: str, row: str, column: str) -> Decimal:
        return Decimal(cells[f"{table}.{row}.{column}"] or 0)

    found = set()
    for c in COLUMNS:
        if n("applications", "new", c) + n("applications", "carried_in", c) != n(
            "applications", "total", c
        ) + n("applications", "carried_out", c):
            found.add(f"balance {c}")
        if n("applications", "total", c) != sum(n("applications", row, c) for row in RESULTS):
            found.add(f"result-total {c}")
    for row in ("new", "carried_in", *RESULTS, "total", "carried_out"):
        if n("applications", row, "total") != sum(n("applications", row, person) for person in PERSONS):
            found.add(f"row-total {row}")
    for block in REMEDIES:
        ends = ("upheld", "corrected", "other", "pending")
        if n("remedies", block, "total") != sum(n("remedies", block, end) for end in ends):
            found.add(f"remedies {block}")
    return found


def cells_of(code: str, moment: datetime = END) -> dict[str, str]:
    agency = land().agency(code)
    return printed(agency, agency.reports[-1], moment)


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.code)
def test_every_report_but_the_scripted_ones_keeps_every_identity(agency: Agency) -> None:
    for report in agency.reports:
        if not report.misprints:
            assert broken(printed(agency, report, END)) == set(), report.year


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.code)
def test_no_figure_is_negative_and_a_report_fills_the_whole_form(agency: Agency) -> None:
    for report in agency.reports:
        cells = printed(agency, report, END)
        assert len([cell for cell in cells if cell.startswith("applications.")]) == 25 * 7
        assert len([cell for cell in cells if cell.startswith("remedies.")]) == 15
        assert len([cell for cell in cells if cell.startswith("disclosure.")]) == 10
        assert all(Decimal(figure) >= 0 for figure in cells.values() if figure)


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.code)
def test_what_is_carried_out_of_a_year_is_carried_into_the_next_but_once(agency: Agency) -> None:
    differing = [
        year
        for year in (2024, 2025)
        if figures(agency, year, carried_in=_contradiction(agency, year)).applications["carried_in"]
        != figures(agency, year - 1).applications["carried_out"]
    ]

    assert differing == ([2025] if agency.code == "990121-CZ" else [])


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda agency: agency.code)
def test_documents_in_force_follow_from_the_year_before(agency: Agency) -> None:
    now, before = figures(agency, 2025).documents, figures(agency, 2024).documents

    assert now["valid"] == before["valid"] + now["made"] - now["repealed"]


@pytest.mark.parametrize("code", ["990100-ZF", "990102-ZF", "990121-ZF"])
def test_a_government_reports_at_least_what_its_agencies_report_together(code: str) -> None:
    below = [figures(agency, 2025) for agency in AGENCIES if agency.parent == code]
    above = figures(land().agency(code), 2025)

    assert len(below) >= 5
    assert above.applications["new"]["total"] >= sum(f.applications["new"]["total"] for f in below)
    assert above.remedies["review"]["total"] >= sum(f.remedies["review"]["total"] for f in below)
    assert above.decisions["penalties"] >= sum(f.decisions["penalties"] for f in below)


def test_no_agency_but_the_scripted_ones_misprints_or_leaves_blank() -> None:
    assert {"990100-KJ", "990100-RS", "990100-GA", "990102-JP"} == ODD


def test_a_total_that_is_one_too_high_breaks_both_relations_of_its_two_columns() -> None:
    assert broken(cells_of("990100-KJ")) == {
        "balance natural", "balance total", "result-total natural", "result-total total",
    }  # fmt: skip


def test_a_row_total_that_is_one_too_high_breaks_its_row_and_the_last_column() -> None:
    assert broken(cells_of("990100-RS")) == {"row-total none_held", "result-total total"}


def test_a_correction_changes_two_figures_and_nothing_else() -> None:
    before = cells_of("990100-GA", datetime(2026, 2, 4, 14, 59, tzinfo=SHANGHAI))
    after = cells_of("990100-GA", datetime(2026, 2, 4, 15, 0, tzinfo=SHANGHAI))

    changed = {cell for cell in before if before[cell] != after[cell]}
    assert changed == {"disclosure.penalties.decisions", "disclosure.coercion.decisions"}


def test_blanks_stand_only_where_a_zero_would() -> None:
    agency = land().agency("990102-JP")
    blank = {cell for cell, figure in cells_of(agency.code).items() if not figure}
    whole = printed(agency, replace(agency.reports[-1], blanks=()), END)

    assert len(blank) > 40
    assert {whole[cell] for cell in blank} == {"0"}


def _contradiction(agency: Agency, year: int) -> int | None:
    return next((report.carried_in for report in agency.reports if report.year == year), None)
