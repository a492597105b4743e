"""What a person decided, and what decisions in force make of a computed standing or finding.

Facts, what is computed from them, and what people decided are three things. A decision is a row that is only added:
it is ended by its day, by another decision or by facts that are no longer those it was made on, never by an edit.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.assessment import Assessment, Standing
from models.verdict import Finding
from models.words import Words

ON_STANDING = "standing"
"""The subject of a decision about an agency's standing; also the key of a standing's changes."""


class Role(StrEnum):
    """Who a person is to an oversight office (reliability §4.3). No machine has a role."""

    VIEWER = "viewer"
    OPERATOR = "operator"
    REVIEWER = "reviewer"
    ADMIN = "admin"  # of subscriptions and secrets: never of verdicts


class DecisionKind(StrEnum):
    """What can be decided."""

    CONFIRM = "confirm"
    DISMISS = "dismiss"
    WAIVE = "waive"
    EXEMPT = "exempt"
    CORRECT_DATE = "correct-date"
    DISPUTE = "dispute"
    OVERRIDE = "override"
    REOPEN = "reopen"
    APPROVE = "approve"  # the second pair of eyes: a row of its own


KINDS: Mapping[DecisionKind, Words] = {
    DecisionKind.CONFIRM: Words("确认", "confirm"),
    DecisionKind.DISMISS: Words("认定不成立", "dismiss"),
    DecisionKind.WAIVE: Words("本年度不适用该规则", "waive the rule this year"),
    DecisionKind.EXEMPT: Words("豁免", "exempt"),
    DecisionKind.CORRECT_DATE: Words("更正发布日期", "correct the date"),
    DecisionKind.DISPUTE: Words("登记异议", "dispute"),
    DecisionKind.OVERRIDE: Words("改定状况", "override"),
    DecisionKind.REOPEN: Words("撤销决定，重新核查", "re-open"),
    DecisionKind.APPROVE: Words("复核同意", "approve"),
}
"""How a kind of decision is called."""

ROLES: Mapping[Role, Words] = {
    Role.VIEWER: Words("查看人", "viewer"),
    Role.OPERATOR: Words("经办人", "operator"),
    Role.REVIEWER: Words("审核人", "reviewer"),
    Role.ADMIN: Words("管理员", "admin"),
}

MAY: Mapping[Role, frozenset[DecisionKind]] = {
    Role.VIEWER: frozenset(),
    Role.OPERATOR: frozenset({DecisionKind.DISPUTE, DecisionKind.CORRECT_DATE}),
    Role.REVIEWER: frozenset(DecisionKind),
    Role.ADMIN: frozenset(),
}
"""What each role may decide; an operator's correction of a date is a proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One entry of people.toml. `offices` empty: all. `code`: where the secret of their one-time codes lies."""

    name: str
    role: Role
    offices: tuple[str, ...] = ()
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The facts under a decision on a standing; the passing of time and our own line's health are not among them."""

    due: date
    first_seen: datetime | None
    claimed: date | None
    withdrawn: bool
    document: str  # SHA-256 of the version seen last; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one person on one agency and year, append-only. `id` orders them within a store.

    `subject` is `standing`, the key of a finding (`rule|where`), or the id of a waived rule. Of an approval it is the
    subject approved.
    """

    id: int | None = None  # None: not stored yet
    kind: DecisionKind
    agency: str
    year: int
    subject: str
    finding: str = ""  # the finding's fingerprint; empty: not about one finding
    reason: str
    until: date | None = None  # in force to the end of that day in Asia/Shanghai; None: no end
    document: str = ""  # SHA-256 of what it rests on, kept in the vault
    to: Standing | None = None  # of an override
    published: date | None = None  # of a corrected date
    ground: Ground | None = None  # of a decision on a standing
    offered: str | None = None  # of a dispute: the address at which the report is said to be
    needs_approval: bool = False  # without effect until another person approves
    approves: int | None = None  # of an approval: the decision's id
    author: str
    role: Role
    at: datetime  # UTC
    release: str
    clock_set: bool = False
    code_step: int | None = None  # which one-time code was given, so that none serves twice; None: no code


class Mark(StrEnum):
    """What decisions in force are called beside what they are about. Contract §6 names the first two."""

    DISPUTED = "disputed"
    OVERRIDDEN = "overridden"
    DISMISSED = "dismissed"  # of a finding
    WAIVED = "waived"  # of a finding
    CONFIRMED = "confirmed"  # of a finding that is the agency's because people looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What decisions in force make of one standing. The computed one stays beside it, whole."""

    mark: Mark
    decision: Decision
    computed: Assessment
    effective: Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Upheld:
    """One finding that nothing but a decision in force lays on the agency: the rule left it to a person."""

    decision: Decision
    rule: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """One finding that decisions in force keep from being held against the agency."""

    mark: Mark
    decision: Decision
    rule: str
    finding: Finding


class State(StrEnum):
    """How far a decision reaches at one moment."""

    WAITING = "waiting"  # for the second pair of eyes
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    ENDED = "ended"  # by a later decision
    CONTRADICTED = "contradicted"  # the facts are no longer those it was made on: the question is open again
    DONE = "done"  # approvals and re-openings, which have their effect on others


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A decision with its approval and its state at one moment."""

    decision: Decision
    state: State
    approval: Decision | None = None
