"""Of what a look keeps screenshots, by the `screenshots` setting: docs/decisions/0013."""

from collections.abc import Mapping

from flows.home import Home
from flows.settings import Screenshots
from models.agency import Portal
from models.times import local_day
from models.visit import Candidate, Link
from reports.absence import fitting
from reports.claims import is_wanted
from reports.duties import obligations
from reports.titles import read_title
from scrapers.pictures import NONE, Pictured


def pictured_of(home: Home, portal: Portal, year: int, found: Mapping[str, Link]) -> Pictured:
    """What to keep screenshots of in a look at this column; `found` says which agencies' reports are known, by code.

    After the due date the column is, as long as it owes a report: such a look may come to count as an absence;
    so it is where a report known earlier is no longer listed.
    A report's page is, the column with it, when it is listed for the first time and its bytes are new.
    """
    match home.settings.screenshots:
        case Screenshots.NONE:
            return NONE
        case Screenshots.ALL:
            return Pictured(column=True, vanished=True, report=lambda _: True)
    missing = [agency for agency in portal.agencies if agency.code not in found]
    owed = [duty for duty in obligations(missing, year) if not duty.exempt_reason]
    known = {link.url for link in found.values()}

    def is_new(candidate: Candidate) -> bool:
        link = candidate.link
        if link.url in known or not is_wanted(link, year) or not fitting(read_title(link.title), missing):
            return False
        return home.store.document(candidate.documents[0].sha256) is None

    past_due = any(duty.due < local_day(home.now()) for duty in owed)
    return Pictured(column=past_due, vanished=True, report=is_new)
