"""What a run leaves in the Prefect UI: progress, tables, the digest, a link. Everything from a portal is plain text."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from prefect.artifacts import (
    acreate_link_artifact,
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)

from flows.examine import Examined
from flows.home import Home
from flows.judge import Judgement
from flows.round import said_of_told
from flows.tell import Told
from flows.visit import Looked
from models.assessment import Flag, Standing
from models.change import About, Change
from models.message import Delivery, Message
from models.times import shown
from models.verdict import RuleOutcome
from models.visit import Seen, Visit
from models.words import Language
from notifications.render import escaped, markdown
from notifications.rulings import laid_over
from notifications.trouble import troubles
from notifications.words import DELIVERY, FLAG, OUTCOME, SEVERITY, STANDING, SUBJECT

MOST_ROWS = 200  # of changes on the page of a round; the rest stands in the judge's own table


STEPS = 50  # updates of a progress bar


class Meter:
    """A progress artifact that follows the columns visited."""

    def __init__(self, artifact: UUID, total: int) -> None:
        self._artifact, self._total, self._done = artifact, total, 0

    @classmethod
    async def begin(cls, total: int) -> "Meter":
        """Show an empty bar for `total` columns."""
        created = await acreate_progress_artifact(
            progress=0.0 if total else 100.0, key="visit-progress", description=f"0 / {total} 个栏目 columns"
        )
        return cls(created, total)

    async def advance(self, visit: Visit) -> None:
        """One more column was visited."""
        del visit
        self._done += 1
        if self._done % max(1, self._total // STEPS) and self._done < self._total:
            return  # each update asks Prefect's server
        await aupdate_progress_artifact(
            artifact_id=self._artifact,
            progress=100.0 * self._done / max(self._total, 1),
            description=f"{self._done} / {self._total} 个栏目 columns",
        )


async def table_of_outcomes(home: Home, looked: Sequence[Looked]) -> None:
    """One row a column: how the visit ended and whom it found."""
    language = home.settings.language
    rows = [
        {
            "栏目 column": entry.column_url,
            "结果 outcome": OUTCOME[entry.outcome].said_in(language),
            "检索到 found": entry.seen.get(Seen.PRESENT, 0),
            "列表中有 listed": entry.seen.get(Seen.LISTED, 0),
            "未检索到 absent": entry.seen.get(Seen.ABSENT, 0),
            "无法核验 unseen": entry.seen.get(Seen.UNSEEN, 0) + entry.seen.get(Seen.ABSENT_WEAK, 0),
            "页数 pages": entry.pages,
            "说明 reason": escaped(entry.reason.said_in(language)),
        }
        for entry in looked
    ]
    await acreate_table_artifact(
        key="visit-outcomes", table=rows, description="每个栏目的访问结果 · Outcomes"
    )


async def table_of_examined(home: Home, examined: Sequence[Examined]) -> None:
    """One row a report: how many rules failed, ask for a look, passed, or could not be checked."""
    language = home.settings.language
    rows = [
        {
            "单位 agency": entry.agency,
            "年度 year": entry.year,
            "不合格 failed": entry.count(RuleOutcome.FAILED),
            "待核 review": entry.count(RuleOutcome.REVIEW),
            "合格 passed": entry.count(RuleOutcome.PASSED),
            "未查 not checked": entry.count(RuleOutcome.NOT_CHECKED),
            "未能读取 unreadable": entry.unreadable.said_in(language) if entry.unreadable else "",
        }
        for entry in examined
    ]
    await acreate_table_artifact(
        key="examined-reports", table=rows, description="检查结果 · Examined reports"
    )


async def table_of_changes(home: Home, judgement: Judgement) -> None:
    """One row a transition stored by this run."""
    names = {agency.code: agency.name for agency in home.store.agencies()}
    rows = [_change_row(change, names, home.settings.language) for change in judgement.changes]
    await acreate_table_artifact(key="changes", table=rows, description="本次判定的变化 · Changes")


def _change_row(change: Change, names: Mapping[str, str], language: Language) -> dict[str, str]:
    return {
        "单位 agency": f"{names.get(change.agency, '')} {change.agency}",
        "事项 about": SUBJECT[change.about].said_in(language),
        "项 key": "" if change.about is About.STANDING else _key_of(change, language),
        "原 old": _value_of(change, change.old, language),
        "新 new": _value_of(change, change.new, language),
        "等级 severity": SEVERITY[change.severity].said_in(language),
        "时间 at": shown(change.at),
        "说明 why": escaped(change.why.said_in(language)),
    }


def _key_of(change: Change, language: Language) -> str:
    return FLAG[Flag(change.key)].said_in(language) if change.about is About.FLAG else change.key


def _value_of(change: Change, value: str, language: Language) -> str:
    if not value:
        return "—"
    if change.about is About.OVERLAY:
        return laid_over(value).said_in(language)
    return STANDING[Standing(value)].said_in(language) if change.about is About.STANDING else "✓"


async def digest(home: Home, told: Told) -> None:
    """What became of the run's messages, the digests as Markdown, and loudly what is not delivered, now or earlier."""
    language = home.settings.language
    not_sent = [each for each in Delivery if each is not Delivery.SENT]
    parts = [escaped(said_of_told(told).said_in(language))]
    parts += [
        f"**{each.state}** {escaped(each.message)} → {escaped(each.recipient)}: {escaped(each.why)}"
        for each in troubles(told.left, language, not_sent)
    ]
    parts += [markdown(told.digests, language)] if told.digests else []
    page = "\n\n".join(parts)
    await acreate_markdown_artifact(key="digest", markdown=page, description="摘要 · Digest")


async def round_page(home: Home, year: int, stages: Sequence[str], *, since: datetime) -> None:
    """The whole round on one page: a line a stage, what changed, what was told, and where the summary lies."""
    language = home.settings.language
    names = {agency.code: agency.name for agency in home.store.agencies()}
    changes = [change for change in home.store.changes(year) if change.at >= since]
    told = home.store.messages_since(since)
    page = "\n".join(
        [
            *(f"1. {escaped(stage)}" for stage in stages),
            "",
            f"网页汇总 HTML summary: {escaped(_summary_address(home))}",
            "",
            *_markdown_table([_change_row(change, names, language) for change in changes[:MOST_ROWS]]),
            "",
            *(f"- {escaped(m.subject)} ({_delivery_of(m, language)})" for m in told),
        ]
    )
    await acreate_markdown_artifact(key="round", markdown=page, description="本轮巡查 · The round")


def _delivery_of(message: Message, language: Language) -> str:
    """Where a message is, and of one that waits until when it does."""
    state = DELIVERY[message.delivery].said_in(language)
    waits = message.waits_until if message.delivery is Delivery.PENDING else None
    return state if waits is None else f"{state} {shown(waits)}"


def _markdown_table(rows: Sequence[Mapping[str, str]]) -> list[str]:
    if not rows:
        return []
    head = list(rows[0])
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return lines + [f"| {' | '.join(value.replace('|', '/') for value in row.values())} |" for row in rows]


async def link_summary(home: Home, index: Path) -> None:
    """Where the HTML summary lies: its address while `chunxun serve` runs, else the file."""
    await acreate_link_artifact(
        key="summary", link=_summary_address(home), link_text="网页汇总 HTML summary", description=str(index)
    )


def _summary_address(home: Home) -> str:
    marker = home.settings.home / "summary.url"
    index = home.settings.summary_folder / "index.html"
    return marker.read_text().strip() if marker.exists() else index.as_uri()
