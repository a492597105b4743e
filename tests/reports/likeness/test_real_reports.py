"""Real reports laid beside each other: who is alike and who is not; skipped where they are not at hand."""

from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from models.passage import Passage
from reports.likeness import SIMILAR, Index, passages
from reports.likeness.index import mutual_share
from reports.reading import Unreadable, read

REPORTS = Path(__file__).parents[4] / "shared" / "corpus" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.exists(), reason="the corpus is not at hand")

UNLIKE = 0.3  # the most that reports of two agencies share is 0.21
LIKE = {
    # 河北省教育厅 kept most of its section 5 from 2016 to 2018: seen by eye, whole sentences are the same.
    (("hebei_jyt_2016_015", 5), ("hebei_jyt_2018_012", 5)),
    (("hebei_jyt_2016_015", 5), ("hebei_jyt_2017_014", 5)),
}


def agency_of(name: str) -> str:
    parts = name.split("_")
    return "_".join(parts[:2]) if parts[0] in {"hebei", "shanghai"} else parts[0]


@cache
def kept() -> tuple[Passage, ...]:
    found = []
    for path in sorted(REPORTS.glob("*")):
        try:
            report = read(path.read_bytes())
        except Unreadable:
            continue
        found += passages(report, agency=agency_of(path.stem), year=report.year or 0, document=path.stem)
    return tuple(found)


def test_no_two_agencies_are_alike() -> None:
    shares = {
        (one.document, other.document): mutual_share(one.text, other.text)
        for one, other in combinations(kept(), 2)
        if one.agency != other.agency
    }

    assert len(shares) > 200
    assert {pair: share for pair, share in shares.items() if share >= UNLIKE} == {}


def test_of_one_agencys_years_only_those_are_alike_that_are_so_to_the_eye() -> None:
    shares = {
        ((one.document, one.section), (other.document, other.section)): mutual_share(one.text, other.text)
        for one, other in combinations(kept(), 2)
        if one.agency == other.agency and one.document != other.document
    }

    assert {pair for pair, share in shares.items() if share >= SIMILAR} == LIKE


def test_the_index_finds_what_comparing_each_with_each_finds() -> None:
    index, numbered = Index(), dict(enumerate(kept()))
    index.add((number, passage.text) for number, passage in numbered.items())
    met = {
        tuple(sorted((numbered[n].document, numbered[n].section) for n in (number, match.key)))
        for number in numbered
        for match in index.closest(number, among=lambda _: True)
    }

    assert met == LIKE
