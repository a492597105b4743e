"""Lists in the text whose numbers make up a number before them: `公开信息262条，其中规范性文件5条，…，其他167条`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.prose.numerals import COUNT, value
from reports.prose.sentences import Sentence

_OPENS = re.compile(r"[，,；（(：:]?(?:其中|包括|包含|分别为|分别是)[，,：:]?")
_PUBLISHED = re.compile(r"(?:(?<!信息)(?<!申请)公开|公布|发布|更新|上传)[^，。；：:（(]{0,20}$")
_GAP = re.compile(r"[，,、和及]*")
_NO_PART = re.compile(
    r"[同较比；;]|占|增|减|另|此外|阅读|点击|浏览|回应|征集|开展|组织|召开|举办|参加|培训|关注|粉丝|[。）)（(：:]"
)
_REST = re.compile(r"其他|其它|其余")
_NEAR = 30  # characters before a list that may hold the whole
_FEWEST = 2
_MOST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A number and the parts named for it. `closed`: the last part is what else there is, so that nothing is missing."""

    whole: Decimal
    parts: tuple[Decimal, ...]
    closed: bool
    section: int
    sentence: str  # as printed

    @property
    def sum(self) -> Decimal:
        """The parts added."""
        return sum(self.parts, Decimal(0))


def breakdowns(sentences: tuple[Sentence, ...]) -> Iterator[Breakdown]:
    """The lists of what was published, one a sentence at most; kinds of other things may overlap."""
    before = ""
    for sentence in sentences:
        opening = _OPENS.search(sentence.text)
        words = sentence.text[: opening.start()] if opening else ""
        whole = _last_count(words or before)
        before = sentence.text
        if opening is None or whole is None:
            continue
        parts, labels = _parts(sentence.text, opening.end())
        if len(parts) >= _FEWEST:
            yield Breakdown(
                whole=whole,
                parts=parts,
                closed=_REST.search(labels[-1]) is not None,
                section=sentence.section,
                sentence=sentence.printed,
            )


def _last_count(words: str) -> Decimal | None:
    """The number right before a list, if it counts what was published."""
    found = [*COUNT.finditer(words, max(0, len(words) - _NEAR))][-1:]
    if not found or found[0].end() != len(words) or not _PUBLISHED.search(words[: found[0].start()]):
        return None
    return value(found[0]["number"])


def _parts(text: str, start: int) -> tuple[tuple[Decimal, ...], tuple[str, ...]]:
    """The numbers of the list, each with its label, as far as label and number alternate."""
    parts: list[Decimal] = []
    labels: list[str] = []
    for match in COUNT.finditer(text, start):
        label = _GAP.sub("", text[start : match.start()], count=1)
        number = value(match["number"])
        if not label or _NO_PART.search(label) or number is None or len(parts) == _MOST:
            break
        parts.append(number)
        labels.append(label)
        start = match.end()
    return tuple(parts), tuple(labels)
