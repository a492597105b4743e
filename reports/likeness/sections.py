"""Which sections of a report are compared, and from which length on."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from models.passage import Passage
from models.report import Report
from reports.likeness.masking import Masked, mask

LONGEST = 40_000  # characters of a section that are looked at; the longest seen in a real report has 7,400
# Masked characters. Sections 1 and 5 are the agency's own words; the others state facts, for which there are few ways.
LEAST: Mapping[int, int] = {1: 80, 2: 200, 3: 200, 4: 200, 5: 80, 6: 200}


# Four rules look at the same sections of one report and of last year's.
_mask_once = lru_cache(maxsize=64)(mask)


def masked_section(report: Report, no: int, names: Iterable[str] = ()) -> Masked | None:
    """A section as it is compared; None where it is missing or what is left of it is too short to say anything."""
    section = report.section(no)
    if section is None or no not in LEAST:
        return None
    masked = _mask_once(section.text[:LONGEST], (*names, *own_names(report)))
    return masked if len(masked.text) >= LEAST[no] else None


def passages(
    report: Report, *, agency: str, year: int, document: str, names: Iterable[str] = ()
) -> tuple[Passage, ...]:
    """Every section of a report that is long enough to be compared."""
    known = tuple(names)
    return tuple(
        Passage(agency=agency, year=year, document=document, section=no, text=masked.text)
        for no, masked in _masked(report, known)
    )


def may_meet(one: Passage, other: Passage) -> bool:
    """Whether two passages are compared: never an agency's own years, never one document with itself."""
    return one.agency != other.agency and one.document != other.document


def own_names(report: Report) -> tuple[str, ...]:
    """The names a report gives its agency, in its title and as its author."""
    return (*((report.agency,) if report.agency else ()), *report.body_agencies)


def _masked(report: Report, names: tuple[str, ...]) -> Iterator[tuple[int, Masked]]:
    for no in LEAST:
        masked = masked_section(report, no, names)
        if masked is not None:
            yield no, masked
