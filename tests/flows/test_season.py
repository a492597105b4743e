"""The whole job over the practice country: every agency's standing at every step is what truth.toml says."""

import asyncio
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.server import Country
from flows.home import open_home, open_home_to_read
from flows.offices import read_offices
from flows.replay import Replay
from flows.round import Scope, go_round
from flows.settings import Settings
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.verdict import RuleOutcome, Verdict
from models.words import Words
from reports.replay import ColumnTurned
from reports.rules import RULES
from tests.flows.conftest import home_in

TRUTH = tomllib.loads((Path(__file__).parents[2] / "deploy" / "demo" / "truth.toml").read_text())
STEPS: tuple[datetime, ...] = tuple(TRUTH["steps"])
AGENCIES: dict[str, dict[str, Any]] = TRUTH["agency"]
PORTAL_FLAGS = {"portal_down", "portal_blocked", "portal_changed"}


@dataclass(frozen=True)
class Walked:
    """What a whole season left: the standings of each step, mails before and after each, the last verdicts."""

    standings: tuple[Mapping[str, Assessment], ...]
    mails: tuple[tuple[int, int], ...]  # after the patrol, and after a second patrol of the same step
    verdicts: Mapping[str, tuple[Verdict, ...]]
    country: Country
    settings: Settings


async def _nothing(_: object) -> None:
    return


def patrol(settings: Settings, now: datetime) -> list[str]:
    """One round at a moment; what it said."""
    said: list[str] = []

    async def hear(words: Words) -> None:
        said.append(words.zh)

    with open_home(settings, now=now) as home:
        asyncio.run(go_round(home, Scope(year=2025), _nothing, hear))
    return said


@pytest.fixture(scope="module")
def walked(country: Country, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Walked:
    settings = home_in(country, tmp_path_factory.mktemp("season"), migrated_sqlite, at=STEPS[0])
    standings, mails = [], []
    for step in STEPS:
        patrol(settings, step)
        first = _mails(country)
        # A second look at a few steps is enough to know that nothing is told twice; each takes its seconds.
        if step.date() in {date(2026, 1, 26), date(2026, 2, 5)}:
            patrol(settings, step)
        mails.append((first, _mails(country)))
        with open_home(settings, now=step) as home:
            standings.append({each.agency: each for each in home.store.assessments(2025)})
            verdicts = home.store.all_verdicts(2025)
    return Walked(tuple(standings), tuple(mails), verdicts, country, settings)


def _agencies(walked: Walked) -> tuple[Agency, ...]:
    with open_home(walked.settings, now=STEPS[-1]) as home:
        return home.store.agencies()


def _mails(country: Country) -> int:
    return len(list(country.mailbox.glob("*.eml")))


def test_the_truth_names_every_agency(walked: Walked) -> None:
    assert set(walked.standings[0]) == set(AGENCIES)


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.strftime("%m-%d") for step in STEPS])
def test_every_standing_is_the_true_one(walked: Walked, number: int) -> None:
    expected = {code: facts["standing"][number] for code, facts in AGENCIES.items()}

    found = {code: each.standing.value for code, each in walked.standings[number].items()}

    assert found == expected


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[step.strftime("%m-%d") for step in STEPS])
def test_every_flag_is_the_true_one(walked: Walked, number: int) -> None:
    day = STEPS[number].date()

    for code, assessment in walked.standings[number].items():
        spans = AGENCIES[code].get("flags", {})
        expected = {flag for flag, (first, last) in spans.items() if first <= day <= last}
        found = {flag.value for flag in assessment.flags}
        if day <= assessment.due:
            expected, found = expected - PORTAL_FLAGS, found - PORTAL_FLAGS

        assert found == expected, code


def test_a_backdated_or_unreadable_one_is_never_overdue(walked: Walked) -> None:
    troubled = {code for code, facts in AGENCIES.items() if "unknown" in facts["standing"]}

    accused = {
        code
        for standings in walked.standings
        for code, each in standings.items()
        if each.standing in {Standing.OVERDUE, Standing.LATE}
    }

    assert troubled
    assert accused & troubled == set()


