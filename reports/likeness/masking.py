"""What is left of a text once all that every report says, and all that tells one agency from another, is masked."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reports.editions import EDITIONS, Edition
from reports.likeness.runs import covered, runs
from reports.places import named_in

_STANDARD = Path(__file__).parent / "standard.txt"
_SHORTEST_NAME = 3

# What a sentence says that only introduces the report: its period, its parts, whom to call.
_INTRODUCES = re.compile(
    r"统计(?:期限|时限|时间|期间)|(?:编制|公布|发布).{0,40}年度报告|年度报告.{0,30}(?:组成|部分)"
    r"|请与|联系电话|电子版|可在.{0,40}下载"
)
_SENTENCE = re.compile(r"[^。；;\n]+")
_NUMERAL = "[零〇一二两三四五六七八九十百千万]{1,12}"
_TELLING_APART = re.compile(
    r"《[^《》\n]{2,80}(?:〈[^》\n]{2,80})?》"  # what is cited
    r"|\d{1,12}\s{0,4}(?:年度?|[月日])"
    rf"|第{_NUMERAL}[条款项部分届次章]|{_NUMERAL}(?=[件条项份宗个部人次场期篇起余])"
    rf"|[(（]{_NUMERAL}[)）]|(?:^|(?<=[\s。；;])){_NUMERAL}[、.．是要]"
    r"|[我本](?:[省市县区州旗盟镇乡局厅委办院署站]|街道|单位|机关|部门)|全[省市县区州旗镇乡]",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Masked:
    """Chinese characters alone, and where in the printed text each of them stands."""

    text: str
    places: tuple[int, ...]
    printed: str

    def as_printed(self, start: int, end: int) -> str:
        """The printed text from one masked character to another, what was masked in between included."""
        return self.printed[self.places[start] : self.places[end - 1] + 1] if start < end else ""


def mask(text: str, names: Iterable[str] = ()) -> Masked:
    """The text without the form's words, citations, dates, figures, places, and the agency's own `names`."""
    folded = _folded(text)
    hidden = bytearray(len(folded))
    for start, end in _spans(folded, names):
        hidden[start:end] = b"\1" * (end - start)
    kept = [at for at, each in enumerate(folded) if not hidden[at] and "\u4e00" <= each <= "\u9fff"]
    plain = "".join(folded[at] for at in kept)
    own = covered(plain, standard_runs())
    left = [at for at, said in zip(kept, own, strict=True) if not said]
    return Masked("".join(folded[at] for at in left), tuple(left), text)


def introductions(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand that only introduce the report, wherever that is."""
    yield from (
        sentence.span() for sentence in _SENTENCE.finditer(text) if _INTRODUCES.search(sentence.group())
    )


@cache
def standard_runs() -> frozenset[str]:
    """Every run that stands in the official forms or in standard.txt."""
    lines = [line for line in _STANDARD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    printed = [label for edition in EDITIONS for label in _labels(edition)]
    return frozenset(run for line in (*lines, *printed) for run in runs("".join(_chinese(line))))


def _labels(edition: Edition) -> Iterator[str]:
    yield from (section.title for section in edition.sections)
    for table in edition.tables:
        yield from (row.label for row in table.rows)
        yield from (column.label for column in table.columns)


def _folded(text: str) -> str:
    """The text in ordinary width; characters that would become several stay, so that places stay true."""
    whole = unicodedata.normalize("NFKC", text)
    if len(whole) == len(text):
        return whole
    each = (unicodedata.normalize("NFKC", character) for character in text)
    return "".join(now if len(now) == 1 else was for was, now in zip(text, each, strict=True))


def _chinese(text: str) -> Iterator[str]:
    return (each for each in text if "\u4e00" <= each <= "\u9fff")


def _spans(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    yield from introductions(text)
    yield from (found.span() for found in _TELLING_APART.finditer(text))
    yield from ((place.start, place.end) for place in named_in(text))
    forms = {form for name in names for form in short_forms(name)}
    yield from (found.span() for form in forms for found in re.finditer(re.escape(form), text))


def short_forms(name: str) -> Iterator[str]:
    """A name, and what is left of it without its places: 省教育厅 and 教育厅 of 河北省教育厅."""
    yield name
    for found in re.finditer(r"[省市县区州旗盟]", name):
        for form in (name[found.start() :], name[found.end() :]):
            if len(form) >= _SHORTEST_NAME:
                yield form
