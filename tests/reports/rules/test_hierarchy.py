"""A government against its members and its office, and numbers against what such an agency has."""

import pytest

from models.agency import Agency, Kind, Level
from models.filing import Filing
from models.report import Report
from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import cell, only_finding, outcome, report, row, verdict

SUM = "hierarchy.sum"
COPY = "hierarchy.office-copy"
RULEMAKING = "hierarchy.rulemaking"
ENFORCEMENT = "hierarchy.enforcement"
FEES = "hierarchy.fee-scale"


def agency(
    code: str, name: str, kind: Kind = Kind.DEPARTMENT, level: Level = Level.COUNTY, **more: str
) -> Agency:
    """A row of the roster."""
    return Agency(code=code, name=name, kind=kind, level=level, **more)


COUNTY = agency("990121-ZF", "青石县人民政府", Kind.GOVERNMENT)
WATER = agency("990121-SL", "青石县水利局", parent="990121-ZF")
SCHOOLS = agency("990121-JY", "青石县教育局", parent="990121-ZF")
CITY_WATER = agency("990100-SL", "云川市水利局", parent="990100-ZF")


def counting(new: str, review: str = "0") -> Report:
    """A report of 2020 with so many new requests and reviews."""
    return report(
        {
            "applications.new.total": new,
            "applications.total.total": new,
            "remedies.review.total": review,
        }
    )


def filed(*filings: tuple[Agency, str]) -> tuple[Filing, ...]:
    """The reports of members, each with so many new requests."""
    return tuple(Filing(agency=who, year=2020, report=counting(new)) for who, new in filings)


BOTH = filed((WATER, "7"), (SCHOOLS, "11"))


# The sum of the members.


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        ("18", RuleOutcome.PASSED),
        ("20", RuleOutcome.PASSED),
        ("12", RuleOutcome.REVIEW),
        ("5", RuleOutcome.REVIEW),
    ],
)
def test_a_government_counts_no_less_than_its_members(new: str, expected: RuleOutcome) -> None:
    assert outcome(SUM, counting(new), agency=COUNTY, members=BOTH) is expected


def test_every_number_that_falls_short_is_told_in_one_finding() -> None:
    found = only_finding(SUM, counting("5"), agency=COUNTY, members=BOTH)

    assert (found.where, found.expected, found.actual) == ("applications.new.total", "18", "5")
    assert found.cells == ("applications.new.total", "applications.total.total")
    assert "青石县教育局 11" in found.message.zh
    assert found.side is Side.UNDECIDED


def test_a_vertical_agency_counts_for_its_own_system() -> None:
    tax = agency("990121-SW", "青石县税务局", Kind.VERTICAL, parent="990121-ZF")
    said = verdict(
        SUM,
        counting("18"),
        agency=COUNTY,
        members=(*BOTH, *filed((tax, "400"))),
        roster=(WATER, SCHOOLS, tax),
    )

    assert said.outcome is RuleOutcome.PASSED


def test_a_members_number_read_in_doubt_is_laid_on_our_reading() -> None:
    doubtful = report({"applications.new.total": cell("11", doubtful=True)})
    members = (*filed((WATER, "7")), Filing(agency=SCHOOLS, year=2020, report=doubtful))

    assert only_finding(SUM, counting("5"), agency=COUNTY, members=members).side is Side.READING


def test_members_that_are_missing_are_said_to_be_so() -> None:
    third = agency("990121-CZ", "青石县财政局", parent="990121-ZF")
    exempt = agency("990121-LS", "青石县粮食局", parent="990121-ZF", exempt_reason="已撤销")
    said = verdict(
        SUM, counting("20"), agency=COUNTY, members=BOTH, roster=(COUNTY, WATER, SCHOOLS, third, exempt)
    )

    assert said.outcome is RuleOutcome.NOT_CHECKED
    assert said.because is not None
    assert said.because.zh == "已核对5处，均相符；其余未核对：另有1家下级单位的报告没有给出"


