"""A person's decision or approval, checked, kept, and laid over what was computed at once."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.clock import require_clock_went_on
from flows.home import Home
from flows.known import known_agency
from flows.overlays import counts_of, decisions_of, settle
from flows.people import code_step, known_person
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.decision import KINDS, Decision, DecisionKind, Filed, Person
from models.verdict import Finding, Verdict
from models.words import Words
from reports.decisions import Desk, Refused, Wish, approved, decided, known_findings
from reports.overlay import Facts

MOST_BYTES = 50_000_000  # of a document that a decision rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody entered."""

    kind: DecisionKind
    agency: str  # code, name or alias
    year: int
    by: str
    reason: str = ""
    finding: str = ""
    until: date | None = None
    document: Path | None = None
    to: Standing | None = None
    published: date | None = None
    offered: str = ""
    step: int | None = (
        None  # of the code they signed with (`sign`); None: none was asked for, on the command line
    )


def sign(home: Home, name: str, code: str, *, entered: datetime | None = None) -> int:
    """Which of the person's one-time codes was given, `entered` when (None: now); from here on it serves no more.

    Called before anything else is looked at: whoever can read a refused form must not sign with its code.
    Raises Refused, CodeUsed or BadSettings.
    """
    person = known_person(home.settings, name)
    step = code_step(home.settings, person, code, at=entered)
    home.store.spend_code(person.name, step)
    return step


def decide(home: Home, entry: Entry) -> Decision:
    """Keep a decision and what it changes of what counts.

    Raises Refused, UnknownAgency, ClockWentBack, Overtaken or BadSettings; then nothing was kept.
    """
    require_clock_went_on(home)
    by = known_person(home.settings, entry.by)
    agency = known_agency(home, entry.agency)
    desk = desk_of(home, agency, entry.year, by, entry.step)
    content = None if entry.document is None else _read(entry.document)
    wish = Wish(
        kind=entry.kind,
        reason=entry.reason,
        finding=entry.finding.strip(),
        until=entry.until,
        document="" if content is None else hashlib.sha256(content).hexdigest(),
        to=entry.to,
        published=entry.published,
        offered=entry.offered,
    )
    decision = decided(wish, desk)
    if content is not None:
        home.vault.keep(content)
    return _keep(home, decision, desk)


def approve(home: Home, decision_id: int, *, by: str, reason: str = "", step: int | None = None) -> Decision:
    """Keep the approval of a decision that waits, which takes effect with it. Raises as `decide` does."""
    require_clock_went_on(home)
    signer = known_person(home.settings, by)
    waiting = home.store.decision(decision_id)
    if waiting is None:
        raise Refused(Words(zh=f"没有编号 {decision_id} 的决定", en=f"There is no decision {decision_id}"))
    agency = known_agency(home, waiting.agency)
    desk = desk_of(home, agency, waiting.year, signer, step)
    return _keep(home, approved(decision_id, reason, desk), desk)


def filed_of(home: Home, year: int, *, agency: str | None = None) -> tuple[Filed, ...]:
    """Every decision of a year, or of one agency, with its state now."""
    found = decisions_of(home, year, agency=agency)
    computed = {each.agency: each for each in home.store.assessments(year) if each.agency in found}
    verdicts = home.store.all_verdicts(year, agencies=list(computed))
    filed = (
        each
        for code, assessment in computed.items()
        for each in counts_of(home, assessment, verdicts.get(code, ()), found[code])[1].filed
    )
    return tuple(sorted(filed, key=lambda each: each.decision.id or 0))


def findings_of(home: Home, agency: Agency, year: int) -> tuple[tuple[str, str, Verdict, Finding], ...]:
    """What can be decided on of an agency's report: fingerprint, key, verdict and finding. Raises Refused."""
    computed = _judged(home, agency, year)
    return known_findings(Facts(assessment=computed, verdicts=home.store.verdicts(agency.code, year)))


def desk_of(home: Home, agency: Agency, year: int, by: Person, step: int | None) -> Desk:
    """What is known of the agency and year now. Raises Refused where it was never judged."""
    computed = _judged(home, agency, year)
    last = max((each.id or 0 for each in home.store.decisions(year, agency=agency.code)), default=None)
    known = decisions_of(home, year, agency=agency.code).get(agency.code, ())
    facts, counts = counts_of(home, computed, home.store.verdicts(agency.code, year), known)
    return Desk(
        agency=agency,
        facts=facts,
        counts=counts,
        last=last,
        by=by,
        now=home.now(),
        release=home.release,
        clock_set=home.clock_set,
        code_step=step,
    )


def _judged(home: Home, agency: Agency, year: int) -> Assessment:
    computed = next((each for each in home.store.assessments(year) if each.agency == agency.code), None)
    if computed is None:
        raise Refused(
            Words(
                zh=f"{agency.name} {year} 年度尚未判定，没有可决定的事项；请先运行 chunxun judge",
                en=f"{agency.name} was not judged for {year}: there is nothing to decide; run `chunxun judge` first",
            )
        )
    return computed


def said_of_decision(decision: Decision, agency: Agency) -> Words:
    """One line on what was kept, and what is still lacking."""
    kind, number = KINDS[decision.kind], decision.id
    if decision.kind is DecisionKind.APPROVE:
        return Words(
            zh=f"已复核同意决定 {decision.approves}（{agency.name}），即时生效",
            en=f"Decision {decision.approves} on {agency.name} is approved and in force",
        )
    if decision.needs_approval:
        return Words(
            zh=f"已记录决定 {number}：{agency.name}「{kind.zh}」，须由另一名审核人复核后生效："
            f"chunxun decide approve {number} --by 姓名",
            en=f"Decision {number} is kept: {kind.en} {agency.name}. Another reviewer must approve it: "
            f"chunxun decide approve {number} --by NAME",
        )
    until = Words(f"，至 {decision.until}", f", until {decision.until}") if decision.until else Words("", "")
    return Words(
        zh=f"已记录决定 {number}：{agency.name}「{kind.zh}」，已生效{until.zh}",
        en=f"Decision {number} is kept and in force{until.en}: {kind.en} {agency.name}",
    )


def _keep(home: Home, decision: Decision, desk: Desk) -> Decision:
    kept = home.store.save_decision(decision, after=desk.last)
    settle(home, decision.year, agency=decision.agency)
    return kept


def _read(document: Path) -> bytes:
    """The bytes a decision rests on. Raises Refused where they cannot be read."""
    try:
        if document.stat().st_size > MOST_BYTES:
            raise Refused(Words(zh=f"{document} 超过 50 MB", en=f"{document} is larger than 50 MB"))
        return document.read_bytes()
    except OSError as error:
        raise Refused(
            Words(zh=f"无法读取 {document}：{error.strerror}", en=f"Cannot read {document}: {error.strerror}")
        ) from error
