"""One error, one finding: those that follow from another are laid under it.

A wrong figure breaks every sum it stands in, and the sentence that repeats it; a missing section takes its table with
it. What heads a group is sought in this order:

- a section that is missing or empty heads whatever is said of its inside;
- a correction of one figure, with the totals it runs into, or an exchange of two columns, rows or figures, that mends
  at least two broken sums and breaks none, heads these sums;
- what else is said of the cell so found, or of the cells of a single broken sum, follows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.report import Report
from models.verdict import Finding, Side, Verdict, key
from models.words import Words
from reports.editions import Edition
from reports.rules.arithmetic import figure
from reports.rules.corrections import ENOUGH, Group, groups
from reports.rules.sums import named

AGREEMENT = tuple(
    f"agreement.{each}"
    for each in ("none-claimed", "received", "closed", "carried-in", "carried-out", "results", "remedies")
)

# A finding of the rule on the left follows any finding of a rule on the right, the first that has one.
FOLLOWS = {
    "identity.cited-form": ("presence.form",),
    "identity.preamble": ("presence.section",),
    "identity.title-year": ("identity.period",),
    "presence.order": ("presence.section",),
    "presence.section": ("identity.cover-letter", "access.image-only"),
    "presence.table": ("identity.cover-letter", "access.image-only"),
    # A text taken over whole names its author wrongly at the head and in the middle.
    "likeness.foreign-name": ("identity.agency",),
    # A number in the text over tables of nothing but 0 is said twice; so is what last year carried out.
    "continuity.all-zero": ("continuity.carried-in", *AGREEMENT),
}


def grouped(verdicts: Sequence[Verdict], report: Report, edition: Edition | None) -> tuple[Verdict, ...]:
    """The verdicts again, with `follows` on each finding that follows from another, and `cause` on heads that have one."""
    found = {key(v.rule, f): f for v in verdicts for f in v.findings}
    if len(found) < ENOUGH:
        return tuple(verdicts)
    marked = dict(_missing(verdicts, edition))
    if edition is not None and any(each.startswith("arithmetic.") for each in found):
        for group in groups(report, edition):
            marked |= _marked(group, found, marked, report, edition)
    return tuple(
        replace(verdict, findings=tuple(_placed(verdict.rule, each, marked) for each in verdict.findings))
        for verdict in verdicts
    )


def _placed(rule: str, finding: Finding, marked: Mapping[str, Finding]) -> Finding:
    """The finding as marked, under the head of its head where that follows another itself."""
    placed = marked.get(key(rule, finding), finding)
    head = placed.follows
    while head is not None and head in marked and marked[head].follows is not None:
        head = marked[head].follows
    return replace(placed, follows=head)


def _missing(verdicts: Sequence[Verdict], edition: Edition | None) -> Iterator[tuple[str, Finding]]:
    """What follows from a missing section, or from a rule that goes before another."""
    heads = {v.rule: (v.rule, v.findings[0]) for v in verdicts if v.findings}
    sections = {f.where: (v.rule, f) for v in verdicts if v.rule == "presence.section" for f in v.findings}
    for verdict in verdicts:
        before = next((heads[rule] for rule in FOLLOWS.get(verdict.rule, ()) if rule in heads), None)
        for finding in verdict.findings:
            head = before or sections.get(_section(finding.where, edition))
            if head is not None and head != (verdict.rule, finding) and _may_follow(finding, head[1]):
                yield key(verdict.rule, finding), replace(finding, follows=key(*head))


def _may_follow(finding: Finding, head: Finding) -> bool:
    """Whether it may be laid under a head: a charge is not hidden under a doubt."""
    return finding.side is not Side.AGENCY or head.side is Side.AGENCY


def _section(where: str, edition: Edition | None) -> str:
    """The section a place lies in: `section.3` of `section.3.…` and of `applications.new.natural`."""
    first, _, rest = where.partition(".")
    if first == "section":
        return f"section.{rest.partition('.')[0]}"
    tables = edition.tables if edition is not None else ()
    return next((f"section.{table.section}" for table in tables if table.id == first), "")


def _marked(
    group: Group,
    found: Mapping[str, Finding],
    marked: Mapping[str, Finding],
    report: Report,
    edition: Edition,
) -> Iterator[tuple[str, Finding]]:
    """The findings of a group: the first of them heads it, unless it follows something already."""
    certain = group.edit is not None
    members = [
        name
        for name, finding in found.items()
        if name in group.sums or _touches(finding, group.cells, certain)
    ]
    if not members:
        return
    head = members[0]
    earlier = marked.get(head)
    if earlier is not None and earlier.follows is not None:
        head = earlier.follows
    elif certain and len(members) > 1:
        yield head, _headed(found[head], group, report, edition)
    for name in members:
        if name != head and name not in marked:
            yield name, replace(found[name], follows=head)


def _touches(finding: Finding, cells: frozenset[str], certain: bool) -> bool:
    """Whether a finding speaks of these cells. Where the wrong one is not known, a charge is not laid under another."""
    spoken = {finding.where, *finding.cells}
    return bool(cells & spoken) and (certain or finding.side is not Side.AGENCY)


def _headed(finding: Finding, group: Group, report: Report, edition: Edition) -> Finding:
    """The head of a group, with what would mend it."""
    cause = group.cause
    if cause is None or group.edit is None:
        return finding
    table, row, column = cause.split(".")
    cell = report.tables[table].cells[row, column]
    is_, should = figure(cell.value), figure(group.edit[cause])
    name = named(cause, edition)
    count = len(group.sums)
    hint = Words(
        f"“{name}”如为{should}（现为{is_}），有关的{count}处合计都相符",
        f"were {name} {should} instead of {is_}, all {count} sums it stands in would agree",
    )
    return replace(finding, cause=cause, hint=hint)
