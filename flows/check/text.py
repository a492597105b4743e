"""One result for a person at a terminal: every finding points at its cell, as a compiler points at a column. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flows.check import words
from flows.check.excerpt import GAP, excerpt
from flows.check.place import doubtful_cells, place
from flows.check.result import Examined, Head, heads
from flows.check.style import TextStyle
from flows.check.unchecked import unchecked_lines
from flows.terminal import Line, Style, safe, shortened, spoken, width
from models.verdict import SEVERITIES, Finding, RuleOutcome, Severity, Side
from models.words import Words
from reports import law

GUTTER = "   | "
NOTE = "   = "
MOST_FINDINGS = 6  # of one rule, unless all are asked for
MOST_FOLLOWERS = 4
MOST_CELLS = 3
LONGEST_PLACE = 200


def as_text(result: Examined, style: TextStyle) -> str:
    """The whole result: what was read, what failed, what a person must look at, what was not checked, and a summary."""
    found = heads(result.verdicts)
    ranks = list(Severity)
    failed = sorted(
        (each for each in found if _fails(each)), key=lambda head: ranks.index(head.verdict.severity)
    )
    reviews = [each for each in found if not _fails(each)]
    if style.several and not style.verbose and not found and says_no_more(result):
        return spoken(_summary(result, 0, 0, style), colour=style.screen.colour)
    lines = [*_opening(result, style), *_blocks(failed, result, style)]
    if reviews:
        heading = style.say(words.reviews_heading(len(reviews)))
        lines += [
            (),
            *(((line, Style.REVIEW),) for line in style.folded(heading, 0)),
            *_blocks(reviews, result, style),
        ]
    unchecked = tuple(unchecked_lines(result.verdicts, style))
    lines += [(), *unchecked] if unchecked else []
    lines += [(), *_summary(result, len(failed), len(reviews), style), ()]
    return spoken(lines, colour=style.screen.colour)


def says_no_more(result: Examined) -> bool:
    """Whether beside the outcomes of the rules there is nothing to say of a document."""
    return not result.report.unread and result.remark is None


def _fails(head: Head) -> bool:
    return head.finding.side is Side.AGENCY


def _opening(result: Examined, style: TextStyle) -> Iterator[Line]:
    """The document and what was read of it."""
    report = result.report
    yield ((result.source, Style.STRONG),)
    yield from (
        ((f"  {line}", Style.PLAIN),) for line in style.folded(report.title or style.say(words.NO_TITLE), 2)
    )
    facts = (style.say(words.form_name(report.edition)), result.media_type, f"sha256 {result.sha256[:12]}")
    yield from (((f"  {line}", Style.FAINT),) for line in style.folded(" · ".join(facts), 2))
    if result.previous:
        yield ((f"  {style.pair(words.PREVIOUS, result.previous)}", Style.FAINT),)
    notes = [(words.REMARK, style.say(result.remark))] if result.remark is not None else []
    for name, text in [*notes, *((words.UNREAD, part) for part in report.unread)]:
        first, *rest = style.folded(style.pair(name, text), 2)
        yield ((f"  {first}", Style.REVIEW),)
        yield from (((f"    {line}", Style.REVIEW),) for line in rest)


def _blocks(found: Sequence[Head], result: Examined, style: TextStyle) -> Iterator[Line]:
    """The findings rule by rule; the basis once, under the last of a rule's."""
    for _, same in groupby(found, key=lambda head: head.verdict.rule):
        group = list(same)
        shown = group if style.verbose else group[:MOST_FINDINGS]
        for head in shown:
            yield ()
            last = head is shown[-1]
            yield from _block(head, result, _basis(group, len(shown), style) if last else (), style)


def _basis(group: Sequence[Head], shown: int, style: TextStyle) -> tuple[Line, ...]:
    verdict = group[0].verdict
    left_out = style.say(words.more(len(group) - shown))
    return (
        *(_note(left_out, style, Style.FAINT) if len(group) > shown else ()),
        *_note(style.pair(words.BASIS, law.provision(verdict.basis).citation), style),
        *_note(style.pair(words.LOOK_UP, f"chunxun rules {verdict.rule}"), style),
    )


def _block(head: Head, result: Examined, basis: Sequence[Line], style: TextStyle) -> Iterator[Line]:
    """One finding: what is wrong, where, the place itself, and what would mend it."""
    finding, columns = head.finding, style.screen.width - len(GUTTER)
    yield from _message(head, style)
    yield from _place(finding, result, style)
    shown = excerpt(finding, result.report, label=_label(finding, style), columns=columns)
    notes = (*_notes(finding, result, style), *_followers(head, style), *basis)
    colour = Style.FAILED if _fails(head) else Style.REVIEW
    if shown:
        yield ((GUTTER, Style.FRAME),)
    for line in shown:
        yield line if line is GAP else ((GUTTER, Style.FRAME), *_recoloured(line, colour))
    if shown and notes:
        yield ((GUTTER, Style.FRAME),)
    yield from notes


