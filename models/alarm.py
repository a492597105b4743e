"""What the operators must look at themselves, and how ill our own line was. No office hears of it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.words import Words


class AlarmKind(StrEnum):
    """What kind of thing held accusations back, or asks for a decision."""

    LINE = "line"  # our own line was ill
    REOPENED = "reopened"  # a decision expired, or new facts contradict it
    COHORT = "cohort"  # too many agencies with something in common turned absent at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing to look at. Kind, key and beginning are the same at every judgement while it lasts."""

    kind: AlarmKind
    key: str  # the cohort, such as `site:nanyang.gov.cn`; empty for the line
    began: datetime  # UTC
    words: Words
    agencies: tuple[str, ...] = ()  # codes of those whose accusation is held back


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDay:
    """How many looks there were on one day of Asia/Shanghai, and how many failed by our own fault."""

    day: date
    looks: int
    own_faults: int
    first_fault: datetime | None = None  # UTC
