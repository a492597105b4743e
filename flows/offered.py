"""The address that a dispute offers is opened at once, through all gates, together with the agency's column (reliability §4.2)."""

from flows.home import Home, only_one
from flows.options import Speaking
from flows.scope import Scope
from flows.visit import visit_portals
from models.decision import Decision
from models.visit import OUTCOMES, Candidate, Outcome, Seen, Sighting
from models.words import Words


async def look_at_offered(home: Home, decision: Decision) -> Words:
    """Look at the agency's column and at what its dispute offers; what came of it. The dispute stands whatever comes.

    What was found is a sighting like any other, which the next judgement counts.
    """
    try:
        with only_one(home, "visit"):
            await visit_portals(home, Scope(year=decision.year, agency=decision.agency))
    except Exception as error:
        if not isinstance(error, Speaking):
            raise
        return Words(
            zh=f"所提供的网址暂未打开（{error.words.zh}），下一次访问该栏目时打开",
            en=f"The address was not opened yet ({error.words.en}); the next look at the column will",
        )
    return _came_of_it(home, decision)


def _came_of_it(home: Home, decision: Decision) -> Words:
    seen = home.store.sightings(decision.year, agency=decision.agency).get(decision.agency, ())
    if not seen:
        return Words(
            zh="该单位没有可访问的栏目，所提供的网址未打开",
            en="The agency has no column to look at: the address was not opened",
        )
    return _said(seen[-1], _candidate(home, seen[-1], decision.offered or ""))


def _candidate(home: Home, sighting: Sighting, url: str) -> Candidate | None:
    visit = home.store.visit(sighting.visit)
    return next((each for each in (visit.candidates if visit else ()) if each.link.url == url), None)


def _said(sighting: Sighting, offered: Candidate | None) -> Words:
    if sighting.seen is Seen.PRESENT:
        return Words(
            zh=f"已检索到该单位 {sighting.year} 年度报告：{sighting.url}；下一次判定时计入",
            en=f"The agency's report on {sighting.year} was found: {sighting.url}; the next judgement counts it",
        )
    if offered is None:
        return Words(
            zh="这次访问未及打开所提供的网址，下一次访问时打开",
            en="This look did not come to the address; the next one will",
        )
    if offered.outcome is Outcome.COMPLETED:
        return Words(
            zh="所提供的网址已打开，未能确认是该单位该年度的报告：请人工核对",
            en="The address was opened, and could not be made sure to be the agency's report of that year: a person must look",
        )
    return Words(
        zh=f"所提供的网址未能打开：{offered.reason}",
        en=f"The address could not be opened: {OUTCOMES[offered.outcome].en}",
    )
