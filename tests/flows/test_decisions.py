"""Decisions: who may, what is lacking, what they change, and what ends them."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from prefect.logging import disable_run_logger

from flows.clock import ClockWentBack
from flows.decide import decide_flow
from flows.decisions import Entry, approve, decide, filed_of, findings_of, sign
from flows.home import Home, open_home
from flows.known import UnknownAgency
from flows.people import code_step, known_person
from flows.settings import BadSettings, Settings, read_settings
from flows.status import standing_season
from models.assessment import Standing
from models.decision import Decision, DecisionKind, State
from models.errors import CodeUsed, Overtaken
from models.store import Store
from models.times import BEIJING
from models.verdict import RuleOutcome, Side, Verdict
from notifications.status import rows
from reports.decisions import Refused
from tests.flows.courtroom import (
    BALANCE,
    LATE_PUBLISHER,
    PUBLISHER,
    SHA,
    TODAY,
    YEAR,
    balance,
    day,
    examined,
    fill,
    judge,
    publish,
    settings_in,
    tell,
)

DISPUTE = Entry(kind=DecisionKind.DISPUTE, agency="a", year=YEAR, by="张三", reason="该局来函称已在旧址发布")
TO_ON_TIME = Entry(
    kind=DecisionKind.OVERRIDE, agency="a", year=YEAR, by="李四", reason="已见纸质公报", to=Standing.ON_TIME
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home with one agency overdue and told of, to be copied."""
    settings = settings_in(tmp_path_factory.mktemp("told"))
    fill(settings)
    with day(settings) as home:
        judge(home)
        assert "新增逾期未检索到 1" in tell(home)
    return settings.home


