"""The Prefect shells: `patrol` and the four steps. They call the plain functions, and show what these did.

One task run carries a batch of columns, never one page: a task run costs 5–60 ms. A portal that fails is an outcome in a
table; only our own bug fails a run. Deployments name these flows by module path: `flows.patrol.patrol`.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run
from prefect.states import Completed
from pydantic import Field

from flows import artifacts
from flows.examine import Examined, examine_documents
from flows.home import AlreadyRunning, Home, only_one, open_home
from flows.judge import Judgement, judge_agencies
from flows.known import require_known_office, require_known_year, season_at
from flows.manners import manners_of
from flows.round import (
    said_of_examined,
    said_of_judgement,
    said_of_told,
    said_of_visits,
)
from flows.scope import Scope, share_of
from flows.settings import read_settings
from flows.summarise import write_summary
from flows.tell import Told, deliver_waiting, tell_offices
from flows.visit import Looked, batches, portals_to_visit, visit_batch
from models.agency import Portal
from models.times import local_day, shown
from models.words import Words
from scrapers.opener import Opener

Limit = Annotated[int | None, Field(ge=1)]

# The form in the Prefect UI shows each description under the bare name.
YEAR: Any = Field(
    default=None, description="报告年度；空：上一年。 · The year reported on; empty: last year."
)
OFFICE: Any = Field(
    default=None, description="主管公开办编码；空：全部。 · Only agencies of this office; empty: all."
)
NOW: Any = Field(
    default=None,
    description="演练时刻，代替时钟；空：现在。 · Replaces the clock, for rehearsals only; empty: now.",
)
LIMIT: Any = Field(
    default=None, description="最多访问的栏目数；空：不限。 · At most so many columns; empty: all."
)
FAILED: Any = Field(
    default=False, description="只再看上次未成的栏目。 · Only columns whose last look failed."
)
SHARE: Any = Field(default="", description="K/N：第 K 份主机；空：全部。 · A share of the hosts; empty: all.")
LISTING_ONLY: Any = Field(
    default=False, description="只看栏目，不打开报告。 · Look at the columns and open nothing else."
)
HOME: Any = Field(
    default=None,
    description="数据目录；空：CHUNXUN_HOME 或默认。 · Data folder; empty: CHUNXUN_HOME or the default.",
)


def parameters(name: str, home: Path, scope: Scope, now: datetime | None) -> dict[str, Any]:
    """The parameters of one flow for a scope, as the command line gives them."""
    common = {"year": scope.year, "office": scope.office, "now": now, "home": str(home)}
    if name == "patrol":
        return common | {"limit": scope.limit, "listing_only": scope.listing_only}
    if name == "visit":
        wide = {"limit": scope.limit, "listing_only": scope.listing_only}
        return common | wide | {"failed": scope.failed, "share": str(scope.share)}
    if name == "examine":
        return {"now": now, "home": str(home)}
    return common


def _run_name() -> str:
    """Readable in the list of runs: the flow, the year, the moment it stands for."""
    given = flow_run.parameters
    moment = given.get("now")
    mark = f" 演练 {shown(moment)}" if isinstance(moment, datetime) and moment.tzinfo else ""
    office = f" {given['office']}" if given.get("office") else ""
    year = f" {given['year']}" if given.get("year") else ""
    return f"{flow_run.flow_name}{year}{office}{mark}"


def _open(home: str | None, now: datetime | None) -> AbstractContextManager[Home]:
    return open_home(read_settings(Path(home) if home else None), now=now)


def _scope(
    home: Home,
    year: int | None,
    office: str | None,
    *,
    limit: int | None = None,
    listing_only: bool = False,
    failed: bool = False,
    share: str = "",
) -> Scope:
    chosen = year if year is not None else season_at(home.now())
    require_known_year(chosen, local_day(home.now()))
    require_known_office(home, office)
    return Scope(
        year=chosen,
        office=office,
        limit=limit,
        listing_only=listing_only,
        failed=failed,
        share=share_of(share),
    )


def _say(home: Home, words: Words) -> str:
    line = words.said_in(home.settings.language)
    get_run_logger().info(line)
    return line


@flow(name="patrol", flow_run_name=_run_name)
async def patrol(
    year: int | None = YEAR,
    office: str | None = OFFICE,
    now: datetime | None = NOW,
    limit: Limit = LIMIT,
    listing_only: bool = LISTING_ONLY,
    home: str | None = HOME,
) -> State[Any] | str:
    """巡查：访问 → 检查 → 判定 → 通知。The day's round: visit, examine, judge, tell."""
    with _open(home, now) as opened:
        scope, began = _scope(opened, year, office), opened.now()
        try:
            with only_one(opened, "patrol"):
                stages = (
                    await visit(scope.year, office, now, limit, listing_only, home=home),
                    await examine(now, home),
                    await judge(scope.year, office, now, home),
                    await tell(scope.year, office, now, home),
                )
                index = write_summary(opened, scope.year)
        except AlreadyRunning as running:
            return Completed(name="Skipped", message=_say(opened, running.words))
        for stage in stages:
            get_run_logger().info(stage)
        await artifacts.round_page(opened, scope.year, stages, since=began)
        await artifacts.link_summary(opened, index)
        return "\n".join(stages)


