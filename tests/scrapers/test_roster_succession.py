"""A roster whose successors cannot be true is refused by name, in one file or in pieces."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.home import open_home
from flows.roster import import_file
from flows.settings import read_settings
from models.agency import Agency, Kind, Level
from scrapers.roster import BadRoster, read_roster
from scrapers.roster_succession import ContradictoryRoster, contradictions

HEADINGS = "code,name,kind,level,active_from,active_to,successor\n"


def agency(code: str, successor: str = "", *, to: date | None = None) -> Agency:
    return Agency(
        code=code, name=code, kind=Kind.DEPARTMENT, level=Level.COUNTY, successor=successor, active_to=to
    )


def rows(*lines: str) -> bytes:
    return (HEADINGS + "".join(f"{line}\n" for line in lines)).encode()


def row(code: str, successor: str = "", begins: str = "", ends: str = "") -> str:
    return f"{code},{code}局,department,county,{begins},{ends},{successor}"


def test_a_loop_is_named_on_each_of_its_rows_and_on_no_other() -> None:
    with pytest.raises(BadRoster) as refused:
        read_roster(rows(row("x", "a"), row("a", "b"), row("b", "c"), row("c", "a")), name="r.csv")

    assert [bad.number for bad in refused.value.rows] == [3, 4, 5]
    assert "a → b → c → a" in refused.value.rows[0].words.zh
    assert "c → a → b → c" in refused.value.rows[2].words.en


@pytest.mark.parametrize(
    ("ends", "successor_ends", "refused"),
    [
        ("2025-06-30", "2025-06-29", True),
        ("2025-06-30", "2025-06-30", False),
        ("", "2025-06-30", True),
        ("2025-06-30", "", False),
    ],
)
def test_a_successor_that_is_gone_before_the_agency_is_refused(
    ends: str, successor_ends: str, refused: bool
) -> None:
    content = rows(row("a", "b", ends=ends), row("b", ends=successor_ends))
    if not refused:
        assert len(read_roster(content, name="r.csv")) == 2
        return
    with pytest.raises(BadRoster) as error:
        read_roster(content, name="r.csv")

    assert [(bad.number, bad.column) for bad in error.value.rows] == [(2, "successor")]
    assert "2025-06" in error.value.rows[0].words.zh


def test_a_loop_that_closes_with_a_second_file_is_refused_and_nothing_is_lost(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_bytes(rows(row("a", "b"), row("c")))
    second.write_bytes(rows(row("b", "a"), row("d")))
    import_file(settings, first, dry_run=False, now=None)

    with pytest.raises(ContradictoryRoster, match="a → b → a"):
        import_file(settings, second, dry_run=False, now=None)

    with open_home(settings) as home:
        assert [each.code for each in home.store.agencies()] == ["a", "c"]


def test_a_merger_and_a_chain_are_no_contradiction() -> None:
    day = date(2024, 3, 1)
    chain = [
        agency("a", "c", to=day),
        agency("b", "c", to=day),
        agency("c", "d", to=date(2025, 3, 1)),
        agency("d"),
    ]

    assert contradictions(chain) == ()
    assert contradictions([agency("a", "nobody")]) == ()


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_exactly_those_are_blamed_who_come_back_to_themselves(successors: list[int]) -> None:
    agencies = [agency(str(n), str(to)) for n, to in enumerate(successors)]

    def comes_back(start: int) -> bool:
        at = successors[start]
        for _ in successors:
            if at == start:
                return True
            at = successors[at]
        return False

    assert [found.code for found in contradictions(agencies)] == [str(n) for n in range(10) if comes_back(n)]


@pytest.mark.parametrize(
    ("ends", "begins", "refused"),
    [
        ("2025-06-30", "2026-01-01", True),
        ("2025-06-30", "2025-12-31", False),
        ("2025-12-31", "2026-01-01", False),
        ("2025-12-31", "2027-01-01", True),
        ("", "2026-01-01", False),
    ],
)
def test_a_successor_that_begins_after_a_year_has_ended_with_nobody_is_refused(
    ends: str, begins: str, refused: bool
) -> None:
    content = rows(row("a", "b", ends=ends), row("b", begins=begins))
    if not refused:
        assert len(read_roster(content, name="r.csv")) == 2
        return

    with pytest.raises(BadRoster, match="nobody owes"):
        read_roster(content, name="r.csv")
