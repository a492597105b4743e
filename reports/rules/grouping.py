"""One error, one finding: those that follow from another are laid under it.

A wrong figure breaks every sum it stands in, and the sentence that repeats it; a missing section takes its table with
it. What heads a group is sought in this order:

- a section that is missing or empty heads whatever is said of its inside;
- a correction of one figure, with the totals it runs into, or an exchange of two columns, rows or figures, that mends
  at least two broken sums and breaks none, heads these sums;
- what else is said of the cell so found, or of the cells of a single broken sum, follows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from models.report import Report
from models.verdict import Finding, Side, Verdict, key
from models.words import Words
from reports.editions import Edition, Relation, TableForm
from reports.rules.arithmetic import figure
from reports.rules.sums import Line, all_lines, named

Edit = Mapping[str, Decimal]  # address → what would have to stand there

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
}
EDGES = ("new", "carried_in", "total", "carried_out")  # rows that stand alone in an identity
ENOUGH = 2  # broken sums one error must explain


@dataclass(frozen=True, slots=True)
class Group:
    """Broken sums that one correction mends. `edit` is None where more than one would."""

    lines: tuple[Line, ...]
    edit: Edit | None

    @property
    def cause(self) -> str | None:
        """The one cell that is wrong, where it is one."""
        return next(iter(self.edit)) if self.edit is not None and len(self.edit) == 1 else None


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
        replace(
            verdict, findings=tuple(marked.get(key(verdict.rule, each), each) for each in verdict.findings)
        )
        for verdict in verdicts
    )


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


def groups(report: Report, edition: Edition) -> tuple[Group, ...]:
    """The broken sums, each in one group, those that explain most first."""
    lines = [
        line
        for line in all_lines(report.tables, edition)
        if line.relation is Relation.EQUAL and not line.open
    ]
    left = {line.where + line.rule: line for line in lines if not line.holds}
    made: list[Group] = []
    while len(left) >= ENOUGH and (best := _best(lines, left, report, edition)) is not None:
        made.append(best)
        for line in best.lines:
            left.pop(line.where + line.rule, None)
    return (*made, *(Group((line,), None) for line in left.values()))


def _best(lines: Sequence[Line], left: Mapping[str, Line], report: Report, edition: Edition) -> Group | None:
    """The correction that mends most of what is left, the smallest first; without one, None."""
    touching = _touching(lines)
    ranked: dict[tuple[str, ...], list[Edit]] = {}
    for edit in _edits(left.values(), touching, report, edition):
        mended = _mended(edit, touching, report)
        explained = tuple(name for name in mended if name in left)
        if len(explained) >= ENOUGH:
            ranked.setdefault(explained, []).append(edit)
    if not ranked:
        return None
    explained = max(ranked, key=lambda names: (len(names), -min(map(len, ranked[names]))))
    smallest = min(map(len, ranked[explained]))
    edits = [edit for edit in ranked[explained] if len(edit) == smallest]
    same = all(edit == edits[0] for edit in edits)
    return Group(tuple(left[name] for name in explained), edits[0] if same else None)


def _touching(lines: Iterable[Line]) -> dict[str, list[tuple[Line, int]]]:
    """The lines each cell stands in, with the sign it has in their difference."""
    found: dict[str, list[tuple[Line, int]]] = {}
    for line in lines:
        for place, address in enumerate(line.addresses):
            found.setdefault(address, []).append((line, 1 if place < len(line.left) else -1))
    return found


def _mended(edit: Edit, touching: Mapping[str, list[tuple[Line, int]]], report: Report) -> tuple[str, ...]:
    """The lines an edit touches, if all of them hold after it; else none."""
    differences: dict[str, Decimal] = {}
    for address, value in edit.items():
        before = _value(report, address)
        if before is None or (value < 0 and before >= 0):
            return ()
        for line, sign in touching.get(address, ()):
            name = line.where + line.rule
            differences[name] = differences.get(name, line.difference) + sign * (value - before)
    return tuple(differences) if not any(differences.values()) else ()


def _edits(
    broken: Iterable[Line],
    touching: Mapping[str, list[tuple[Line, int]]],
    report: Report,
    edition: Edition,
) -> Iterator[Edit]:
    """Every correction worth trying."""
    broken = tuple(broken)
    for line in broken:
        for address in line.addresses:
            sign = next(sign for other, sign in touching[address] if other is line)
            yield from _corrections(address, -sign * line.difference, report)
    for form in edition.tables:
        own = [line for line in broken if line.where.startswith(f"{form.id}.")]
        if len(own) >= ENOUGH and form.id in report.tables:
            yield from _exchanges(form, own, report)


def _corrections(address: str, by: Decimal, report: Report) -> Iterator[Edit]:
    """A cell corrected by an amount: alone, then with the totals it runs into."""
    table, row, column = address.split(".")
    totals = [
        each
        for each in (f"{table}.{row}.total", f"{table}.total.{column}", f"{table}.total.total")
        if each != address and _value(report, each) is not None
    ]
    for count in range(len(totals) + 1):
        for chosen in combinations(totals, count):
            yield {each: (_value(report, each) or Decimal(0)) + by for each in (address, *chosen)}


def _exchanges(form: TableForm, broken: Sequence[Line], report: Report) -> Iterator[Edit]:
    """Two columns exchanged, two rows exchanged, or two cells of one row."""
    columns = [each.id for each in form.columns]
    rows = [each.id for each in form.rows]
    off_columns = {line.id for line in broken if line.where.startswith(f"{form.id}.*")}
    if len(off_columns) < len(broken):
        for one, other in combinations(columns, 2):
            yield _exchanged([(f"{form.id}.{row}.{one}", f"{form.id}.{row}.{other}") for row in rows], report)
    if len(off_columns) < ENOUGH:
        return
    for edge in (row for row in rows if row in EDGES):
        for row in rows:
            if row != edge:
                yield _exchanged(
                    [(f"{form.id}.{edge}.{each}", f"{form.id}.{row}.{each}") for each in columns], report
                )
    for row in rows:
        for one, other in combinations(sorted(off_columns), 2):
            yield _exchanged([(f"{form.id}.{row}.{one}", f"{form.id}.{row}.{other}")], report)


def _exchanged(pairs: Iterable[tuple[str, str]], report: Report) -> Edit:
    edit: dict[str, Decimal] = {}
    for one, other in pairs:
        here, there = _value(report, one), _value(report, other)
        if here is not None and there is not None and here != there:
            edit |= {one: there, other: here}
    return edit


def _value(report: Report, address: str) -> Decimal | None:
    table, row, column = address.split(".")
    found = report.tables.get(table)
    cell = None if found is None else found.cell(row, column)
    return None if cell is None else cell.value


def _marked(
    group: Group,
    found: Mapping[str, Finding],
    marked: Mapping[str, Finding],
    report: Report,
    edition: Edition,
) -> Iterator[tuple[str, Finding]]:
    """The findings of a group: the first of them heads it, unless it follows something already."""
    own = {f"{line.rule}|{line.where}" for line in group.lines}
    cells = set(group.edit) if group.edit is not None else {a for line in group.lines for a in line.addresses}
    members = [
        name
        for name, finding in found.items()
        if name in own or _touches(finding, cells, group.edit is not None)
    ]
    if not members:
        return
    head = members[0]
    earlier = marked.get(head)
    if earlier is not None and earlier.follows is not None:
        head = earlier.follows
    elif group.edit is not None and len(members) > 1:
        yield head, _headed(found[head], group, report, edition)
    for name in members:
        if name != head and name not in marked:
            yield name, replace(found[name], follows=head)


def _touches(finding: Finding, cells: set[str], certain: bool) -> bool:
    """Whether a finding speaks of these cells. Where the wrong one is not known, a charge is not laid under another."""
    spoken = {finding.where, *finding.cells}
    return bool(cells & spoken) and (certain or finding.side is not Side.AGENCY)


def _headed(finding: Finding, group: Group, report: Report, edition: Edition) -> Finding:
    """The head of a group, with what would mend it."""
    cause = group.cause
    if cause is None or group.edit is None:
        return finding
    is_, should = figure(_value(report, cause)), figure(group.edit[cause])
    name = named(cause, edition)
    count = len(group.lines)
    hint = Words(
        f"“{name}”如为{should}（现为{is_}），有关的{count}处合计都相符",
        f"were {name} {should} instead of {is_}, all {count} sums it stands in would agree",
    )
    return replace(finding, cause=cause, hint=hint)
