"""Our own reader of titles is tried before any absence counts."""

from models.visit import Gate
from reports.soundness import doubts_about_titles, reads_titles


def test_the_known_titles_are_read() -> None:
    assert reads_titles()
    assert not list(doubts_about_titles(sound=True))


def test_a_reader_of_titles_that_fails_is_a_doubt_at_the_last_gate() -> None:
    assert [doubt.gate for doubt in doubts_about_titles(sound=False)] == [Gate.SOUND]