@flow(name="visit", flow_run_name=_run_name)
async def visit(
    year: int | None = YEAR,
    office: str | None = OFFICE,
    now: datetime | None = NOW,
    limit: Limit = LIMIT,
    listing_only: bool = LISTING_ONLY,
    failed: bool = FAILED,
    share: str = SHARE,
    home: str | None = HOME,
) -> str:
    """访问栏目，保存所见。Visit the columns and keep what was seen."""
    with _open(home, now) as opened:
        scope = _scope(
            opened, year, office, limit=limit, listing_only=listing_only, failed=failed, share=share
        )
        portals = portals_to_visit(opened, scope)
        meter = await artifacts.Meter.begin(len(portals))
        looked: list[Looked] = []
        with only_one(opened, "visit"):
            async with Opener(manners_of(opened), opened.vault, opened.now) as opener:
                for number, group in enumerate(batches(portals), start=1):
                    looked += await _visit_batch(
                        opened, opener, group, scope.year, number, listing_only, meter
                    )
        await artifacts.table_of_outcomes(opened, looked)
        return _say(opened, said_of_visits(tuple(looked)))


@task(name="visit-batch", task_run_name="batch-{number:03d}", cache_policy=NO_CACHE)
async def _visit_batch(
    home: Home,
    opener: Opener,
    portals: Sequence[Portal],
    year: int,
    number: int,
    listing_only: bool,
    meter: artifacts.Meter,
) -> tuple[Looked, ...]:
    """One group of columns, visited politely side by side."""
    del number  # it names the task run
    return await visit_batch(
        home, opener, portals, year, listing_only=listing_only, on_progress=meter.advance
    )


@flow(name="examine", flow_run_name=_run_name)
async def examine(now: datetime | None = NOW, home: str | None = HOME) -> str:
    """检查新发现的报告。Examine the reports that are new."""
    with _open(home, now) as opened:
        with only_one(opened, "examine"):
            examined = await _examine_new(opened)
        await artifacts.table_of_examined(opened, examined)
        return _say(opened, said_of_examined(examined))


@task(name="examine-documents", cache_policy=NO_CACHE)
async def _examine_new(home: Home) -> tuple[Examined, ...]:
    return await examine_documents(home)


@flow(name="judge", flow_run_name=_run_name)
async def judge(
    year: int | None = YEAR, office: str | None = OFFICE, now: datetime | None = NOW, home: str | None = HOME
) -> str:
    """判定每个单位的状态。Judge where every agency stands."""
    with _open(home, now) as opened:
        scope = _scope(opened, year, office)
        with only_one(opened, "judge"):
            judgement = await _judge_all(opened, scope)
        await artifacts.table_of_changes(opened, judgement)
        return _say(opened, said_of_judgement(judgement))


@task(name="judge-agencies", cache_policy=NO_CACHE)
async def _judge_all(home: Home, scope: Scope) -> Judgement:
    return await judge_agencies(home, scope.year, office=scope.office)


@flow(name="tell", flow_run_name=_run_name)
async def tell(
    year: int | None = YEAR, office: str | None = OFFICE, now: datetime | None = NOW, home: str | None = HOME
) -> str:
    """把新变化告知主管单位。Tell the offices what changed."""
    with _open(home, now) as opened:
        scope = _scope(opened, year, office)
        with only_one(opened, "tell"):
            told = await _tell_all(opened, scope)
        await artifacts.digest(opened, told)
        return _say(opened, said_of_told(told))


@task(name="tell-offices", cache_policy=NO_CACHE)
async def _tell_all(home: Home, scope: Scope) -> Told:
    return await tell_offices(home, scope.year, office=scope.office)


@flow(name="deliver", flow_run_name=_run_name)
async def deliver(now: datetime | None = NOW, home: str | None = HOME) -> State[Any] | str:
    """再送待送的消息。Send again what waits; nothing new is composed."""
    with _open(home, now) as opened:
        try:
            # A lease of its own: while a slow service is waited for, the day's digest must not be passed over.
            with only_one(opened, "deliver"):
                told = await deliver_waiting(opened)
        except AlreadyRunning as running:
            return Completed(name="Skipped", message=_say(opened, running.words))
        if told.delivered or told.failed or told.uncertain:
            await artifacts.digest(opened, told)
        return _say(opened, said_of_told(told))