def test_a_second_round_of_a_step_sends_nothing(walked: Walked) -> None:
    assert [after for _, after in walked.mails] == [first for first, _ in walked.mails]
    assert walked.mails[-1][0] > 0


def test_what_the_rules_say_is_what_is_wrong_with_each_report(walked: Walked) -> None:
    known = {rule.id for rule in RULES}
    for code, facts in AGENCIES.items():
        verdicts = walked.verdicts.get(code, ())
        allowed, seen = set(facts.get("may", ())), facts.get("timeliness", ())
        for outcome in (RuleOutcome.FAILED, RuleOutcome.REVIEW):
            found = {v.rule for v in verdicts if v.outcome is outcome}
            expected = {
                *facts.get(outcome.value, ()),
                *(seen if outcome is RuleOutcome.REVIEW else ()),
            } & known

            assert found - allowed == expected - allowed, (code, outcome)


def test_every_portal_was_visited_one_request_at_a_time(walked: Walked) -> None:
    assert walked.country.requests
    assert max(walked.country.most_at_once.values()) == 1


def test_each_office_hears_of_its_own_agencies_only(walked: Walked) -> None:
    agencies = _agencies(walked)
    offices = [office.name for office in read_offices(walked.settings.offices_file)]
    for file in walked.country.mailbox.glob("*.eml"):
        mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        body = mail.get_body(("plain",))
        text = body.get_content() if body else ""
        office = str(mail["X-Chunxun-Digest"]).rsplit("-", 3)[0]
        # One name may begin another: 青石县人民政府, 青石县人民政府办公室信息公开股.
        for own in sorted(
            (*offices, *(a.name for a in agencies if a.oversight == office)), key=len, reverse=True
        ):
            text = text.replace(own, "")
        foreign = [a.name for a in agencies if a.oversight and a.oversight != office and a.name in text]

        assert office in {a.oversight for a in agencies}
        assert foreign == []


def test_no_mail_names_one_who_is_only_suspected(walked: Walked) -> None:
    first_after_due = walked.standings[STEPS.index(next(s for s in STEPS if s.date() == date(2026, 2, 1)))]
    suspected = [code for code, each in first_after_due.items() if each.standing is Standing.SUSPECTED]
    names = {a.code: a.name for a in _agencies(walked)}
    mails = [
        file.read_bytes()
        for file in walked.country.mailbox.glob("*.eml")
        if b"2026-02-01"
        in BytesParser(policy=policy.default).parsebytes(file.read_bytes())["Subject"].encode()
    ]

    assert suspected
    assert mails
    for mail in mails:
        body = BytesParser(policy=policy.default).parsebytes(mail).get_body(("plain",))
        assert body is not None
        assert not [code for code in suspected if names[code] in body.get_content()]


def test_every_step_can_be_known_again_later(walked: Walked) -> None:
    from flows.judge import assessments_at

    with open_home(walked.settings, now=STEPS[-1]) as home:
        again = [{e.agency: e.standing for e in assessments_at(home, 2025, step)} for step in STEPS]

    assert again == [{code: e.standing for code, e in step.items()} for step in walked.standings]


def test_everything_seen_is_kept_under_its_hash(walked: Walked) -> None:
    import hashlib

    files = [file for file in walked.settings.vault_folder.rglob("*") if file.is_file()]

    assert len(files) > 100
    assert all(hashlib.sha256(file.read_bytes()).hexdigest() == file.name for file in files)


def test_looks_made_again_over_what_they_kept_see_what_they_saw(walked: Walked) -> None:
    with open_home_to_read(walked.settings) as home:
        agencies = {agency.code: agency for agency in home.store.agencies()}
        looks = [each.turned for each in Replay(home, 2025, agencies).looks()]

    assert [each for each in looks if isinstance(each, ColumnTurned)] == []
    assert len([each for each in looks if each is None]) > len(looks) * 0.8
