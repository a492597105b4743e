"""What was not checked and why: one line a reason. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import fields

from flows.check import words
from flows.check.style import TextStyle
from flows.terminal import Line, Style, shortened
from models.verdict import RuleOutcome, Severity, Verdict
from models.words import Words
from reports.rules import RULES, Beside

MOST_REASONS = 6  # of a document, unless all are asked for
BESIDE = frozenset({"succession", *(each.name for each in fields(Beside))})
NEEDS = {rule.id: rule.needs for rule in RULES}


def unchecked_lines(verdicts: Sequence[Verdict], style: TextStyle) -> Iterator[Line]:
    """The reasons that lie in the document; what was not given to the run is said once, by `not_given_lines`.

    First those that kept most rules from being checked, then those of the graver rules; the rest is only counted.
    """
    reasons: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.because is not None and (style.verbose or not _not_given(verdict.rule, style.given)):
            reasons.setdefault(style.say(verdict.because), []).append(verdict)
    if not reasons:
        return
    ranked = sorted(reasons.items(), key=lambda item: (-len(item[1]), min(map(_rank, item[1]))))
    shown = ranked if style.verbose else ranked[:MOST_REASONS]
    yield ((style.pair(words.OUTCOMES[RuleOutcome.NOT_CHECKED], ""), Style.STRONG),)
    for reason, kept in shown:
        yield from _listed(reason, [each.rule for each in kept], style)
    left_out = sum(len(kept) for _, kept in ranked[len(shown) :])
    if left_out:
        yield ((f"  - {style.say(words.more_rules(left_out))}", Style.FAINT),)


def _rank(verdict: Verdict) -> int:
    return list(Severity).index(verdict.severity)


def not_given_lines(style: TextStyle) -> Iterator[Line]:
    """Rules that no document of this run could be checked by, with what would have to be given."""
    reasons: dict[str, list[str]] = {}
    for rule in RULES:
        missing = _not_given(rule.id, style.given)
        if missing:
            said = words.NOT_GIVEN.get(missing[0], words.ONLY_PATROL)
            reasons.setdefault(style.say(said), []).append(rule.id)
    for reason, rules in reasons.items():
        yield from _listed(reason, rules, style)


def _not_given(rule: str, given: frozenset[str]) -> tuple[str, ...]:
    """What a rule needs beside the report that this run was not given; what only a patrol has comes first."""
    missing = [name for name in NEEDS.get(rule, ()) if name in BESIDE and name not in given]
    return tuple(sorted(missing, key=lambda name: name in words.NOT_GIVEN))


def _listed(reason: str, rules: Sequence[str], style: TextStyle) -> Iterator[Line]:
    """One reason and the rules it holds for: whole where all is asked for, else one line."""
    colon = style.say(Words("：", ": "))
    named = words.named(tuple(rules), style.language)
    count = style.say(words.rules(len(rules)))
    comma = style.say(Words("，", ", "))
    text = f"{named}{colon}{reason}" if len(rules) == 1 else f"{reason}{colon}{count}{comma}{named}"
    lines = (
        style.folded(text, 4)
        if style.verbose
        else (shortened(" ".join(text.split()), style.screen.width - 4),)
    )
    yield ((f"  - {lines[0]}", Style.FAINT),)
    yield from (((f"    {line}", Style.FAINT),) for line in lines[1:])
