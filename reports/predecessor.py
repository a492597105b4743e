"""Which of several reports is the same agency's report of the year before? Pure.

To lay the wrong report beside one is to accuse its agency, so a name counts only where it says its place, or where
the agency itself is known; and several that differ are none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.report import Report
from models.words import Words
from reports.kinds import agency_named
from reports.names import match_agency, normalise, places_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A report that may be somebody's predecessor. `sha256` tells two copies of one report from two reports."""

    source: str
    sha256: str
    agency: str  # by name; empty: it does not say
    year: int


Shelf = Mapping[int, Sequence[Filed]]  # by year


def shelf_of(filed: Iterable[Filed]) -> dict[int, tuple[Filed, ...]]:
    """Reports by year, each document once."""
    shelf: dict[int, dict[str, Filed]] = {}
    for each in filed:
        shelf.setdefault(each.year, {}).setdefault(each.sha256, each)
    return {year: tuple(found.values()) for year, found in shelf.items()}


def agency_of(report: Report) -> str:
    """The agency as the title names it; where the text names the same one together with its place, as the text does."""
    named = report.agency or ""
    if named and not places_of(named):
        fuller = [each for each in report.body_agencies if places_of(each) and _same(named, each)]
        return fuller[0] if len(set(fuller)) == 1 else named
    return named


def predecessor(
    report: Report, shelf: Shelf, *, agency: str = "", year: int | None = None
) -> Filed | Words | None:
    """The report of the year before; None where there is none; words where there may be one and it cannot be told.

    `agency` and `year` are what is known of the report from elsewhere; the agency then need not be named with its place.
    """
    of = report.year if year is None else year
    name = agency or agency_of(report)
    if of is None or not name:
        return None
    candidates = [each for each in shelf.get(of - 1, ()) if each.agency]
    fits = [each for each in candidates if normalise(each.agency) == normalise(name)]
    fits = fits or _matching(name, candidates)
    if len(fits) > 1:
        return _several(fits)
    if fits and not agency and not (places_of(name) and places_of(fits[0].agency)):
        return _no_place(name, fits[0])
    return fits[0] if fits else None


def unfit(report: Report, given: Report, *, agency: str = "", year: int | None = None) -> Words | None:
    """Why a report given as the predecessor is none: it names another year or another agency. None: nothing speaks against it."""
    of = report.year if year is None else year
    if of is not None and given.year is not None and given.year != of - 1:
        return Words(f"是{given.year}年度的，不是{of - 1}年度", f"it is of {given.year}, not of {of - 1}")
    name, other = agency or agency_of(report), agency_of(given)
    if name and other and not _same(name, other):
        return Words(f"是“{other}”的，不是“{name}”的", f"it is that of {other}, not of {name}")
    return None


def _same(name: str, other: str) -> bool:
    return bool(match_agency(name, [agency_named(other)]) or match_agency(other, [agency_named(name)]))


def _matching(name: str, candidates: Sequence[Filed]) -> list[Filed]:
    """The candidates a name fits, as the roster's agencies are found."""
    fitting = {each.name for each in match_agency(name, [agency_named(each.agency) for each in candidates])}
    return [each for each in candidates if each.agency in fitting]


def _several(fits: Sequence[Filed]) -> Words:
    sources = [each.source for each in fits[:2]]
    return Words(
        f"有{len(fits)}份可能是上一年度报告（{'、'.join(sources)} 等），不能确定是哪一份，都没有用",
        f"{len(fits)} reports may be last year's ({', '.join(sources)}, …); which one cannot be told, so none was used",
    )


def _no_place(name: str, filed: Filed) -> Words:
    return Words(
        f"{filed.source} 也是“{name}”的，但名称里没有地名，不能确定是同一个单位，没有用；是同一个单位的，请用 --agency 写明全称",
        f"{filed.source} is of “{name}” too, but the name says no place: whether it is the same agency cannot be told, "
        "and it was not used; where it is, give the full name by --agency",
    )
