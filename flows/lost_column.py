"""A column that is not where it was: look for its new place, and ask the operator. It is never switched in silence."""

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import urljoin

from models.visit import Outcome, Visit
from models.words import Words
from reports.titles import names_report
from scrapers.columns import find_columns
from scrapers.opener import Opener
from scrapers.proposal import Proposal, Search

LOST = frozenset({Outcome.COLUMN_LOST, Outcome.SOFT_404, Outcome.CHANGED})
MOST_PAGES = 8  # asked for beside a visit; `chunxun find-column` looks further
MOST_NAMED = 2


async def with_proposals(visit: Visit, opener: Opener, *, known: Collection[str]) -> Visit:
    """The visit, its reason ending in where a lost column may be now; `known` columns of the roster are no news.

    Only addresses are named: what a column is called may be the name of an agency that is another office's.
    """
    if visit.outcome not in LOST:
        return visit
    front = urljoin(visit.column_url, "/")
    search = await find_columns(front, opener, names_report=names_report, most_pages=MOST_PAGES)
    return replace(visit, reason=_followed(visit.reason, search, known))


def _followed(reason: Words, search: Search, known: Collection[str]) -> Words:
    new = [proposal for proposal in search.proposals if proposal.url not in known][:MOST_NAMED]
    if search.fault is not None:
        return Words(
            zh=f"{reason.zh}；网站首页也未能打开：{search.fault.zh}",
            en=f"{reason.en}; the front page could not be opened either: {search.fault.en}",
        )
    if not new:
        return Words(
            zh=f"{reason.zh}；从网站首页未找到新的年报栏目，请人工查找",
            en=f"{reason.en}; no other column was found from the front page, please look by hand",
        )
    return Words(
        zh=f"{reason.zh}；可能的新栏目：{'，'.join(_said(each).zh for each in new)}，请核对后修改名录",
        en=f"{reason.en}; it may be at {', '.join(_said(each).en for each in new)}: make sure, then change the roster",
    )


def _said(proposal: Proposal) -> Words:
    if not proposal.reports:
        return Words(zh=proposal.url, en=proposal.url)
    return Words(
        zh=f"{proposal.url}（列有 {proposal.reports} 份年度报告）",
        en=f"{proposal.url} (lists {proposal.reports} annual reports)",
    )
