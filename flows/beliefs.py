"""Which date is believed of each agency's report, of the looks that may be judged."""

from collections.abc import Mapping, Sequence

from flows.home import Home
from models.visit import Belief, Look
from reports.dates import belief_of
from reports.standing import admissible


def beliefs_of(home: Home, sightings: Mapping[str, Sequence[Look]]) -> dict[str, Belief]:
    """By agency code; an agency whose report no look opened is left out."""
    judged = (
        (code, belief_of(admissible(looks, rehearsing=home.clock_set))) for code, looks in sightings.items()
    )
    return {code: belief for code, belief in judged if belief is not None}
