"""Reports laid out for people: the official tables in the form's words, two versions compared, years chained. Pure.

Nothing here judges: it puts side by side what was written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from itertools import pairwise

from models.papers import Address, Chain, Chained, Difference, Figures, Sheet, SheetCell, SheetRow, Written
from models.report import CellKind, Report
from reports.editions import TableForm, edition

_NUMERALS = "〇一二三四五六七八九"
CHAINED: tuple[tuple[Address, str], ...] = (
    (("applications", "carried_in", "total"), "上年结转"),
    (("applications", "new", "total"), "本年新收"),
    (("applications", "total", "total"), "办理结果总计"),
    (("applications", "carried_out", "total"), "结转下年度"),
    (("disclosure", "regulations", "valid"), "规章现行有效"),
    (("disclosure", "normative_documents", "valid"), "行政规范性文件现行有效"),
)
"""The figures that one year hands to the next, and what the form calls them."""

AROUND = 12  # characters shown before and after what differs
_CARRIED_IN, _CARRIED_OUT = CHAINED[0][0], CHAINED[3][0]


def sheets(figures: Figures) -> tuple[Sheet, ...]:
    """Every official table as its form prints it; empty where no form was recognised."""
    if figures.edition is None:
        return ()
    return tuple(_sheet(figures, form) for form in _forms(figures.edition))


@dataclass(frozen=True, slots=True)
class _Row:
    group: str
    label: str
    cells: tuple[tuple[str, Address] | None, ...]  # as a finding names it, and its ids


@dataclass(frozen=True, slots=True)
class _Form:
    """A table of a form, made ready once: pages are made of it by the thousand."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[_Row, ...]


@cache
def _forms(edition_id: str) -> tuple[_Form, ...]:
    form = edition(edition_id)
    titles = {section.no: f"{_NUMERALS[section.no]}、{section.title}" for section in form.sections}
    return tuple(
        _Form(table.id, titles[table.section], tuple(c.label for c in table.columns), _rows(table))
        for table in form.tables
    )


def _rows(form: TableForm) -> tuple[_Row, ...]:
    return tuple(
        _Row(
            row.group,
            row.label,
            tuple(
                (f"{form.id}.{row.id}.{column.id}", (form.id, row.id, column.id))
                if column.id in row.columns
                else None
                for column in form.columns
            ),
        )
        for row in form.rows
    )


def _sheet(figures: Figures, form: _Form) -> Sheet:
    written = figures.cells.get
    rows = tuple(
        SheetRow(
            group=row.group,
            label=row.label,
            cells=tuple(None if each is None else SheetCell(each[0], written(each[1])) for each in row.cells),
        )
        for row in form.rows
    )
    return Sheet(id=form.id, title=form.title, columns=form.columns, rows=rows)


def differences(old: Report, new: Report) -> tuple[Difference, ...]:
    """Where two versions of one report differ: title, sections, cells. Text is compared without white space."""
    return tuple(
        each for each in (*_texts(old, new), *_cells(old, new)) if _bare(each.before) != _bare(each.after)
    )


def _texts(old: Report, new: Report) -> Iterator[Difference]:
    yield Difference(place="标题", before=old.title or "", after=new.title or "")
    for no in sorted({section.no for each in (old, new) for section in each.sections}):
        before, after = old.section(no), new.section(no)
        title = (after or before).title  # type: ignore[union-attr] # one of them has it
        yield Difference(place=title, **_apart(before.text if before else "", after.text if after else ""))


def _apart(before: str, after: str) -> dict[str, str]:
    """The parts in which two texts differ, with a few characters around them; equal texts give two equal parts."""
    if before == after:
        return {"before": before, "after": after}
    start = _common(before, after)
    tail = _common(before[start:][::-1], after[start:][::-1])
    return {"before": _around(before, start, tail), "after": _around(after, start, tail)}


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(alike, min(len(one), len(other)))


def _around(text: str, start: int, tail: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), len(text) - tail + AROUND)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def _cells(old: Report, new: Report) -> Iterator[Difference]:
    names = _names(new.edition) | _names(old.edition)
    written = [
        {(table.id, r, c): cell.raw for table in each.tables.values() for r, c, cell in table}
        for each in (old, new)
    ]
    for address in dict.fromkeys([*written[0], *written[1]]):
        place = names.get(address, ".".join(address))
        yield Difference(place=place, before=written[0].get(address, ""), after=written[1].get(address, ""))


@cache
def _names(edition_id: str | None) -> dict[Address, str]:
    """Each cell in the form's words: 结转下年度继续办理 · 总计."""
    if edition_id is None:
        return {}
    return {
        each[1]: f"{row.label} · {column}"
        for form in _forms(edition_id)
        for row in form.rows
        for each, column in zip(row.cells, form.columns, strict=True)
        if each is not None
    }


def _bare(text: str) -> str:
    return "".join(text.split())


def chain(years: Iterable[Figures]) -> Chain | None:
    """The years side by side, oldest first; None where there are fewer than two with a table of applications."""
    known = sorted((each for each in years if _CARRIED_OUT in each.cells), key=lambda each: each.year)
    if len(known) < 2:
        return None
    follows = [None, *(_follows(before, after) for before, after in pairwise(known))]
    rows = tuple(
        Chained(year=each.year, written=_written(each.cells), follows=went_on)
        for each, went_on in zip(known, follows, strict=True)
    )
    return Chain(columns=tuple(label for _, label in CHAINED), years=rows)


def _written(cells: Mapping[Address, Written]) -> tuple[str, ...]:
    return tuple(cells[address].raw.strip() if address in cells else "" for address, _ in CHAINED)


def _follows(before: Figures, after: Figures) -> bool | None:
    """Whether two years meet; None where a year lies between them or either figure was not surely read as a number."""
    if after.year != before.year + 1:
        return None
    out, taken = _number(before.cells.get(_CARRIED_OUT)), _number(after.cells.get(_CARRIED_IN))
    return None if out is None or taken is None else out == taken


def _number(written: Written | None) -> Decimal | None:
    if written is None or written.kind is not CellKind.NUMBER or written.doubtful:
        return None
    try:
        return Decimal("".join(written.raw.split()).replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
