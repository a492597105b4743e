"""Decisions that ended by themselves and decisions that lack a second reviewer reach the people who can act, once."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from typer.testing import CliRunner

from flows import freezing
from flows.cli import app
from flows.decisions import Entry, approve, decide, findings_of
from flows.home import Home, open_home
from flows.operators import OPERATORS, freeze_questions
from flows.settings import Settings, read_settings
from flows.summarise import write_summary
from flows.tell import season_of
from models.agency import Agency, MonthDay
from models.assessment import Standing
from models.decision import DecisionKind
from models.message import Message
from models.times import BEIJING
from models.verdict import Verdict
from tests.flows.courtroom import (
    BALANCE,
    LATE_PUBLISHER,
    PEOPLE,
    PUBLISHER,
    SHA,
    TODAY,
    YEAR,
    day,
    examined,
    fill,
    fill_by_the_clock,
    judge,
    publish,
    settings_in,
    tell,
)
from tests.flows.courtroom import balance as unbalanced
from tests.flows.test_decisions import DISPUTE, TO_ON_TIME

BRIEFLY = replace(DISPUTE, until=date(2026, 2, 11))
LATE = replace(TO_ON_TIME, agency="b", reason="系补发", to=Standing.LATE)
WAIVER = Entry(kind=DecisionKind.WAIVE, agency="b", year=YEAR, by="李四", reason="口径不同", finding=BALANCE)
OPERATORS_TOML = 'operators = "mailto://127.0.0.1:9/?from=a@chunxun.example&to=op@here.example"\n'


def two_findings() -> Verdict:
    """Two sums that do not come out."""
    one = unbalanced("3", "2")
    other = replace(one.findings[0], where="applications.*.business")
    return replace(one, findings=(*one.findings, other))


@pytest.fixture
def court(tmp_path: Path) -> Settings:
    """One agency overdue and told of; the office has reviewers, and the operators a channel."""
    settings_in(tmp_path)
    (tmp_path / "chunxun.toml").write_text(OPERATORS_TOML)
    settings = read_settings(tmp_path)
    fill(settings)
    with day(settings) as home:
        judge(home)
        tell(home)
    return settings


def notices(home: Home) -> list[Message]:
    return [each for each in home.store.messages(office=OPERATORS) if "decisions" in each.id]


def judged_and_told(settings: Settings, later: int) -> tuple[str, list[str]]:
    """What the office reads so many days after, and what the operators were sent up to then."""
    with day(settings, later) as home:
        judge(home)
        said = tell(home)
        assert tell(home) == ""
        return said, [each.text for each in notices(home)]


def test_a_dispute_that_nobody_settled_asks_the_office_and_the_operators_once(court: Settings) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        tell(home)
        assert notices(home) == []

    said, sent = judged_and_told(court, 2)
    again, still = judged_and_told(court, 3)

    assert "■ 须重新决定 1" in said
    assert "待处理：1　须重新决定 1" in said
    assert "决定 1「登记异议」（张三，2026-02-10 09:00）已于 2026-02-11 到期" in said
    assert f"chunxun decide … a --year {YEAR}" in said
    assert len(sent) == 1
    assert "青石县水利局 a：决定 1「登记异议」" in sent[0]
    assert "须重新决定" not in again
    assert still == sent


def test_a_decision_that_new_facts_contradict_asks_again(court: Settings) -> None:
    with day(court) as home:
        decide(home, TO_ON_TIME)
        tell(home)
    with day(court, later=2) as home:
        publish(home, LATE_PUBLISHER, home.now(), sha="c" * 64)

    said, sent = judged_and_told(court, 2)

    assert "决定 1「改定状况」（李四，2026-02-10 09:00）与新情况不符，不再适用。" in said
    assert "逾期发布 1" in said
    assert ["须重新决定 1 项" in each.subject for each in _notices(court)] == [True]
    assert "与新情况不符" in sent[0]


def _notices(settings: Settings) -> list[Message]:
    with day(settings, 9) as home:
        return notices(home)


def test_a_finding_that_was_dismissed_and_is_another_now_asks_again(court: Settings) -> None:
    with day(court) as home:
        fingerprint = findings_of(home, PUBLISHER, YEAR)[0][0]
        decide(
            home,
            Entry(
                kind=DecisionKind.DISMISS,
                agency="b",
                year=YEAR,
                by="李四",
                reason="已核",
                finding=fingerprint,
            ),
        )
        tell(home)
    with day(court, later=1) as home:
        publish(home, PUBLISHER, home.now(), sha="d" * 64)
        examined(home, unbalanced("3", "1"), sha="d" * 64)

    said, sent = judged_and_told(court, 1)

    assert "决定 1「认定不成立」（李四，2026-02-10 09:00）与新情况不符" in said
    assert "所涉问题：应为3，实为" in said
    assert len(sent) == 1


def test_what_somebody_decided_since_is_no_longer_asked(court: Settings) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        tell(home)
    with day(court, later=2) as home:
        judge(home)
        decide(home, TO_ON_TIME)
        said = tell(home)
        sent = notices(home)

    assert "须重新决定" not in said
    assert sent == []


@pytest.mark.parametrize(
    "people", ["", PEOPLE.replace('offices = ["o"]', 'offices = ["elsewhere"]'), "no toml ["]
)
def test_an_office_that_has_no_reviewer_is_not_asked_and_the_operators_are(
    court: Settings, people: str
) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        tell(home)
    court.people_file.write_text(people)

    said, sent = judged_and_told(court, 2)

    assert "须重新决定" not in said
    assert "新增逾期未检索到 1" in said
    assert len(sent) == 1
    assert "决定 1「登记异议」" in sent[0]


def test_whoever_is_only_suspected_is_asked_of_the_operators_alone(court: Settings) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        tell(home)
    with day(court, later=2) as home:
        # A broken cohort or a changed roster leaves it suspected: here two of its three absences were taken for none.
        judge(home)
        known = home.store.assessments(YEAR)
        suspected = [replace(each, standing=Standing.SUSPECTED) for each in known if each.agency == "a"]
        home.store.save_judgement(suspected, ())
        said = tell(home)
        sent = notices(home)

    assert "须重新决定" not in said
    assert len(sent) == 1


def test_what_waits_for_a_second_reviewer_reaches_them_with_how_to_list_it(court: Settings) -> None:
    with day(court) as home:
        decide(home, LATE)
        assert tell(home) == ""  # no news of any agency
        first = notices(home)
    with day(court, later=1) as home:
        tell(home)
        same = notices(home)
        decide(home, replace(TO_ON_TIME, to=Standing.OVERDUE))
        decide(home, BRIEFLY)
        said = tell(home)
        both = notices(home)
        listed = _list(court)
        write_summary(home, YEAR)
        page = LexborHTMLParser((court.summary_folder / "operators" / "index.html").read_text())
        approve(home, 1, by="王五")
        after = tell(home)

    assert [each.subject for each in first] == [
        f"【演练】春巡：须重新决定 0 项 · 待另一人复核 1 项（{YEAR} 年度）"
    ]
    assert f"chunxun decide list --waiting --year {YEAR}" in first[0].text
    assert "#1  青石县民政局 b：改定状况 逾期发布；李四，2026-02-10 09:00：系补发" in first[0].text
    assert [each.id for each in same] == [each.id for each in first]
    assert "待复核的决定 2" in said
    assert "待另一名审核人复核的决定 2 项：chunxun decide list --waiting" in said
    assert "待另一人复核 2 项" in both[-1].subject
    assert [line.split("\t")[0] for line in listed.splitlines()] == ["1", "2"]
    assert page.css_first("#questions small").text() == "2"
    assert "待复核的决定 1" in after


def _list(settings: Settings) -> str:
    at = (TODAY + timedelta(days=1)).isoformat()
    words = ["decide", "list", "--waiting", "--year", str(YEAR), "--home", str(settings.home), "--now", at]
    return CliRunner().invoke(app, words).output


def test_without_a_channel_nothing_is_claimed_and_it_is_told_once_there_is_one(court: Settings) -> None:
    toml = court.home / "chunxun.toml"
    with day(court) as home:
        decide(home, BRIEFLY)
    mine = toml.read_text()
    toml.write_text("")
    with open_home(read_settings(court.home), now=datetime(2026, 2, 12, 9, tzinfo=BEIJING)) as home:
        judge(home)
        tell(home)
        assert notices(home) == []
    toml.write_text(mine)

    _, sent = judged_and_told(read_settings(court.home), 3)

    assert len(sent) == 1


def test_a_proposal_that_nobody_approved_does_not_hide_the_question_that_is_open_again(
    court: Settings,
) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        decide(home, replace(TO_ON_TIME, reason="系遗漏", to=Standing.OVERDUE))
        tell(home)
    with day(court, later=2) as home:
        publish(home, LATE_PUBLISHER, home.now(), sha="c" * 64)  # which neither of them fits

    said, sent = judged_and_told(court, 2)

    assert "决定 1「登记异议」" in said
    assert "决定 1「登记异议」" in sent[-1]
    assert "决定 2" not in said


def test_a_waiver_of_several_findings_is_asked_about_once_though_one_is_mended_since(court: Settings) -> None:
    with day(court) as home:
        examined(home, two_findings(), sha=SHA, release="next")
        judge(home)
        decide(home, replace(WAIVER, until=date(2026, 2, 11)))
        tell(home)
    _, sent = judged_and_told(court, 2)
    with day(court, later=3) as home:
        publish(home, PUBLISHER, home.now(), sha="d" * 64)
        examined(home, unbalanced("3", "2"), sha="d" * 64)

    _, still = judged_and_told(court, 3)

    assert len(sent) == 1
    assert sent[0].count("决定 1") == 1
    assert still == sent


def test_a_decision_made_while_a_notice_is_put_together_makes_the_next_one(tmp_path: Path) -> None:
    settings_in(tmp_path)
    (tmp_path / "chunxun.toml").write_text(OPERATORS_TOML)
    settings = read_settings(tmp_path)
    fill_by_the_clock(settings)
    with open_home(settings) as home:
        decide(home, replace(LATE, agency="a"))
        season = season_of(home, YEAR)
        decide(home, LATE)
        freeze_questions(home, season)
        tell(home)
        tell(home)
        first, second = (message.text for message in notices(home))

    assert ("#1 " in first, "#2 " in first) == (True, False)
    assert ("#1 " in second, "#2 " in second) == (True, True)


ORDERED = replace(PUBLISHER, local_due=MonthDay(1, 10))  # it published on the 20th


@pytest.mark.parametrize(
    ("agency", "before", "mended"),
    [
        ("a", LATE_PUBLISHER, replace(LATE_PUBLISHER, exempt_reason="机构撤销")),
        ("b", ORDERED, PUBLISHER),
    ],
)
def test_a_dispute_is_over_where_nothing_is_held_against_the_agency_any_more(
    court: Settings, agency: str, before: Agency, mended: Agency
) -> None:
    with day(court) as home:
        home.store.import_roster([before], at=home.now())
        judge(home)
        tell(home)
        decide(home, replace(BRIEFLY, agency=agency))
        assert "有异议，核查中 1" in tell(home)
    with day(court, later=1) as home:
        home.store.import_roster([mended], at=home.now())

    said, sent = judged_and_told(court, 2)

    assert "更正 1" in said
    assert "须重新决定" not in said
    assert sent == []


def test_a_run_that_dies_behind_its_digest_asks_nothing_again(
    court: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with day(court) as home:
        decide(home, BRIEFLY)
        tell(home)
    with day(court, later=2) as home:
        judge(home)
    with day(court, later=3) as home:
        publish(home, LATE_PUBLISHER, home.now(), sha="c" * 64)
        judge(home)
    with monkeypatch.context() as dying, day(court, later=3) as home:
        dying.setattr(freezing, "_lay_open", killed)  # the first thing a run does once a digest is frozen
        with pytest.raises(Killed):
            tell(home)
    with day(court, later=4) as home:
        first = home.store.messages(office="o")[-1].text
        judge(home)
        again = tell(home)

    assert "■ 须重新决定 1" in first
    assert "须重新决定" not in again


class Killed(BaseException):
    """As if the process had been."""


def killed(*_: object) -> None:
    """End here."""
    raise Killed
