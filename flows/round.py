"""The day's round without Prefect: visit → examine → judge → tell → the summary. The flows wrap the same steps."""

from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from flows.home import Home, only_one
from flows.scope import Scope
from flows.visit import Looked, Progress, visit_portals
from models.agency import Agency
from models.times import local_day
from models.words import Words
from notifications.words import OUTCOME, STANDING

if TYPE_CHECKING:  # each step brings libraries of its own; a visit needs no templates and no mail
    from flows.examine import Examined
    from flows.judge import Judgement
    from flows.tell import Told

FIRST_YEAR = 2019  # the first report year under the Regulation as revised in 2019 (Article 49)


class UnknownYear(Exception):
    """No duty is known for that report year; the words say which years there are."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


Stage = Callable[[Words], Awaitable[None]]


def season_at(moment: datetime) -> int:
    """The report year whose season it is: last year, in Asia/Shanghai."""
    return local_day(moment).year - 1


def require_known_year(year: int, today: date) -> None:
    """Raise UnknownYear unless duties are known for the year: from 2019 to the year that is running."""
    if FIRST_YEAR <= year <= today.year:
        return
    raise UnknownYear(
        Words(
            zh=f"报告年度 {year} 不可用：现行条例的年报义务自 {FIRST_YEAR} 年度起，至 {today.year} 年度止",
            en=f"No duty is known for report year {year}: choose from {FIRST_YEAR} to {today.year}",
        )
    )


class UnknownOffice(Exception):
    """No agency of the roster is overseen by that office; the words say which offices there are."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def require_known_office(home: Home, office: str | None) -> None:
    """Raise UnknownOffice unless some agency of the roster is overseen by the office; None is everybody."""
    if office is None or home.store.agencies(office):
        return
    known = (
        "、".join(sorted({agency.oversight for agency in home.store.agencies() if agency.oversight})) or "—"
    )
    raise UnknownOffice(
        Words(
            zh=f"名录中没有由「{office}」主管的单位；已有的主管单位：{known}",
            en=f"No agency of the roster is overseen by “{office}”; offices there are: {known}",
        )
    )


class UnknownAgency(Exception):
    """No agency of the roster has that code, name or alias, or several have it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def known_agency(home: Home, who: str) -> Agency:
    """The agency of that code, full name or alias. Raises UnknownAgency where none is, or several are."""
    if (by_code := home.store.agency(who)) is not None:
        return by_code
    named = [agency for agency in home.store.agencies() if who in agency.names()]
    exact = [agency for agency in named if agency.name == who] or named
    if len(exact) == 1:
        return exact[0]
    if exact:
        codes = "、".join(agency.code for agency in exact[:5])
        raise UnknownAgency(
            Words(
                zh=f"「{who}」可指 {len(exact)} 个单位（{codes}），请写单位编码",
                en=f"“{who}” may be any of {len(exact)} agencies ({codes}): give its code",
            )
        )
    raise UnknownAgency(
        Words(
            zh=f"名录中没有「{who}」：请写单位编码或全称（chunxun status 可查）",
            en=f"No agency “{who}” in the roster: give its code or full name (`chunxun status` lists them)",
        )
    )


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
    """One line on where the agencies stand, and one for each alarm."""
    total = len(judgement.assessments)
    counts = _counted(STANDING, Counter(each.standing for each in judgement.assessments))
    return Words(
        zh=f"判定 {total} 个单位：{counts.zh}；新变化 {judgement.stored} 项"
        + "".join(f"\n警报：{alarm.words.zh}" for alarm in judgement.alarms),
        en=f"Judged {total} agencies: {counts.en}; {judgement.stored} changes"
        + "".join(f"\nAlarm: {alarm.words.en}" for alarm in judgement.alarms),
    )


def said_of_told(told: "Told") -> Words:
    """One line on what was told, and loudly what was not."""
    unheard = _said_of_unheard(told.unheard)
    if not (told.frozen or told.delivered or told.failed or told.uncertain):
        return Words(zh=f"没有需要通知的变化{unheard.zh}", en=f"Nothing to tell{unheard.en}")
    errors = "；".join(f"{m.id}: {m.last_error}" for m in told.failed)
    doubt = "；".join(m.id for m in told.uncertain)
    trouble_zh = (f"，未送达：{errors}" if errors else "") + (f"，是否送达不明：{doubt}" if doubt else "")
    trouble_en = (f", not delivered: {errors}" if errors else "") + (f", uncertain: {doubt}" if doubt else "")
    return Words(
        zh=f"已送出 {len(told.delivered)} 份摘要{trouble_zh}{unheard.zh}",
        en=f"Sent {len(told.delivered)} digests{trouble_en}{unheard.en}",
    )


def _said_of_unheard(offices: tuple[str, ...]) -> Words:
    """Silence must be explained: agencies whose office has no channel are told of to nobody."""
    if not offices:
        return Words("", "")
    listed = ", ".join(offices[:5])
    return Words(
        zh=f"；offices.toml 中没有这些主管单位的渠道，其单位的变化未告知任何人：{listed}",
        en=f"; offices.toml has no channel for these offices, so nobody hears of their agencies: {listed}",
    )


STEPS: dict[str, Callable[[Home, Scope, Progress, Stage], Coroutine[Any, Any, None]]] = {
    "patrol": go_round,
    "visit": _visit,
    "examine": _examine,
    "judge": _judge,
    "tell": _tell,
}
