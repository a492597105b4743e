"""At every step of the season every column lists exactly what is scripted, and every page answers as scripted."""

from datetime import datetime
from urllib.parse import urlsplit

import httpx
import pytest

from deploy.demo.addresses import column_path
from deploy.demo.facts import SHANGHAI, Agency, Article, Column, Portal, articles, land
from deploy.demo.server import Country
from tests.deploy.demo.season import READABLE, STEPS, at, listed, standing

STEP_IDS = [f"{step:%m-%d}" for step in STEPS]
READABLE_IDS = [f"{portal.id}-{column.id}" for portal, column in READABLE]
NO_SUCH_PAGE = "您访问的页面不存在"


def stands(article: Article, moment: datetime) -> bool:
    return article.at <= moment and (article.gone is None or article.gone > moment)


@pytest.mark.parametrize(("portal", "column"), READABLE, ids=READABLE_IDS)
def test_a_column_lists_what_is_published_at_each_step(
    country: Country, client: httpx.Client, portal: Portal, column: Column
) -> None:
    for moment in STEPS:
        if column.lost and column.lost <= moment:
            continue
        expected = [
            (article.title, article.claimed.isoformat())
            for article in articles(portal)
            if article.column.id == column.id and stands(article, moment)
        ]

        found = listed(client, portal, column, country.port, moment)

        assert [(title, day) for title, _, day in found] == expected, moment


# Hanweb's module answers 200 for any year, and says in its page whether there is a report.
LISTED = tuple(each for each in READABLE if each[0].family != "hanweb_report")


@pytest.mark.parametrize(("portal", "column"), LISTED, ids=[each[0].id for each in LISTED])
def test_every_page_that_is_listed_opens_and_every_page_that_is_not_does_not(
    country: Country, client: httpx.Client, portal: Portal, column: Column
) -> None:
    known = dict.fromkeys(
        address
        for moment in (STEPS[0], STEPS[2], STEPS[-1])
        if not column.lost or column.lost > moment
        for _, address, _ in listed(client, portal, column, country.port, moment)
    )
    for moment in (STEPS[0], STEPS[3], STEPS[-1]):
        if column.lost and column.lost <= moment:
            continue
        now = {address for _, address, _ in listed(client, portal, column, country.port, moment)}
        for address in known:
            status = client.get(address, headers=at(moment)).status_code
            assert status == (200 if address in now else 404), (address, moment)


@pytest.mark.parametrize("step", range(len(STEPS)), ids=STEP_IDS)
def test_truth_agrees_with_what_is_listed(country: Country, client: httpx.Client, step: int) -> None:
    for agency in land().agencies:
        portal = land().portal(agency.portal)
        column = next(column for column in portal.columns if column.id == agency.column)
        if portal.state != "open" or standing(agency, step) == "exempt" or (column.lost and step > 0):
            continue
        found = listed(client, portal, column, country.port, STEPS[step])
        shown = any(_is_report_of(agency, title) for title, _, _ in found)
        assert shown is _should_be_listed(agency, step), (agency.name, STEPS[step])


def _is_report_of(agency: Agency, title: str) -> bool:
    if agency.code == "990100-TY":
        return False  # its report of 2025 is titled 2024: see the test below
    named = any(name in title for name in (agency.name, *agency.aliases)) or agency.code == "990100-NY"
    report = title.endswith("政府信息公开工作年度报告") and not title.startswith("图解")
    # 望江区人民政府 is part of 望江区人民政府办公室.
    other = agency.name.endswith("政府") and "办公室" in title
    return "2025" in title and report and named and not other


def _should_be_listed(agency: Agency, step: int) -> bool:
    if agency.code == "990100-TY":
        return False
    if agency.code == "990100-ZJ":
        return STEPS[step] >= datetime(2026, 1, 20, 10, tzinfo=SHANGHAI)
    if agency.code == "990121-SL":
        return (
            datetime(2026, 1, 23, 10, tzinfo=SHANGHAI) <= STEPS[step] < datetime(2026, 2, 1, tzinfo=SHANGHAI)
        )
    backdated = agency.code == "990100-JT" and standing(agency, step) == "unknown"
    return backdated or standing(agency, step) in {"on_time", "late"}


