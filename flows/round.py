"""The day's round without Prefect: visit → examine → judge → tell → the summary. The flows wrap the same steps."""

from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

from flows.home import Home, only_one
from flows.scope import Scope
from flows.visit import Looked, Progress, visit_portals
from models.words import Words
from notifications.words import OUTCOME, STANDING

if TYPE_CHECKING:  # each step brings libraries of its own; a visit needs no templates and no mail
    from flows.examine import Examined
    from flows.judge import Judgement
    from flows.tell import Told

Stage = Callable[[Words], Awaitable[None]]


async def go_round(home: Home, scope: Scope, on_progress: Progress, on_stage: Stage) -> None:
    """All steps in order; each reads what the one before has stored."""
    with only_one(home, "patrol"):
        for step in (_visit, _examine, _judge, _tell):
            await step(home, scope, on_progress, on_stage)
        await _summarise(home, scope, on_stage)


async def _visit(home: Home, scope: Scope, on_progress: Progress, on_stage: Stage) -> None:
    with only_one(home, "visit"):
        looked = await visit_portals(home, scope, on_progress=on_progress)
    await on_stage(said_of_visits(looked))


async def _examine(home: Home, scope: Scope, on_progress: Progress, on_stage: Stage) -> None:
    from flows.examine import examine_documents

    del scope, on_progress
    with only_one(home, "examine"):
        await on_stage(said_of_examined(await examine_documents(home)))


async def _judge(home: Home, scope: Scope, on_progress: Progress, on_stage: Stage) -> None:
    from flows.judge import judge_agencies

    del on_progress
    with only_one(home, "judge"):
        await on_stage(said_of_judgement(await judge_agencies(home, scope.year, office=scope.office)))


async def _tell(home: Home, scope: Scope, on_progress: Progress, on_stage: Stage) -> None:
    from flows.tell import tell_offices

    del on_progress
    with only_one(home, "tell"):
        await on_stage(said_of_told(await tell_offices(home, scope.year, office=scope.office)))


async def _summarise(home: Home, scope: Scope, on_stage: Stage) -> None:
    from flows.summarise import write_summary

    index = write_summary(home, scope.year)
    await on_stage(Words(zh=f"汇总：{index}", en=f"Summary: {index}"))


def said_of_visits(looked: tuple[Looked, ...]) -> Words:
    """One line on what visiting brought."""
    counts = _counted(OUTCOME, Counter(entry.outcome for entry in looked))
    return Words(
        zh=f"访问 {len(looked)} 个栏目：{counts.zh}", en=f"Visited {len(looked)} columns: {counts.en}"
    )


def _counted(names: Mapping[Any, Words], counts: Counter[Any]) -> Words:
    """What there is of each, in the order of the names."""
    present = [(names[key], counts[key]) for key in names if counts[key]]
    return Words(
        zh="，".join(f"{name.zh} {count}" for name, count in present),
        en=", ".join(f"{name.en.lower()} {count}" for name, count in present),
    )


def said_of_examined(examined: "tuple[Examined, ...]") -> Words:
    """One line on what examining brought."""
    failed = sum(any(v.outcome == "failed" for v in e.verdicts) for e in examined)
    unread = sum(e.unreadable is not None for e in examined)
    again = sum(e.again for e in examined)
    beside = (
        Words(
            f"；其中 {again} 份因相邻报告或名录有变再次检查",
            f"; {again} of them again, for what lies beside them changed",
        )
        if again
        else Words("", "")
    )
    return Words(
        zh=f"检查 {len(examined)} 份报告：{failed} 份有问题，{unread} 份未能读取{beside.zh}",
        en=f"Examined {len(examined)} reports: {failed} with findings, {unread} could not be read{beside.en}",
    )


def said_of_judgement(judgement: "Judgement") -> Words:
    """One line on where the agencies stand before anything people decided, and one for each alarm."""
    total = len(judgement.assessments)
    counts = _counted(STANDING, Counter(each.standing for each in judgement.assessments))
    return Words(
        zh=f"系统判定 {total} 个单位：{counts.zh}；新变化 {judgement.stored} 项"
        + "".join(f"\n警报：{alarm.words.zh}" for alarm in judgement.alarms),
        en=f"Computed for {total} agencies: {counts.en}; {judgement.stored} changes"
        + "".join(f"\nAlarm: {alarm.words.en}" for alarm in judgement.alarms),
    )


def said_of_told(told: "Told") -> Words:
    """One line on what was told, and loudly what was not."""
    from flows.operators import OPERATORS
    from notifications.deliveries import said_of_messages

    amiss = _said_of_offices(told)
    fresh = {message.id for message in (*told.failed, *told.uncertain)}
    digests = [message for message in told.left if message.office != OPERATORS]
    notices = [message for message in told.left if message.office == OPERATORS]
    said = said_of_messages(len(told.delivered), digests, fresh)
    line_zh = f"摘要：{said.zh}" if said.zh else "没有需要通知的变化"
    line_en = f"Digests: {said.en}" if said.en else "Nothing to tell"
    if notices:
        beside = said_of_messages(0, notices, fresh)
        line_zh, line_en = (
            f"{line_zh}；给运维的通知：{beside.zh}",
            f"{line_en}; notices to the operators: {beside.en}",
        )
    return Words(zh=f"{line_zh}{amiss.zh}", en=f"{line_en}{amiss.en}")


def _said_of_offices(told: "Told") -> Words:
    """What offices.toml leaves to nobody, or says in vain. Silence must be explained."""
    said = list(told.wrong)
    if told.unheard:
        listed = ", ".join(told.unheard[:5])
        said.append(
            Words(
                zh=f"offices.toml 中没有这些主管单位的渠道，其单位的变化未告知任何人：{listed}",
                en=f"offices.toml has no channel for these offices, so nobody hears of their agencies: {listed}",
            )
        )
    if told.strangers:
        listed = ", ".join(told.strangers[:5])
        said.append(
            Words(
                zh=f"offices.toml 中的这些主管单位在名录里没有所辖单位，请核对 code：{listed}",
                en=f"no agency of the roster is overseen by these offices of offices.toml, check their code: {listed}",
            )
        )
    return Words(zh="".join(f"；{each.zh}" for each in said), en="".join(f"; {each.en}" for each in said))


STEPS: dict[str, Callable[[Home, Scope, Progress, Stage], Coroutine[Any, Any, None]]] = {
    "patrol": go_round,
    "visit": _visit,
    "examine": _examine,
    "judge": _judge,
    "tell": _tell,
}
