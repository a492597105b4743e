"""The rows the nouns are kept in. A table mirrors its noun field by field; models/stores translates.

`Words` are two columns, `…_zh` and `…_en`; other nested values are JSON. Instants are UTC. Rows accept any value
without complaint (SQLModel does not validate tables), so only the translator makes them.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Enum, Index, LargeBinary, TextClause, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from models.agency import Kind, Level
from models.assessment import Standing
from models.change import About
from models.decision import DecisionKind, Role
from models.message import Delivery
from models.verdict import RuleOutcome, Severity
from models.visit import Outcome, Seen, Via

# Constraints need names that a later migration can drop, the same on both databases.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


def _one_of(closed_set: type[StrEnum], name: str, *, nullable: bool = False) -> Any:
    """A text column that holds the values of a closed set and refuses others by a CHECK."""
    kind = Enum(
        closed_set,
        name=name,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,  # PostgreSQL's own enums outlive a downgrade and then block the upgrade
        create_constraint=True,
        length=32,
    )
    return Field(sa_type=kind, nullable=nullable)


# What is rare in tables of millions has indexes of its own; SQLite uses one where a query says the very same.
OWN_FAULT = text("outcome = 'own_fault'")
HAS_COPIES = text("CAST(copies AS TEXT) <> '[]'")
UNCOMPARED = text("compared IS FALSE")


def _where(name: str, *columns: str, condition: TextClause) -> Index:
    """An index of the few rows of which something is true."""
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class AgencyRow(SQLModel, table=True):
    __tablename__ = "agency"

    code: str = Field(primary_key=True)
    name: str
    kind: Kind = _one_of(Kind, "kind")
    level: Level = _one_of(Level, "level")
    region: str
    aliases: list[str] = Field(sa_type=JSON)
    parent: str
    oversight: str = Field(index=True)
    column_url: str
    family: str
    local_due: str | None
    active_from: date | None
    active_to: date | None
    successor: str
    exempt_reason: str
    exempt_document: str = ""
    exempt_until: date | None = None
    note: str
    unknown_columns: list[list[str]] = Field(sa_type=JSON)
    added_at: datetime
    changed_at: datetime


class DocumentRow(SQLModel, table=True):
    __tablename__ = "document"

    sha256: str = Field(primary_key=True)
    url: str
    final_url: str
    media_type: str
    charset: str
    size: int = Field(sa_type=BigInteger)
    fetched_at: datetime
    last_modified: datetime | None
    via: Via = _one_of(Via, "via")


class ListingRow(SQLModel, table=True):
    """The links of a column, kept once however often it is seen unchanged."""

    __tablename__ = "listing"

    sha256: str = Field(primary_key=True)
    links: list[dict[str, Any]] = Field(sa_type=JSON)


class VisitRow(SQLModel, table=True):
    __tablename__ = "visit"
    __table_args__ = (Index(None, "column_url", "finished"), Index(None, "started"))

    id: str = Field(primary_key=True)
    column_url: str
    started: datetime
    finished: datetime
    outcome: Outcome = _one_of(Outcome, "outcome")
    reason_zh: str
    reason_en: str
    family: str
    line_healthy: bool | None
    listing_complete: bool
    opened: list[dict[str, Any]] = Field(sa_type=JSON)
    listing: str = Field(foreign_key="listing.sha256")
    candidates: list[dict[str, Any]] = Field(sa_type=JSON)
    unopened: list[dict[str, Any]] = Field(sa_type=JSON)
    doubts: list[dict[str, Any]] = Field(sa_type=JSON)
    clock_set: bool


class SightingRow(SQLModel, table=True):
    __tablename__ = "sighting"
    __table_args__ = (
        Index(None, "year", "agency", "at"),
        Index(None, "visit", "year"),
        _where("ix_sighting_own_fault", "year", "at", condition=OWN_FAULT),
        _where("ix_sighting_copies", "id", condition=HAS_COPIES),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code")
    year: int
    visit: str = Field(foreign_key="visit.id")
    at: datetime
    seen: Seen = _one_of(Seen, "seen")
    outcome: Outcome = _one_of(Outcome, "outcome")
    reason_zh: str
    reason_en: str
    url: str
    title: str
    document: str | None = Field(foreign_key="document.sha256")  # the noun's empty text
    copies: list[str] = Field(sa_type=JSON)
    locations: list[str] = Field(sa_type=JSON)
    related: list[str] = Field(sa_type=JSON)
    claimed: date | None
    dates: list[dict[str, Any]] = Field(sa_type=JSON)
    clock_set: bool


class ExaminationRow(SQLModel, table=True):
    __tablename__ = "examination"
    __table_args__ = (
        UniqueConstraint("agency", "year", "document", "release"),
        Index(None, "year", "at"),
        _where("ix_examination_uncompared", "release", condition=UNCOMPARED),
    )

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code")
    year: int
    document: str = Field(foreign_key="document.sha256")
    release: str
    at: datetime
    report: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    unreadable_zh: str | None
    unreadable_en: str | None
    clock_set: bool
    beside: str
    compared: bool = False  # whether its passages were compared with all others


class VerdictRow(SQLModel, table=True):
    __tablename__ = "verdict"
    __table_args__ = (UniqueConstraint("examination", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    examination: int = Field(foreign_key="examination.id")
    position: int
    rule: str
    outcome: RuleOutcome = _one_of(RuleOutcome, "outcome")
    severity: Severity = _one_of(Severity, "severity")
    basis: str
    because_zh: str | None
    because_en: str | None
    findings: list[dict[str, Any]] = Field(sa_type=JSON)


class PassageRow(SQLModel, table=True):
    """One section of one document as it is compared with others, however many releases read it."""

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("agency", "year", "document", "section"),)

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code")
    year: int
    document: str = Field(foreign_key="document.sha256")
    section: int
    text: str


class PairRow(SQLModel, table=True):
    """Two passages that are alike, the one with the lower id first."""

    __tablename__ = "pair"

    one: int = Field(foreign_key="passage.id", primary_key=True)
    other: int = Field(foreign_key="passage.id", primary_key=True, index=True)
    share: float


class AssessmentRow(SQLModel, table=True):
    """The latest assessment of each agency and year; what it was before is in the changes."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "year", "agency"), Index(None, "clock_set", "as_of"))

    agency: str = Field(foreign_key="agency.code", primary_key=True)
    year: int = Field(primary_key=True)
    standing: Standing = _one_of(Standing, "standing")
    as_of: datetime
    statutory_due: date | None
    local_due: date | None
    due: date
    why_zh: str
    why_en: str
    flags: list[str] = Field(sa_type=JSON)
    days_late: list[int] | None = Field(sa_type=JSON(none_as_null=True))
    claimed_date: date | None
    first_seen: datetime | None
    last_absent: datetime | None
    last_completed_visit: datetime | None
    report_url: str
    title: str
    document: str
    evidence: list[str] = Field(sa_type=JSON)
    release: str
    policy: str
    clock_set: bool
    since: datetime | None


