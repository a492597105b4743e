"""Which of two years a break between them is laid on, by the years around them and by what each report adds up to.

Of two reports that disagree neither is the wrong one by itself. Three in a row tell: a year that agrees with neither
of its neighbours is where to look. So does a report's own arithmetic: the one in which the other's figure mends every
broken sum it stands in, and breaks none. Where both years have something against them, nothing tells.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.report import Report, Table
from models.words import Words
from reports.editions import Edition
from reports.editions import edition as edition_of
from reports.rules.corrections import books_of
from reports.succession import Succession
from reports.versions import certainly_differ

Gap = Callable[[Table, Table], Decimal | None]  # last year's table, this year's → by how much they are apart


class Laid(StrEnum):
    """The year a break between two years is laid on."""

    THIS = "this"
    BEFORE = "before"
    NEITHER = "neither"  # nothing tells


@dataclass(frozen=True, slots=True)
class Blame:
    """The year a break is laid on, and whether sums within a report say so or the years around it."""

    laid: Laid
    by_sums: bool = False


def by_gap(succession: Succession, table_id: str, gap: Gap) -> Blame:
    """Of a figure that both links use: a wrong one opens the first gap by as much as it closes the second."""
    here = _gap(succession.previous, succession.this, table_id, gap)
    if here is None:
        return Blame(Laid.NEITHER)
    before = _gap(succession.earlier, succession.previous, table_id, gap)
    after = _gap(succession.this, succession.following, table_id, gap)
    return Blame(_laid(before=before == -here, this=after == -here))


def _gap(one: Report | None, other: Report | None, table_id: str, gap: Gap) -> Decimal | None:
    last, this = _table(one, table_id), _table(other, table_id)
    return None if last is None or this is None else gap(last, this)


def _table(report: Report | None, table_id: str) -> Table | None:
    return None if report is None else report.table(table_id)


def by_requests(succession: Succession, out: Mapping[str, Decimal], into: Mapping[str, Decimal]) -> Blame:
    """Of requests; by column, what the year before carried out and what this year carried in, where they differ."""
    sums = _laid(
        before=_mends(succession.previous, {f"applications.carried_out.{key}": into[key] for key in into}),
        this=_mends(
            succession.this, {f"applications.carried_in.{key}": out[key] for key in out}, succession.edition
        ),
    )
    if sums is not Laid.NEITHER:
        return Blame(sums, by_sums=True)
    years = _laid(
        before=_apart(succession.earlier, succession.previous, out),
        this=_apart(succession.this, succession.following, out),
    )
    return Blame(years)


def _laid(*, before: bool, this: bool) -> Laid:
    """The one of them that has something against it; both or none is neither."""
    if before == this:
        return Laid.NEITHER
    return Laid.BEFORE if before else Laid.THIS


def _mends(report: Report | None, edit: Mapping[str, Decimal], form: Edition | None = None) -> bool:
    """Whether these figures, put in place of the report's own, mend sums that are broken and break none."""
    edition = form or (edition_of(report.edition) if report is not None and report.edition else None)
    if report is None or edition is None:
        return False
    kept = books_of(report, edition)
    return edit.keys() <= kept.values.keys() and any(kept.off[name] for name in kept.mended_by(edit))


def _apart(one: Report | None, other: Report | None, columns: Iterable[str]) -> bool:
    """Whether what one report carries out in these columns is for certain not what the next carries in."""
    last, this = _table(one, "applications"), _table(other, "applications")
    if last is None or this is None:
        return False
    pairs = [(last.cell("carried_out", each), this.cell("carried_in", each)) for each in columns]
    return any(out is not None and into is not None and certainly_differ(out, into) for out, into in pairs)


def told(blame: Blame, succession: Succession) -> Words:
    """What is added to a finding, so that whoever reads it looks at the right year."""
    if succession.merged:
        names = "、".join(succession.merged)
        return Words(
            f"；上年的数已加上其后并入的{names}的数，可能另有划转，请核对",
            f"; last year's figures include {names}, merged since; some may have gone elsewhere, please look",
        )
    year = {Laid.THIS: succession.year, Laid.BEFORE: succession.last_year}.get(blame.laid)
    if year is None:
        return Words("", "")
    why = (
        Words(
            f"{year}年度报告中有关的合计不符，换成另一年的数就相符",
            f"sums of {year} are broken that the other year's figure would mend",
        )
        if blame.by_sums
        else Words(f"{year}年度与前后两年都对不上", f"{year} agrees with neither of its neighbours")
    )
    aside = (
        Words("，不记在本年度名下", ", and it is not laid on this year")
        if blame.laid is Laid.BEFORE
        else Words("", "")
    )
    return Words(f"；{why.zh}，请先核对{year}年度{aside.zh}", f"; {why.en}: look at {year} first{aside.en}")
