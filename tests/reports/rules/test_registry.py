"""How rules are declared and run."""

import pytest

from models.report import Legibility, Medium
from models.verdict import Finding, RuleOutcome, Severity, Side
from models.words import Words
from reports.law import UnknownProvision
from reports.rules import RULES, _registry, check
from reports.rules._registry import BadRule, Beside, Held, NotChecked, Parts, Rule, read_page, rule, run
from tests.reports.rules.sample import agency, report

PAGE = "名称 · Name.\n\n查什么：一。\n何时不查：二。\n符合：三。\n不符：四。\n怎样改：五。\n\n" + (
    "Checks: one.\nNot checked: two.\nPasses: three.\nFails: four.\nMend: five.\n"
)


def made(*parts: object, needs: tuple[str, ...] = ("report",), basis: str = "form") -> Rule:
    """A rule that says these parts, declared nowhere."""

    def examine(**_: object) -> Parts:
        return parts  # type: ignore[return-value]

    return Rule(
        id="presence.made",
        severity=Severity.MINOR,
        basis=basis,
        needs=needs,
        welcomes=(),
        page=read_page("presence.made", PAGE),
        examine=examine,
    )


def finding(side: Side) -> Finding:
    return Finding(message=Words("错", "wrong"), where="title", side=side)


def because(words: str) -> NotChecked:
    return NotChecked(Words(words, words))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((Held(),), RuleOutcome.PASSED),
        ((Held(), finding(Side.AGENCY)), RuleOutcome.FAILED),
        ((because("空"), finding(Side.AGENCY)), RuleOutcome.FAILED),
        ((finding(Side.UNDECIDED), finding(Side.AGENCY)), RuleOutcome.FAILED),
        ((Held(), finding(Side.UNDECIDED)), RuleOutcome.REVIEW),
        ((Held(), finding(Side.READING)), RuleOutcome.REVIEW),
        ((because("空"), finding(Side.READING)), RuleOutcome.REVIEW),
        ((Held(), because("空")), RuleOutcome.NOT_CHECKED),
        ((because("空"),), RuleOutcome.NOT_CHECKED),
    ],
)
def test_the_outcome_follows_from_the_parts(parts: tuple[object, ...], expected: RuleOutcome) -> None:
    (verdict,) = run((made(*parts),), report(), Beside())

    assert verdict.outcome is expected


@pytest.mark.parametrize(
    "parts", [(Held(),), (finding(Side.AGENCY),), (finding(Side.READING),), (because("空"),)]
)
def test_a_reason_is_given_exactly_when_not_checked(parts: tuple[object, ...]) -> None:
    (verdict,) = run((made(*parts),), report(), Beside())

    assert (verdict.because is not None) == (verdict.outcome is RuleOutcome.NOT_CHECKED)


def test_a_rule_that_says_nothing_is_our_bug_and_not_a_pass() -> None:
    with pytest.raises(RuntimeError, match=r"presence.made: said nothing"):
        run((made(),), report(), Beside())


def test_an_exception_inside_a_rule_rises() -> None:
    def examine(**_: object) -> Parts:
        raise ZeroDivisionError

    broken = Rule(
        id="presence.broken",
        severity=Severity.MINOR,
        basis="form",
        needs=("report",),
        welcomes=(),
        page=read_page("presence.broken", PAGE),
        examine=examine,
    )

    with pytest.raises(ZeroDivisionError):
        run((broken,), report(), Beside())


def test_what_held_is_counted_beside_what_could_not_be_checked() -> None:
    (verdict,) = run((made(Held(), Held(), because("甲为空")),), report(), Beside())

    assert verdict.because == Words(
        "已核对2处，均相符；其余未核对：甲为空", "2 checked and right; not checked: 甲为空"
    )


def test_many_reasons_are_cut_and_counted_and_none_is_said_twice() -> None:
    parts = [because(f"第{number}格") for number in (1, 2, 3, 4, 5, 6, 6)]
    (verdict,) = run((made(*parts),), report(), Beside())

    assert verdict.because is not None
    assert verdict.because.zh == "第1格；第2格；第3格；第4格；另有2处"


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ("previous", Words("没有上一年度报告", "no previous report")),
        ("agency", Words("没有给出名录中的单位", "no agency of the roster was given")),
        ("year", Words("没有给出应报告的年度", "no report year was given")),
        ("applications", Words("没有读到申请情况表", "the applications table was not read")),
    ],
)
def test_where_something_needed_is_missing_the_verdict_names_it(missing: str, expected: Words) -> None:
    (verdict,) = run((made(Held(), needs=("report", missing)),), report(without=("applications",)), Beside())

    assert verdict.outcome is RuleOutcome.NOT_CHECKED
    assert verdict.because == expected


