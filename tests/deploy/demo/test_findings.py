"""The rules find in every report of the country what truth.toml says is wrong with it, and nothing else."""

from datetime import datetime
from functools import cache

import pytest

from deploy.demo.documents import report_pdf
from deploy.demo.facts import SHANGHAI, Article, articles, land
from deploy.demo.facts import Agency as Told
from deploy.demo.view import View, detail
from models.agency import Agency, Kind, Level
from models.filing import Filing
from models.passage import Passage
from models.report import Report
from models.resemblance import Resemblance
from models.verdict import RuleOutcome, Severity
from reports.likeness import SIMILAR, may_meet, passages, resemblances
from reports.likeness.index import mutual_share
from reports.reading import read
from reports.rules import RULES, Beside, check_beside
from tests.deploy.demo.season import TRUTH

END = datetime(2026, 4, 30, tzinfo=SHANGHAI)
KNOWN = {rule.id for rule in RULES if "belief" not in rule.needs}  # no portal is visited here
YEAR = 2025
PUBLISHED = [
    article
    for portal in land().portals
    for article in articles(portal)
    if article.report and article.report.year == YEAR and not article.report.missing_page
]


def opened(article: Article) -> Report:
    """The report as a visitor would find it at the end of the season."""
    assert article.agency is not None
    assert article.report is not None
    if article.report.pdf:
        return read(report_pdf(article.agency, article.report, END, article.title))
    portal = land().portal(article.agency.portal)
    return read(detail(View(portal=portal, moment=END, port=1), article, back="/").body)


def before(article: Article) -> Report | None:
    """The same agency's report of the year before."""
    assert article.agency is not None
    past = next((each for each in article.agency.reports if each.year == YEAR - 1), None)
    portal = land().portal(article.agency.portal)
    found = next((each for each in articles(portal) if past and each.report is past), None)
    return opened(found) if found else None


def noun(agency: Told) -> Agency:
    """The agency as its row of the roster names it."""
    return Agency(
        code=agency.code,
        name=agency.name,
        aliases=agency.aliases,
        kind=Kind(agency.kind),
        level=Level(agency.level),
        region=agency.region,
        parent=agency.parent,
    )


@cache
def roster() -> tuple[Agency, ...]:
    return tuple(map(noun, land().agencies))


@cache
def filings() -> tuple[Filing, ...]:
    """Every report of the year, with whose it is."""
    return tuple(
        Filing(agency=noun(article.agency), year=YEAR, report=opened(article))
        for article in PUBLISHED
        if article.agency is not None
    )


def below(own: Agency) -> tuple[Filing, ...]:
    """The reports of the agencies right below one."""
    return tuple(each for each in filings() if each.agency.parent == own.code)


@cache
def season() -> tuple[Passage, ...]:
    """What every report of the year is compared by."""
    return tuple(
        passage
        for article in PUBLISHED
        if (agency := article.agency) is not None
        for passage in passages(
            opened(article), agency=agency.code, year=YEAR, document=agency.code, names=noun(agency).names()
        )
    )


def resembling(own: Agency, report: Report) -> tuple[Resemblance, ...]:
    """What the other reports of the year have like this one."""
    names = {agency.code: agency.name for agency in roster()}
    alike = [
        (mine.section, names[other.agency], other, part)
        for mine in season()
        for other in season()
        if mine.agency == own.code and may_meet(mine, other)
        if (part := mutual_share(mine.text, other.text)) >= SIMILAR
    ]
    return resemblances(report, alike, names=own.names())


@pytest.mark.parametrize("article", PUBLISHED, ids=lambda article: article.agency.code)
def test_what_the_rules_find_is_what_is_wrong(article: Article) -> None:
    assert article.agency is not None
    truth = TRUTH["agency"][article.agency.code]
    own, report = noun(article.agency), opened(article)
    beside = Beside(
        previous=before(article),
        agency=own,
        year=YEAR,
        roster=roster(),
        resemblances=resembling(own, report),
        members=below(own),
        office=next((each.report for each in below(own) if each.agency.kind is Kind.OFFICE), None),
    )
    verdicts = check_beside(report, beside)

    for outcome in (RuleOutcome.FAILED, RuleOutcome.REVIEW):
        told = {v.rule for v in verdicts if v.outcome is outcome and v.severity is not Severity.HINT}
        may = set(truth.get("may", ()))
        assert told - may == set(truth.get(outcome.value, ())) & KNOWN - may, outcome
