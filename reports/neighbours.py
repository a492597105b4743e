"""Which reports belong beside a report, so that it can be checked against them. Pure: by reference, none is opened.

A neighbour may arrive later than the report: last year's, a member's, one that is much like it. So what lies beside
a report is summed up in a mark, and the rules are run again when the mark is another. The mark names documents and
never verdicts, so that running the rules moves no mark and one round settles everything.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from models.agency import Agency, Kind
from models.kept import Alike, Kept
from models.version import Version, replaced
from reports.dates import TELLING
from reports.duties import was_active

MOST_ALIKE = 20  # like passages laid beside one report; one finding names three

Key = tuple[str, int, str]  # agency, year, SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Every report kept and every agency known, as they are found from each other."""

    agencies: Mapping[str, Agency]
    kept: Mapping[tuple[str, int], Kept]  # readable ones, by agency and year
    below: Mapping[str, tuple[Agency, ...]]  # agencies by the code of their parent
    before: Mapping[str, tuple[str, ...]]  # codes of the agencies another one succeeded
    alike: Mapping[Key, tuple[Alike, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """What lies beside one report. Fields as in `Beside` of reports/rules."""

    previous: Kept | None
    predecessors: tuple[
        tuple[Agency, Kept | None], ...
    ]  # merged into it since; None: the report is not at hand
    earlier: (
        Kept | None
    )  # two years before, and the year after: only where no agencies were merged in between
    following: Kept | None
    copies: tuple[str, ...]
    versions: tuple[Version, ...]  # those it replaced, oldest first, and it; empty: it replaced none
    members: tuple[Kept, ...]
    office: Kept | None
    alike: tuple[Alike, ...]


def shelf(agencies: Iterable[Agency], kept: Iterable[Kept], alike: Mapping[Key, tuple[Alike, ...]]) -> Shelf:
    """Order what is known so that neighbours are found at once."""
    known = {agency.code: agency for agency in agencies}
    below: dict[str, list[Agency]] = defaultdict(list)
    before: dict[str, list[str]] = defaultdict(list)
    for agency in known.values():
        below[agency.parent].append(agency)
        if agency.successor:
            before[agency.successor].append(agency.code)
    return Shelf(
        agencies=known,
        kept={(each.agency, each.year): each for each in kept if each.readable},
        below={code: tuple(several) for code, several in below.items()},
        before={code: tuple(several) for code, several in before.items()},
        alike=alike,
    )


def neighbours(of: Kept, on: Shelf) -> Neighbours:
    """What lies beside a report on the shelf."""
    agency = on.agencies.get(of.agency)
    governs = agency is not None and agency.kind is Kind.GOVERNMENT
    earlier, following = _around(of, on)
    return Neighbours(
        previous=_previous(of, on),
        predecessors=tuple(_predecessors(of, on)),
        earlier=earlier,
        following=following,
        copies=tuple(sorted(set(of.copies) - {of.document})),
        versions=replaced(of.versions),
        members=tuple(_members(of, on)) if governs else (),
        office=_office(of, on) if governs else None,
        alike=tuple(_alike(of, on))[:MOST_ALIKE],
    )


def mark(of: Kept, beside: Neighbours, on: Shelf) -> str:
    """One mark for all that the rules are given besides the report itself.

    Of the roster it holds the agency's own row and those above; another agency that is added or renamed makes no
    report be judged anew.
    """
    lines = [
        *(_row(agency) for agency in _chain(of.agency, on)),
        f"previous {_reference(beside.previous)}",
        *(f"predecessor {_row(agency)} {_reference(kept)}" for agency, kept in beside.predecessors),
        f"around {_reference(beside.earlier)} {_reference(beside.following)}",
        f"copies {beside.copies}",
        *(f"version {each.document} {each.title} {each.gone}" for each in beside.versions),
        *(f"date {each.kind} {each.day} {each.raw}" for each in of.dates if each.kind in TELLING),
        *(f"member {_reference(each)}" for each in beside.members),
        f"office {_reference(beside.office)}",
        *(
            f"alike {each.section} {each.agency} {each.year} {each.document} {each.other_section} {each.share:.3f}"
            for each in beside.alike
        ),
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _previous(of: Kept, on: Shelf) -> Kept | None:
    """The agency's own report of the year before; where it has none, that of the one agency it succeeded."""
    own = on.kept.get((of.agency, of.year - 1))
    if own is not None:
        return own
    inherited = [
        on.kept[code, of.year - 1] for code in _lineage(of.agency, on) if (code, of.year - 1) in on.kept
    ]
    return inherited[0] if len(inherited) == 1 else None


def _predecessors(of: Kept, on: Shelf) -> Iterator[tuple[Agency, Kept | None]]:
    """Where others were merged into the agency since the year before: it, if it was there, and they, with their reports."""
    merged = _merged(of, of.year, on)
    own = [on.agencies[of.agency]] if merged and was_active(on.agencies[of.agency], of.year - 1) else []
    for agency in (*own, *merged):
        yield agency, on.kept.get((agency.code, of.year - 1))


def _around(of: Kept, on: Shelf) -> tuple[Kept | None, Kept | None]:
    """The agency's own reports of two years before and of the year after, to tell which year a break is laid on.

    Without one of the year before there is no break; and where others were merged in, figures do not simply go on.
    """
    if (of.agency, of.year - 1) not in on.kept or _merged(of, of.year, on):
        return None, None
    return _linked(of, of.year - 2, on, later=of.year - 1), _linked(of, of.year + 1, on, later=of.year + 1)


def _linked(of: Kept, year: int, on: Shelf, *, later: int) -> Kept | None:
    return None if _merged(of, later, on) else on.kept.get((of.agency, year))


def _merged(of: Kept, year: int, on: Shelf) -> tuple[Agency, ...]:
    """The agencies whose last report was that of the year before `year`, and whose duties fell to this one since.

    One that came and went between two reports is passed through.
    """
    met, waiting, found = {of.agency}, [of.agency], []
    while waiting:
        for code in on.before.get(waiting.pop(), ()):
            agency = on.agencies[code]
            if code in met or was_active(agency, year):
                continue
            met.add(code)
            if was_active(agency, year - 1):
                found.append(agency)
            else:
                waiting.append(code)
    return tuple(found)


def _lineage(code: str, on: Shelf) -> Iterator[str]:
    """Every agency this one succeeded, directly or through others; each once."""
    met, waiting = {code}, [code]
    while waiting:
        for earlier in on.before.get(waiting.pop(), ()):
            if earlier not in met:
                met.add(earlier)
                waiting.append(earlier)
                yield earlier


def _members(of: Kept, on: Shelf) -> Iterator[Kept]:
    for member in on.below.get(of.agency, ()):
        found = on.kept.get((member.code, of.year))
        if found is not None:
            yield found


def _office(of: Kept, on: Shelf) -> Kept | None:
    """The report of the government's own office, where the roster has exactly one."""
    offices = [each.code for each in on.below.get(of.agency, ()) if each.kind is Kind.OFFICE]
    return on.kept.get((offices[0], of.year)) if len(offices) == 1 else None


def _alike(of: Kept, on: Shelf) -> Iterator[Alike]:
    """Others' like passages that may be held beside this report.

    A later year's is not: nobody copies from the future. Nor is a version that was replaced, a report of the same
    agency under a former name, or that of a government beside its own office, which writes both.
    """
    own = {of.agency, *_lineage(of.agency, on), *_heirs(of.agency, on)}
    for each in on.alike.get((of.agency, of.year, of.document), ()):
        other = on.kept.get((each.agency, each.year))
        stands = other is not None and other.document == each.document
        if stands and each.year <= of.year and each.agency not in own and not _write_together(of, each, on):
            yield each


def _heirs(code: str, on: Shelf) -> Iterator[str]:
    met = {code}
    while (agency := on.agencies.get(code)) is not None and agency.successor not in {"", *met}:
        code = agency.successor
        met.add(code)
        yield code


def _write_together(of: Kept, other: Alike, on: Shelf) -> bool:
    one, two = on.agencies.get(of.agency), on.agencies.get(other.agency)
    if one is None or two is None:
        return False
    return any(
        office.kind is Kind.OFFICE and office.parent == government.code and government.kind is Kind.GOVERNMENT
        for office, government in ((one, two), (two, one))
    )


def _chain(code: str, on: Shelf) -> Iterator[Agency]:
    """The agency and all above it."""
    met = set[str]()
    while code not in met and (agency := on.agencies.get(code)) is not None:
        met.add(code)
        yield agency
        code = agency.parent


def _row(agency: Agency) -> str:
    """What the rules see of a row of the roster."""
    seen = (
        agency.code, *agency.names(), agency.kind, agency.level, agency.region, agency.parent, agency.oversight,
        agency.active_from, agency.active_to, agency.successor, agency.local_due,
    )  # fmt: skip
    return "agency " + "|".join(map(str, seen))


def _reference(kept: Kept | None) -> str:
    return "" if kept is None else f"{kept.agency} {kept.year} {kept.document}"
