"""What is certain is laid on the agency; what is not is left to a person, and the message says so."""

from models.verdict import Side
from models.words import Words


def side(*, certain: bool) -> Side:
    """On whose side a finding is."""
    return Side.AGENCY if certain else Side.UNDECIDED


def told(zh: str, en: str, *, certain: bool) -> Words:
    """A message; where it is not certain, a person is asked to look."""
    return Words(zh, en) if certain else Words(f"{zh}，请人工查看", f"{en}; please look")