def _notes(finding: Finding, result: Examined, style: TextStyle) -> Iterator[Line]:
    """Whose doing it is where it is not the agency's, what was read in doubt, and what would mend it."""
    if finding.side is not Side.AGENCY:
        yield from _note(style.pair(words.REMARK, style.say(words.SIDES[finding.side])), style)
    doubtful = tuple(doubtful_cells(finding, result.report, style.language))
    if doubtful:
        yield from _note(
            style.say(words.doubtful(doubtful if style.verbose else doubtful[:MOST_CELLS], len(doubtful))),
            style,
        )
    if finding.hint is not None:
        yield from _note(style.pair(words.HINT, style.say(finding.hint)), style, Style.PASSED)


def _message(head: Head, style: TextStyle) -> Iterator[Line]:
    outcome = RuleOutcome.FAILED if _fails(head) else RuleOutcome.REVIEW
    colour = Style.FAILED if _fails(head) else Style.REVIEW
    level = style.say(SEVERITIES[head.verdict.severity])
    name = f"{style.say(words.OUTCOMES[outcome])}[{head.verdict.rule}]"
    colon = style.say(Words("：", ": "))
    first, *rest = style.folded(f"{name} {level}{colon}{style.say(head.finding.message)}", 2)
    if first.startswith(name):
        yield ((name, colour), (first[len(name) :], Style.STRONG))
    else:  # a screen too narrow for the name itself
        yield ((first, colour),)
    yield from (((f"  {line}", Style.STRONG),) for line in rest)


def _place(finding: Finding, result: Examined, style: TextStyle) -> Iterator[Line]:
    said = place(finding.where, result.report, style.language)
    room = (style.screen.width if style.screen.folds else LONGEST_PLACE) - 6
    address = f" ({finding.where})" if said else finding.where
    if said and width(safe(said)) + width(address) > room:
        address = ""
    yield (
        ("  --> ", Style.FRAME),
        (shortened(safe(said), room), Style.PLAIN),
        (address, Style.FAINT if said else Style.PLAIN),
    )


def _label(finding: Finding, style: TextStyle) -> str:
    """What is written beside the underline. Only where it is the agency's is one number right and the other wrong."""
    expected, actual = finding.expected, finding.actual
    if finding.side is not Side.AGENCY or expected is None or actual is None or finding.cause is not None:
        return ""
    if finding.where == "title":  # what is underlined says itself what was found
        return style.say(Words(f"应为 {expected}", f"expected {expected}"))
    if "*" in finding.where:
        return f"{expected} ≠ {actual}"
    return style.say(Words(f"应为 {expected}，实为 {actual}", f"expected {expected}, found {actual}"))


def _recoloured(line: Line, colour: Style) -> Line:
    return tuple((text, colour if each is Style.FAILED else each) for text, each in line)


def _note(text: str, style: TextStyle, colour: Style = Style.PLAIN) -> Iterator[Line]:
    first, *rest = style.folded(text, len(NOTE))
    yield ((NOTE, Style.FRAME), (first, colour))
    yield from (((" " * len(NOTE) + line, colour),) for line in rest)


def _followers(head: Head, style: TextStyle) -> Iterator[Line]:
    """What follows from the finding, under it."""
    if not head.followers:
        return
    shown = head.followers if style.verbose else head.followers[:MOST_FOLLOWERS]
    yield from _note(style.say(words.CONSEQUENCES) + style.say(Words("：", ":")), style)
    for verdict, finding in shown:
        first, *rest = style.folded(f"[{verdict.rule}] {style.say(finding.message)}", len(NOTE) + 2)
        yield ((f"{' ' * len(NOTE)}- {first}", Style.FAINT),)
        yield from (((" " * (len(NOTE) + 2) + line, Style.FAINT),) for line in rest)
    if len(head.followers) > len(shown):
        rest_of_them = style.say(words.more(len(head.followers) - len(shown)))
        yield ((f"{' ' * len(NOTE)}  {rest_of_them}", Style.FAINT),)


def _summary(result: Examined, failed: int, reviews: int, style: TextStyle) -> tuple[Line, ...]:
    """The last line of a document: how many of each; two lines where one is too long for the screen."""
    outcomes = [verdict.outcome for verdict in result.verdicts]
    passed, unchecked = outcomes.count(RuleOutcome.PASSED), outcomes.count(RuleOutcome.NOT_CHECKED)
    parts = [
        (words.findings(failed), Style.FAILED if failed else Style.PASSED),
        *([(words.reviews(reviews), Style.REVIEW)] if reviews else []),
        (words.rules_passed(passed), Style.PLAIN),
        *([(words.rules_not_checked(unchecked), Style.FAINT)] if unchecked else []),
    ]
    counts: list[tuple[str, Style]] = []
    for at, (said, colour) in enumerate(parts):
        counts += [(style.say(Words("，", ", ")) if at else "", Style.PLAIN), (style.say(said), colour)]
    name = f"{result.source}{style.say(Words('：', ': '))}"
    whole = width(safe(name)) + sum(width(text) for text, _ in counts)
    if style.screen.folds and whole > style.screen.width:
        text = "".join(text for text, _ in counts)
        folded = style.folded(text, 2)
        rest: tuple[Line, ...] = tuple(((f"  {line}", Style.PLAIN),) for line in folded)
        return (((name, Style.STRONG),), *(rest if len(folded) > 1 else ((("  ", Style.PLAIN), *counts),)))
    return (((name, Style.STRONG), *counts),)
