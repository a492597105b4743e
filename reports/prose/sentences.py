"""A report's running text as sentences and clauses, each number with the words on both sides of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from models.report import Report
from reports.prose.numerals import COUNT, plain, value

_END = re.compile(r"[。！？]+|\n+|(?<=[\u4e00-\u9fff])\.(?![\w.])")
# A line broken in the middle of a sentence goes on in the next, unless that one is a heading or an item of a list.
_BROKEN = re.compile(
    r"(?<=[^\n]{19}[^\s。！？；;：:])[^\S\n]*\n(?!\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]|[#*-]))"
)
_PAUSE = re.compile(r"[，；：;:（）()]|,(?!\d{3})")
_REQUESTS = re.compile(r"申请|依申请公开")
_MATTERS = re.compile(r"复议|诉讼|规范性文件|规章|行政[许处强]|费")
_WIDEST = 200  # characters before a clause that may bear on it
_MOST = 40  # numbers of one clause that are looked at
_LONGEST_TEXT = 50_000  # characters of a section that are read
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
    if report.section(1) is None:
        yield from _sentences(0, report.preamble)
    for section in report.sections:
        yield from _sentences(section.no, section.text)


def printed_sentences(text: str) -> Iterator[str]:
    """The sentences of a text as printed; a line's end ends one too, unless the line was only broken for width."""
    yield from filter(None, map(str.strip, _END.split(_BROKEN.sub("", text[:_LONGEST_TEXT]))))


def _sentences(section: int, text: str) -> Iterator[Sentence]:
    about = False
    for printed in printed_sentences(text):
        if len(printed) > _LONGEST:
            continue
        spoken = plain(printed)
        about = _REQUESTS.search(spoken) is not None or (about and spoken.startswith(_CONTINUES))
        clauses = tuple(_clauses(spoken)) if about or _MATTERS.search(spoken) else ()
        yield Sentence(section, printed, spoken, about, clauses)


def _clauses(text: str) -> Iterator[Clause]:
    start = 0
    for end in (*(pause.start() for pause in _PAUSE.finditer(text)), len(text)):
        if end > start:
            yield Clause(
                text[start:end], text[max(start - _WIDEST, 0) : start], tuple(_figures(text, start, end))
            )
        start = end + 1


_CONTINUES = ("其中", "予以公开", "从", "“")


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
