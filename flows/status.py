"""`chunxun status`: where every agency stands, as last judged or as it could be known at a moment."""

from dataclasses import replace

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from flows.home import Home
from flows.judge import assessments_at
from flows.overlays import with_overlays
from flows.tell import computed_season
from models.assessment import Assessment
from models.change import About, Change
from models.words import Language
from notifications.season import Season
from notifications.status import finding_counts
from notifications.words import MARK, STANDING
from reports.changes import with_since
from reports.duties import obligations


def standing_season(home: Home, year: int, *, office: str | None = None) -> Season:
    """The season of all agencies or of one office's: as last judged; under a set clock as it was known then."""
    assessments = known_standings(home, year, office=office)
    computed = replace(
        computed_season(home, year), agencies=home.store.agencies(office), assessments=assessments
    )
    return with_overlays(home, computed)


def known_standings(home: Home, year: int, *, office: str | None = None) -> tuple[Assessment, ...]:
    """Where everybody who owes a report stands: as last judged, and computed where nobody judged yet or the clock is set."""
    judged = {} if home.clock_set else {each.agency: each for each in home.store.assessments(year, office)}
    owing = [duty.agency for duty in obligations(home.store.agencies(office), year)]
    if all(code in judged for code in owing):
        return tuple(judged[code] for code in owing)
    stood = _last_changes(home, year)
    computed = assessments_at(home, year, home.now(), office=office)
    return tuple(judged.get(each.agency) or with_since(each, stood.get(each.agency, {})) for each in computed)


def _last_changes(home: Home, year: int) -> dict[str, dict[tuple[About, str], Change]]:
    last: dict[str, dict[tuple[About, str], Change]] = {}
    for change in home.store.changes(year, until=home.now()):
        last.setdefault(change.agency, {})[change.about, change.key] = change
    return last


_HEADINGS = {
    Language.ZH: ("编码", "单位", "状态", "到期", "逾期天数", "问题", "说明"),
    Language.EN: ("Code", "Agency", "Standing", "Due", "Days late", "Findings", "Why"),
}


def print_table(season: Season, language: Language, console: Console) -> None:
    """A table for people; colours and width follow the terminal."""
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    for heading in _HEADINGS[language]:
        grid.add_column(heading, overflow="fold")
    names = {agency.code: agency.name for agency in season.agencies}
    for assessment in season.assessments:
        # Text, not markup: a title or an address may hold square brackets.
        cells = _cells(season, assessment, names[assessment.agency], language)
        grid.add_row(*(Text(cell) for cell in cells))
    console.print(grid)


def _cells(season: Season, assessment: Assessment, name: str, language: Language) -> tuple[str, ...]:
    findings = sum(finding_counts(season.verdicts.get(assessment.agency, ())).values())
    late = "–".join(map(str, dict.fromkeys(assessment.days_late))) if assessment.days_late else ""
    return (
        assessment.agency,
        name,
        _standing(season, assessment, language),
        assessment.due.isoformat(),
        late,
        str(findings or ""),
        assessment.why.said_in(language),
    )


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
