"""Where an agency stands with one duty at one moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.times import end_of, local_day, shown
from models.words import Words


class Standing(StrEnum):
    """The standings of contract §6."""

    NOT_DUE = "not_due"
    DUE_SOON = "due_soon"
    ON_TIME = "on_time"
    LATE = "late"
    SUSPECTED = "suspected"  # operators only, by name
    OVERDUE = "overdue"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    EXEMPT = "exempt"


class Flag(StrEnum):
    """What else is to be known beside the standing."""

    BACKDATING = "backdating"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    VANISHING = "vanishing"  # seen before, absent since, not yet long enough to say withdrawn
    PORTAL_BLOCKED = "portal_blocked"
    PORTAL_DOWN = "portal_down"
    PORTAL_CHANGED = "portal_changed"
    LOCAL_DUE_MISSED = "local_due_missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The computed standing of one agency for one year, as of one moment, and why.

    `days_late` is (least, most): the most generous and the strictest reading of the evidence,
    in calendar days of Asia/Shanghai; None where lateness is no question.
    """

    agency: str
    year: int
    standing: Standing
    as_of: datetime
    statutory_due: date | None
    local_due: date | None
    due: date
    why: Words
    flags: tuple[Flag, ...] = ()
    days_late: tuple[int, int] | None = None
    claimed_date: date | None = None
    first_seen: datetime | None = None
    last_absent: datetime | None = None
    last_completed_visit: datetime | None = None
    report_url: str = ""
    title: str = ""
    document: str = ""  # SHA-256 of the version seen last
    evidence: tuple[str, ...] = ()  # ids of the visits the standing rests on
    release: str = ""  # that judged; set by the judge flow
    policy: str = ""  # how much proof was asked for
    clock_set: bool = False  # judged under --now: a rehearsal
    since: datetime | None = None  # when this standing began; set by the judge flow from the changes

    def local_due_said(self) -> Words | None:
        """By what an earlier local due date counts as missed, and that it is not what is judged; None: it does not.

        Everybody who tells of it says it in these words. The roster is where a local order is entered.
        """
        local, found = self.local_due, self.first_seen
        if Flag.LOCAL_DUE_MISSED not in self.flags or local is None or found is None:
            return None
        seen = tuple(_local_due_seen(local, found, self.claimed_date, self.last_absent))
        return Words(
            zh=f"名录所列本地时限 {local}：{'，'.join(each.zh for each in seen)}；"
            f"是否逾期以法定时限 {self.statutory_due} 为准",
            en=f"Local due date {local} (roster): {', '.join(each.en for each in seen)}; "
            f"judged is the statutory date, {self.statutory_due}",
        )


def _local_due_seen(
    local: date, found: datetime, claimed: date | None, absent: datetime | None
) -> Iterator[Words]:
    if claimed is not None and claimed <= local_day(found):  # a later one cannot be believed
        yield Words(f"网站标注 {claimed}", f"dated {claimed}")
    if absent is not None and end_of(local) <= absent < found:  # of what is gone it may be a later one
        yield Words(f"{shown(absent)} 未检索到", f"not found {shown(absent)}")
    yield Words(f"{shown(found)} 首次检索到", f"first found {shown(found)}")