def test_a_report_titled_with_last_years_number_is_listed_twice_and_one_of_them_is_of_this_year(
    country: Country, client: httpx.Client
) -> None:
    portal = land().portal("tyj")
    found = listed(client, portal, portal.columns[0], country.port, STEPS[1])

    same = [(address, day) for title, address, day in found if "2024年政府信息公开工作年度报告" in title]
    texts = [client.get(address).text for address, _ in same]

    assert [day for _, day in same] == ["2026-01-26", "2025-01-22"]
    assert ["2025年1月1日至2025年12月31日" in text or "2025年1月1日" in text for text in texts] == [
        True,
        False,
    ]


def test_the_shared_column_holds_nine_agencies_on_two_pages(country: Country, client: httpx.Client) -> None:
    portal = land().portal("yunchuan")
    column = portal.columns[1]
    start = f"http://{portal.address}:{country.port}{column_path(portal.family, column)}"

    statuses = [
        client.get(f"{start}{page}", headers=at(STEPS[-1])).status_code
        for page in ("", "index_1.html", "index_2.html")
    ]
    agencies = [agency for agency in land().agencies if agency.column == column.id]

    assert statuses == [200, 200, 404]
    assert len(agencies) == 9


def test_a_report_that_was_withdrawn_is_gone_from_list_and_address(
    country: Country, client: httpx.Client
) -> None:
    portal = land().portal("qingshi")
    before = {t: a for t, a, _ in listed(client, portal, portal.columns[1], country.port, STEPS[2])}
    after = {t: a for t, a, _ in listed(client, portal, portal.columns[1], country.port, STEPS[3])}
    title = "青石县水利局2025年政府信息公开工作年度报告"

    assert client.get(before[title], headers=at(STEPS[2])).status_code == 200
    assert title not in after
    assert client.get(before[title], headers=at(STEPS[3])).status_code == 404


def test_links_cut_short_carry_the_whole_title_beside_them(country: Country, client: httpx.Client) -> None:
    portal = land().portal("qingshi")
    page = client.get(
        f"http://{portal.address}:{country.port}{column_path('vsb', portal.columns[1])}", headers=at(STEPS[2])
    ).text

    assert (
        'title="青石县松岭镇人民政府2025年政府信息公开工作年度报告" target="_blank">青石县松岭镇人民政府2025年…</a>'
        in page
    )


def test_a_backdated_page_shows_an_earlier_day_than_its_address(
    country: Country, client: httpx.Client
) -> None:
    portal = land().portal("yunchuan")
    found = {t: (a, d) for t, a, d in listed(client, portal, portal.columns[1], country.port, STEPS[4])}

    address, day = found["云川市交通运输局2025年政府信息公开工作年度报告"]
    page = client.get(address, headers=at(STEPS[4]))

    assert day == "2026-01-30"
    assert "/202602/t20260202_" in address
    assert "发布时间：2026-01-30 14:30" in page.text
    assert page.headers["last-modified"] == "Mon, 02 Feb 2026 06:30:00 GMT"


def test_a_corrected_page_changes_its_figures_and_not_its_address(
    country: Country, client: httpx.Client
) -> None:
    portal = land().portal("gaj")
    before = listed(client, portal, portal.columns[0], country.port, STEPS[4])
    after = listed(client, portal, portal.columns[0], country.port, STEPS[5])
    address = next(a for title, a, _ in after if "2025年政府信息公开" in title)

    assert before == after
    assert client.get(address, headers=at(STEPS[4])).text != client.get(address, headers=at(STEPS[5])).text


def test_a_page_is_the_same_bytes_each_time_it_is_asked_for(country: Country, client: httpx.Client) -> None:
    for portal, column in READABLE:
        if column.lost:
            continue
        for _, address, _ in listed(client, portal, column, country.port, STEPS[1])[:2]:
            assert (
                client.get(address, headers=at(STEPS[1])).content
                == client.get(address, headers=at(STEPS[2])).content
            )


def test_every_link_of_a_portals_own_menus_leads_somewhere(country: Country, client: httpx.Client) -> None:
    for portal in land().portals:
        if portal.state not in {"open", "disallowed"}:
            continue
        origin = f"http://{portal.address}:{country.port}"
        home = client.get(f"{origin}/zfxxgk/", headers=at(STEPS[0])).content.decode(portal.charset)
        addresses = {part.split('"')[0] for part in home.split('href="')[1:]}
        for address in addresses:
            status = client.get(origin + urlsplit(address).path, headers=at(STEPS[0])).status_code
            assert status == 200, (portal.id, address)
