"""Where results are written, one document after the other, and what stands at the end."""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from flows.check import sarif, words
from flows.check.result import Status
from flows.check.style import TextStyle
from flows.check.told import Told
from flows.check.unchecked import not_given_lines
from flows.options import CheckFormat
from flows.settings import release
from flows.terminal import Line, Style, spoken
from models.words import Words

MOST_NAMES = 10  # of documents that could not be read, at the end


@dataclass(slots=True)
class Tally:
    """How many documents came to what. Of those that could not be read the first are kept by name."""

    documents: int = 0
    clean: int = 0
    to_review: int = 0  # of the clean ones, those with something for a person to look at
    with_findings: int = 0
    unreadable: int = 0
    names: list[str] = field(default_factory=list)
    worst: Status = Status.CLEAN
    seen: set[int] = field(default_factory=set)  # agency and year of each, as a number
    before: set[int] = field(default_factory=set)  # agency and the year before

    def count(self, told: Told) -> None:
        """One more document."""
        self.documents += 1
        self.worst = max(self.worst, told.status)
        self.clean += told.status is Status.CLEAN
        self.to_review += told.status is Status.CLEAN and told.reviews
        self.with_findings += told.status is Status.FINDINGS
        self.unreadable += told.status is Status.UNREADABLE
        if told.status is Status.UNREADABLE and len(self.names) < MOST_NAMES:
            self.names.append(told.source)
        if told.this is not None and told.before is not None:
            self.seen.add(told.this)
            self.before.add(told.before)

    @property
    def with_predecessor(self) -> int:
        """How many of the documents have the report of the year before among them."""
        return len(self.seen & self.before)


class TextPaper:
    """Text for a person: each document as it comes, then the whole run in a few lines."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style
        self.after_one_line = False

    def begin(self) -> None:
        """Nothing stands before the first document."""

    def add(self, told: Told) -> None:
        """One document; a blank line parts a long one from the short ones before it."""
        text = "".join(told.out)
        one_line = text.count("\n") == 1
        if text and self.after_one_line and not one_line:
            _write("\n")
        if text:
            self.after_one_line = one_line
        _write(text)
        if told.err:
            sys.stderr.write(told.err)
            sys.stderr.flush()

    def remark(self, source: str, said: Words) -> None:
        """Something about what was given beside the documents."""
        line = f"{source}{self.style.say(Words('：', ': '))}{self.style.say(said)}"
        sys.stderr.write(spoken([((line, Style.PLAIN),)], colour=False))
        sys.stderr.flush()

    def end(self, tally: Tally, *, previous_given: bool, finished: bool) -> None:
        """The run: how many of each, what no document was checked by, and what the exit status means."""
        lines = list(self._closing(tally, previous_given))
        if not finished:
            lines = []
        if self.after_one_line and lines:
            lines.insert(0, ())
        _write(spoken(lines, colour=self.style.screen.colour))

    def _closing(self, tally: Tally, previous_given: bool) -> Iterator[Line]:
        say = self.style.say
        if tally.documents > 1:
            yield ((say(words.counted(tally)), Style.STRONG),)
            colon = say(Words("：", ": "))
            for name in tally.names:
                yield ((f"  - {say(words.UNREADABLE)}{colon}{name}", Style.FAILED),)
            if tally.unreadable > len(tally.names):
                yield ((f"  - {say(words.and_more(tally.unreadable - len(tally.names)))}", Style.FAILED),)
            if tally.with_predecessor and not previous_given:
                hint = self.style.folded(say(words.predecessors(tally.with_predecessor)), 4)
                yield ((f"  - {hint[0]}", Style.REVIEW),)
                yield from (((f"    {line}", Style.REVIEW),) for line in hint[1:])
        if tally.documents > tally.unreadable:
            unchecked = tuple(not_given_lines(self.style))
            if unchecked:
                yield ((say(words.NOT_THIS_TIME), Style.FAINT),)
            yield from unchecked
        status = tally.worst
        colour = Style.PASSED if status is Status.CLEAN else Style.FAILED
        yield ((say(words.exit_status(status)), colour),)


class JsonPaper:
    """One JSON object a line."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style

    def begin(self) -> None:
        """Nothing stands before the first line."""

    def add(self, told: Told) -> None:
        """The line of one document."""
        _write("".join(told.out))

    def remark(self, source: str, said: Words) -> None:
        """Something about what was given beside the documents: it is no document, so it is no line."""
        TextPaper(self.style).remark(source, said)

    def end(self, tally: Tally, *, previous_given: bool, finished: bool) -> None:
        """Nothing stands behind the last line."""


class SarifPaper:
    """One SARIF log for the run. What belongs at its end waits on disk, so that no run is too long."""

    def __init__(self, style: TextStyle) -> None:
        self.style = style
        self.first = True
        self.artifacts: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  # closed at the end
        self.notes: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def begin(self) -> None:
        """The tool and its rules."""
        _write(sarif.opening(self.style.language, release()))

    def add(self, told: Told) -> None:
        """The results of one document."""
        for result in told.out:
            # Whole lines, so that who reads along need not wait for the next one.
            _write(f"{'' if self.first else ','}{result}\n")
            self.first = False
        if told.artifact is not None:
            self.artifacts.write(f"{told.artifact}\n")
        for note in told.notes:
            self.notes.write(f"{note}\n")
        if told.err:
            sys.stderr.write(told.err)
            sys.stderr.flush()

    def remark(self, source: str, said: Words) -> None:
        """Something about what was given beside the documents."""
        TextPaper(self.style).remark(source, said)
        self.notes.write(f"{sarif.remark(source, self.style.say(said))}\n")

    def end(self, tally: Tally, *, previous_given: bool, finished: bool) -> None:  # noqa: ARG002
        """Documents and notes, and whether the run came to its end: the log is whole either way."""
        for file in (self.artifacts, self.notes):
            file.seek(0)
        for piece in sarif.closing(self.artifacts, self.notes, tally.worst, finished=finished):
            _write(piece)
        self.artifacts.close()
        self.notes.close()


Paper = TextPaper | JsonPaper | SarifPaper


def paper_for(shape: CheckFormat, style: TextStyle) -> Paper:
    """The paper of a shape."""
    match shape:
        case CheckFormat.TEXT:
            return TextPaper(style)
        case CheckFormat.JSON:
            return JsonPaper(style)
        case CheckFormat.SARIF:
            return SarifPaper(style)


def _write(text: str) -> None:
    """To standard output at once: a reader behind a pipe sees each document as it comes."""
    sys.stdout.write(text)
    sys.stdout.flush()
