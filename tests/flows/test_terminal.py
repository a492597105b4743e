"""Text for a terminal: widths, breaks, colours, and what a document may not do to its reader."""

import io
import json
import logging

import pytest

from flows.terminal import (
    PIPE_WIDTH,
    Colour,
    SafeFormatter,
    Style,
    around,
    left,
    right,
    safe,
    safe_json,
    screen_of,
    shortened,
    spoken,
    width,
    wrapped,
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("总计", 4), ("（七）总计", 10), ("本年增/减", 9), ("３", 2), ("e\u0301", 1)],
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_filling_and_shortening_count_columns() -> None:
    assert left("总计", 6) == "总计  "
    assert right("总计", 6) == "  总计"
    assert shortened("总计", 4) == "总计"
    assert shortened("行政规范性文件", 7) == "行政.."
    assert shortened("行政规范性文件", 8) == "行政规.."


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("一二三四五", 4, ("一二", "三四", "五")),
        ("一二。三四", 4, ("一", "二。", "三四")),
        ("一二（三）", 6, ("一二", "（三）")),
        ("the quick fox", 9, ("the quick", "fox")),
        ("共 3.5% 件", 8, ("共 3.5%", "件")),
        ("总计 0，相差 1", 10, ("总计 0，相", "差 1")),
        ("https://a.example/b", 10, ("https://a.", "example/b")),
        ("", 10, ("",)),
    ],
)
def test_lines_break_where_a_reader_would(text: str, columns: int, lines: tuple[str, ...]) -> None:
    assert wrapped(text, columns) == lines


@pytest.mark.parametrize(
    ("columns", "shown", "marked"),
    [
        (40, "全年收到申请15件，上年结转2件。", "15"),
        (12, "..请15件，..", "15"),
        (6, "..15..", "15"),
    ],
)
def test_a_long_sentence_is_cut_around_what_it_is_quoted_for(columns: int, shown: str, marked: str) -> None:
    sentence = "全年收到申请15件，上年结转2件。"
    start = sentence.index("15")

    text, begin, end = around(sentence, start, start + 2, columns)

    assert (text, text[begin:end]) == (shown, marked)
    assert width(text) <= columns


HOSTILE = "a\x1b[31mb\x07\x9b2Jc\u202ed\u200be\u2066f\r\ng\u2028h\ud800i\U000e0041"


def test_nothing_in_a_document_steers_the_terminal() -> None:
    assert safe(HOSTILE) == "a␛[31mb␇\ufffd2Jcdef g h\ufffdi"


def test_json_says_the_same_in_escapes() -> None:
    line = safe_json(json.dumps({"raw": HOSTILE.replace("\ud800", "")}, ensure_ascii=False))

    assert json.loads(line) == {"raw": HOSTILE.replace("\ud800", "")}
    assert line.isprintable()


def test_half_a_pair_becomes_a_sign_every_reader_takes() -> None:
    assert safe_json('"\ud800"') == '"\\ufffd"'


def test_a_line_keeps_no_blanks_at_its_end_and_no_raw_controls() -> None:
    lines = [(("a\x1b", Style.FAILED), ("  ", Style.PLAIN), (" ", Style.FAINT)), ()]

    assert spoken(lines, colour=False) == "a␛\n\n"
    assert spoken(lines, colour=True) == "\x1b[1;31ma␛\x1b[0m\n\n"


@pytest.mark.parametrize(
    ("terminal", "option", "environment", "coloured"),
    [
        (True, Colour.AUTO, {}, True),
        (False, Colour.AUTO, {}, False),
        (True, Colour.AUTO, {"NO_COLOR": "1"}, False),
        (True, Colour.AUTO, {"NO_COLOR": ""}, True),  # no-color.org: when present and not an empty string
        (True, Colour.AUTO, {"TERM": "dumb"}, False),
        (False, Colour.AUTO, {"FORCE_COLOR": "1"}, True),
        (False, Colour.AUTO, {"FORCE_COLOR": "0"}, False),
        (False, Colour.AUTO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (False, Colour.ALWAYS, {"NO_COLOR": "1"}, True),
        (True, Colour.NEVER, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_who_decides_about_colours(
    terminal: bool, option: Colour, environment: dict[str, str], coloured: bool
) -> None:
    stream = Terminal() if terminal else io.StringIO()

    assert screen_of(stream, option, environment).colour is coloured


def test_a_pipe_gets_whole_lines_unless_columns_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    pipe = screen_of(io.StringIO(), Colour.AUTO, {})
    monkeypatch.setenv("COLUMNS", "64")
    asked = screen_of(io.StringIO(), Colour.AUTO, {"COLUMNS": "64"})

    assert (pipe.width, pipe.folds) == (PIPE_WIDTH, False)
    assert (asked.width, asked.folds) == (64, True)


def test_what_is_logged_of_a_document_is_safe_and_keeps_its_lines() -> None:
    record = logging.LogRecord(
        "n", logging.ERROR, "", 0, "A reader failed on %s\n%s", (HOSTILE, "second"), None
    )
    first, *rest = SafeFormatter("%(message)s").format(record).split("\n")

    assert first.startswith("A reader failed on a␛[31mb")
    assert first.isprintable()
    assert rest[-1] == "second"
