"""Text for a terminal: how wide it is, how it is coloured, and nothing in it that a document could do to the reader."""

import logging
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TextIO

from rich.cells import cell_len

PIPE_WIDTH = 120  # columns of an excerpt where no terminal says how many there are
NARROWEST = 40  # below it nothing can be laid out
ELLIPSIS = ".."  # a real … takes one column on some terminals and two on others

# Control characters, and what steers the direction or the joining of letters without being seen (reliability T26, T28).
_SEEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff"
_UNSEEN = (
    "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_SPACES = re.compile("[\t\n\r\x85\u2028\u2029]+")
_STEERING = re.compile(f"[{_UNSEEN}]")
_CONTROLS = re.compile(f"[{_SEEN}]")
_UNSAFE_IN_JSON = re.compile(f"[{_SEEN}{_UNSEEN}\u2028\u2029]")

_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_CLOSING = "，。、；：？！”’）》」』】〕…％"
_OPENING = "“‘（《「『【〔"
_PUNCTUATION = f"[{_CLOSING}{_OPENING}]"
# What is not broken: one Chinese letter or one word, with the punctuation that clings to it; and 相差 1 before its 1.
_WORDS = re.compile(
    f"[{_OPENING}]*(?:(?!{_PUNCTUATION})[{_WIDE}](?: \\d[\\d.,%]*(?![^\\s{_WIDE}{_CLOSING}]))?|[^\\s{_WIDE}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|{_PUNCTUATION}+|\\s+"
)


class Style(StrEnum):
    """How a piece of a line is shown; the value is what the terminal is told."""

    PLAIN = ""
    STRONG = "1"
    FAINT = "2"
    FAILED = "1;31"
    REVIEW = "1;33"
    PASSED = "1;32"
    FRAME = "1;34"


Span = tuple[str, Style]
Line = tuple[Span, ...]


class Colour(StrEnum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """What the text is written for. `folds`: long lines are broken at `width`; a pipe or a file gets them whole."""

    width: int = PIPE_WIDTH
    folds: bool = False
    colour: bool = False


def screen_of(stream: TextIO, colour: Colour, environment: Mapping[str, str]) -> Screen:
    """What a stream can show. `--color` beats NO_COLOR, which beats FORCE_COLOR, which beats what the stream is."""
    shown = stream.isatty()
    width = (
        shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
        if shown or environment.get("COLUMNS")
        else PIPE_WIDTH
    )
    return Screen(
        width=max(NARROWEST, width),
        folds=shown or bool(environment.get("COLUMNS")),
        colour=_coloured(shown, colour, environment),
    )


def _coloured(shown: bool, colour: Colour, environment: Mapping[str, str]) -> bool:
    if colour is not Colour.AUTO:
        return colour is Colour.ALWAYS
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return environment["FORCE_COLOR"] != "0"
    return shown and environment.get("TERM") != "dumb"


def safe(text: str) -> str:
    """The text on one line, without what steers a terminal: controls as a sign for them, the unseen left out."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(_sign, _STEERING.sub("", _SPACES.sub(" ", text)))


def _sign(match: re.Match[str]) -> str:
    code = ord(match.group())
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"  # U+2400: ␀, ␁, …


class SafeFormatter(logging.Formatter):
    """Log records line by line, none of them able to steer the terminal they end on."""

    def format(self, record: logging.LogRecord) -> str:
        """The record with its traceback."""
        return "\n".join(safe(line) for line in super().format(record).split("\n"))


def safe_json(line: str) -> str:
    """JSON that says the same, with what could steer a terminal written as escapes."""
    return _UNSAFE_IN_JSON.sub(_escape, line)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:
        # A lone half of a pair is no character, and no reader need accept one.
        return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"


def spoken(lines: Iterable[Line], *, colour: bool) -> str:
    """Lines as text, each ended, none with blanks at its end."""
    return "".join(f"{_line(line, colour)}\n" for line in lines)


def _line(line: Line, colour: bool) -> str:
    spans = [(safe(text), style) for text, style in line]
    while spans and not spans[-1][0].rstrip():
        spans.pop()
    if spans:
        spans[-1] = (spans[-1][0].rstrip(), spans[-1][1])
    if not colour:
        return "".join(text for text, _ in spans)
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style and text.strip() else text for text, style in spans)


def width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return cell_len(text)


def left(text: str, columns: int) -> str:
    """The text, filled up with blanks behind it."""
    return text + " " * (columns - width(text))


def right(text: str, columns: int) -> str:
    """The text, filled up with blanks before it."""
    return " " * (columns - width(text)) + text


def shortened(text: str, columns: int) -> str:
    """The text if it fits, else its beginning and `..`."""
    if width(text) <= columns:
        return text
    return _cut(text, columns - len(ELLIPSIS)) + ELLIPSIS


def _cut(text: str, columns: int) -> str:
    taken = 0
    for index, letter in enumerate(text):
        taken += width(letter)
        if taken > columns:
            return text[:index]
    return text


def around(text: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """The part of a text around `text[start:end]` that fits, with `..` where it was cut; and where the part stands now."""
    room = max(0, columns - 2 * len(ELLIPSIS) - width(text[start:end]))
    before, after = width(text[:start]), width(text[end:])
    share = max(room // 2, room - after)
    head = _cut(text[:start][::-1], min(before, share))[::-1]
    tail = _cut(text[end:], room - width(head))
    mark = ELLIPSIS if len(head) < start else ""
    shown = mark + head + text[start:end] + tail + (ELLIPSIS if len(tail) < len(text) - end else "")
    begin = len(mark) + len(head)
    return shown, begin, begin + end - start


def wrapped(text: str, columns: int) -> tuple[str, ...]:
    """The text in lines of at most so many columns: Chinese breaks anywhere but before 。 and behind （."""
    lines, line = [], ""
    for word in (piece for token in _WORDS.findall(text) for piece in _pieces(token, columns)):
        if line and width(line) + width(word.rstrip()) > columns:
            lines.append(line.rstrip())
            line = ""
        line += word if line or not word.isspace() else ""
    return (*lines, line.rstrip()) if line.strip() or not lines else tuple(lines)


def _pieces(word: str, columns: int) -> list[str]:
    """A word that no line can hold, cut."""
    pieces = []
    while width(word) > columns and not word.isspace():
        piece = _cut(word, columns) or word[0]
        pieces.append(piece)
        word = word[len(piece) :]
    return [*pieces, word]
