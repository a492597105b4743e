"""A report's running text as sentences and clauses, each number with the words on both sides of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from models.report import Report
from reports import passages
from reports.prose.numerals import COUNT, value, without_wide_commas

_MARKS = "。！？!?"
_PAUSE = re.compile(r"[，；：;:（）()]|,(?!\d{3})|(?<=[\u4e00-\u9fff])\.(?![\w.])")
_REQUESTS = re.compile(r"申请|依申请公开")
_CONTINUES = ("其中", "予以公开", "从", "“")  # what began a sentence earlier goes on
_MATTERS = re.compile(r"复议|诉讼|规范性文件|规章|行政[许处强]|费")
_WIDEST = 200  # characters before a clause that may bear on it
_MOST = 40  # numbers of one clause that are looked at
_LONGEST = 2000  # of a sentence: beyond, it is no prose


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted number and the words of its clause on both sides, up to the next number or to a 、 between two."""

    number: Decimal
    before: str
    after: str
    lead: str  # the sentence up to `before`, its last part
    clause: str  # of this, the clause's own part
    words: str  # `before`, number and `after` as they stand


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between pauses, without white space; `lead` is the sentence up to it. A list with 、 stays one clause."""

    text: str
    lead: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as printed and made plain. `about_requests`: it, or the one it continues, speaks of requests."""

    section: int
    printed: str
    text: str
    about_requests: bool
    clauses: tuple[Clause, ...]  # none where nothing in it bears on a table


def sentences(report: Report) -> Iterator[Sentence]:
    """The sentences of every section; of the introduction too where section 一 has lost its heading."""
    where, about = "", False
    for passage in passages.sentences(report):
        section = _section(passage.where, report)
        if section is None or len(passage.plain) > _LONGEST:
            continue
        text = without_wide_commas(passage.plain).rstrip(_MARKS)
        continues = where == passage.where and text.startswith(_CONTINUES)
        where, about = passage.where, _REQUESTS.search(text) is not None or (about and continues)
        clauses = tuple(_clauses(text)) if about or _MATTERS.search(text) else ()
        yield Sentence(section, passage.printed, text, about, clauses)


def _section(where: str, report: Report) -> int | None:
    """The number of the section a passage stands in, 0 for an introduction that holds section 一; None: not read."""
    if where == "preamble":
        return 0 if report.section(1) is None else None
    return int(where.partition(".")[2])


def _clauses(text: str) -> Iterator[Clause]:
    start = 0
    for end in (*(pause.start() for pause in _PAUSE.finditer(text)), len(text)):
        if end > start:
            yield Clause(
                text[start:end], text[max(start - _WIDEST, 0) : start], tuple(_figures(text, start, end))
            )
        start = end + 1


def _figures(text: str, start: int, end: int) -> Iterator[Figure]:
    found = [*islice(COUNT.finditer(text, start, end), _MOST)]
    for place, match in enumerate(found):
        left = _from(text, found[place - 1].end(), match.start()) if place else start
        right = _until(text, match.end(), found[place + 1].start()) if place + 1 < len(found) else end
        number = value(match["number"])
        if number is not None:
            yield Figure(
                number=number,
                before=text[left : match.start()],
                after=text[match.end() : right],
                lead=text[max(left - _WIDEST, 0) : left],
                clause=text[max(left - _WIDEST, start) : left],
                words=text[left:right],
            )


def _from(text: str, start: int, end: int) -> int:
    """Where the words before a number begin: behind the first 、 after the number before it."""
    mark = text.find("、", start, end)
    return start if mark < 0 else mark + 1


def _until(text: str, start: int, end: int) -> int:
    """Where the words behind a number end: at the first 、 before the next."""
    mark = text.find("、", start, end)
    return end if mark < 0 else mark
