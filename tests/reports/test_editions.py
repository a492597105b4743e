"""The forms as data: their cells, and that every name in them points at something."""

import pytest

from reports.editions import EDITIONS, Along, Edition, Identity, Relation, edition, edition_for
from reports.reading.labels import column_named, row_named

RULES = (
    "arithmetic.balance",
    "arithmetic.result-total",
    "arithmetic.row-total",
    "arithmetic.remedies",
    "arithmetic.stock",
)
each_edition = pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)


@pytest.mark.parametrize(
    ("edition_id", "table", "rows", "cells"),
    [
        ("2019", "disclosure", 8, 22),
        ("2019", "applications", 23, 23 * 7),
        ("2019", "remedies", 3, 15),
        ("2021", "disclosure", 6, 10),
        ("2021", "applications", 25, 25 * 7),
        ("2021", "remedies", 3, 15),
    ],
)
def test_each_table_has_the_cells_of_the_official_form(
    edition_id: str, table: str, rows: int, cells: int
) -> None:
    form = edition(edition_id).table(table)
    assert len(form.rows) == rows
    assert len(form.addresses()) == len(set(form.addresses())) == cells


@pytest.mark.parametrize(
    ("year", "edition_id"),
    [
        (2007, None),
        (2008, "2008"),
        (2018, "2008"),
        (2019, "2019"),
        (2020, "2019"),
        (2021, "2021"),
        (2025, "2021"),
        (2031, "2021"),
    ],
)
def test_a_year_is_served_by_the_edition_in_force(year: int, edition_id: str | None) -> None:
    found = edition_for(year)
    assert (found.id if found else None) == edition_id


def test_an_unknown_edition_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        edition("2007")
    with pytest.raises(KeyError):
        edition("2021").table("annex")


def test_until_2018_six_matters_and_no_table_were_prescribed() -> None:
    form = edition("2008")

    assert form.free
    assert form not in EDITIONS
    assert [section.no for section in form.sections if section.required] == [1, 2, 3, 4, 5]


@each_edition
def test_a_table_has_its_own_cells_and_no_others(form: Edition) -> None:
    table = form.table("remedies")

    assert all(table.has(*address) for address in table.addresses())
    assert not table.has("review", "amount")


@each_edition
def test_six_sections_in_order_and_every_table_in_one(form: Edition) -> None:
    assert [section.no for section in form.sections] == [1, 2, 3, 4, 5, 6]
    assert {table.id: table.section for table in form.tables} == {
        "disclosure": 2,
        "applications": 3,
        "remedies": 4,
    }


@each_edition
def test_every_label_names_its_own_row(form: Edition) -> None:
    for table in form.tables:
        for row in table.rows:
            for wording in (row.label, *row.accepted):
                assert row_named(wording, table) is row, wording


@each_edition
def test_every_label_names_its_own_column(form: Edition) -> None:
    for table in form.tables:
        for column in table.columns:
            for wording in (column.label, *column.accepted):
                assert column_named(wording, table) == column.id, wording


@each_edition
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_has_an_identity(form: Edition, rule: str) -> None:
    assert form.identities_of(rule)


def test_no_identity_belongs_to_an_unknown_rule() -> None:
    assert {identity.rule for form in EDITIONS for identity in form.identities} == set(RULES)


@each_edition
def test_identities_name_only_cells_the_form_has(form: Edition) -> None:
    for identity in form.identities:
        assert not _unknown_names(form, identity)


def _unknown_names(form: Edition, identity: Identity) -> set[str]:
    table = form.table(identity.table)
    rows, columns = {row.id for row in table.rows}, {column.id for column in table.columns}
    added, held = (rows, columns) if identity.along is Along.COLUMN else (columns, rows)
    return ({*identity.left, *identity.right} - added) | (set(identity.only) - held)


@each_edition
def test_the_result_rows_are_all_rows_between_carried_in_and_total(form: Edition) -> None:
    rows = [row.id for row in form.table("applications").rows]
    (identity,) = form.identities_of("arithmetic.result-total")
    assert list(identity.left) == rows[2 : rows.index("total")]
    assert identity.right == ("total",)


def test_stock_is_a_lower_bound_on_the_rows_that_have_its_columns() -> None:
    for form in EDITIONS:
        (identity,) = form.identities_of("arithmetic.stock")
        assert identity.relation is Relation.AT_LEAST
        for row in identity.only:
            assert {*identity.left, *identity.right} <= set(form.table(identity.table).row(row).columns)


def test_only_the_change_of_the_first_form_may_be_negative_and_only_amounts_have_decimals() -> None:
    assert [table.signed for form in EDITIONS for table in form.tables] == [("change",), (), (), (), (), ()]
    assert [table.decimal for form in EDITIONS for table in form.tables] == [
        ("amount",),
        (),
        (),
        ("amount",),
        (),
        (),
    ]
