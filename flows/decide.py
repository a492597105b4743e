"""The Prefect shell of a person's decision: its parameters are the form an operator fills in the Prefect UI.

Prefect knows no users and shows parameters to everybody, so a decision is signed by a one-time code: docs/decisions/0016.
What is refused fails the run, which says why, and keeps nothing.
"""

import asyncio
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect import State, flow, get_client, get_run_logger
from prefect.artifacts import acreate_markdown_artifact
from prefect.runtime import flow_run
from prefect.states import Failed
from pydantic import Field

from flows.decisions import Entry, approve, decide, filed_of, said_of_decision, sign
from flows.home import Home, open_home
from flows.known import known_agency, require_known_year, season_at
from flows.offered import look_at_offered
from flows.options import Speaking
from flows.patrol import HOME, NOW, YEAR
from flows.settings import read_settings
from models.decision import KINDS, Decision, DecisionKind
from models.times import local_day
from models.words import Words
from notifications.render import escaped
from notifications.rulings import Ruling, rulings
from notifications.words import STANDING
from reports.decisions import OVERRIDES, Refused

DOCUMENTS = (
    "documents"  # folder in the home: a form takes no files, so what a decision rests on is laid there first
)


def _choice(words: Words) -> str:
    return f"{words.zh} · {words.en}"


_KINDS = {_choice(words): kind for kind, words in KINDS.items()}
_STANDINGS = {_choice(words): standing for standing, words in STANDING.items() if standing in OVERRIDES}


NOTHING = "—"  # a list of the form has no empty line, and a field that may be null no list

KIND: Any = Field(description="要作出的决定。 · What to decide.", json_schema_extra={"enum": list(_KINDS)})
AGENCY: Any = Field(
    default="",
    description="单位编码、全称或别名；复核同意时可空。 · Code, name or alias of the agency; empty for an approval.",
)
REASON: Any = Field(description="理由或复核意见，必填。 · The reason, or what the approver says; required.")
BY: Any = Field(description="您的姓名，须在 people.toml 中。 · Your name; it must stand in the people file.")
CODE: Any = Field(description="您此刻的一次性口令，用过即失效。 · Your current code; it serves once.")
FINDING: Any = Field(
    default="",
    description="针对单个问题时填其编号；空：单位的状况。 · The fingerprint of one finding; empty: the standing.",
)
UNTIL: Any = Field(
    default=None,
    description="有效至该日末；空：按规定。 · In force to the end of that day; empty: the usual.",
)
TO: Any = Field(
    default=NOTHING,
    description="仅「改定状况」时选：改为何种状况。 · Only to override; the standing to fix.",
    json_schema_extra={"enum": [NOTHING, *_STANDINGS]},
)
PUBLISHED: Any = Field(
    default=None,
    description="仅「更正发布日期」时填：核定的日期。 · Only to correct the date; the one established.",
)
OFFERED: Any = Field(
    default="",
    description="仅「登记异议」时填：报告所在网址，提交后立即访问。 · Only to dispute; where the report is, looked at at once.",
)
DOCUMENT: Any = Field(
    default="",
    description="依据文件名，须先放入数据目录的 documents；豁免必填。 · A file in the documents folder; needed to exempt.",
)
APPROVES: Any = Field(
    default=None,
    description="仅「复核同意」时填：决定的编号。 · Only to approve; the number of the decision.",
)


def _run_name() -> str:
    given = flow_run.parameters
    about = given.get("agency") or f"#{given.get('approves')}"
    return f"{str(given.get('kind', '')).split(' · ')[0]} {about} {given.get('by', '')}"


