"""Random agencies over six years, with mergers and the change of form: what is true is believed, and one wrong figure
is laid on the year it stands in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.agency import Agency, Kind, Level
from models.filing import Predecessor
from models.kept import Kept
from models.report import Report
from models.verdict import RuleOutcome, Side, Verdict
from reports.neighbours import neighbours, shelf
from reports.rules import RULES, Beside
from reports.rules._registry import run
from tests.reports.rules.sample import report

YEARS = tuple(range(2019, 2025))
RULES_OF_YEARS = tuple(
    each
    for each in RULES
    if each.family == "arithmetic"
    or each.id in {"continuity.carried-in", "continuity.stock", "continuity.items"}
)
STAYS, JOINING = "e", ("g", "h")
COLUMNS = ("natural", "business")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Books:
    """What one agency really has at the end of a year."""

    out: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    valid: int = 0
    items: int = 0


Cells = dict[str, str]
Country = tuple[tuple[Agency, ...], dict[tuple[str, int], Cells]]


@st.composite
def countries(draw: st.DrawFn) -> Country:
    """One agency over six years, two others that may be merged into it, and the cells of every report."""
    ends = {code: draw(st.sampled_from((None, *YEARS[1:]))) for code in JOINING}
    roster = [Agency(code=STAYS, name="青石县商务局", kind=Kind.DEPARTMENT, level=Level.COUNTY)]
    for code, year in ends.items():
        ended = {"active_to": date(year, draw(st.integers(1, 11)), 15), "successor": STAYS} if year else {}
        roster.append(
            Agency(code=code, name=f"单位{code}", kind=Kind.DEPARTMENT, level=Level.COUNTY, **ended)
        )  # type: ignore[arg-type]
    now = {
        each.code: Books(valid=draw(st.integers(0, 40)), items=draw(st.integers(0, 40))) for each in roster
    }
    filed = {}
    for year in YEARS:
        for code in [code for code, end in ends.items() if end == year]:
            _take_over(now[STAYS], now.pop(code))
        for code, books in now.items():
            filed[code, year] = _year_of(draw, books)
    return tuple(roster), filed


def _take_over(into: Books, gone: Books) -> None:
    into.valid += gone.valid
    into.items += gone.items
    for column in COLUMNS:
        into.out[column] += gone.out[column]


def _year_of(draw: st.DrawFn, books: Books) -> Cells:
    """One true year: the books go on, and the cells are what a report prints of it."""
    cells: dict[str, int] = {}
    for column in COLUMNS:
        begun, new = books.out[column], draw(st.integers(0, 9))
        left = draw(st.integers(0, begun + new))
        rows = {"new": new, "carried_in": begun, "granted": begun + new - left, "total": begun + new - left}
        for row, value in {**rows, "carried_out": left}.items():
            cells[f"applications.{row}.{column}"] = value
            cells[f"applications.{row}.total"] = cells.get(f"applications.{row}.total", 0) + value
        books.out[column] = left
    made, repealed = draw(st.integers(0, 5)), draw(st.integers(0, books.valid))
    change = draw(st.integers(-books.items, 9))
    cells |= {"disclosure.normative_documents.made": made, "disclosure.normative_documents.published": made}
    cells |= {"disclosure.normative_documents.repealed": repealed, "disclosure.licences.change": change}
    cells["disclosure.licences.previous_items"] = books.items
    books.valid, books.items = books.valid + made - repealed, books.items + change
    cells["disclosure.normative_documents.valid"] = books.valid
    cells["disclosure.normative_documents.total_public"] = max(made, books.valid)
    return {address: str(value) for address, value in {**_NO_REVIEWS, **cells}.items()}


_NO_REVIEWS = dict.fromkeys(("remedies.review.upheld", "remedies.review.pending", "remedies.review.total"), 0)


def judged(
    roster: tuple[Agency, ...], filed: Mapping[tuple[str, int], Cells]
) -> dict[tuple[str, int], tuple[Verdict, ...]]:
    """Every report judged with what lies beside it, as a patrol lays it there."""
    reports = {
        (code, year): report(cells, form="2019" if year < 2021 else "2021", year=year, title_year=year)
        for (code, year), cells in filed.items()
    }
    on = shelf(roster, [Kept(agency=code, year=year, document=f"{code}{year}") for code, year in reports], {})

    def opened(kept: Kept | None) -> Report | None:
        return None if kept is None else reports[kept.agency, kept.year]

    found = {}
    for key, of in reports.items():
        beside = neighbours(on.kept[key], on)
        laid = Beside(
            previous=opened(beside.previous),
            predecessors=tuple(
                Predecessor(agency=agency, report=opened(kept)) for agency, kept in beside.predecessors
            ),
            earlier=opened(beside.earlier),
            following=opened(beside.following),
            agency=on.agencies[key[0]],
            year=key[1],
        )
        found[key] = run(RULES_OF_YEARS, of, laid)
    return found


def findings(verdicts: Mapping[tuple[str, int], tuple[Verdict, ...]]) -> Iterator[tuple[int, str, Side, str]]:
    """(year, rule, side, message) of everything found."""
    for (_, year), several in verdicts.items():
        for verdict in several:
            for finding in verdict.findings:
                yield year, verdict.rule, finding.side, finding.message.zh


@SLOW
@given(country=countries())
def test_true_years_give_no_finding_and_every_link_is_checked(country: Country) -> None:
    verdicts = judged(*country)

    assert list(findings(verdicts)) == []
    for (_, year), several in verdicts.items():
        carried = next(each for each in several if each.rule == "continuity.carried-in")
        assert (carried.outcome is RuleOutcome.PASSED) == (year > YEARS[0])


REQUESTS = tuple(
    f"applications.{row}.{column}" for row in ("carried_in", "carried_out") for column in (*COLUMNS, "total")
)


@SLOW
@given(
    country=countries(), year=st.sampled_from(YEARS), cell=st.sampled_from(REQUESTS), by=st.integers(1, 30)
)
def test_one_wrong_count_of_requests_is_charged_to_its_year_alone(
    country: Country, year: int, cell: str, by: int
) -> None:
    roster, filed = country
    found = list(findings(judged(roster, misprinted(filed, year, cell, by))))
    charged = {each for each, _, side, _ in found if side is Side.AGENCY}

    assert charged == {year}
    assert not any("请先核对" in said and f"请先核对{year}年度" not in said for *_, said in found)


@SLOW
@given(country=countries(), year=st.sampled_from(YEARS), by=st.integers(1, 30))
def test_one_wrong_stock_names_its_year_where_three_years_tell(country: Country, year: int, by: int) -> None:
    roster, filed = country
    at = "disclosure.normative_documents.valid" if year > 2020 else "disclosure.licences.previous_items"
    found = list(findings(judged(roster, misprinted(filed, year, at, by))))
    named = {said.partition("请先核对")[2][:4] for *_, said in found if "年度与前后两年都对不上" in said}
    told = [each for each, rule, *_ in found if rule.startswith("continuity.")]

    assert not any(side is Side.AGENCY for _, rule, side, _ in found if rule.startswith("continuity."))
    assert set(told) <= {year, year + 1}
    assert named <= {str(year)}
    around = {year - 1, year, year + 1}
    if around <= {2021, 2022, 2023, 2024} and not {end for end in _ends(roster) if end in {year, year + 1}}:
        assert named == {str(year)}
        assert told == [year, year + 1]


def misprinted(
    filed: Mapping[tuple[str, int], Cells], year: int, cell: str, by: int
) -> dict[tuple[str, int], Cells]:
    """The same reports with one figure of the agency that stays printed so much too high."""
    wrong = {**filed[STAYS, year], cell: str(int(filed[STAYS, year][cell]) + by)}
    return {**filed, (STAYS, year): wrong}


def _ends(roster: tuple[Agency, ...]) -> set[int]:
    return {agency.active_to.year for agency in roster if agency.active_to is not None}
