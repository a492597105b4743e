"""Sections that repeat last year's or another agency's, and how that is said. Accuses nobody: a person is asked to look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.report import Report
from models.resemblance import Resemblance
from models.verdict import Finding, Side
from models.words import Words
from reports.likeness import SAME, SIMILAR, excerpt, masked_section, share
from reports.likeness.sections import LEAST
from reports.rules._registry import Held, NotChecked, Part
from reports.rules.passages import masked

NAMED = 3  # like reports named in one finding

TOO_SHORT = Words(
    "遮去统一用语、名称、地点、年份和数字后，余下的文字太少",
    "what is left once names, places, years and figures are masked is too short",
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """A section of this year's, and how much of it stands in the same section of last year's."""

    no: int
    part: float
    piece: str


def against_last_year(
    report: Report, previous: Report, agency: Agency | None, year: int | None, sections: Sequence[int]
) -> Iterator[Part]:
    unfit = _unfit(report, previous, year)
    if unfit is not None:
        yield NotChecked(unfit)
        return
    repeated = tuple(_repeated(report, previous, agency, sections))
    if not repeated:
        yield NotChecked(TOO_SHORT)
    for each in repeated:
        yield _repeats(each, previous) if each.part >= SAME else Held()


def partly_repeated(
    report: Report, previous: Report, agency: Agency | None, year: int | None
) -> Iterator[Part]:
    unfit = _unfit(report, previous, year)
    if unfit is not None:
        yield NotChecked(unfit)
        return
    repeated = tuple(_repeated(report, previous, agency, tuple(LEAST)))
    if not repeated:
        yield NotChecked(TOO_SHORT)
    for each in repeated:
        yield _repeats(each, previous) if SIMILAR <= each.part < SAME else Held()


def partly_like(report: Report, resemblances: Sequence[Resemblance], agency: Agency | None) -> Iterator[Part]:
    """For each section, whether it is like another agency's in part, and no more than that."""
    sections = comparable(report, agency)
    if not sections:
        yield NotChecked(TOO_SHORT)
    for no in sections:
        alike = [each for each in resemblances if each.section == no]
        # A section that is the same as one report needs no hint that it is like another.
        partly = bool(alike) and all(SIMILAR <= each.share < SAME for each in alike)
        yield resembling(no, alike, "others") if partly else Held()


def comparable(report: Report, agency: Agency | None) -> list[int]:
    """The sections of which enough is left to compare them."""
    names = agency.names() if agency is not None else ()
    return [no for no in LEAST if masked_section(report, no, names) is not None]


def _unfit(report: Report, previous: Report, year: int | None) -> Words | None:
    """Why the report given is not that of the year before; None: it is, or does not say."""
    of = year if year is not None else report.year
    if of is None or previous.year is None or previous.year == of - 1:
        return None
    return Words(
        f"给出的上一份报告是{previous.year}年度的，不是{of - 1}年度",
        f"the previous report given is of {previous.year}, not {of - 1}",
    )


def _repeated(
    report: Report, previous: Report, agency: Agency | None, sections: Iterable[int]
) -> Iterator[Repeated]:
    """The sections that are long enough in both years, and how much of this year's stands in last year's."""
    names = agency.names() if agency is not None else ()
    for no in sections:
        now, then = masked_section(report, no, names), masked_section(previous, no, names)
        if now is not None and then is not None:
            yield Repeated(no, share(now.text, then.text), excerpt(now, then.text))


def _repeats(repeated: Repeated, previous: Report) -> Finding:
    part = round(repeated.part * 100)
    then = (
        Words(f"{previous.year}年度", f"of {previous.year}")
        if previous.year
        else Words("上年", "of last year")
    )
    return Finding(
        message=Words(
            f"第{repeated.no}部分约{part}%的文字见于本单位{then.zh}报告第{repeated.no}部分，请核对",
            f"about {part}% of section {repeated.no} stands in section {repeated.no} of the agency's report {then.en}; "
            "please look",
        ),
        where=f"section.{repeated.no}",
        side=Side.UNDECIDED,
        actual=f"{part}%",
        quote=masked(repeated.piece),
    )


def resembling(no: int, alike: Sequence[Resemblance], detail: str = "") -> Finding:
    """One finding a section, naming the reports most like it."""
    best = sorted(alike, key=lambda each: (-each.share, each.agency, -each.year))
    named = Words(
        "、".join(
            f"“{each.agency}”{each.year}年度报告第{each.other_section}部分（约{each.share:.0%}）"
            for each in best[:NAMED]
        ),
        ", ".join(
            f"section {each.other_section} of {each.agency} {each.year} ({each.share:.0%})"
            for each in best[:NAMED]
        ),
    )
    rest = len(best) - NAMED
    more = Words(f"等{len(best)}处", f" and {rest} more") if rest > 0 else Words("", "")
    degree = (
        Words("高度相似", "highly alike") if best[0].share >= SAME else Words("部分相似", "alike in part")
    )
    return Finding(
        message=Words(
            f"第{no}部分与{named.zh}{more.zh}{degree.zh}，请核对",
            f"section {no} and {named.en}{more.en} are {degree.en}; please look",
        ),
        where=f"section.{no}.{detail}" if detail else f"section.{no}",
        side=Side.UNDECIDED,
        actual=f"{best[0].share:.0%}",
        quote=masked(best[0].excerpt) or None,
    )
