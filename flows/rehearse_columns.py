"""What `chunxun rehearse` says of the columns: of each look that would be otherwise, and of all of them together."""

from collections.abc import Iterator
from typing import Any

from models.times import BEIJING
from models.visit import OUTCOMES, Gate, Link, Seen
from models.words import Language, Words
from notifications.words import SEEN
from reports.replay import ColumnTally, ColumnTurned, NotReplayed, SeenOtherwise

GATE = {
    Gate.LINE: Words("我方线路", "our own line"),
    Gate.TRANSPORT: Words("传输", "transport"),
    Gate.GENUINE: Words("页面真伪", "genuineness"),
    Gate.READABLE: Words("可辨读", "legibility"),
    Gate.BASELINE: Words("与上次列表相符", "agreement with the listing before"),
    Gate.COVERAGE: Words("列表读全", "coverage"),
    Gate.FRESH: Words("非缓存旧页", "freshness"),
    Gate.SOUND: Words("读取模块自检", "our own readers' samples"),
}


# For people.


def lines_of_column(turned: ColumnTurned | NotReplayed, language: Language) -> Iterator[str]:
    """One look that would be otherwise, or cannot be made again, as lines."""
    yield f"{turned.column_url}  {turned.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    said = [_unable(turned)] if isinstance(turned, NotReplayed) else _otherwise(turned)
    yield from (f"  {words.said_in(language)}" for words in said)


def _unable(look: NotReplayed) -> Words:
    ended = OUTCOMES[look.outcome]
    return Words(
        zh=f"未能重演（当时：{ended.zh}）：{look.why.zh}",
        en=f"Not made again (it ended: {ended.en}): {look.why.en}",
    )


def _otherwise(turned: ColumnTurned) -> Iterator[Words]:
    """The dangerous first: what would be found no longer."""
    for each in sorted(turned.seen, key=lambda each: not each.lost):
        yield _seen(each)
    old, new = (OUTCOMES[each] for each in turned.outcome)
    if turned.outcome[0] is not turned.outcome[1]:
        yield Words(
            zh=f"访问结果：{old.zh} → {new.zh}：{turned.why.zh}",
            en=f"The look would end otherwise: {old.en} → {new.en}: {turned.why.en}",
        )
    yield from _links(turned.lost, Words("- 列表中不再读到", "- no longer read in the list"))
    yield from _links(turned.found, Words("+ 列表中新读到", "+ read in the list now"))
    yield from _links(
        turned.unwanted, Words("- 不再视为可能的年报", "- no longer taken for a possible report")
    )
    yield from _links(turned.wanted, Words("+ 现视为可能的年报", "+ now taken for a possible report"))
    yield from _doubts(turned.gates[0], Words("- 不再存疑", "- no longer in doubt"))
    yield from _doubts(turned.gates[1], Words("+ 新增疑点", "+ newly in doubt"))


def _seen(each: SeenOtherwise) -> Words:
    old, new = SEEN[each.old.seen], SEEN[each.new.seen]
    what = each.old.title or each.new.title
    where = each.old.url or each.new.url
    beside = f"「{what}」 {where}" if where else ""
    return Words(
        zh=f"{'! ' if each.lost else ''}{each.agency}：{old.zh} → {new.zh}  {beside}".rstrip(),
        en=f"{'! ' if each.lost else ''}{each.agency}: {old.en} → {new.en}  {beside}".rstrip(),
    )


def _links(links: tuple[Link, ...], said: Words) -> Iterator[Words]:
    for link in links:
        day = f" {link.listed_date}" if link.listed_date else ""
        yield Words(
            zh=f"{said.zh}：「{link.title}」{day} {link.url}", en=f"{said.en}: “{link.title}”{day} {link.url}"
        )


def _doubts(gates: tuple[Gate, ...], said: Words) -> Iterator[Words]:
    if gates:
        yield Words(
            zh=f"{said.zh}：{'、'.join(GATE[each].zh for each in gates)}",
            en=f"{said.en}: {', '.join(GATE[each].en for each in gates)}",
        )


def told_of_columns(tally: ColumnTally) -> Iterator[Words]:
    """The sum of it, line by line."""
    yield Words(
        zh=f"栏目：重演访问 {tally.looks} 次，会变 {tally.turned} 次，其中结果会变 {tally.outcomes} 次",
        en=f"Columns: {tally.looks} looks made again, {tally.turned} would change, {tally.outcomes} of them in how they end",
    )
    if tally.turned:
        yield Words(
            zh=f"  不再检索到的报告 {tally.reports_lost} 份次，新检索到 {tally.reports_found} 份次；"
            f"不再读到的链接 {tally.links_lost} 条次，新读到 {tally.links_found} 条次",
            en=f"  Reports found no longer: {tally.reports_lost}, found now: {tally.reports_found}; "
            f"links read no longer: {tally.links_lost}, read now: {tally.links_found} (counted at each look)",
        )
    if tally.not_replayed:
        yield Words(
            zh=f"  未能重演 {tally.not_replayed} 次（页面当时未打开或未留存），按当时所见",
            en=f"  Not made again: {tally.not_replayed} (pages not opened then, or not kept); taken as they were seen",
        )


# For programs.


def record_of_column(turned: ColumnTurned | NotReplayed, language: Language) -> dict[str, Any]:
    """One look that would be otherwise, or cannot be made again, as JSON."""
    whose = {"column_url": turned.column_url, "visit": turned.visit, "at": turned.at.isoformat()}
    if isinstance(turned, NotReplayed):
        return {
            "not_replayed": whose | {"outcome": turned.outcome, "why": turned.why.said_in(language)},
        }
    return {
        "column": whose
        | {
            "outcome": {"old": turned.outcome[0], "new": turned.outcome[1]},
            "why": turned.why.said_in(language),
            "links": {"lost": _records(turned.lost), "found": _records(turned.found)},
            "candidates": {"lost": _records(turned.unwanted), "found": _records(turned.wanted)},
            "doubts": {"lost": turned.gates[0], "found": turned.gates[1]},
            "agencies": [_seen_record(each) for each in turned.seen],
        }
    }


def _records(links: tuple[Link, ...]) -> list[dict[str, Any]]:
    return [
        {
            "url": link.url,
            "title": link.title,
            "listed_date": link.listed_date.isoformat() if link.listed_date else None,
        }
        for link in links
    ]


def _seen_record(each: SeenOtherwise) -> dict[str, Any]:
    return {
        "agency": each.agency,
        "year": each.old.year,
        "old": _said(each.old.seen, each.old.url, each.old.title),
        "new": _said(each.new.seen, each.new.url, each.new.title),
        "lost": each.lost,
    }


def _said(seen: Seen, url: str, title: str) -> dict[str, str]:
    return {"seen": seen, "url": url, "title": title}


def summary_of_columns(tally: ColumnTally) -> dict[str, int]:
    """Counts of looks, and of reports and links at each of them."""
    return {
        "looks": tally.looks,
        "looks_changed": tally.turned,
        "outcomes_changed": tally.outcomes,
        "reports_lost": tally.reports_lost,
        "reports_found": tally.reports_found,
        "links_lost": tally.links_lost,
        "links_found": tally.links_found,
        "not_replayed": tally.not_replayed,
    }
