"""Our own readers are tried on a sample of each family before any absence counts."""

import time
from dataclasses import replace

import pytest

from models.visit import Gate
from scrapers.adapters import ADAPTERS, trs
from scrapers.page import Page, Reading
from scrapers.samples import SAMPLES
from scrapers.soundness import doubts_about, page_of, unsound


def test_every_family_has_a_sample_and_reads_it() -> None:
    assert {adapter.name for adapter in ADAPTERS} == set(SAMPLES)
    assert unsound() == frozenset()


@pytest.mark.parametrize("name", sorted(set(SAMPLES) - {"gkmlpt"}))
def test_a_sample_is_its_own_familys(name: str) -> None:
    page = page_of(SAMPLES[name])

    assert next(adapter.name for adapter in ADAPTERS if adapter.recognises(page)) == name


class Blind:
    """A TRS reader after a bad day: it recognises its pages, and reads nothing."""

    name = "trs"

    def recognises(self, page: Page) -> bool:
        return trs.recognises(page)

    def read(self, page: Page) -> Reading:
        return replace(trs.read(page), links=())


def test_a_reader_that_misreads_its_sample_or_has_none_is_named() -> None:
    assert unsound((Blind(),)) == {"trs"}
    assert unsound((trs,), {}) == {"trs"}


def test_only_the_family_that_misreads_is_doubted() -> None:
    assert [doubt.gate for doubt in doubts_about("trs", frozenset({"trs"}))] == [Gate.SOUND]
    assert not list(doubts_about("vsb", frozenset({"trs"})))


def test_trying_all_readers_takes_little_of_a_round() -> None:
    begun = time.process_time()
    unsound()

    assert time.process_time() - begun < 0.25
