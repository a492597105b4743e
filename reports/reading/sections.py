"""The six sections, found by their headings in every dress reports give them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest

from models.report import Section
from reports.editions import EDITIONS, SectionForm
from reports.reading.labels import ANYWHERE, plain
from reports.reading.manuscript import Line

NUMERALS = "一二三四五六七八九十"
_SHORT = 45  # a heading line is no longer than this
_ORNAMENT = re.compile(r"^(?:第?[一二三四五六七八]部分)?[#\s　]*")
_NUMBERED = re.compile(
    r"^(?P<open>[（(])?(?P<numeral>[一二三四五六七八九十]|\d)[）)]?\s*[、.．,，:：\s]?\s*(?P<rest>.*)$",
    re.DOTALL,
)
_NOTHING = re.compile(r"[\s.…·:：;；、。，,\d—-]*")


class Fit(IntEnum):
    """How surely a place is a section's heading; per section only the best kept."""

    WORDING = (
        1  # a line of its own, or the head over （一）, with the right numeral and words like the title's
    )
    TITLE = 2  # a line of its own: the title without its numeral, or with another
    INSIDE = 3  # numeral and title in the middle of a paragraph
    START = 4  # numeral and title at the start of a paragraph
    LINE = 5  # numeral and title, a line of its own


@dataclass(frozen=True, slots=True)
class Heading:
    """One place that may be a heading: line, and the characters it takes there."""

    no: int
    fit: Fit
    line: int
    start: int
    end: int
    title: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the sections begin, and the section of every line (0: before the first; the last one begun on it)."""

    headings: tuple[Heading, ...]
    section_of: tuple[int, ...]

    def has(self, no: int) -> bool:
        """Whether the heading of that section was found."""
        return any(heading.no == no for heading in self.headings)


def _pattern(title: str) -> str:
    """The title with any spacing; `、`, `和`, `及`, `与` stand for each other."""
    return r"\s*".join(
        "[、，,和及与]?" if character in "、和及" else re.escape(character) for character in title
    )


def _forms() -> tuple[SectionForm, ...]:
    """The sections of the latest edition; titles are the same in both."""
    return EDITIONS[-1].sections


def _titles(form: SectionForm) -> tuple[str, ...]:
    """Full titles: the form's own, and accepted ones long enough to be no common words."""
    return (form.title, *(title for title in form.accepted if len(title) >= 8))


_TITLES = {form.no: re.compile("|".join(_pattern(title) for title in _titles(form))) for form in _forms()}
_WORDINGS = {form.no: tuple(plain(w) for w in form.accepted if len(w) >= ANYWHERE) for form in _forms()}
# In a report that is one table from top to bottom, their text stands in rows of one cell.
_TABLELESS = frozenset(_TITLES) - {table.section for table in EDITIONS[-1].tables}
_TITLE = re.compile("|".join(f"(?P<s{no}>{titles.pattern})" for no, titles in _TITLES.items()))
_TELLING = re.compile(
    "[情事公题行需]"
)  # of which every title and wording has one; most lines of a page have none
_INSIDE = re.compile(
    "|".join(
        rf"(?P<s{form.no}>(?<![（(]){NUMERALS[form.no - 1]}\s*[、.．,，]?\s*(?:{_TITLES[form.no].pattern}))"
        for form in _forms()
    )
)
# A short title in the middle of a paragraph is common words, unless a sentence ends before it and （一） follows.
_OVER_PARTS = re.compile(
    "|".join(
        rf"(?P<s{form.no}>(?<![^。；\s]){NUMERALS[form.no - 1]}\s*、\s*(?:{'|'.join(map(re.escape, form.accepted))}))"
        r"(?=\s*[（(]一[）)])"
        for form in _forms()
    )
)


def is_heading(text: str) -> bool:
    """Whether a paragraph begins with a section's numeral and title, or is the title alone."""
    return section_begun(text) is not None


def section_begun(text: str) -> int | None:
    """The number of the section that a paragraph begins with its numeral and title, or with the title alone."""
    begins = (
        heading.no
        for heading in _headings(0, text)
        if heading.fit is not Fit.INSIDE and heading.fit is not Fit.WORDING
    )
    return next(begins, None)


def outline(lines: tuple[Line, ...]) -> Outline:
    """The headings that hold, in document order."""
    places = [
        heading for number, line in enumerate(lines) for heading in _headings(number, _heading_text(line))
    ]
    kept = sorted(_kept(places, lines), key=lambda heading: (heading.line, heading.start))
    section_of, no, waiting = [], 0, iter(kept)
    following = next(waiting, None)
    for number in range(len(lines)):
        while following is not None and following.line == number:
            no, following = following.no, next(waiting, None)
        section_of.append(no)
    return Outline(tuple(kept), tuple(section_of))


