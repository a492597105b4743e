"""The memory of chunxun: save and load nouns; writing the same thing twice changes nothing."""

from models.stores.acknowledgements import Acknowledgements
from models.stores.agencies import Agencies, RosterChange
from models.stores.chains import Chains
from models.stores.decisions import Decisions
from models.stores.dump import Dump
from models.stores.examinations import Examinations
from models.stores.figures import FiguresKept
from models.stores.handovers import Handovers
from models.stores.judgements import Judgements
from models.stores.leases import Leases
from models.stores.outbox import Outbox
from models.stores.passages import Passages
from models.stores.sightings import Sightings
from models.stores.visits import Visits

__all__ = ["RosterChange", "Store"]


class Store(
    Agencies,
    Visits,
    Sightings,
    Examinations,
    Passages,
    Judgements,
    Decisions,
    Acknowledgements,
    FiguresKept,
    Outbox,
    Handovers,
    Leases,
    Chains,
    Dump,
):
    """Every step's memory over one engine of models/engine, migrated to this release's schema.

    Synchronous; a flow calls it through `asyncio.to_thread`. Instants must carry a time zone, else NaiveTime.
    """
