"""The deployments, declared once: `chunxun serve` runs them here, deploy/prefect.yaml declares the same for a work pool."""

from pathlib import Path

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
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
    """The daily patrol, and each step by itself for a person to start from the UI."""
    daily = RunnerDeployment.from_flow(
        patrol,
        name="daily",
        schedules=[Cron(DAILY, timezone=ZONE, slug="daily")],
        parameters={"home": str(home)},
        concurrency_limit=_ONE,
        description="每日巡查 · the day's round",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    again = RunnerDeployment.from_flow(
        visit,
        name="failed-again",
        schedules=[Cron(cron, timezone=ZONE, slug=f"again-{n}") for n, cron in enumerate(AGAIN, start=1)],
        parameters={"home": str(home), "failed": True},
        concurrency_limit=_ONE,
        description="再看上次未成的栏目 · look again where the last look failed",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    waiting = RunnerDeployment.from_flow(
        deliver,
        name="waiting",
        schedules=[Cron(WAITING, timezone=ZONE, slug="waiting")],
        parameters={"home": str(home)},
        concurrency_limit=_ONE,
        description="再送待送的消息 · send again what waits",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    decide = RunnerDeployment.from_flow(
        decide_flow,
        name="by-hand",
        parameters={"home": str(home)},
        concurrency_limit=_IN_TURN,
        description="人工决定 · what a person decides",
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    steps = [
        RunnerDeployment.from_flow(
            step,
            name="by-hand",
            parameters={"home": str(home)},
            concurrency_limit=_ONE,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for step in (visit, examine, judge, tell)
    ]
    return (daily, again, waiting, decide, *steps)
