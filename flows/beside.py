"""What lies beside each report: like passages found among all, and neighbours opened for the rules."""

from collections.abc import Iterator, Sequence
from functools import partial

from flows.home import Home
from models.filing import Filing, Predecessor
from models.kept import Kept
from models.passage import Passage
from models.report import Report
from models.resemblance import Resemblance
from models.version import Printed
from reports.dates import believe
from reports.likeness import Index, may_meet, passages, resemblances
from reports.neighbours import Key, Neighbours, Shelf, shelf
from reports.rules import Beside

BATCH = 200  # documents compared in one transaction


def open_shelf(home: Home) -> Shelf:
    """Every report this release has read, and which of them are alike."""
    return shelf(home.store.agencies(), home.store.kept(home.release), home.store.alike())


def compare_new(home: Home) -> int:
    """Compare every report not yet compared with all others; how many there were.

    Only the new ones are looked up, among all: a like passage is kept once and seen from both sides.
    """
    waiting = home.store.uncompared(home.release)
    names = {agency.code: agency.names() for agency in home.store.agencies()} if waiting else {}
    for batch in _batches(waiting):
        cut = [passage for key in batch for passage in _passages(home, key, names.get(key[0], ()))]
        home.store.keep_passages(batch, cut)
    if waiting:
        _look_up(home, waiting)
    return len(waiting)


def _passages(home: Home, key: Key, names: tuple[str, ...]) -> tuple[Passage, ...]:
    agency, year, document = key
    report = home.store.report(agency, year, document=document)
    if report is None:
        return ()
    return passages(report, agency=agency, year=year, document=document, names=names)


def _look_up(home: Home, waiting: Sequence[Key]) -> None:
    everything = home.store.passages()
    index = Index()
    index.add((number, passage.text) for number, passage in everything.items())
    numbers: dict[Key, list[int]] = {}
    for number, passage in everything.items():
        numbers.setdefault((passage.agency, passage.year, passage.document), []).append(number)
    for batch in _batches(waiting):
        pairs = [
            (number, match.key, match.share)
            for key in batch
            for number in numbers.get(key, ())
            for match in index.closest(number, among=partial(_may_meet, everything, number))
        ]
        home.store.save_pairs(pairs, compared=batch, release=home.release)


def _may_meet(everything: dict[int, Passage], one: int, other: int) -> bool:
    return may_meet(everything[one], everything[other])


def _batches(keys: Sequence[Key]) -> Iterator[Sequence[Key]]:
    yield from (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def lay_beside(home: Home, of: Kept, report: Report, neighbours: Neighbours, on: Shelf) -> Beside:
    """Open what lies beside a report, for the rules."""
    return Beside(
        previous=_open(home, neighbours.previous),
        predecessors=tuple(
            Predecessor(agency=agency, report=_open(home, kept)) for agency, kept in neighbours.predecessors
        ),
        earlier=_open(home, neighbours.earlier),
        following=_open(home, neighbours.following),
        agency=on.agencies.get(of.agency),
        year=of.year,
        belief=believe(of.dates, seen=of.found) if of.dates else None,
        copies=tuple(
            copy
            for document in neighbours.copies
            if (copy := home.store.report(of.agency, of.year, document=document)) is not None
        ),
        versions=tuple(
            Printed(version=version, report=printed)
            for version in neighbours.versions
            if (printed := home.store.report(of.agency, of.year, document=version.document)) is not None
        ),
        members=_filings(home, neighbours, on),
        office=_open(home, neighbours.office),
        resemblances=_resemblances(home, of, report, neighbours, on),
        roster=tuple(on.agencies.values()),
    )


def _open(home: Home, kept: Kept | None) -> Report | None:
    return None if kept is None else home.store.report(kept.agency, kept.year, document=kept.document)


def _filings(home: Home, neighbours: Neighbours, on: Shelf) -> tuple[Filing, ...]:
    return tuple(
        Filing(agency=on.agencies[each.agency], year=each.year, report=report)
        for each in neighbours.members
        if (report := _open(home, each)) is not None
    )


def _resemblances(
    home: Home, of: Kept, report: Report, neighbours: Neighbours, on: Shelf
) -> tuple[Resemblance, ...]:
    others = []
    for each in neighbours.alike:
        name = on.agencies[each.agency].name if each.agency in on.agencies else each.agency
        passage = home.store.passage(each.agency, each.year, each.document, each.other_section)
        if passage is not None:
            others.append((each.section, name, passage, each.share))
    agency = on.agencies.get(of.agency)
    return resemblances(report, others, names=agency.names() if agency is not None else ())
