"""What people decided of one agency, as finished strings: every decision, its approval, its end. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.assessment import Assessment, Standing
from models.decision import ON_STANDING, ROLES, Decision, DecisionKind, Filed, Mark, Overlay, State
from models.words import Language, Words
from notifications import shown, words
from notifications.shown import say

_TONE = {State.WAITING: "amber", State.IN_FORCE: "blue", State.CONTRADICTED: "amber"}
_UNTIL = Words("至 {until}", "until {until}")
_OFFERED = Words("所提供网址 {url}", "address offered {url}")
_DOCUMENT = Words("依据文件 {sha}", "document {sha}")
_APPROVED = Words("复核：{by}，{at}", "approved by {by}, {at}")
_COMPUTED = Words("系统判定：{standing}。{why}", "Computed: {standing}. {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision as shown."""

    number: str
    at: str
    kind: str
    about: str
    value: str  # the standing or the date it fixes, or empty
    by: str
    reason: str
    more: str  # until when, the document, who approved
    state: str
    tone: str
    rehearsal: bool


def rulings(filed: Sequence[Filed], language: Language) -> tuple[Ruling, ...]:
    """Newest first; an approval stands with what it approves."""
    own = (each for each in filed if each.decision.kind is not DecisionKind.APPROVE)
    return tuple(_ruling(each, language) for each in own)[::-1]


def flags_shown(assessment: Assessment, overlay: Overlay | None, language: Language) -> tuple[str, ...]:
    """The labels beside a standing: first what a decision in force is called."""
    marks = (words.MARK[overlay.mark],) if overlay else ()
    return tuple(
        each.said_in(language) for each in (*marks, *(words.FLAG[flag] for flag in assessment.flags))
    )


def laid_over(value: str) -> Words:
    """What a change says lies over a standing or a finding, from then on."""
    mark, _, standing = value.partition(" ")
    if not mark:
        return Words("—", "—")
    said = words.MARK[Mark(mark)]
    if not standing:
        return said
    counts = words.STANDING[Standing(standing)]
    return Words(f"{said.zh}：{counts.zh}", f"{said.en}: {counts.en}")


_ASKED_AGAIN = Words(
    "决定 {number}「{kind}」（{by}，{at}）{ended}。{finding}可重新决定：chunxun decide … {agency} --year {year}",
    "Decision {number}, {kind} ({by}, {at}), {ended}. {finding}Decide anew: chunxun decide … {agency} --year {year}",
)
_ENDED = {
    State.EXPIRED: Words("已于 {until} 到期", "expired on {until}"),
    State.CONTRADICTED: Words("与新情况不符，不再适用", "no longer fits the facts"),
}
_OF_FINDING = Words("所涉问题：{finding}。", "It was about: {finding}. ")


def called(decision: Decision, language: Language) -> str:
    """What a decision is: its kind, and the standing or the date it fixes."""
    return f"{words.KIND[decision.kind].said_in(language)} {_value(decision, language)}".strip()


def asked_again(filed: Filed, finding: Words | None, language: Language) -> str:
    """Which decision ended by itself and why, on which finding if on any, and how to decide anew."""
    decision = filed.decision
    about = finding.said_in(language).rstrip("。.") if finding else ""
    return say(
        _ASKED_AGAIN,
        language,
        number=decision.id or "",
        kind=words.KIND[decision.kind].said_in(language),
        by=shown.clean(decision.author, 60),
        at=shown.moment(decision.at),
        ended=say(_ENDED[filed.state], language, until=decision.until or ""),
        finding=say(_OF_FINDING, language, finding=shown.clean(about, 300)) if about else "",
        agency=shown.clean(decision.agency, 60),
        year=decision.year,
    )


def computed_line(overlay: Overlay, language: Language) -> str:
    """The computed standing that a decision lies over, and its reason."""
    computed = overlay.computed
    standing = words.STANDING[computed.standing].said_in(language)
    return say(_COMPUTED, language, standing=standing, why=shown.clean(computed.why.said_in(language), 500))


def _ruling(filed: Filed, language: Language) -> Ruling:
    decision = filed.decision
    return Ruling(
        number=str(decision.id or ""),
        at=shown.moment(decision.at),
        kind=words.KIND[decision.kind].said_in(language),
        about=_about(decision, language),
        value=_value(decision, language),
        by=f"{shown.clean(decision.author)} ({ROLES[decision.role].said_in(language)})",
        reason=shown.clean(decision.reason, 500),
        more=" · ".join(_more(filed, language)),
        state=words.STATE[filed.state].said_in(language),
        tone=_TONE.get(filed.state, "grey"),
        rehearsal=decision.clock_set,
    )


def _about(decision: Decision, language: Language) -> str:
    if decision.subject == ON_STANDING:
        return words.ABOUT_STANDING.said_in(language)
    return shown.clean(f"{decision.finding} {decision.subject}".strip())


def _value(decision: Decision, language: Language) -> str:
    if decision.to is not None:
        return words.STANDING[decision.to].said_in(language)
    return decision.published.isoformat() if decision.published else ""


def _more(filed: Filed, language: Language) -> list[str]:
    decision, approval = filed.decision, filed.approval
    parts = []
    if decision.until is not None:
        parts.append(say(_UNTIL, language, until=decision.until))
    if decision.offered:
        parts.append(say(_OFFERED, language, url=shown.clean(decision.offered, 300)))
    if decision.document:
        parts.append(say(_DOCUMENT, language, sha=decision.document[:16]))
    if approval is not None:
        by = shown.clean(approval.author)
        parts.append(say(_APPROVED, language, by=by, at=shown.moment(approval.at)))
    return parts