@pytest.mark.parametrize(
    ("form", "year", "expected"),
    [
        ("2019", 2020, "form.2019"),
        ("2021", 2023, "form.2021"),
        (None, 2023, "form.2021"),
        (None, 2016, "form.2008"),
        (None, 2007, "form"),
    ],
)
def test_a_basis_of_form_is_the_form_of_the_reports_own_edition(
    form: str | None, year: int, expected: str
) -> None:
    (verdict,) = run((made(Held()),), report(form=form, year=year), Beside())

    assert verdict.basis == expected


def test_up_to_2018_the_regulation_before_its_revision_is_cited() -> None:
    bases = {each.rule: each.basis for each in check(report(form=None, year=2016, title_year=2016))}

    assert bases["identity.title-form"] == "regulation.2008.31"
    assert bases["presence.section"] == "form.2008"


def test_up_to_2018_no_rule_of_tables_is_checked() -> None:
    verdicts = {each.rule: each.outcome for each in check(report(form=None, year=2016, title_year=2016))}
    of_tables = {f"presence.{name}" for name in ("order", "table", "cells", "number", "blank", "placeholder")}

    assert {verdicts[rule] for rule in of_tables} == {RuleOutcome.NOT_CHECKED}


def test_nothing_recognised_from_images_is_laid_on_the_agency() -> None:
    of = report(legibility=Legibility(medium=Medium.RECOGNISED))
    (verdict,) = run((made(Held(), finding(Side.AGENCY), finding(Side.UNDECIDED)),), of, Beside())

    assert verdict.outcome is RuleOutcome.REVIEW
    assert [each.side for each in verdict.findings] == [Side.READING, Side.UNDECIDED]


def test_all_rules_speak_once_each_and_always_in_the_same_order() -> None:
    few = [each.rule for each in check(report(form=None, without=(1, 2, 3, 4, 5, 6)))]
    many = [each.rule for each in check(report(), previous=report(), agency=agency(), year=2020)]

    assert few == many == [each.id for each in RULES]


def test_a_report_right_in_everything_fails_nothing() -> None:
    assert [each.rule for each in check(report(), year=2020) if each.findings] == []


@pytest.fixture(autouse=True)
def _declarations_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_registry, "_declared", dict(_registry._declared))


def a_rule(report: object) -> Parts:
    return (Held(),)


a_rule.__doc__ = PAGE
a_rule.__module__ = "reports.rules.presence"


def test_an_id_declared_twice_fails_at_import() -> None:
    rule("presence.made", severity=Severity.MINOR, basis="form")(a_rule)

    with pytest.raises(BadRule, match=r"presence.made: declared twice"):
        rule("presence.made", severity=Severity.MINOR, basis="form")(a_rule)


def test_a_rule_outside_its_familys_file_fails_at_import() -> None:
    with pytest.raises(BadRule, match="which is not its family"):
        rule("arithmetic.made", severity=Severity.MINOR, basis="form")(a_rule)


def test_a_basis_nobody_cites_fails_at_import() -> None:
    with pytest.raises(UnknownProvision):
        rule("presence.made", severity=Severity.MINOR, basis="regulation.99")(a_rule)


def test_asking_for_something_nobody_gives_fails_at_import() -> None:
    def examine(report: object, weather: object) -> Parts:
        return (Held(),)

    examine.__doc__ = PAGE
    examine.__module__ = "reports.rules.presence"

    with pytest.raises(BadRule, match=r"asks for weather; a rule may ask for report, previous"):
        rule("presence.made", severity=Severity.MINOR, basis="form")(examine)


@pytest.mark.parametrize(
    ("page", "lacks"),
    [
        (PAGE.replace(" · ", ", "), "must begin with"),
        (PAGE.replace("怎样改", "改"), "怎样改"),
        (PAGE.replace("Mend", "Do"), "Mend"),
    ],
)
def test_a_page_with_a_gap_fails_at_import(page: str, lacks: str) -> None:
    with pytest.raises(BadRule, match=lacks):
        read_page("presence.made", page)
