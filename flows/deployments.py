"""The deployments, declared once: `chunxun serve` runs them here, deploy/prefect.yaml declares the same for a work pool."""

from functools import partial
from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron, Schedule
from prefect.types.entrypoint import EntrypointType

from flows.decide import decide_flow
from flows.patrol import deliver, examine, judge, patrol, tell, visit

DAILY = "30 6 * * *"  # Asia/Shanghai
AGAIN = (
    "30 7 * * *",
    "30 12 * * *",
)  # an hour and six hours later: what failed by a passing fault (reliability R-17)
WAITING = "*/15 * * * *"  # what a service refused for now; each message has a wait of its own, a minute to four hours
ZONE = "Asia/Shanghai"

# A missed run is not caught up twice: one at a time, and what comes meanwhile is cancelled.
_ONE = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
# A decision waits for its turn and is never cancelled.
_IN_TURN = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE)


def deployments(home: Path) -> tuple[RunnerDeployment, ...]:
    """The daily patrol, what goes on between two of them, and each step by itself for a person to start from the UI."""
    given = {"home": str(home)}
    deployed = partial(
        RunnerDeployment.from_flow,
        parameters=given,
        concurrency_limit=_ONE,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return (
        deployed(
            patrol, name="daily", schedules=_at(DAILY, "daily"), description="每日巡查 · the day's round"
        ),
        deployed(
            visit,
            name="failed-again",
            schedules=[each for n, cron in enumerate(AGAIN, start=1) for each in _at(cron, f"again-{n}")],
            parameters=given | {"failed": True},
            description="再看上次未成的栏目 · look again where the last look failed",
        ),
        deployed(
            deliver,
            name="waiting",
            schedules=_at(WAITING, "waiting"),
            description="再送待送的消息 · send again what waits",
        ),
        deployed(
            decide_flow,
            name="by-hand",
            concurrency_limit=_IN_TURN,
            description="人工决定 · what a person decides",
        ),
        *(deployed(step, name="by-hand") for step in (visit, examine, judge, tell)),
    )


def _at(cron: str, slug: str) -> list[Schedule]:
    return [Cron(cron, timezone=ZONE, slug=slug)]