@flow(name="decide", flow_run_name=_run_name)
async def decide_flow(
    kind: str = KIND,
    agency: str = AGENCY,
    reason: str = REASON,
    by: str = BY,
    code: str = CODE,
    finding: str = FINDING,
    to: str = TO,
    published: date | None = PUBLISHED,
    until: date | None = UNTIL,
    offered: str = OFFERED,
    document: str = DOCUMENT,
    approves: int | None = APPROVES,
    year: int | None = YEAR,
    now: datetime | None = NOW,
    home: str | None = HOME,
) -> State[Any] | str:
    """人工决定：异议、确认、认定不成立、改定、豁免、撤销、复核。A person decides, with reason and one-time code."""
    entered = await _entered()
    try:
        with open_home(read_settings(Path(home) if home else None), now=now) as opened:
            step = await asyncio.to_thread(sign, opened, by, code, entered=entered)  # first: see there
            chosen = season_at(opened.now()) if year is None else year
            require_known_year(chosen, local_day(opened.now()))
            decision = await asyncio.to_thread(
                _keep,
                opened,
                _known(_KINDS, kind),
                approves,
                Entry(
                    kind=_known(_KINDS, kind),
                    agency=agency,
                    year=chosen,
                    by=by,
                    reason=reason,
                    finding=finding,
                    until=until,
                    document=_in_documents(opened, document),
                    to=None if to == NOTHING else _known(_STANDINGS, to),
                    published=published,
                    offered=offered,
                    step=step,
                ),
            )
            said = said_of_decision(decision, known_agency(opened, decision.agency))
            if decision.offered:
                found = await look_at_offered(opened, decision)
                said = Words(f"{said.zh}；{found.zh}", f"{said.en}; {found.en}")
            await _leave_page(opened, decision, said)
            get_run_logger().info(said.said_in(opened.settings.language))
            return said.said_in(opened.settings.language)
    except Exception as error:
        if not isinstance(error, Speaking):
            raise
        get_run_logger().error("%s", error.words.zh)
        return Failed(message=f"未作任何改动：{error.words.zh} · Nothing was kept: {error.words.en}")


async def _entered() -> datetime | None:
    """When the form was submitted, by Prefect's server: a code is good at that moment, however late the run begins."""
    run = flow_run.get_id()
    if run is None:
        return None
    async with get_client() as client:
        created: datetime | None = (await client.read_flow_run(UUID(run))).created
    return created


def _keep(home: Home, kind: DecisionKind, approves: int | None, entry: Entry) -> Decision:
    if kind is not DecisionKind.APPROVE:
        return decide(home, entry)
    if approves is None:
        raise Refused(Words(zh="复核同意须填决定的编号", en="To approve, give the number of the decision"))
    return approve(home, approves, by=entry.by, reason=entry.reason, step=entry.step)


def _known(choices: dict[str, Any], chosen: str) -> Any:
    """What was chosen, or its plain name. Raises Refused."""
    plain = {str(value): value for value in choices.values()}
    found = choices.get(chosen) or plain.get(chosen)
    if found is None:
        listed = "、".join(choices)
        raise Refused(
            Words(zh=f"没有「{chosen}」：可选 {listed}", en=f"There is no “{chosen}”: choose from {listed}")
        )
    return found


def _in_documents(home: Home, name: str) -> Path | None:
    """A file in the documents folder, and nowhere else. Raises Refused."""
    if not name.strip():
        return None
    if Path(name).name != name or name.startswith("."):
        raise Refused(Words(zh="依据文件只写文件名", en="Give the document's bare file name"))
    return home.settings.home / DOCUMENTS / name


async def _leave_page(home: Home, decision: Decision, said: Words) -> None:
    """What was decided, and all decisions on that agency and year as they reach now."""
    language = home.settings.language
    shown = rulings(filed_of(home, decision.year, agency=decision.agency), language)
    head = ("#", "决定 decision", "针对 about", "理由 reason", "决定人 by", "效力 state")
    table = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *map(_line, shown)]
    await acreate_markdown_artifact(
        key="decision",
        markdown="\n".join([escaped(said.zh), "", escaped(said.en), "", *table]),
        description="人工决定 · Decision",
    )


def _line(each: Ruling) -> str:
    cells = (
        each.number,
        f"{each.kind} {each.value}".strip(),
        each.about,
        f"{each.reason} {each.more}".strip(),
        each.by,
        each.state,
    )
    return f"| {' | '.join(escaped(cell).replace('|', '/') for cell in cells)} |"