def sections(lines: tuple[Line, ...], found: Outline) -> tuple[Section, ...]:
    """The sections in document order, each with its running text; tables are left out."""
    ends = [*((heading.line, heading.start) for heading in found.headings[1:]), (len(lines), 0)]
    return tuple(
        Section(no=heading.no, title=heading.title, text="\n".join(_between(lines, heading, end)))
        for heading, end in zip(found.headings, ends, strict=False)
    )


def preamble(lines: tuple[Line, ...], found: Outline) -> tuple[str, ...]:
    """The paragraphs before the first section."""
    if not found.headings:
        return tuple(line.text for line in lines if not line.table)
    first = found.headings[0]
    before = [line.text for line in lines[: first.line] if not line.table]
    return tuple(text for text in (*before, lines[first.line].text[: first.start]) if text.strip())


def _heading_text(line: Line) -> str:
    """The text a heading may stand in: a paragraph, or a table row with one or two filled cells."""
    if not line.table:
        return line.text
    return line.text if len(line.text) <= _SHORT and sum(map(bool, line.cells)) <= 2 else ""


def _headings(number: int, text: str) -> Iterator[Heading]:
    if not _TELLING.search(text):
        return
    if len(text) <= _SHORT and (whole := _whole_line(number, text)):
        yield whole
        return
    for found in _INSIDE.finditer(text):
        no = int((found.lastgroup or "s0")[1:])
        fit = Fit.INSIDE if text[: found.start()].strip("# 　") else Fit.START
        yield Heading(no, fit, number, found.start(), found.end(), _bare(found.group()))
    for found in _OVER_PARTS.finditer(text):
        no = int((found.lastgroup or "s0")[1:])
        yield Heading(no, Fit.WORDING, number, found.start(), found.end(), _bare(found.group()))


def _whole_line(number: int, text: str) -> Heading | None:
    """The heading a short line is by itself, or None."""
    body = _ORNAMENT.sub("", text).strip()
    numbered = _NUMBERED.match(body)
    numeral, rest = (numbered["numeral"], numbered["rest"]) if numbered else ("", body)
    rest = rest.strip(" 　:：。*")
    if found := _TITLE.fullmatch(rest):
        no = int((found.lastgroup or "s0")[1:])
        right = numeral == NUMERALS[no - 1] and numbered is not None and not numbered["open"]
        title = rest if right or not numeral else body
        return Heading(no, Fit.LINE if right else Fit.TITLE, number, 0, len(text), title)
    if not numeral or (numbered and numbered["open"]) or numeral not in NUMERALS[:6]:
        return None
    no = NUMERALS.index(numeral) + 1
    if any(wording in plain(rest) for wording in _WORDINGS[no]):
        return Heading(no, Fit.WORDING, number, 0, len(text), rest)
    return None


def _bare(heading: str) -> str:
    """A heading's title without its numeral."""
    numbered = _NUMBERED.match(heading)
    return numbered["rest"].strip() if numbered else heading


def _kept(places: list[Heading], lines: tuple[Line, ...]) -> Iterator[Heading]:
    """One place a section: the best fit, one that something follows, the last of several.

    Tables of contents and introductions that list the sections come first, and nothing stands behind their entries.
    """
    best = {no: max((p.fit for p in places if p.no == no), default=None) for no in _TITLES}
    fitting = [place for place in places if place.fit == best[place.no]]
    followed = {place for place, after in zip_longest(fitting, fitting[1:]) if _follows(place, after, lines)}
    for no in _TITLES:
        same = [place for place in fitting if place.no == no]
        if same:
            yield ([place for place in same if place in followed] or same)[-1]


def _follows(place: Heading, after: Heading | None, lines: tuple[Line, ...]) -> bool:
    """Whether anything but punctuation stands between a heading and the next."""
    end = (after.line, after.start) if after else (len(lines), 0)
    if any(line.table for line in lines[place.line + 1 : end[0]]):
        return True
    return any(not _NOTHING.fullmatch(text) for text in _between(lines, place, end))


def _between(lines: tuple[Line, ...], heading: Heading, end: tuple[int, int]) -> Iterable[str]:
    """The running text from a heading to a place (line, character)."""
    last, stop = end
    if last == heading.line:
        yield lines[last].text[heading.end : stop].strip()
        return
    yield from filter(None, [lines[heading.line].text[heading.end :].strip()])
    for line in lines[heading.line + 1 : last]:
        if not line.table or (heading.no in _TABLELESS and sum(map(bool, line.cells)) == 1):
            yield line.text
    if last < len(lines) and stop:
        yield lines[last].text[:stop].strip()
