"""The running text of a report: where each sentence stands, and how it is quoted. Judges nothing.

A quotation never shows a personal number in full. All patterns here and in the rules that read by them are linear,
and of one passage only the beginning is looked at: a hostile file may hold any text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from models.report import Report
from reports.prose.numerals import plain

LONGEST = 40_000  # characters of one passage that are looked at; the longest seen in a real report has 7,400
AROUND = 40  # characters quoted on either side of what is meant
_WRAPPED = 15  # a line shorter than this ended where its author ended it
_ENDS = "。！？；：!?;:"
_BEGINS = "（(一二三四五六七八九十第附"
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_WIDE = re.compile(r"[０-９．]")
_HEAD, _TAIL = 3, 2  # digits of a personal number that are shown
_PERSONAL = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of the running text: `title`, `preamble` or `section.3`, and its text as printed."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as printed, and the same made plain: ordinary digits, no white space."""

    where: str
    printed: str
    plain: str

    def quote(self, start: int, end: int) -> str:
        """What stands at these places of the plain sentence, with what is around it, as printed."""
        places = [place for place, character in enumerate(self.printed) if not character.isspace()]
        shown = list(self.printed)
        for number in _PERSONAL.finditer(self.plain):
            for place in places[number.start() + _HEAD : number.end() - _TAIL]:
                shown[place] = "*"
        first, last = max(0, start - AROUND), min(len(places), end + AROUND)
        cut = "".join(shown[places[first] : places[last - 1] + 1]) if places else ""
        return ("…" if first else "") + cut + ("…" if last < len(places) else "")


def is_personal(text: str) -> bool:
    """Whether a personal number stands in the text."""
    return _PERSONAL.search(text) is not None


def masked(text: str) -> str:
    """The text with the middle of every personal number hidden: identity cards and mobile telephones."""
    return _PERSONAL.sub(lambda number: _hidden(number.group()), text)


def _hidden(number: str) -> str:
    return number[:_HEAD] + "*" * (len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def passages(report: Report) -> Iterator[Passage]:
    """The text before the first section, then the sections in the document's order."""
    yield Passage("preamble", report.preamble[:LONGEST])
    for section in report.sections:
        yield Passage(f"section.{section.no}", section.text[:LONGEST])


@lru_cache(maxsize=2)  # a dozen rules read the same report one after the other
def sentences(report: Report) -> tuple[Sentence, ...]:
    """Every sentence of a report, in the document's order."""
    return tuple(sentence for passage in passages(report) for sentence in _sentences(passage))


def _sentences(passage: Passage) -> Iterator[Sentence]:
    text = unwrapped(passage.text)
    wide = _WIDE.search(text) is not None
    for found in _SENTENCE.findall(text):
        if squeezed := "".join(found.split()):
            yield Sentence(passage.where, found.strip(), plain(squeezed) if wide else squeezed)


def unwrapped(text: str) -> str:
    """The text with lines joined that only the width of a page broke."""
    lines: list[list[str]] = []
    before = ""
    for line in map(str.strip, text.split("\n")):
        if len(before) >= _WRAPPED and before[-1] not in _ENDS and line and line[0] not in _BEGINS:
            lines[-1].append(line)
        else:
            lines.append([line])
        before = line
    return "\n".join("".join(parts) for parts in lines)
