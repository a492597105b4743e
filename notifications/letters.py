"""The 整改通知书 and the 催办函: whether an agency gets one, and what there is to say to it. Pure.

Only what is proved goes into a letter: standings that rest on enough looks, and findings laid on the agency, as they
count under what people decided. Whoever is merely suspected, could not be verified or disputes it, gets none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.decision import Mark, Overlay
from models.verdict import Finding, Severity, Verdict
from models.words import Language, Words
from notifications import letter_words as said
from notifications import words
from notifications.findings import place_said
from notifications.shown import clean, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A provision as a letter cites it. `quoted` is empty where its wording is not confirmed."""

    citation: str
    quoted: str
    source: str
    asks: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One address at which was looked for the report: how many looks proved it absent, and when the last did."""

    address: str
    looks: int
    last: datetime | None  # None: none did yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of one agency, and who writes to it."""

    agency: Agency
    assessment: Assessment  # as it counts
    overlay: Overlay | None  # what people decided of it
    verdicts: tuple[Verdict, ...]  # on the version seen last, without what is set aside
    spots: tuple[Spot, ...]
    seen_last: datetime | None  # the last look that found the report; None: none did
    duty: str  # id of the provision under which it owes the report
    bases: Mapping[str, Basis]  # by id of the provision
    mends: Mapping[str, Words]  # by rule: what mends it
    places: Mapping[str, Words] = field(default_factory=dict)  # by `where` of a finding, in the form's words
    office: str
    contact: str
    as_of: datetime
    reply_by: date
    reply_by_holidays: bool = (
        True  # False: counted in weekdays, for the holidays of that year are not known yet
    )
    release: str
    clock_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing to mend. Of figures there may be none: then what it says and should be are empty."""

    what: Words
    place: Words
    reads: str = ""
    should: str = ""
    mend: Words | None
    basis: str  # id of a provision


_ASKED_FOR = frozenset({Standing.OVERDUE, Standing.DUE_SOON})
_TO_MEND = frozenset({Standing.LATE, Standing.WITHDRAWN})


def is_reminder(case: Case) -> bool:
    """Whether it is a 催办函: no report was found yet, so that there is nothing to mend."""
    return asks_for_a_report(case.assessment)


def asks_for_a_report(assessment: Assessment) -> bool:
    """The same of what alone it hangs on."""
    return assessment.standing in _ASKED_FOR


def withheld(case: Case) -> Words | None:
    """Why this agency gets no letter; None: it gets one."""
    return why_none(case.assessment, case.verdicts, case.overlay)


def why_none(assessment: Assessment, verdicts: Sequence[Verdict], overlay: Overlay | None) -> Words | None:
    """The same of what alone it hangs on."""
    standing = assessment.standing
    if overlay is not None and overlay.mark is Mark.DISPUTED:
        return said.DISPUTED
    match standing:
        case Standing.SUSPECTED | Standing.UNKNOWN:
            label = words.STANDING[standing]
            return Words(
                say(said.UNPROVED, Language.ZH, standing=label.zh),
                say(said.UNPROVED, Language.EN, standing=label.en.lower()),
            )
        case Standing.EXEMPT | Standing.NOT_DUE:
            return said.NOTHING
        case Standing.OVERDUE | Standing.DUE_SOON | Standing.WITHDRAWN | Standing.LATE | Standing.ON_TIME:
            asked = standing in _ASKED_FOR | _TO_MEND or any(True for _ in _charges(verdicts))
            return None if asked else said.NOTHING


def matters(case: Case) -> Iterator[Matter]:
    """What there is to mend: first of the publication, then of the report, worst first. Hints are left out."""
    yield from _of_publication(case)
    if case.assessment.standing is not Standing.WITHDRAWN:  # what is gone cannot be mended
        yield from _of_report(case)


def _of_publication(case: Case) -> Iterator[Matter]:
    a = case.assessment
    yield from _of_standing(case)
    if (local := a.local_due_said()) is not None:  # under no provision: a local order set it
        yield Matter(what=local, place=said.PUBLICATION, mend=said.LOCAL_MEND, basis="")


def _of_standing(case: Case) -> Iterator[Matter]:
    a = case.assessment
    match a.standing:
        case Standing.LATE:
            yield Matter(
                what=_joined(said.LATE, a.why), place=said.PUBLICATION, mend=said.LATE_MEND, basis=case.duty
            )
        case Standing.WITHDRAWN:
            what = _joined(said.WITHDRAWN, a.why)
            if a.report_url:
                was = clean(a.report_url, 120)
                what = Words(f"{what.zh}；原网址 {was}", f"{what.en}; it was at {was}")
            yield Matter(what=what, place=said.PUBLICATION, mend=said.WITHDRAWN_MEND, basis=case.duty)
        case _:
            return


def _joined(first: Words, second: Words) -> Words:
    return Words(f"{first.zh}：{second.zh}", f"{first.en}: {second.en}")


def _of_report(case: Case) -> Iterator[Matter]:
    for verdict, finding in _charges(case.verdicts):
        yield Matter(
            what=finding.message,
            place=case.places.get(finding.where) or _place(finding.where),
            reads=finding.actual or "",
            should=finding.expected or "",
            mend=finding.hint or case.mends.get(verdict.rule),
            basis=verdict.basis,
        )


def _charges(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, Finding]]:
    """What a letter may ask to be mended in a report, worst first."""
    order = list(words.SEVERITY)
    told = [each for each in verdicts if each.findings and each.severity is not Severity.HINT]
    for verdict in sorted(told, key=lambda verdict: order.index(verdict.severity)):
        yield from ((verdict, finding) for finding in verdict.charged)


def _place(where: str) -> Words:
    return Words(place_said(where, Language.ZH), place_said(where, Language.EN))
