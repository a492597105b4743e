"""`chunxun rehearse`: what would be said otherwise by the code now installed, before it is said."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.options import (
    HomeOption,
    OfficeOption,
    RehearseFormat,
    YearOption,
    explained,
    known_year,
    settings_of,
)
from flows.rehearse_columns import lines_of_column, record_of_column, summary_of_columns, told_of_columns
from flows.terminal import safe, safe_json
from models.assessment import Standing
from models.words import Language, Words
from notifications.words import FLAG, RULE_OUTCOME, SEVERITY, STANDING
from reports.rehearsal import (
    MOST,
    FindingTurned,
    OutcomeTurned,
    ReportTurned,
    StandingTurned,
    Stood,
    Tally,
    Turn,
    Weight,
)
from reports.replay import ColumnTurned, NotReplayed

if TYPE_CHECKING:  # the rehearsal brings rules and readers along; --help needs none
    from flows.rehearsal import Difference

    Turned = Difference | ColumnTurned | NotReplayed

PolicyOption = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        help="试用另一判定口径（TOML） · figures of proof to try instead of those in force",
        show_default=False,
    ),
]


def rehearse(
    year: YearOption = None,
    office: OfficeOption = None,
    policy: PolicyOption = None,
    shape: Annotated[
        RehearseFormat, typer.Option("--format", help="输出格式 · output")
    ] = RehearseFormat.TEXT,
    home: HomeOption = None,
) -> None:
    """预演：以现装版本重读、重判所存证据，列出会变的结论，不写入。What would change if the code now installed judged all that is kept; nothing is written.

    退出码：0 变动不超过 0.5%，1 超过（须写入更新日志），或有报告不再检索到、读取，2 未能预演。Exit: 0 at most 0.5 % would change, 1 more (the changelog must say so) or a report is found or read no longer, 2 nothing was rehearsed.
    """
    from flows.check.progress import stage
    from flows.rehearsal import policy_in, rehearsal

    settings = settings_of(home)
    language = settings.language
    with explained(language, failure=2):
        chosen = known_year(year, datetime.now(UTC), language)
        tried = policy_in(policy) if policy else None
        with (
            rehearsal(settings, chosen, office=office, policy=tried) as run,
            stage(REHEARSING, run.reports, language) as bar,
        ):
            for difference in run.differences(bar.advance):
                bar.hide()
                _write(difference, shape, language)
    if shape is RehearseFormat.JSON:
        sys.stdout.write(json.dumps({"summary": summary_of(run.tally)}) + "\n")
    else:
        for words in told(run.tally, chosen):
            sys.stdout.write(safe(words.said_in(language)) + "\n")
    raise typer.Exit(1 if run.tally.must_be_told or run.tally.loses_reports else 0)


def _write(difference: "Turned", shape: RehearseFormat, language: Language) -> None:
    if shape is RehearseFormat.JSON:
        sys.stdout.write(safe_json(json.dumps(record_of(difference, language), ensure_ascii=False)) + "\n")
        return
    for line in lines_of(difference, language):
        sys.stdout.write(safe(line).rstrip() + "\n")


# For people.


def lines_of(difference: "Turned", language: Language) -> Iterator[str]:
    """One thing that would change, as lines."""
    if isinstance(difference, ColumnTurned | NotReplayed):
        yield from lines_of_column(difference, language)
        return
    agency, turned = difference.agency, difference.turned
    if isinstance(turned, ReportTurned):
        yield f"{agency.code} {agency.name}"
        yield from (f"  {each.said_in(language)}" for each in _of_report(turned))
        return
    old, new = _stood(turned.old), _stood(turned.new) if turned.new else NO_DUTY
    yield f"{agency.code} {agency.name}  {old.said_in(language)} → {new.said_in(language)}"
    yield f"  {turned.why.said_in(language)}"
    if difference.counts is not None:
        counts = STANDING[difference.counts]
        held = Words(
            zh=f"人工决定仍然有效，计为：{counts.zh}", en=f"A decision holds all the same: {counts.en}"
        )
        yield f"  {held.said_in(language)}"


def _stood(stood: Stood) -> Words:
    late = "–".join(map(str, dict.fromkeys(stood.days_late))) if stood.days_late else ""
    zh = [f"{late} 天" if late else "", *(FLAG[flag].zh for flag in stood.flags)]
    en = [f"{late} days" if late else "", *(FLAG[flag].en for flag in stood.flags)]
    beside_zh, beside_en = "，".join(filter(None, zh)), ", ".join(filter(None, en))
    said = STANDING[stood.standing]
    return Words(
        zh=said.zh + (f"（{beside_zh}）" if beside_zh else ""),
        en=said.en + (f" ({beside_en})" if beside_en else ""),
    )


def _of_report(turned: ReportTurned) -> Iterator[Words]:
    if turned.why is not None and turned.readable[0]:
        yield Words(zh=f"不再能读取：{turned.why.zh}", en=f"Can no longer be read: {turned.why.en}")
    elif turned.readable == (False, True):
        yield Words(zh="现在可以读取", en="Can be read now")
    found = {each.rule for each in turned.findings}
    for outcome in turned.outcomes:
        if outcome.rule not in found:
            yield _outcome(outcome)
    for finding in turned.findings:
        yield _finding(finding)


def _outcome(turned: OutcomeTurned) -> Words:
    old, new = (NO_RULE if each is None else RULE_OUTCOME[each] for each in (turned.old, turned.new))
    return Words(zh=f"· {turned.rule}  {old.zh} → {new.zh}", en=f"· {turned.rule}  {old.en} → {new.en}")


_SIGNS = {Turn.APPEARS: "+", Turn.GOES: "-", Turn.REWEIGHED: "~"}


def _finding(turned: FindingTurned) -> Words:
    weights = [_weight(each) for each in (turned.old, turned.new) if each is not None]
    head = f"{_SIGNS[turned.turn]} {turned.rule}  {turned.where}"
    return Words(
        zh=f"{head}  {' → '.join(each.zh for each in weights)}：{turned.message.zh}",
        en=f"{head}  {' → '.join(each.en for each in weights)}: {turned.message.en}",
    )


def _weight(weight: Weight) -> Words:
    said = SEVERITY[weight.severity]
    return said if weight.told else Words(zh=f"{said.zh}（不告知）", en=f"{said.en} (not told)")


def told(tally: Tally, year: int) -> Iterator[Words]:
    """The sum of it, line by line."""
    yield from told_of_columns(tally.columns)
    standings, reports, verdicts = map(
        _percent, (tally.share_of_standings, tally.share_of_reports, tally.share_of_verdicts)
    )
    yield Words(
        zh=f"{year} 年度：状态 {tally.standings} 项，会变 {tally.standings_turned} 项（{standings}）",
        en=f"{year}: {tally.standings} standings, {tally.standings_turned} would change ({standings})",
    )
    yield from map(_move, tally.moves.most_common())
    yield Words(
        zh=f"报告 {tally.reports} 份，会变 {tally.reports_turned} 份（{reports}）；"
        f"规则结论 {tally.verdicts} 项，会变 {tally.verdicts_turned} 项（{verdicts}）",
        en=f"{tally.reports} reports, {tally.reports_turned} would change ({reports}); "
        f"{tally.verdicts} verdicts of rules, {tally.verdicts_turned} would change ({verdicts})",
    )
    for rule, (more, fewer, other) in _by_rule(tally):
        yield Words(
            zh=f"  {rule}：新增 {more}，消失 {fewer}，轻重改变 {other}",
            en=f"  {rule}: {more} appear, {fewer} go, {other} weigh otherwise",
        )
    if tally.unjudged or tally.lost:
        yield Words(
            zh=f"未比较：尚未检查的报告 {tally.unjudged} 份，原件缺失或损坏的 {tally.lost} 份",
            en=f"Not compared: {tally.unjudged} reports not examined yet, {tally.lost} whose kept bytes are lost",
        )
    yield _must(tally)
    yield from _lost(tally)


def _lost(tally: Tally) -> Iterator[Words]:
    """Every report that would be found or read no longer, by name; nothing where there is none."""
    missed, illegible = tally.columns.missed.values(), tally.illegible
    if not tally.loses_reports:
        return
    yield Words(
        zh=f"不再检索到或读取的报告 {len(missed) + len(illegible)} 份，逐份查明之前不得升级：",
        en=f"Reports found or read no longer: {len(missed) + len(illegible)}; do not upgrade before each is explained:",
    )
    for each in missed:
        what = f"{each.agency} {each.old.year} 「{each.old.title}」 {each.old.url}".rstrip()
        yield Words(zh=f"  ! 不再检索到：{what}", en=f"  ! found no longer: {what}")
    for report in illegible:
        what, why = f"{report.agency} {report.year} {report.document[:16]}", report.why or _UNSAID
        yield Words(zh=f"  ! 不再能读取：{what}：{why.zh}", en=f"  ! read no longer: {what}: {why.en}")


_UNSAID = Words("原因未说明", "nobody says why")


def _move(counted: tuple[tuple[Standing, Standing | None], int]) -> Words:
    (old, new), count = counted
    before, after = STANDING[old], NO_DUTY if new is None else STANDING[new]
    return Words(zh=f"  {before.zh} → {after.zh}：{count}", en=f"  {before.en} → {after.en}: {count}")


def _must(tally: Tally) -> Words:
    if tally.must_be_told:
        return Words(
            zh=f"超过 {_percent(MOST)}：这一改动必须写入更新日志（CHANGELOG）",
            en=f"More than {_percent(MOST)}: the changelog must say so",
        )
    return Words(zh=f"不超过 {_percent(MOST)}", en=f"Not more than {_percent(MOST)}")


def _percent(share: float) -> str:
    return f"{share:.2%}"


def _by_rule(tally: Tally) -> Iterator[tuple[str, tuple[int, ...]]]:
    for rule in sorted({rule for rule, _ in tally.findings}):
        yield rule, tuple(tally.findings[rule, turn] for turn in Turn)


REHEARSING = Words("重读报告", "reading reports again")
NO_DUTY = Words("无须报告", "no report is owed")
NO_RULE = Words("无此规则", "no such rule")


# For programs.


def record_of(difference: "Turned", language: Language) -> dict[str, Any]:
    """One thing that would change, as JSON."""
    if isinstance(difference, ColumnTurned | NotReplayed):
        return record_of_column(difference, language)
    whose = {"agency": difference.agency.code, "name": difference.agency.name, "year": difference.turned.year}
    if isinstance(difference.turned, StandingTurned):
        return {"standing": whose | _standing_record(difference.turned, difference.counts, language)}
    return {"report": whose | _report_record(difference.turned, language)}


def _standing_record(turned: StandingTurned, counts: Standing | None, language: Language) -> dict[str, Any]:
    return {
        "old": _stood_record(turned.old),
        "new": None if turned.new is None else _stood_record(turned.new),
        "was": turned.was.said_in(language),
        "why": turned.why.said_in(language),
        "decided": counts,
    }


def _stood_record(stood: Stood) -> dict[str, Any]:
    return {"standing": stood.standing, "flags": stood.flags, "days_late": stood.days_late}


def _report_record(turned: ReportTurned, language: Language) -> dict[str, Any]:
    return {
        "document": turned.document,
        "readable": {"old": turned.readable[0], "new": turned.readable[1]},
        "why": turned.why.said_in(language) if turned.why else None,
        "rules": [{"rule": each.rule, "old": each.old, "new": each.new} for each in turned.outcomes],
        "findings": [
            {
                "rule": each.rule,
                "where": each.where,
                "turn": each.turn,
                "old": _weight_record(each.old),
                "new": _weight_record(each.new),
                "message": each.message.said_in(language),
            }
            for each in turned.findings
        ],
    }


def _weight_record(weight: Weight | None) -> dict[str, Any] | None:
    return None if weight is None else {"severity": weight.severity, "told": weight.told}


def summary_of(tally: Tally) -> dict[str, Any]:
    """Counts, and shares from 0 to 1."""
    return {
        "standings": tally.standings,
        "standings_changed": tally.standings_turned,
        "share_of_standings": tally.share_of_standings,
        "reports": tally.reports,
        "reports_changed": tally.reports_turned,
        "share_of_reports": tally.share_of_reports,
        "verdicts": tally.verdicts,
        "verdicts_changed": tally.verdicts_turned,
        "share_of_verdicts": tally.share_of_verdicts,
        "moves": [
            {"old": old, "new": new, "count": count} for (old, new), count in tally.moves.most_common()
        ],
        "findings": [
            {"rule": rule, **dict(zip(Turn, counts, strict=True))} for rule, counts in _by_rule(tally)
        ],
        "not_examined": tally.unjudged,
        "lost": tally.lost,
        "columns": summary_of_columns(tally.columns),
        "reports_missed": [
            {"agency": each.agency, "year": each.old.year, "url": each.old.url, "title": each.old.title}
            for each in tally.columns.missed.values()
        ],
        "reports_illegible": [
            {"agency": each.agency, "year": each.year, "document": each.document} for each in tally.illegible
        ],
        "most": MOST,
        "changelog": tally.must_be_told,
    }
