"""Nouns to JSON and back."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.agency import Agency, MonthDay, Portal
from models.assessment import Assessment
from models.change import Change
from models.errors import NaiveTime
from models.obligation import Obligation
from models.office import Office
from models.plain import plain, reader, storable
from models.report import Cell, CellKind, Report, Table
from models.verdict import Verdict
from models.visit import Sighting, Visit
from tests.models.nouns import any_of

NOUNS = (Agency, Assessment, Change, Obligation, Office, Portal, Report, Sighting, Verdict, Visit)


@settings(max_examples=20)
@pytest.mark.parametrize("kind", NOUNS)
@given(data=st.data())
def test_every_noun_comes_back_from_json_as_it_went(kind: type, data: st.DataObject) -> None:
    noun = data.draw(any_of(kind))
    kept = json.dumps(plain(noun), ensure_ascii=False)

    assert reader(kind)(json.loads(kept)) == noun


def test_the_cells_of_a_table_keep_the_order_of_the_form() -> None:
    order = [("new", "natural"), ("carried_in", "natural"), ("new", "business")]
    table = Table("applications", {place: Cell(raw="", kind=CellKind.BLANK) for place in order})

    assert list(reader(Table)(plain(table)).cells) == order


def test_blank_and_zero_stay_apart() -> None:
    blank = Cell(raw="", kind=CellKind.BLANK)

    assert reader(Cell)(plain(blank)).value is None


def test_a_field_added_in_a_later_release_takes_its_default() -> None:
    written_before = {"raw": "3", "kind": "number", "value": "3"}

    assert reader(Cell)(written_before).doubtful is False


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("信息公开", "信息公开"),
        ("a\0b", "a\ufffdb"),
        ("年\0报", "年\ufffd报"),
        ("年\ud83d报", "年\ufffd报"),
        ("\udc00", "\ufffd"),
        ("𠮷\U0001f600", "𠮷\U0001f600"),
        ("", ""),
    ],
)
def test_what_no_database_keeps_is_replaced_visibly(text: str, kept: str) -> None:
    assert storable(text) == kept


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(NaiveTime, match="2026-02-01T09:00:00"):
        plain(datetime.fromisoformat("2026-02-01T09:00:00"))


def test_an_instant_is_written_in_utc() -> None:
    from_beijing = datetime.fromisoformat("2026-02-01T00:00:00+08:00")

    assert plain(from_beijing) == "2026-01-31T16:00:00+00:00"
    assert reader(datetime)("2026-01-31T16:00:00+00:00").tzinfo == UTC


def test_a_day_of_every_year_is_written_as_in_the_roster() -> None:
    assert plain(MonthDay(1, 28)) == "01-28"


def test_a_type_nobody_taught_us_is_refused_when_first_met() -> None:
    with pytest.raises(TypeError, match=r"teach models/plain\.py"):
        reader(complex)