def test_a_government_that_falls_short_of_some_falls_short_of_all() -> None:
    roster = (COUNTY, WATER, SCHOOLS, agency("990121-CZ", "青石县财政局", parent="990121-ZF"))

    assert outcome(SUM, counting("5"), agency=COUNTY, members=BOTH, roster=roster) is RuleOutcome.REVIEW


@pytest.mark.parametrize(
    ("who", "members"),
    [
        (WATER, BOTH),
        (COUNTY, filed((CITY_WATER, "90"))),  # somebody else's member
        (COUNTY, ()),
        (COUNTY, (Filing(agency=WATER, year=2019, report=counting("90")),)),
    ],
)
def test_only_a_governments_own_members_of_the_year_count(who: Agency, members: tuple[Filing, ...]) -> None:
    assert outcome(SUM, counting("5"), agency=who, members=members) is RuleOutcome.NOT_CHECKED


def test_a_blank_of_the_government_is_not_compared() -> None:
    assert outcome(SUM, counting(""), agency=COUNTY, members=BOTH) is RuleOutcome.NOT_CHECKED


# The office's report.

FEW = {
    **row("disclosure.normative_documents", "0", "0", "10"),
    **row("remedies.review", "0", "0", "0", "0", "0"),
}
SAME_TEXT = "坚持以公开为常态、不公开为例外，及时公开重点领域信息。"


def test_tables_that_are_the_offices_are_for_a_person() -> None:
    of = report({"applications.new.natural": "23"}, agency="青石县人民政府")
    office = report(
        {"applications.new.natural": "23"}, agency="青石县人民政府办公室", texts={1: "另有文字。"}
    )

    assert only_finding(COPY, of, agency=COUNTY, office=office).where == "applications.*.total"


def test_a_text_that_is_the_offices_but_for_the_name() -> None:
    of = report(agency="青石县人民政府", texts={1: f"青石县人民政府{SAME_TEXT}"})
    office = report(
        row("applications.new", "9", "0", "0", "0", "0", "0", "9"),
        agency="青石县人民政府办公室",
        texts={1: f"青石县人民政府办公室{SAME_TEXT}"},
    )

    assert only_finding(COPY, of, agency=COUNTY, office=office).where == "section.1"


def test_a_report_of_its_own_passes() -> None:
    office = report({"applications.new.natural": "1"}, texts={1: "办公室有自己的文字。"})

    assert outcome(COPY, report(), agency=COUNTY, office=office) is RuleOutcome.PASSED


@pytest.mark.parametrize(
    ("who", "office"),
    [
        (WATER, report()),
        (COUNTY, report(year=2019, title_year=2019)),
        (COUNTY, report(FEW, texts={1: "另有文字。"})),  # the same few numbers say nothing
    ],
)
def test_what_is_no_copy_of_the_office(who: Agency, office: Report) -> None:
    assert outcome(COPY, report(FEW), agency=who, office=office) is RuleOutcome.NOT_CHECKED


# Rule-making.


def regulations(*values: str, agency: str = "南阳市民政局") -> Report:
    """A report on the form of 2019 with this row of regulations."""
    return report(row("disclosure.regulations", *values), agency=agency)


# 尼勒克某镇 2023: 规章 现行有效 6.
def test_regulations_of_a_township_are_for_a_person() -> None:
    town = agency("654128-T", "尼勒克县某镇人民政府", Kind.TOWNSHIP, Level.TOWNSHIP)
    found = only_finding(RULEMAKING, regulations("0", "0", "6"), agency=town)

    assert (found.where, found.actual, found.side) == (
        "disclosure.regulations.total_public",
        "6",
        Side.UNDECIDED,
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("上海市人民政府办公厅", RuleOutcome.PASSED),
        ("淮安市人民政府", RuleOutcome.PASSED),
        ("河北省人民政府", RuleOutcome.PASSED),
        ("自然资源部", RuleOutcome.PASSED),
        ("河北省教育厅", RuleOutcome.REVIEW),
        ("平潭综合实验区", RuleOutcome.REVIEW),
        ("建水县面甸镇人民政府", RuleOutcome.REVIEW),
        ("北京市海淀区人民政府", RuleOutcome.REVIEW),
    ],
)
def test_without_the_roster_the_name_tells(name: str, expected: RuleOutcome) -> None:
    assert outcome(RULEMAKING, regulations("0", "0", "7", agency=name)) is expected


