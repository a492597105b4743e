"""Who takes over from whom: loops, and successors that are gone before they could. Such a roster is refused.

A duty follows the organ that exists when the year ends (domain §3.4); a chain that comes back to its beginning, or ends
before it is reached, leaves a duty with nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from models.agency import Agency
from models.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """What cannot be true of one agency."""

    code: str
    column: str
    value: str
    words: Words


class ContradictoryRoster(Exception):
    """Together with what is already in the roster, a file cannot be true; nothing of it was imported."""

    def __init__(self, found: Iterable[Contradiction]) -> None:
        listed = tuple(found)
        self.contradictions = listed
        self.words = Words(
            zh="\n".join(
                [f"与已有名录合并后 {len(listed)} 处矛盾，未导入任何一行"]
                + [f"{each.code} {each.column}「{each.value}」：{each.words.zh}" for each in listed]
            ),
            en="\n".join(
                [f"{len(listed)} contradictions with the roster as it stands, nothing was imported"]
                + [f"{each.code}, {each.column} “{each.value}”: {each.words.en}" for each in listed]
            ),
        )
        super().__init__(self.words.en)


def contradictions(agencies: Iterable[Agency]) -> tuple[Contradiction, ...]:
    """Everything about successors that cannot be true, in the agencies' order. Codes of nobody are passed over."""
    known = {agency.code: agency for agency in agencies}
    in_loops = _loops(known)
    return tuple(found for agency in known.values() for found in _of(agency, known, in_loops))


def _of(
    agency: Agency, known: Mapping[str, Agency], in_loops: Mapping[str, tuple[str, ...]]
) -> Iterator[Contradiction]:
    if agency.code in in_loops:
        path = " → ".join((*in_loops[agency.code], in_loops[agency.code][0]))
        words = Words(f"承继关系首尾相接：{path}", f"its successors lead back to itself: {path}")
        yield _about(agency, words)
        return
    successor = known.get(agency.successor)
    if successor is None:
        return
    if _begins_too_late(agency, successor):
        words = Words(
            f"承继单位 {successor.active_from} 才成立，本单位 {agency.active_to} 已终止，其间年末无人承担义务",
            f"its successor begins on {successor.active_from}, the agency ended on {agency.active_to}: "
            "at the year's end between them nobody owes",
        )
        yield _about(agency, words)
    if successor.active_to is None:
        return
    if agency.active_to is None or successor.active_to < agency.active_to:
        yield _about(
            agency,
            Words(
                f"承继单位已于 {successor.active_to} 终止，早于本单位（{agency.active_to or '未终止'}）",
                f"its successor ended on {successor.active_to}, before the agency itself ({agency.active_to or 'still active'})",
            ),
        )


def _begins_too_late(agency: Agency, successor: Agency) -> bool:
    """Whether at the end of some year the agency is no longer there and its successor not yet."""
    ended, begun = agency.active_to, successor.active_from
    if ended is None or begun is None:
        return False
    first = ended.year if ended < date(ended.year, 12, 31) else ended.year + 1
    return begun > date(first, 12, 31)


def _about(agency: Agency, words: Words) -> Contradiction:
    return Contradiction(code=agency.code, column="successor", value=agency.successor, words=words)


def _loops(known: Mapping[str, Agency]) -> dict[str, tuple[str, ...]]:
    """Every agency on a loop of successors, with the loop as it is walked from the agency itself."""
    settled: set[str] = set()
    loops: dict[str, tuple[str, ...]] = {}
    for start in known:
        path: dict[str, None] = {}
        code = start
        while code in known and code not in settled and code not in path:
            path[code] = None
            code = known[code].successor
        if code in path:
            walked = tuple(path)
            loop = walked[walked.index(code) :]
            loops |= {each: loop[at:] + loop[:at] for at, each in enumerate(loop)}
        settled |= path.keys()
    return loops
