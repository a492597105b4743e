"""A table strung together in one line of text: where it begins and ends, and which figures stand behind which label."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reports.editions import RowForm, TableForm
from reports.reading.borders import FIGURES
from reports.reading.labels import plain, stem

_ENOUGH = 2  # rows whose label is at once followed by figures
_HEADERS = 8  # words of the header of table 四 that stand before its figures, of twenty-two
_VALUE = re.compile(r"[\d/—-]")
_NARROW = str.maketrans({chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {"\u3000": " "})
_UNSEEN = r"[\s“”‘’\"'「」『』*]*"  # may stand between two characters of a label
_NUMBERING = r"(?:[(][一二三四五六七八九十\d][)]|[一二三四五六七八九十]、|\d\s*[.、)])"
_START = {
    "disclosure": re.compile(r"第\s*二\s*十\s*条\s*第\s*[(]|信息内容"),
    "applications": re.compile(r"[(]\s*本列数据|申请人情况"),
    "remedies": re.compile(r"(?:行政复议\s*行政诉讼\s*)?结果维持"),
}


@dataclass(frozen=True, slots=True)
class Strung:
    """The stretch of text a table takes, and its figures: row by row, or all behind one header."""

    start: int
    end: int
    rows: tuple[tuple[RowForm, str], ...] = ()
    figures: str = ""
    money: str = "万元"  # the unit its amounts are given in


def strung_together(text: str, form: TableForm) -> Strung | None:
    """The table in the text, or None where there is no such table: labels in prose do not make one."""
    narrow = text.translate(_NARROW)  # character by character, so that places stay what they are
    start = _START[form.id].search(narrow)
    if start is None:
        return None
    if form.id == "remedies":
        return _under_header(narrow, start.start(), form)
    return _by_labels(narrow, start.start(), form)


def _under_header(text: str, start: int, form: TableForm) -> Strung | None:
    """Headers, and the figures behind them: once, or after each of several headers."""
    figures, headers, at = [], 0, start
    while found := _headers(form).match(text, at):
        headers += len(_words(form).findall(found["headers"]))
        figures.append(found["figures"])
        at = found.end()
    if headers < _HEADERS:
        return None
    return Strung(start, at, figures=" ".join(figures).strip())


def _by_labels(text: str, start: int, form: TableForm) -> Strung | None:
    places = list(_places(text, start, form))
    stops = [found.start() for _, found in places[1:]]
    rows = [
        (row, _tail(text, found.end(), stop, form)) for (row, found), stop in zip(places, stops, strict=False)
    ]
    end = places[-1][1].end() if places else start
    if places:
        last = _FIGURES.match(text, end)  # what stands behind the last row may be prose
        rows.append((places[-1][0], last["figures"].strip() if last else ""))
        end = last.end() if last else end
    if sum(bool(_VALUE.search(figures)) for _, figures in rows) < _ENOUGH:
        return None
    money = "元" if re.search(r"单位:元|[(]元[)]", plain(text[start:end])) else "万元"
    return Strung(start, end, rows=tuple(rows), money=money)


def _places(text: str, start: int, form: TableForm) -> Iterator[tuple[RowForm, re.Match[str]]]:
    """Where the rows' labels stand, in the form's order. A label first met behind the next one's is not there."""
    at = start
    for index, row in enumerate(form.rows):
        found = _label(row).search(text, at)
        if found is None:
            continue
        after = form.rows[index + 1] if index + 1 < len(form.rows) else None
        following = _label(after).search(text, at) if after else None
        if following is not None and following.end() <= found.start():
            continue
        yield row, found
        at = found.end()


def _tail(text: str, start: int, stop: int, form: TableForm) -> str:
    """All that stands between a label and the next, before any caption: figures, and words that are none."""
    caption = _captions(form).search(text, start, stop)
    return text[start : caption.start() if caption else stop].strip()


_FIGURES = re.compile(rf"(?:[(][件项个][)])?\s*:?(?P<figures>{FIGURES})")


def _spaced(words: str) -> str:
    """A pattern for words with anything unseen between their characters."""
    return _UNSEEN.join(map(re.escape, words))


def _either(words: Iterable[str]) -> str:
    return "|".join(_spaced(each) for each in sorted(set(words), key=lambda each: (-len(each), each)))


@cache
def _label(row: RowForm) -> re.Pattern[str]:
    """A row's label with its number, and what words of its own stand before an accepted wording."""
    wordings = _either(stem(each) for each in (row.label, *row.accepted))
    return re.compile(rf"{_NUMBERING}?{_UNSEEN}[^\d\s/+\-—]{{0,25}}?(?:{wordings})")


@cache
def _captions(form: TableForm) -> re.Pattern[str]:
    """Words between the rows that belong to none: captions and the headers of the next block."""
    words = {plain(row.group) for row in form.rows if row.group} | {
        plain(column.label) for column in form.columns
    }
    return re.compile(_either(words | {"信息内容"}))


@cache
def _words(form: TableForm) -> re.Pattern[str]:
    """The words the header of table 四 is made of."""
    names = (*(row.label for row in form.rows), *(column.label for column in form.columns))
    return re.compile(_either({"行政复议", "行政诉讼", *map(plain, names)}))


@cache
def _headers(form: TableForm) -> re.Pattern[str]:
    return re.compile(rf"(?P<headers>(?:\s*(?:{_words(form).pattern}))+)(?P<figures>(?:{FIGURES})?)")
