"""A column that looks like what its host shows for an address that cannot exist is none."""

from pathlib import Path

from models.visit import Outcome
from tests.scrapers.portal import Asked, Portal, Reply, an_opener, html, listing, looked, rows

NB = "/zwgk/nb/"
LAST = "云溪县水利局2024年政府信息公开工作年度报告"
THIS = "云溪县水利局2025年政府信息公开工作年度报告"
FRONT = (
    "<html><body><ul>"
    + rows(*(f"云溪县政务动态第{n}条有关情况的通报" for n in range(20)))
    + "</ul></body></html>"
)


class Soft(dict[str, Reply]):
    """A portal that shows its front page for whatever it does not know."""

    def get(self, path: str, default: object = None) -> object:  # type: ignore[override]
        return super().get(path) or html(FRONT)


def probes(asked: list[Asked]) -> int:
    return sum("chunxun-" in one.path for one in asked)


async def test_a_lost_column_behind_a_friendly_front_page_is_soft_404(tmp_path: Path) -> None:
    async with Portal({}) as portal, an_opener(tmp_path) as opener:
        portal.answers = Soft({"/robots.txt": Reply(status=404)})
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.SOFT_404, False)
    assert probes(portal.asked) == 1


async def test_a_real_column_of_such_a_host_is_a_column(tmp_path: Path) -> None:
    async with Portal({}) as portal, an_opener(tmp_path) as opener:
        portal.answers = Soft({"/robots.txt": Reply(status=404), NB: html(listing(LAST))})
        visit = await looked(opener, portal.url(NB))

    assert (visit.outcome, visit.listing_complete) == (Outcome.COMPLETED, True)
    assert [opened.reason for opened in visit.opened if "chunxun-" in opened.url] == [
        "核对该网站对不存在地址的应答"
    ]


async def test_a_host_is_asked_once_a_run_and_only_where_somebody_may_be_called_absent(
    tmp_path: Path,
) -> None:
    other = "/zwgk/other/"
    async with (
        Portal({NB: html(listing(LAST)), other: html(listing(LAST))}) as portal,
        Portal({NB: html(listing(THIS))}, "127.9.0.2") as published,
        an_opener(tmp_path) as opener,
    ):
        for url in (portal.url(NB), portal.url(other), published.url(NB)):
            await looked(opener, url)

    assert (probes(portal.asked), probes(published.asked)) == (1, 0)
