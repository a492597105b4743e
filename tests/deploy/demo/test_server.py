"""The running country: addresses, barriers, clock, mail, and a clean end."""

import asyncio
import re
import socket
import threading
from datetime import datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path

import apprise
import httpx
import pytest

from deploy.demo.addresses import column_path
from deploy.demo.facts import SHANGHAI, land
from deploy.demo.hanweb import PROXY
from deploy.demo.home import offices
from deploy.demo.portals import GUARD, guard_cookie
from deploy.demo.server import Country, running
from tests.deploy.demo.season import STEPS, at

SOFT_404 = "您访问的页面不存在"


def column(portal_id: str, country: Country, number: int = 0) -> str:
    portal = land().portal(portal_id)
    return f"http://{portal.address}:{country.port}{column_path(portal.family, portal.columns[number])}"


def test_every_portal_has_an_address_of_its_own_and_all_share_a_port() -> None:
    addresses = [portal.address for portal in land().portals] + list(land().canaries)

    assert len(set(addresses)) == len(land().portals) + 3
    assert len(land().portals) >= 16
    assert all(address.startswith("127.77.") for address in addresses)


def test_the_canaries_sing(country: Country, client: httpx.Client) -> None:
    for address in land().canaries:
        answer = client.get(f"http://{address}:{country.port}/")
        assert (answer.status_code, answer.text) == (200, "ok")


def test_nothing_listens_on_the_portal_that_is_down(country: Country, client: httpx.Client) -> None:
    with pytest.raises(httpx.ConnectError):
        client.get(column("sjj", country))


def test_one_portal_refuses_for_ever(country: Country, client: httpx.Client) -> None:
    answer = client.get(column("sfj", country), headers={"Cookie": f"{GUARD}={guard_cookie()}"})

    assert answer.status_code == 412
    assert "$_ts" in answer.text
    assert "__jsluid_s" in answer.headers["set-cookie"]


def test_one_portal_opens_to_whoever_ran_its_script(country: Country) -> None:
    with httpx.Client(trust_env=False) as fresh:
        first = fresh.get(column("wjw", country), headers=at(STEPS[1]))
        fresh.cookies.set(GUARD, guard_cookie())
        second = fresh.get(column("wjw", country), headers=at(STEPS[1]))

    assert (first.status_code, second.status_code) == (412, 200)
    assert "云川市卫健委2025年政府信息公开工作年度报告" in second.text


def test_robots_are_answered_everywhere_and_disallow_one_portal(
    country: Country, client: httpx.Client
) -> None:
    disallowing = [
        portal.id
        for portal in land().portals
        if portal.state != "down"
        and "Disallow: /\n" in client.get(f"http://{portal.address}:{country.port}/robots.txt").text
    ]

    assert disallowing == ["lyj"]


def test_an_old_portal_declares_its_charset_only_in_the_page(country: Country, client: httpx.Client) -> None:
    answer = client.get(column("nyj", country), headers=at(STEPS[2]))

    assert answer.headers["content-type"] == "text/html"
    assert b'<meta charset="gb18030">' in answer.content
    assert "2025年度政府信息公开工作年度报告" in answer.content.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_a_list_drawn_by_a_script_is_empty_in_the_page(country: Country, client: httpx.Client) -> None:
    answer = client.get(column("wlj", country), headers=at(STEPS[3]))

    assert '<ul class="list" id="list"></ul>' in answer.text
    assert "年度报告" not in re.sub(r"<(title|meta|h2)[^>]*>[^<]*", "", answer.text)


def test_a_listed_report_may_answer_200_and_not_be_there(country: Country, client: httpx.Client) -> None:
    page = client.get(column("zjj", country), headers=at(STEPS[2])).text
    address = re.findall(r'href="([^"]+)"[^>]*>云川市住房和城乡建设局2025年政府信息公开', page)[0]
    answer = client.get(httpx.URL(column("zjj", country)).join(address), headers=at(STEPS[2]))

    assert answer.status_code == 200
    assert SOFT_404 in answer.text


def test_a_column_becomes_a_soft_404(country: Country, client: httpx.Client) -> None:
    before = client.get(column("yjj", country), headers=at(STEPS[0]))
    after = client.get(column("yjj", country), headers=at(STEPS[1]))

    assert (before.status_code, after.status_code) == (200, 200)
    assert (SOFT_404 in before.text, SOFT_404 in after.text) == (False, True)


def test_a_pdf_report_hangs_on_a_page_that_says_nothing(country: Country, client: httpx.Client) -> None:
    page = client.get(column("tjj", country), headers=at(STEPS[2])).text
    address = httpx.URL(column("tjj", country)).join(
        re.findall(r'href="([^"]+)"[^>]*>云川市统计局2025年', page)[0]
    )
    detail = client.get(address, headers=at(STEPS[2])).text
    pdf = client.get(address.join(re.findall(r'href="([^"]+\.pdf)"', detail)[0]), headers=at(STEPS[2]))

    assert "总体情况" not in detail
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")


