"""`chunxun status`: where every agency stands, as last judged or as it could be known at a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len, chop_cells, set_cell_size

from flows.home import Home
from flows.overlays import by_agency, decisions_of, with_overlays
from flows.recollection import known_changes, known_charges, known_verdicts
from flows.terminal import Screen, Style
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.change import About, Change
from models.verdict import RuleOutcome
from models.words import Language, Words
from notifications.season import Season
from notifications.status import charges_of
from notifications.words import MARK, STANDING
from reports.changes import with_since
from reports.duties import obligations


def standing_season(home: Home, year: int, *, office: str | None = None) -> Season:
    """The season of all agencies or of one office's: as last judged; under a set clock as it was known then.

    Only what a standing is shown with: without looks, changes and beliefs (`with_beliefs`), and verdicts only where
    something was decided; elsewhere what they found is counted.
    """
    agencies = home.store.agencies(office)
    decided = sorted(decisions_of(home, year).keys() & {each.code for each in agencies})
    computed = Season(
        year=year,
        as_of=home.now(),
        agencies=agencies,
        assessments=known_standings(home, year, agencies, office=office),
        verdicts=known_verdicts(home, year, agencies=decided, outcomes=_FOUND) if decided else {},
        charges=known_charges(home, year, office=office),
        changes=(),
        visits=(),
        sightings={},
        release=home.release,
        clock_set=home.clock_set,
    )
    return with_overlays(home, computed)


_FOUND = (RuleOutcome.FAILED, RuleOutcome.REVIEW)


def with_beliefs(home: Home, season: Season, *, office: str | None = None) -> Season:
    """The season with the date that is believed of each report."""
    from flows.beliefs import beliefs_of

    looks = home.store.dated(season.year, until=season.as_of, office=office)
    return replace(season, beliefs=beliefs_of(home, looks))


def known_standings(
    home: Home, year: int, agencies: Sequence[Agency], *, office: str | None = None
) -> tuple[Assessment, ...]:
    """Where everybody who owes a report stands: as last judged, and computed where nobody judged yet or the clock is set.

    `agencies` are those of the office, or all.
    """
    judged = {} if home.clock_set else _judged(home, year, office)
    return _completed(home, year, agencies, office, judged=judged)


def judged_standings(home: Home, year: int, agencies: Sequence[Agency]) -> tuple[Assessment, ...]:
    """The same of all for what is told, which rests on the last judgement also under a set clock."""
    return _completed(home, year, agencies, None, judged=_judged(home, year, None))


def _judged(home: Home, year: int, office: str | None) -> Mapping[str, Assessment]:
    return {each.agency: each for each in home.store.assessments(year, office)}


def _completed(
    home: Home,
    year: int,
    agencies: Sequence[Agency],
    office: str | None,
    *,
    judged: Mapping[str, Assessment],
) -> tuple[Assessment, ...]:
    """What was judged of those who owe a report, and the others computed: who left is counted no more."""
    owing = [duty.agency for duty in obligations(agencies, year)]
    if all(code in judged for code in owing):
        return tuple(judged[code] for code in owing)
    from flows.judge import (
        assessments_at,  # only where nobody judged yet: the command waits for what it loads
    )

    stood = by_agency(_last_changes(home, year))
    computed = assessments_at(home, year, home.now(), office=office)
    return tuple(judged.get(each.agency) or with_since(each, stood.get(each.agency, {})) for each in computed)


def _last_changes(home: Home, year: int) -> dict[tuple[str, About, str], Change]:
    return {(each.agency, each.about, each.key): each for each in known_changes(home, year)}


_NARROWEST = 20  # cells of the last column, however narrow the terminal
_UNFOLDED = 200  # cells of a line where there is no terminal
_HEADINGS = {
    Language.ZH: ("编码", "单位", "状态", "到期", "逾期天数", "问题", "说明"),
    Language.EN: ("Code", "Agency", "Standing", "Due", "Days late", "Findings", "Why"),
}


def table(season: Season, language: Language, screen: Screen) -> str:
    """A table for people; its width follows the terminal, and the last column is folded to what is left of it.

    Laid out by ourselves: Rich's own table takes two seconds for four thousand rows.
    """
    names = {agency.code: agency.name for agency in season.agencies}
    rows = [_cells(season, each, names[each.agency], language) for each in season.assessments]
    widths = [max(map(cell_len, column)) + 1 for column in zip(_HEADINGS[language], *rows, strict=True)]
    # Into a pipe or a file nothing need be folded to eighty columns.
    left = max(_NARROWEST, (screen.width if screen.folds else _UNFOLDED) - sum(widths[:-1]))
    heading = _line(_HEADINGS[language], widths, left)
    head = f"\x1b[{Style.STRONG}m{heading}\x1b[0m" if screen.colour else heading
    return "\n".join((head, *(_line(row, widths, left) for row in rows), ""))


def _line(cells: Sequence[str], widths: Sequence[int], left: int) -> str:
    """One row, its last cell folded below itself."""
    *first, last = cells
    padded = "".join(set_cell_size(cell, width) for cell, width in zip(first, widths, strict=False))
    return padded + ("\n" + " " * sum(widths[:-1])).join(chop_cells(last, left))


def _cells(season: Season, assessment: Assessment, name: str, language: Language) -> tuple[str, ...]:
    findings = sum(charges_of(season, assessment.agency).values())
    return (
        assessment.agency,
        name,
        _standing(season, assessment, language),
        _due(assessment, language),
        _late(assessment),
        str(findings or ""),
        _why(assessment, language),
    )


def _late(assessment: Assessment) -> str:
    """Days late where the standing says so, as the ledger has them: a doubt is not put into days."""
    accused = assessment.standing in {Standing.OVERDUE, Standing.LATE}
    return "–".join(map(str, dict.fromkeys(assessment.days_late or ()))) if accused else ""


def _why(assessment: Assessment, language: Language) -> str:
    """Why it stands so, and of an earlier local date missed what the other papers say of it."""
    local = assessment.local_due_said()
    said = (assessment.why, *((local,) if local else ()))
    return Words("；".join(each.zh for each in said), "; ".join(each.en for each in said)).said_in(language)


def _due(assessment: Assessment, language: Language) -> str:
    """The date judged, and the local one where it is another."""
    due, local = assessment.due, assessment.local_due
    if local is None or local == due:
        return due.isoformat()
    return Words(f"{due}（本地 {local}）", f"{due} (local {local})").said_in(language)


def _standing(season: Season, assessment: Assessment, language: Language) -> str:
    """The standing that counts; where a decision lies over it, also what it is called and what was computed."""
    said = STANDING[assessment.standing].said_in(language)
    overlay = season.overlays.get(assessment.agency)
    if overlay is None:
        return said
    computed = STANDING[overlay.computed.standing].said_in(language)
    mark = MARK[overlay.mark].said_in(language)
    return (
        f"{said}（{mark}；系统判定：{computed}）"
        if language is Language.ZH
        else f"{said} ({mark}; computed: {computed})"
    )
