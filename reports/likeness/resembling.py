"""From passages found alike to what is said of them: how much, with whom, and the longest piece both have."""

from collections.abc import Iterable

from models.passage import Passage
from models.report import Report
from models.resemblance import Resemblance
from reports.likeness.comparing import common_run
from reports.likeness.masking import Masked
from reports.likeness.sections import masked_section

EXCERPT = 60  # characters shown of the longest piece


def resemblances(
    report: Report,
    others: Iterable[tuple[int, str, Passage, float]],
    *,
    names: Iterable[str] = (),
) -> tuple[Resemblance, ...]:
    """What others have like a report's sections: (section, the other agency's name, its passage, share) each, in order."""
    known = tuple(names)
    masked: dict[int, Masked | None] = {}
    found = []
    for section, name, passage, part in others:
        if section not in masked:
            masked[section] = masked_section(report, section, known)
        mine = masked[section]
        found.append(
            Resemblance(
                section=section,
                agency=name,
                year=passage.year,
                other_section=passage.section,
                share=part,
                excerpt="" if mine is None else excerpt(mine, passage.text),
            )
        )
    return tuple(found)


def excerpt(masked: Masked, other: str) -> str:
    """The longest piece of a text that another has too, as printed, cut after sixty characters but in no number.

    A telephone number cut in two would not be known for one, and shown.
    """
    printed = " ".join(masked.as_printed(*common_run(masked.text, other)).split())
    return printed if len(printed) <= EXCERPT else printed[:EXCERPT].rstrip("0123456789") + "…"
