"""Which one correction would mend several broken sums at once and break none: found by trying, decided by nobody."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from models.report import Report
from reports.editions import Edition, Relation, TableForm
from reports.rules.sums import Line, all_lines

Edit = Mapping[str, Decimal]  # address → what would have to stand there

EDGES = ("new", "carried_in", "total", "carried_out")  # rows that stand alone in an identity
ENOUGH = 2  # broken sums one error must explain


@dataclass(frozen=True, slots=True)
class Group:
    """Broken sums that one correction mends, as `rule|where`.

    `edit` is what all corrections that would mend them have in common; None where there is nothing of the kind.
    """

    sums: tuple[str, ...]
    cells: frozenset[str]  # those to be corrected, or where these are not certain all that stand in the sums
    edit: Edit | None
    sole: bool = False  # no other correction would mend them

    @property
    def cause(self) -> str | None:
        """The one cell that is wrong, where it is one."""
        return next(iter(self.edit)) if self.edit is not None and self.sole and len(self.edit) == 1 else None


@dataclass(frozen=True, slots=True)
class Books:
    """The figures of a report, and the sums each stands in."""

    values: Mapping[str, Decimal]  # address → figure; cells without one are left out
    sums: Mapping[str, Line]  # `rule|where` → line, of those in which every cell holds a figure
    off: Mapping[str, Decimal]  # `rule|where` → by how much the left side exceeds the right
    touching: Mapping[str, tuple[tuple[str, int], ...]]  # address → sums it stands in, and its sign there

    def mended_by(self, edit: Edit) -> tuple[str, ...]:
        """The sums a correction touches, if all of them hold after it; else none."""
        after: dict[str, Decimal] = {}
        for address, value in edit.items():
            before = self.values[address]
            if value < 0 <= before:
                return ()
            for name, sign in self.touching.get(address, ()):
                after[name] = after.get(name, self.off[name]) + sign * (value - before)
        return () if any(after.values()) else tuple(after)


def groups(report: Report, edition: Edition) -> tuple[Group, ...]:
    """The broken sums, each in one group, those that explain most first."""
    books = books_of(report, edition)
    left = [name for name, off in books.off.items() if off]
    made: list[Group] = []
    while len(left) >= ENOUGH and (best := _best(books, left, edition)) is not None:
        made.append(best)
        left = [name for name in left if name not in best.sums]
    return (*made, *(Group((name,), frozenset(books.sums[name].addresses), None) for name in left))


def books_of(report: Report, edition: Edition) -> Books:
    """The figures of a report, and every sum of its form in which all cells hold one."""
    values = {
        f"{table.id}.{row}.{column}": cell.value
        for table in report.tables.values()
        for row, column, cell in table
        if cell.value is not None
    }
    whole = [
        line
        for line in all_lines(report.tables, edition)
        if line.relation is Relation.EQUAL and not line.open
    ]
    touching: dict[str, list[tuple[str, int]]] = {}
    for line in whole:
        for place, address in enumerate(line.addresses):
            touching.setdefault(address, []).append((line.key, 1 if place < len(line.left) else -1))
    return Books(
        values=values,
        sums={line.key: line for line in whole},
        off={line.key: line.difference for line in whole},
        touching={address: tuple(signed) for address, signed in touching.items()},
    )


def _best(books: Books, left: Sequence[str], edition: Edition) -> Group | None:
    """The correction that mends most of what is left, the smallest first; without one, None."""
    ranked: dict[tuple[str, ...], list[Edit]] = {}
    for edit in _edits(books, left, edition):
        mended = tuple(name for name in books.mended_by(edit) if name in left)
        if len(mended) >= ENOUGH:
            ranked.setdefault(mended, []).append(edit)
    if not ranked:
        return None
    mended = max(ranked, key=lambda names: (len(names), -min(map(len, ranked[names]))))
    smallest = min(map(len, ranked[mended]))
    edits = [edit for edit in ranked[mended] if len(edit) == smallest]
    common = dict(set(edits[0].items()).intersection(*(edit.items() for edit in edits[1:])))
    if common:
        return Group(mended, frozenset(common), common, sole=common == edits[0])
    return Group(mended, frozenset(a for name in mended for a in books.sums[name].addresses), None)


def _edits(books: Books, broken: Sequence[str], edition: Edition) -> Iterator[Edit]:
    """Every correction worth trying."""
    for name in broken:
        for address in books.sums[name].addresses:
            sign = next(sign for other, sign in books.touching[address] if other == name)
            yield from _corrections(address, -sign * books.off[name], books)
    for form in edition.tables:
        own = [name for name in broken if books.sums[name].where.startswith(f"{form.id}.")]
        if len(own) >= ENOUGH:
            yield from _exchanges(form, [books.sums[name] for name in own], books)


def _corrections(address: str, by: Decimal, books: Books) -> Iterator[Edit]:
    """A cell corrected by an amount: alone, then with the totals it runs into."""
    table, row, column = address.split(".")
    totals = [
        each
        for each in (f"{table}.{row}.total", f"{table}.total.{column}", f"{table}.total.total")
        if each != address and each in books.values
    ]
    for count in range(len(totals) + 1):
        for chosen in combinations(totals, count):
            yield {each: books.values[each] + by for each in (address, *chosen)}


def _exchanges(form: TableForm, broken: Sequence[Line], books: Books) -> Iterator[Edit]:
    """Two columns exchanged, two rows exchanged, or two cells of one row."""
    columns = [each.id for each in form.columns]
    rows = [each.id for each in form.rows]
    off_columns = sorted({line.id for line in broken if line.where.startswith(f"{form.id}.*")})
    if len(off_columns) < len(broken):
        for one, other in combinations(columns, 2):
            yield _exchanged([(f"{form.id}.{row}.{one}", f"{form.id}.{row}.{other}") for row in rows], books)
    if len(off_columns) < ENOUGH:
        return
    for edge, row in ((edge, row) for edge in rows if edge in EDGES for row in rows if row != edge):
        yield _exchanged([(f"{form.id}.{edge}.{each}", f"{form.id}.{row}.{each}") for each in columns], books)
    for row in rows:
        for one, other in combinations(off_columns, 2):
            yield _exchanged([(f"{form.id}.{row}.{one}", f"{form.id}.{row}.{other}")], books)


def _exchanged(pairs: Sequence[tuple[str, str]], books: Books) -> Edit:
    edit: dict[str, Decimal] = {}
    for one, other in pairs:
        here, there = books.values.get(one), books.values.get(other)
        if here is not None and there is not None and here != there:
            edit |= {one: there, other: here}
    return edit
