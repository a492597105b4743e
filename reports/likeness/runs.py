"""Runs of characters: what texts are compared by."""

from collections.abc import Collection, Iterator

RUN = 6  # characters. Measured on 61 passages of the corpus: below, unlike reports share set phrases; above, one word changed hides too much


def runs(text: str) -> Iterator[str]:
    """Every run of six characters, from each character on; none where the text is shorter."""
    return (text[at : at + RUN] for at in range(len(text) - RUN + 1))


def covered(text: str, known: Collection[str]) -> bytearray:
    """A 1 for each character of the text that stands in a known run, else a 0."""
    marks = bytearray(len(text))
    for at, run in enumerate(runs(text)):
        if run in known:
            marks[at : at + RUN] = b"\1" * RUN
    return marks
