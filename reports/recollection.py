"""What the rules had said of a report at an earlier moment, where their verdicts were laid down anew since. Pure.

A report is judged again when something else lies beside it, and its verdicts then take the place of the earlier ones.
What had been said is kept all the same, as transitions: from these it is told.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from models.change import About, Change
from models.verdict import Finding, RuleOutcome, Side, Verdict, key


def recalled(
    known: Sequence[Verdict], current: Sequence[Verdict], changes: Iterable[Change]
) -> tuple[Verdict, ...]:
    """The verdicts as of a moment: `known` where these charge what stood then, else what stood, told from the transitions.

    `changes` are those of one agency and year up to the moment; `known` the latest verdicts laid down by then, `current`
    those laid down since. Told so, only findings that were charged come back; of figures and cells what is still known.
    """
    last = {(each.about, each.key): each for each in changes}
    stood = {place: each for (about, place), each in last.items() if about is About.FINDING}
    if not stood or _agree(known, {place for place, each in stood.items() if each.new}):
        return tuple(known)
    aside = {place for (about, place), each in last.items() if about is About.OVERLAY and each.new}
    bodies = {key(v.rule, f): f for v in (*known, *current) for f in v.findings}
    found: dict[str, list[tuple[Change, Finding]]] = defaultdict(list)
    for place, change in stood.items():
        finding = _finding(change, bodies.get(place), is_aside=place in aside) if change.new else None
        if finding is not None:
            found[_rule(place)].append((change, finding))
    bases = {v.rule: v.basis for v in (*known, *current)}
    return tuple(_verdict(rule, bases.get(rule, ""), several) for rule, several in found.items())


def _agree(known: Sequence[Verdict], stood: set[str]) -> bool:
    """Whether the verdicts charge what stood; what a rule could not check, or lays to another finding, went on standing."""
    charged = {key(v.rule, f) for v in known for f in v.charged}
    following = {key(v.rule, f) for v in known for f in v.findings if f.follows is not None}
    silent = {v.rule for v in known if v.outcome is RuleOutcome.NOT_CHECKED}
    return charged == {place for place in stood - following if _rule(place) not in silent}


def _finding(change: Change, body: Finding | None, *, is_aside: bool) -> Finding | None:
    """The finding as it was told; None where a decision had set it aside and nothing is left to show that by."""
    if body is not None and body.message == change.why and body.follows is None:
        return body
    if is_aside:
        return None
    return Finding(message=change.why, where=change.key.partition("|")[2], side=Side.AGENCY)


def _verdict(rule: str, basis: str, found: Sequence[tuple[Change, Finding]]) -> Verdict:
    return Verdict(
        rule=rule,
        outcome=RuleOutcome.FAILED,
        severity=found[0][0].severity,
        basis=basis,
        findings=tuple(finding for _, finding in found),
    )


def _rule(place: str) -> str:
    return place.partition("|")[0]