def test_no_regulations_are_right_for_anybody() -> None:
    assert outcome(RULEMAKING, regulations("0", "0", "0")) is RuleOutcome.PASSED
    assert outcome(RULEMAKING, regulations("", "", "")) is RuleOutcome.NOT_CHECKED
    assert outcome(RULEMAKING, report(agency=None)) is RuleOutcome.NOT_CHECKED


# Enforcement.


def deciding(licences: str, penalties: str, name: str, coercion: str = "0") -> Report:
    """A report with these numbers of decisions."""
    return report(
        {
            "disclosure.licences.decisions": licences,
            "disclosure.penalties.decisions": penalties,
            "disclosure.coercion.decisions": coercion,
        },
        form="2021",
        agency=name,
    )


@pytest.mark.parametrize(
    ("name", "licences", "penalties", "expected"),
    [
        ("青石县市场监督管理局", "1200", "86", RuleOutcome.PASSED),
        ("青石县城市管理局", "0", "86", RuleOutcome.PASSED),
        ("青石县市场监督管理局", "0", "0", RuleOutcome.REVIEW),
        ("青石县公安局", "", "0", RuleOutcome.NOT_CHECKED),
        ("青石县信访局", "0", "0", RuleOutcome.PASSED),
        ("青石县信访局", "0", "3", RuleOutcome.REVIEW),
        ("青石县统计局", "0", "3", RuleOutcome.NOT_CHECKED),
        ("青石县人民政府", "0", "0", RuleOutcome.NOT_CHECKED),
    ],
)
def test_decisions_fit_the_agency(name: str, licences: str, penalties: str, expected: RuleOutcome) -> None:
    assert outcome(ENFORCEMENT, deciding(licences, penalties, name)) is expected


def test_the_roster_goes_before_the_name() -> None:
    street = agency("990121-J", "青石县城关街道综合行政执法办", Kind.STREET)

    assert (
        outcome(ENFORCEMENT, deciding("0", "0", "青石县市场监督管理局"), agency=street)
        is RuleOutcome.NOT_CHECKED
    )


# The scale of fees.


def charging(amount: str, year: int = 2022) -> Report:
    """A report with this amount of fees, in 万元."""
    return report({"disclosure.fees.amount": amount}, form="2021", year=year, title_year=year)


@pytest.mark.parametrize(
    ("last", "now", "expected"),
    [
        ("650.6", "670.376375", RuleOutcome.PASSED),
        ("38.5", "385000", RuleOutcome.REVIEW),
        ("38.5", "38500", RuleOutcome.PASSED),
        ("0", "385000", RuleOutcome.PASSED),
        ("0.00001", "0.5", RuleOutcome.PASSED),
        ("38.5", "", RuleOutcome.NOT_CHECKED),
    ],
)
def test_fees_against_last_years(last: str, now: str, expected: RuleOutcome) -> None:
    assert outcome(FEES, charging(now), previous=charging(last, 2021)) is expected


def test_an_amount_beyond_every_agency_of_the_level() -> None:
    town = agency("990121-T", "松山镇人民政府", Kind.TOWNSHIP, Level.TOWNSHIP)

    assert only_finding(FEES, charging("190457.379"), agency=town).where == "disclosure.fees.amount"
    assert outcome(FEES, charging("190.457379"), agency=town) is RuleOutcome.PASSED


def test_a_report_of_another_year_says_nothing_of_the_scale() -> None:
    assert outcome(FEES, charging("385000"), previous=charging("38.5", 2019)) is RuleOutcome.PASSED


def test_the_form_of_2019_has_no_amount() -> None:
    assert outcome(FEES, report()) is RuleOutcome.NOT_CHECKED


def test_a_doubtful_cell_is_laid_on_our_reading() -> None:
    of = report({"disclosure.regulations.made": cell("6", doubtful=True)})

    assert only_finding(RULEMAKING, of).side is Side.READING