def test_hanweb_shows_one_page_and_answers_the_rest_by_post(country: Country, client: httpx.Client) -> None:
    page = client.get(column("scjg", country), headers=at(STEPS[2])).text
    rest = client.post(
        str(httpx.URL(column("scjg", country)).join(PROXY)),
        params={"startrecord": 16, "endrecord": 45, "perpage": 15},
        data={"columnid": "1229001201", "unitid": "4001201"},
        headers=at(STEPS[2]),
    ).text

    assert page.count("<record>") == 15
    assert "2024年政府信息公开工作年度报告" not in page
    assert "<totalrecord>18</totalrecord>" in rest
    assert "云川市市场监督管理局2024年政府信息公开工作年度报告" in rest


def test_a_neighbours_name_stands_in_a_copied_report(country: Country, client: httpx.Client) -> None:
    page = client.get(column("wangjiang", country, 1), headers=at(STEPS[2])).text
    address = re.findall(r'href="([^"]+)" title="2025年望江区教育局政府信息公开', page)[0]
    text = client.get(httpx.URL(column("wangjiang", country, 1)).join(address), headers=at(STEPS[2])).text

    assert "现公布望江区民政局2025年" in text
    assert "望江区教育局" in text


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("2026-01-20T10:00:00+08:00", 200),
        ("2026-01-20T02:00:00+00:00", 200),
        ("2026-01-20T02:00:00Z", 200),
        ("2026-01-20T09:59:59+08:00", 404),
        ("yesterday", 400),
    ],
)
def test_the_header_says_what_time_it_is(
    country: Country, client: httpx.Client, said: str, status: int
) -> None:
    page = client.get(column("zjj", country), headers=at(STEPS[-1])).text
    address = re.findall(r'href="([^"]+)"[^>]*>云川市住房和城乡建设局2025年政府信息公开', page)[0]

    answer = client.get(httpx.URL(column("zjj", country)).join(address), headers={"X-Practice-Now": said})

    assert answer.status_code == status


def test_without_the_header_it_is_the_time_the_country_was_started_with(client: httpx.Client) -> None:
    with running(port=0, now=datetime(2026, 1, 20, tzinfo=SHANGHAI)) as early:
        page = client.get(column("gaj", early)).text

    assert "云川市公安局2025年政府信息公开工作年度报告" in page
    assert all(request.moment == datetime(2026, 1, 20, tzinfo=SHANGHAI) for request in early.requests)


async def test_requests_are_counted_so_that_politeness_can_be_seen() -> None:
    async with Country(port=0) as country, httpx.AsyncClient(trust_env=False) as client:
        address = column("gaj", country)
        await asyncio.gather(*(client.get(address, headers={"User-Agent": f"visitor {n}"}) for n in range(4)))
        for _ in range(3):
            await client.get(column("tyj", country), headers=at(STEPS[0]))

        assert country.most_at_once["127.77.1.3"] > 1
        assert country.most_at_once["127.77.1.14"] == 1
        assert {request.user_agent for request in country.requests[:4]} == {f"visitor {n}" for n in range(4)}
        assert [(r.address, r.method, r.path, r.moment) for r in country.requests[4:]] == [
            ("127.77.1.14", "GET", "/zfxxgk/nb1077.htm", STEPS[0])
        ] * 3


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # by one of Apprise's plugins
def test_mail_that_apprise_sends_is_kept_as_it_came(tmp_path: Path) -> None:
    with running(port=0, mailbox=tmp_path / "mail") as country:
        channel = re.findall(r'url = "(mailto:[^"]+)"', offices(country.smtp_port))[0]
        for number in (1, 2):
            sender = apprise.Apprise()
            sender.add(channel)
            assert sender.notify(
                title=f"第{number}期", body="云川市商务局", body_format=apprise.NotifyFormat.TEXT
            )

    kept = sorted((tmp_path / "mail").glob("*.eml"))
    first = message_from_bytes(kept[0].read_bytes())
    assert [path.name for path in kept] == ["0001.eml", "0002.eml"]
    assert first["X-Envelope-To"] == "zwgk@yunchuan.example"
    assert "第1期" in str(make_header(decode_header(first["Subject"])))


def test_the_country_ends_without_a_thread_or_a_socket_left() -> None:
    before = set(threading.enumerate())
    with running(port=0) as country:
        port, smtp_port = country.port, country.smtp_port
        left_open = socket.create_connection(("127.0.0.1", smtp_port), timeout=2)

    left_open.close()
    for address in (("127.77.1.1", port), ("127.0.0.1", smtp_port)):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(address, timeout=2)
    assert set(threading.enumerate()) == before


def test_a_port_that_is_taken_is_an_error_that_names_it(country: Country) -> None:
    with pytest.raises(OSError, match="in use"), running(port=country.port):
        pass
