"""What the tests of the practice country share: the steps of the season, and a reader of lists of our own."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser

from deploy.demo.addresses import column_path
from deploy.demo.facts import Agency, Column, Portal, land

TRUTH: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parents[3] / "deploy" / "demo" / "truth.toml").read_text(encoding="utf-8")
)
STEPS: tuple[datetime, ...] = tuple(TRUTH["steps"])
READABLE = tuple(
    (portal, column)
    for portal in land().portals
    if portal.state in {"open", "disallowed"}
    for column in portal.columns
)


def at(moment: datetime) -> dict[str, str]:
    """The header that says what time it is."""
    return {"X-Practice-Now": moment.isoformat()}


def standing(agency: Agency, step: int) -> str:
    """What truth.toml says."""
    said: str = TRUTH["agency"][agency.code]["standing"][step]
    return said


def listed(
    client: httpx.Client, portal: Portal, column: Column, port: int, moment: datetime
) -> list[tuple[str, str, str]]:
    """Every (title, address, day) of a column at a moment, read page by page as a person would turn them."""
    start = f"http://{portal.address}:{port}{column_path(portal.family, column)}"
    match portal.family:
        case "gkmlpt":
            return _articles(client, start, column, at(moment))
        case "script":
            return _rows(client, start, at(moment))
        case "hanweb":
            return _records(client, start, at(moment))
        case "hanweb_sealed":
            return _groups(client, start, at(moment))
        case "hanweb_report":
            return _years(client, start, at(moment))
        case "anhui_frame":
            frame = re.findall(r'<iframe src="([^"]+)"', client.get(start, headers=at(moment)).text)[0]
            return _pages(client, urljoin(start, unescape(frame)), at(moment))
        case _:
            return _pages(client, start, at(moment))


def _articles(
    client: httpx.Client, start: str, column: Column, headers: dict[str, str]
) -> list[tuple[str, str, str]]:
    shell = client.get(start, headers=headers).text
    sid = re.findall(r"SID: '(\d+)'", shell)[0]
    address = urljoin(start, f"/gkmlpt/api/all/{column.id}?page=1&sid={sid}")
    told = client.get(address, headers=headers).json()
    return [(a["title"], a["url"], a["created_at"][:10]) for a in told["articles"]]


def _rows(client: httpx.Client, start: str, headers: dict[str, str]) -> list[tuple[str, str, str]]:
    shell = client.get(start, headers=headers).text
    told = client.get(urljoin(start, re.findall(r'fetch\("([^"]+)"\)', shell)[0]), headers=headers).json()
    return [(row["title"], urljoin(start, row["url"]), row["date"]) for row in told["rows"]]


def _records(client: httpx.Client, start: str, headers: dict[str, str]) -> list[tuple[str, str, str]]:
    shell = client.get(start, headers=headers).text
    records = re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", shell, re.DOTALL)
    total = int(re.findall(r"totalRecord: (\d+)", shell)[0])
    said = re.findall(r"(webid|columnid|unitid): '?(\w+)", shell)
    if total > len(records):
        answer = client.post(
            urljoin(start, "/module/web/jpage/dataproxy.jsp"),
            params={"startrecord": len(records) + 1, "endrecord": total, "perpage": 15},
            data={
                "col": 1,
                "appid": 1,
                "path": "/",
                "sourceContentType": 1,
                "permissiontype": 0,
                **dict(said),
            },
            headers=headers,
        )
        records += re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", answer.text, re.DOTALL)
    return _links(start, "<ul>" + "".join(records) + "</ul>")


def _groups(client: httpx.Client, start: str, headers: dict[str, str]) -> list[tuple[str, str, str]]:
    text = client.get(start, headers=headers).text
    records: list[str] = []
    while True:
        records += re.findall(r"<record><!\[CDATA\[(.*?)\]\]></record>", text, re.DOTALL)
        behind = re.findall(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">', text)
        if not behind:
            return _links(start, "<ul>" + "".join(records) + "</ul>")
        text = client.get(urljoin(start, behind[0]), headers=headers).text


def _years(client: httpx.Client, start: str, headers: dict[str, str]) -> list[tuple[str, str, str]]:
    """The module has no list: its addresses of the last years are asked one by one."""
    found = []
    for year in range(2026, 2022, -1):
        address = start.replace("fbtime=2025", f"fbtime={year}")
        text = client.get(address, headers=headers).text
        day = re.findall(r"发布日期：(20\d\d-\d\d-\d\d)", text)
        if day:
            found.append((LexborHTMLParser(text).css("h1")[0].text(), address, day[0]))
    return found


def _pages(client: httpx.Client, start: str, headers: dict[str, str]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    addresses, read = [start], set[str]()
    while addresses:
        address = addresses.pop(0)
        if address in read:
            continue
        read.add(address)
        text = _decoded(client.get(address, headers=headers))
        found += _links(address, text)
        addresses += _turned(address, text)
    return found


def _decoded(answer: httpx.Response) -> str:
    charset = re.findall(rb'<meta charset="([\w-]+)"', answer.content)[0]
    return answer.content.decode(charset.decode())


def _turned(address: str, text: str) -> list[str]:
    if created := re.findall(r"^createPageHTML\((\d+), (\d+),", text, re.MULTILINE):
        return [urljoin(address, f"index_{page}.html") for page in range(1, int(created[0][0]))]
    if created := re.findall(r"^createPageHTML\('page_div',(\d+), \d+,'list','shtml'", text, re.MULTILINE):
        return [urljoin(address, f"list_{page}.shtml") for page in range(2, int(created[0]) + 1)]
    tree = LexborHTMLParser(text)
    return [
        urljoin(address, node.attributes["href"] or "")
        for node in tree.css("main a")
        if node.text() in {"下页", "下一页"}
    ]


def _links(address: str, text: str) -> list[tuple[str, str, str]]:
    found = []
    for node in LexborHTMLParser(text).css("li, tr, .xxgk_navli"):
        link = node.css_first("a[target=_blank]")
        day = re.search(r"20\d\d-\d\d-\d\d", node.text())
        if link is not None and day is not None:
            title = link.attributes.get("title") or link.text()
            found.append((title, urljoin(address, link.attributes["href"] or ""), day[0]))
    return found
