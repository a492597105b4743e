"""Looking up texts that are alike among many, without comparing each with each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from rensa import RMinHash, RMinHashLSH

from reports.likeness.comparing import SIMILAR, share
from reports.likeness.runs import runs

HASHES = 384
BANDS = 128  # three hashes each: a pair that shares a quarter of its runs is met in seven of eight cases, a third in 99 of 100
SEED = 20190515
COMPARABLE = 2 / 3  # a text much longer than another is a different text, whatever of the other it holds
MOST = 10  # matches given for one text: forty agencies on one template need not be listed 1,600 times
TRIED = 60  # texts compared letter by letter for one text


@dataclass(frozen=True, slots=True)
class Match:
    """The key a text was added under, and the part of the shorter of the two texts found in the longer."""

    key: int
    share: float


@dataclass(slots=True)
class Index:
    """Masked texts by what they hold. In memory, some 10 KB a text; the same texts give the same matches every time."""

    _texts: dict[int, str] = field(default_factory=dict)
    _sketches: dict[int, RMinHash] = field(default_factory=dict)
    _bands: RMinHashLSH = field(
        default_factory=lambda: RMinHashLSH(threshold=0.3, num_perm=HASHES, num_bands=BANDS)
    )

    def add(self, texts: Iterable[tuple[int, str]]) -> None:
        """Take texts in, each under a key of its own."""
        for key, text in texts:
            self._texts[key] = text
            self._sketches[key] = _sketch(text)
            self._bands.insert(key, self._sketches[key])

    def closest(self, key: int, *, among: Callable[[int], bool]) -> tuple[Match, ...]:
        """The texts most like the one added under `key`, best first, of those whose key `among` lets pass."""
        sketch, text = self._sketches[key], self._texts[key]
        met = [
            other
            for other in self._bands.query(sketch)
            if other != key and among(other) and _comparable(text, self._texts[other])
        ]
        met.sort(key=lambda other: (-sketch.jaccard(self._sketches[other]), other))
        matches = (Match(other, mutual_share(text, self._texts[other])) for other in met[:TRIED])
        alike = sorted(
            (match for match in matches if match.share >= SIMILAR), key=lambda m: (-m.share, m.key)
        )
        return tuple(alike[:MOST])


def mutual_share(one: str, other: str) -> float:
    """The part of the shorter text that is found in the longer."""
    shorter, longer = sorted((one, other), key=len)
    return share(shorter, longer)


def _comparable(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= COMPARABLE * max(len(one), len(other))


def _sketch(text: str) -> RMinHash:
    sketch = RMinHash(num_perm=HASHES, seed=SEED)
    sketch.update(list(runs(text)))
    return sketch