class ChangeRow(SQLModel, table=True):
    __tablename__ = "change"
    __table_args__ = (Index(None, "year", "agency", "about", "key"),)

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code")
    year: int
    about: About = _one_of(About, "about")
    key: str
    old: str
    new: str
    at: datetime
    why_zh: str
    why_en: str
    severity: Severity = _one_of(Severity, "severity")
    evidence: list[str] = Field(sa_type=JSON)
    release: str
    policy: str
    clock_set: bool
    prev_hash: str  # models/chain
    hash: str


class ChainRow(SQLModel, table=True):
    """The head of each chained table: its last row."""

    __tablename__ = "chain"

    name: str = Field(primary_key=True)
    last: int
    hash: str


class DecisionRow(SQLModel, table=True):
    """What a person decided or approved; rows are only added."""

    __tablename__ = "decision"
    __table_args__ = (Index(None, "year", "agency"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: DecisionKind = _one_of(DecisionKind, "kind")
    agency: str = Field(foreign_key="agency.code")
    year: int
    subject: str
    finding: str
    reason: str
    until: date | None
    document: str
    to: Standing | None = _one_of(Standing, "to", nullable=True)
    published: date | None
    ground: dict[str, Any] | None = Field(sa_type=JSON(none_as_null=True))
    offered: str | None
    needs_approval: bool
    approves: int | None = Field(foreign_key="decision.id")
    author: str
    role: Role = _one_of(Role, "role")
    at: datetime
    release: str
    clock_set: bool
    code_step: int | None
    prev_hash: str  # models/chain
    hash: str


class CodeRow(SQLModel, table=True):
    """The latest one-time code a person ever gave, whatever came of it: a code serves once."""

    __tablename__ = "code"

    person: str = Field(primary_key=True)
    step: int  # of thirty seconds since 1970


class MessageRow(SQLModel, table=True):
    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("office", "channel", "number"), Index(None, "created"))

    id: str = Field(primary_key=True)
    number: int
    office: str
    channel: str
    created: datetime
    subject: str
    text: str
    html: str
    clock_set: bool


class HandoverRow(SQLModel, table=True):
    """One recipient's part of a message, its frozen bytes, and how far it came."""

    __tablename__ = "handover"
    __table_args__ = (UniqueConstraint("message", "recipient", "part"), Index(None, "delivery"))

    id: int | None = Field(default=None, primary_key=True)
    message: str = Field(foreign_key="message.id")
    recipient: str
    part: int
    content: bytes = Field(sa_type=LargeBinary)
    delivery: Delivery = _one_of(Delivery, "delivery")
    attempts: int
    last_error: str
    sent_at: datetime | None
    not_before: datetime | None
    claimed_at: datetime | None = None  # when the sender at work took it
    reported: bool = False  # whether the operators were told of its trouble


class AttemptRow(SQLModel, table=True):
    """One try to hand something over, noted before it began; `ended` is empty where its sender died."""

    __tablename__ = "attempt"

    id: int | None = Field(default=None, primary_key=True)
    handover: int = Field(foreign_key="handover.id", index=True)
    number: int
    began: datetime
    ended: datetime | None = None
    delivery: Delivery = _one_of(Delivery, "delivery")
    error: str = ""


class ToldRow(SQLModel, table=True):
    """What became of one change for one channel of one office: in a message, or passed over. One row, for ever."""

    __tablename__ = "told"

    change: int = Field(foreign_key="change.id", primary_key=True)
    office: str = Field(primary_key=True)
    channel: str = Field(primary_key=True)
    message: str | None = Field(foreign_key="message.id", index=True)  # None: passed over
    position: int  # within the message
    reason: str  # why it was passed over


class AcknowledgementRow(SQLModel, table=True):
    """That a person has taken note of a lapse; rows are only added."""

    __tablename__ = "acknowledgement"
    __table_args__ = (Index(None, "year", "agency"),)

    id: int | None = Field(default=None, primary_key=True)
    agency: str = Field(foreign_key="agency.code")
    year: int
    until: date
    reason: str
    author: str
    role: Role = _one_of(Role, "role")
    at: datetime
    release: str
    clock_set: bool
    prev_hash: str  # models/chain
    hash: str


class LeaseRow(SQLModel, table=True):
    """Who may run a step, and until when."""

    __tablename__ = "lease"

    name: str = Field(primary_key=True)
    holder: str
    since: datetime
    until: datetime