@pytest.fixture
def court(told: Path, tmp_path: Path) -> Settings:
    """The home with one agency overdue and told of, for one test alone."""
    return read_settings(shutil.copytree(told, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def home(court: Settings) -> Iterator[Home]:
    with day(court) as opened:
        yield opened


def row(home: Home, code: str = "a") -> dict[str, object]:
    return next(each for each in rows(standing_season(home, YEAR)) if each["agency"] == code)


def states(home: Home) -> list[State]:
    return [each.state for each in filed_of(home, YEAR)]


def fingerprint(home: Home) -> str:
    return findings_of(home, PUBLISHER, YEAR)[0][0]


def test_a_dispute_mutes_the_accusation_and_the_office_hears_of_it(court: Settings, home: Home) -> None:
    computed = home.store.assessments(YEAR)
    decision = decide(home, DISPUTE)
    said = tell(home)

    assert decision.until == date(2026, 3, 2)  # ten working days, over the Spring Festival
    assert "有异议，核查中 1" in said
    assert "此前告知「逾期未检索到」" in said
    assert "该局来函称已在旧址发布（张三" in said
    assert "新增逾期未检索到" not in said
    assert (row(home)["standing"], row(home)["overlay"], row(home)["effective"]) == (
        "overdue",
        "disputed",
        "unknown",
    )
    assert home.store.assessments(YEAR) == computed
    assert tell(home) == ""


def test_a_dispute_that_nobody_settled_falls_away_with_its_day(court: Settings) -> None:
    with day(court) as home:
        decide(home, replace(DISPUTE, until=date(2026, 2, 11)))
        tell(home)
    with open_home(court, now=datetime(2026, 2, 11, 23, 59, 59, tzinfo=BEIJING)) as home:
        judge(home)
        assert (row(home)["overlay"], tell(home)) == ("disputed", "")
    with open_home(court, now=datetime(2026, 2, 12, 0, 0, tzinfo=BEIJING)) as home:
        judge(home)
        said = tell(home)

        assert row(home)["overlay"] is None
        assert states(home) == [State.EXPIRED]
    assert "新增逾期未检索到 1" in said


def test_an_override_corrects_what_was_told_to_the_same_recipients(home: Home) -> None:
    decide(home, TO_ON_TIME)
    said = tell(home)

    assert "更正 1" in said
    assert "此前告知「逾期未检索到」，现为「已按时发布」" in said
    assert "已见纸质公报（李四" in said
    assert (row(home)["standing"], row(home)["overlay"], row(home)["effective"]) == (
        "overdue",
        "overridden",
        "on_time",
    )


def test_what_was_computed_goes_on_beneath_an_override_and_is_not_told(court: Settings) -> None:
    with day(court) as home:
        decide(home, TO_ON_TIME)
        tell(home)
    with day(court, later=20) as home:  # the last look is no longer fresh
        judge(home)

        assert (row(home)["standing"], row(home)["effective"], tell(home)) == ("unknown", "on_time", "")


def test_a_report_found_late_after_all_asks_again(court: Settings) -> None:
    with day(court) as home:
        decide(home, TO_ON_TIME)
        tell(home)
    with day(court, later=2) as home:
        publish(home, LATE_PUBLISHER, home.now(), sha="c" * 64)
        (alarm,) = judge(home).alarms
        said = tell(home)

        assert "青石县水利局（状况）：新情况与此前的人工决定不符" in alarm.words.zh
        assert judge(home).alarms == ()
        assert states(home) == [State.CONTRADICTED]
        assert (row(home)["standing"], row(home)["overlay"]) == ("late", None)
        assert "逾期发布 1" in said
        assert "须重新决定" in [c.why.zh for c in home.store.changes(YEAR, agency="a")][-1]


def test_a_report_that_bears_the_override_out_leaves_it_in_force(court: Settings) -> None:
    with day(court) as home:
        decide(home, replace(TO_ON_TIME, to=Standing.UNKNOWN))
        decide(home, Entry(kind=DecisionKind.REOPEN, agency="a", year=YEAR, by="李四", reason="重来"))
    with day(court) as home:
        assert states(home) == [State.IN_FORCE, State.WAITING]  # what follows accuses: another must approve
        approve(home, 2, by="王五")

        assert states(home) == [State.ENDED, State.DONE, State.DONE]
        assert row(home)["overlay"] is None


def test_what_was_decided_since_is_not_ended_by_approving_an_older_re_opening(court: Settings) -> None:
    """Else the approval of “the dispute is over” would take back what another reviewer found in the agency's favour."""
    reopen = Entry(kind=DecisionKind.REOPEN, agency="a", year=YEAR, by="李四", reason="未提供网址")
    with day(court) as home:
        decide(home, DISPUTE)
        decide(home, reopen)
        decide(home, TO_ON_TIME)

        with pytest.raises(Refused, match="决定 3（改定状况，李四）在提出撤销之后才生效"):
            approve(home, 2, by="王五")
        assert states(home) == [State.ENDED, State.WAITING, State.IN_FORCE]
        assert row(home)["effective"] == "on_time"

        decide(home, reopen)
        approve(home, 4, by="王五")
        assert row(home)["effective"] == "overdue"
        assert State.WAITING not in states(home)


def test_what_accuses_takes_two(home: Home) -> None:
    confirm = Entry(kind=DecisionKind.CONFIRM, agency="a", year=YEAR, by="李四", reason="已逐页查看")
    kept = decide(home, confirm)

    assert states(home) == [State.WAITING]
    for by in ("李四", "张三", "看看", "管理", "外人", "机器"):
        with pytest.raises(Refused):
            approve(home, kept.id or 0, by=by)
    approve(home, kept.id or 0, by="王五")
    assert states(home) == [State.IN_FORCE, State.DONE]
    with pytest.raises(Refused, match="is in force already"):
        approve(home, kept.id or 0, by="王五")
    assert row(home)["overlay"] is None


def test_an_override_that_accuses_has_no_effect_before_it_is_approved(home: Home) -> None:
    entry = Entry(
        kind=DecisionKind.OVERRIDE, agency="b", year=YEAR, by="李四", reason="系补发", to=Standing.LATE
    )
    kept = decide(home, entry)

    assert (row(home, "b")["effective"], tell(home)) == ("on_time", "")
    approve(home, kept.id or 0, by="王五")
    assert row(home, "b")["effective"] == "late"
    assert "逾期发布 1" in tell(home)


def test_an_exemption_takes_a_document_and_two_people_and_ends_with_the_year(
    home: Home, tmp_path: Path
) -> None:
    exempt = Entry(kind=DecisionKind.EXEMPT, agency="a", year=YEAR, by="李四", reason="机构撤并")
    with pytest.raises(Refused, match="needs the document"):
        decide(home, exempt)
    paper = tmp_path / "批复.pdf"
    paper.write_bytes(b"%PDF-1.7 ...")
    kept = decide(home, replace(exempt, document=paper))
    approve(home, kept.id or 0, by="王五")

    assert home.vault.read(kept.document) == b"%PDF-1.7 ..."
    assert kept.until == date(2026, 12, 31)
    assert (row(home)["effective"], row(home)["overlay"]) == ("exempt", "overridden")


def test_an_operator_proposes_a_date_and_a_reviewer_settles_it(court: Settings) -> None:
    with day(court, later=2) as home:
        publish(home, LATE_PUBLISHER, home.now(), sha="c" * 64)
        judge(home)
        tell(home)
        entry = Entry(
            kind=DecisionKind.CORRECT_DATE,
            agency="a",
            year=YEAR,
            by="张三",
            reason="附件所载",
            published=date(2026, 1, 30),
        )
        kept = decide(home, entry)
        assert states(home) == [State.WAITING]
        approve(home, kept.id or 0, by="李四")

        assert (row(home)["standing"], row(home)["effective"]) == ("late", "on_time")
        assert "现为「已按时发布」" in tell(home)


BAD = [
    (replace(DISPUTE, reason=" \t"), "须写明理由"),
    (replace(DISPUTE, reason="。。。"), "须写明理由"),
    (replace(DISPUTE, by=""), "须由具名的人决定"),
    (replace(DISPUTE, by="prefect"), "须由具名的人决定"),
    (replace(DISPUTE, by="看看"), "无权「登记异议」"),
    (replace(DISPUTE, by="管理"), "无权「登记异议」"),
    (replace(DISPUTE, by="外人"), "不属于 青石县水利局 的主管单位"),
    (replace(DISPUTE, until=date(2026, 2, 9)), "已过"),
    (replace(DISPUTE, agency="b"), "没有可针对的结论"),
    (replace(DISPUTE, finding="1234567890"), "不存在"),
    (replace(DISPUTE, document=Path("/nowhere")), "无法读取"),
    (replace(TO_ON_TIME, by="张三"), "须由审核人作出"),
    (replace(TO_ON_TIME, to=None), "须写 --to"),
    (replace(TO_ON_TIME, to=Standing.EXEMPT), "不能改定为 exempt"),
    (replace(TO_ON_TIME, finding="1234567890"), "不针对单个问题"),
    (replace(TO_ON_TIME, kind=DecisionKind.REOPEN, to=None), "没有仍有效的决定"),
    (replace(TO_ON_TIME, kind=DecisionKind.WAIVE, to=None), "须写明规则"),
    (replace(TO_ON_TIME, kind=DecisionKind.CORRECT_DATE, to=None), "须写 --date"),
    (
        replace(TO_ON_TIME, kind=DecisionKind.CORRECT_DATE, to=None, published=date(2026, 2, 1)),
        "尚未检索到该报告",
    ),
    (
        replace(TO_ON_TIME, agency="b", kind=DecisionKind.CORRECT_DATE, to=None, published=date(2026, 1, 21)),
        "晚于首次检索到之日",
    ),
    (replace(DISPUTE, year=2024), "尚未判定"),
]


@pytest.mark.parametrize(("entry", "said"), BAD, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_decided_is_refused_and_nothing_kept(home: Home, entry: Entry, said: str) -> None:
    before = home.store.changes(YEAR)
    with pytest.raises(Refused) as refused:
        decide(home, entry)

    assert said in refused.value.words.zh
    assert refused.value.words.en
    assert (home.store.decisions(YEAR), home.store.changes(YEAR)) == ((), before)


def test_an_unknown_agency_is_refused(home: Home) -> None:
    with pytest.raises(UnknownAgency):
        decide(home, replace(DISPUTE, agency="无此局"))


def test_an_unknown_finding_is_refused_with_the_known_ones(home: Home) -> None:
    with pytest.raises(Refused) as refused:
        decide(
            home,
            Entry(
                kind=DecisionKind.DISMISS, agency="b", year=YEAR, by="李四", reason="读错", finding="abcdef"
            ),
        )

    assert fingerprint(home) in refused.value.words.zh
    assert "应为3，实为2" in refused.value.words.en


def test_contradictory_decisions_are_refused_until_the_first_is_ended(home: Home) -> None:
    decide(home, TO_ON_TIME)
    with pytest.raises(Refused, match="决定 1（改定状况，李四）冲突"):
        decide(home, replace(TO_ON_TIME, by="王五", to=Standing.UNKNOWN))
    with pytest.raises(Refused, match="冲突"):
        decide(home, Entry(kind=DecisionKind.CONFIRM, agency="a", year=YEAR, by="王五", reason="未见"))

    assert states(home) == [State.IN_FORCE]


def test_two_that_wait_cannot_both_come_into_force(home: Home) -> None:
    late = replace(TO_ON_TIME, to=Standing.LATE)
    decide(home, late)
    decide(home, replace(late, by="王五", to=Standing.OVERDUE))
    approve(home, 1, by="王五")

    with pytest.raises(Refused, match="冲突"):
        approve(home, 2, by="李四")


def test_who_decides_on_facts_of_before_another_decision_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Another process decides between our reading and our keeping.
    real = Store.save_decision

    def meanwhile(self: Store, decision, *, after):  # type: ignore[no-untyped-def]
        monkeypatch.setattr(Store, "save_decision", real)
        decide(home, DISPUTE)
        return real(self, decision, after=after)

    monkeypatch.setattr(Store, "save_decision", meanwhile)
    with pytest.raises(Overtaken):
        decide(home, TO_ON_TIME)
    assert [each.kind for each in home.store.decisions(YEAR)] == [DecisionKind.DISPUTE]


def test_a_clock_that_went_back_two_hours_decides_nothing(court: Settings) -> None:
    with open_home(court) as home:
        judge(home)
    with open_home(court) as home:
        behind = replace(home, now=lambda: datetime.now(UTC) - timedelta(hours=2))
        with pytest.raises(ClockWentBack):
            decide(behind, DISPUTE)
        with pytest.raises(ClockWentBack):
            approve(behind, 1, by="李四")
        assert home.store.decisions(YEAR) == ()


def test_a_decision_of_a_rehearsal_does_not_count_by_the_real_clock(court: Settings) -> None:
    with day(court) as home:
        decide(home, TO_ON_TIME)
    with open_home(court) as home:
        judge(home)

        assert row(home)["overlay"] is None
        assert filed_of(home, YEAR) == ()


def test_as_of_shows_what_was_decided_then(court: Settings) -> None:
    with day(court) as home:
        decide(home, TO_ON_TIME)
    with open_home(court, now=TODAY - timedelta(seconds=1)) as home:
        assert row(home)["overlay"] is None


# Findings.


def test_a_finding_dismissed_is_taken_back_and_survives_another_release(court: Settings) -> None:
    with day(court) as home:
        dismiss = Entry(
            kind=DecisionKind.DISMISS,
            agency="b",
            year=YEAR,
            by="李四",
            reason="表注说明口径不同",
            finding=fingerprint(home),
        )
        decide(home, dismiss)
        said = tell(home)
        assert "更正 1" in said
        assert "此前告知的问题，现不再列出：应为3，实为2。经人工认定：" in said
        assert "表注说明口径不同（李四" in said
        assert row(home, "b")["findings"] == {"critical": 0, "major": 0, "minor": 0, "hint": 0}
    with day(court, later=1) as home:
        examined(home, balance("3", "2"), sha=SHA, release="9.9.9")
        judge(home)

        assert (states(home), tell(home)) == ([State.IN_FORCE], "")


def test_another_figure_in_the_same_place_is_another_question(court: Settings) -> None:
    with day(court) as home:
        dismiss = Entry(
            kind=DecisionKind.DISMISS,
            agency="b",
            year=YEAR,
            by="李四",
            reason="口径",
            finding=fingerprint(home),
        )
        decide(home, dismiss)
        tell(home)
    with day(court, later=1) as home:
        publish(home, PUBLISHER, home.now(), sha="d" * 64)
        examined(home, balance("9", "4"), sha="d" * 64)
        judge(home)
        said = tell(home)

        assert states(home) == [State.CONTRADICTED]
        assert "报告内容新发现的问题 1" in said
        assert "应为9，实为4" in said


def test_a_waived_rule_is_not_told_whatever_its_figures(court: Settings) -> None:
    with day(court) as home:
        decide(
            home,
            Entry(
                kind=DecisionKind.WAIVE, agency="b", year=YEAR, by="李四", reason="合并填报", finding=BALANCE
            ),
        )
        tell(home)
    with day(court, later=1) as home:
        publish(home, PUBLISHER, home.now(), sha="d" * 64)
        examined(home, balance("9", "4"), sha="d" * 64)
        judge(home)

        assert "应为" not in tell(home)
        assert states(home) == [State.IN_FORCE]


def doubtful(outcome: RuleOutcome = RuleOutcome.REVIEW) -> Verdict:
    """The balance, where the rule leaves it to a person whose error it is; or, read anew, without fault."""
    verdict = balance("3", "2")
    asked = replace(verdict.findings[0], side=Side.UNDECIDED)
    left = (asked,) if outcome is RuleOutcome.REVIEW else ()
    return replace(verdict, outcome=outcome, findings=left)


@contextmanager
def with_a_doubt(court: Settings) -> Iterator[Home]:
    """The finding left to a person, told to nobody."""
    with day(court) as home:
        examined(home, doubtful(), sha=SHA, release="9.9.9")
        judge(home)
        tell(home)
        yield home


def confirm(home: Home) -> Decision:
    entry = Entry(
        kind=DecisionKind.CONFIRM, agency="b", year=YEAR, by="李四", reason="已电话核实", finding=fingerprint(home)
    )  # fmt: skip
    return decide(home, entry)


def test_what_a_rule_left_to_a_person_is_told_once_two_confirmed_it(court: Settings) -> None:
    with with_a_doubt(court) as home:
        waits = confirm(home)
        assert (waits.needs_approval, "应为3" in tell(home)) == (True, False)

        approve(home, waits.id or 0, by="王五")

        said = tell(home)
        assert "报告内容新发现的问题 1" in said
        assert "应为3，实为2" in said
        assert row(home, "b")["findings"]["major"] == 1
        assert tell(home) == ""


def test_a_confirmation_taken_back_is_corrected(court: Settings) -> None:
    with with_a_doubt(court) as home:
        approve(home, confirm(home).id or 0, by="王五")
        tell(home)
        decide(
            home,
            Entry(kind=DecisionKind.REOPEN, agency="b", year=YEAR, by="李四", reason="看错行", finding=fingerprint(home)),
        )  # fmt: skip

        said = tell(home)
        assert "更正 1" in said
        assert "应为3，实为2" in said
        assert "看错行" in said
        assert row(home, "b")["findings"]["major"] == 0


def test_what_two_confirmed_is_mended_once_the_report_no_longer_shows_it(court: Settings) -> None:
    with with_a_doubt(court) as home:
        approve(home, confirm(home).id or 0, by="王五")
        tell(home)
    with day(court, later=1) as home:
        publish(home, PUBLISHER, home.now(), sha="d" * 64)
        examined(home, doubtful(RuleOutcome.PASSED), sha="d" * 64)
        judge(home)

        said = tell(home)
        assert "已消除的问题 1" in said
        assert "应为3，实为2" in said
        judge(home)
        assert tell(home) == ""


# People and their codes.


@pytest.fixture
def secret(court: Settings) -> str:
    """Of the one-time codes of 李四."""
    people, made = court.people_file, pyotp.random_base32()
    people.write_text(people.read_text().replace('name = "李四"', 'name = "李四"\ncode = "secret:LISI"'))
    (court.home / "secrets").mkdir()
    (court.home / "secrets" / "LISI").write_text(made)
    return made


def test_a_code_serves_once(court: Settings, secret: str) -> None:
    code = pyotp.TOTP(secret).now()
    with day(court) as home:
        decide(home, replace(TO_ON_TIME, step=sign(home, "李四", code)))
        with pytest.raises(CodeUsed):
            sign(home, "李四", code)
        with pytest.raises(Refused, match="is wrong or too old"):
            sign(home, "李四", "000 000")
        with pytest.raises(Refused, match="has no one-time code"):
            sign(home, "张三", "123456")
        (kept,) = home.store.decisions(YEAR)
        assert kept.code_step is not None


def test_a_code_is_spent_by_a_form_that_is_refused_at_first_sight(court: Settings, secret: str) -> None:
    code = pyotp.TOTP(secret).now()
    with disable_run_logger():
        refused: Any = asyncio.run(
            decide_flow.fn(
                kind="没有的", agency="a", reason="撤", by="李四", code=code, year=YEAR, home=str(court.home),
                now=None,
            )
        )  # fmt: skip

    assert refused.is_failed()
    with day(court) as home, pytest.raises(CodeUsed):
        sign(home, "李四", code)


@pytest.mark.parametrize(
    ("seconds", "taken"), [(0, True), (-30, True), (30, True), (-75, False), (75, False)]
)
def test_a_code_is_good_for_a_minute(court: Settings, seconds: int, taken: bool) -> None:
    secret = pyotp.random_base32()
    (court.home / "secrets").mkdir()
    (court.home / "secrets" / "A").write_text(secret)
    at = datetime.now(UTC)
    at -= timedelta(seconds=at.timestamp() % 30 - 15)  # the middle of a step
    person = replace(known_person(court, "李四"), code="secret:A")
    code = pyotp.TOTP(secret).at(at + timedelta(seconds=seconds))
    try:
        code_step(court, person, code, at=at)
    except Refused:
        assert not taken
    else:
        assert taken


def test_a_form_that_waited_long_is_to_be_entered_again(court: Settings) -> None:
    (court.home / "secrets").mkdir()
    (court.home / "secrets" / "A").write_text("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    person = replace(known_person(court, "李四"), code="secret:A")
    entered = datetime.now(UTC) - timedelta(minutes=61)
    with pytest.raises(Refused, match="waited for over an hour"):
        code_step(court, person, pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP").at(entered), at=entered)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[person]]\nname = "甲"\nrole = "boss"\n', "第 1 个"),
        ('[[person]]\nrole = "viewer"\n', "name"),
        ('[[person]]\nname = " "\nrole = "viewer"\n', "name is empty"),
        ('[[person]]\nname = "甲"\nrole = "viewer"\noffices = "o"\n', "must be a list"),
        ('[[person]]\nname = "甲"\nrole = "viewer"\ncode = "JBSWY3DP"\n', "secret:NAME"),
        ('[[person]]\nname = "甲"\nrole = "viewer"\n' * 2, "同名"),
    ],
)
def test_a_wrong_entry_of_people_toml_is_named(court: Settings, text: str, said: str) -> None:
    court.people_file.write_text(text)
    with pytest.raises(BadSettings) as bad:
        known_person(court, "甲")

    assert said in bad.value.words.zh
