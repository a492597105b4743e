"""How much of one masked text stands in another, and the longest piece that does."""

from reports.likeness.runs import covered, runs

SAME = 0.90  # from this share on two texts are called highly alike (domain §4.2 G)
SIMILAR = 0.75  # from this share on they are alike in part


def share(text: str, other: str) -> float:
    """The part of the text's characters that stand in runs the other has too, from 0 to 1; 0 for an empty text."""
    if not text:
        return 0.0
    return sum(covered(text, frozenset(runs(other)))) / len(text)


def common_run(text: str, other: str) -> tuple[int, int]:
    """Where in the text the longest piece stands that the other has too; (0, 0) where they share nothing."""
    best, least, most = (0, 0), 1, min(len(text), len(other))
    while least <= most:
        length = (least + most) // 2
        found = _shared(text, other, length)
        if found is None:
            most = length - 1
        else:
            best, least = (found, found + length), length + 1
    return best


def _shared(text: str, other: str, length: int) -> int | None:
    """Where in the text the first piece of that length stands that the other has too."""
    pieces = {other[at : at + length] for at in range(len(other) - length + 1)}
    return next((at for at in range(len(text) - length + 1) if text[at : at + length] in pieces), None)
