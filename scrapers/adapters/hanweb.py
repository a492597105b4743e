"""Hanweb (大汉): `/col/col123/index.html` embeds its first records as XML; `dataproxy.jsp` answers the rest.

The page's own markup holds only menus, so a reader that trusts it sees an empty column.
Some sites seal the proxy's parameters: only the `<nextgroup>` link, carried from answer to answer, leads on.
"""

import re
from dataclasses import replace
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from models.visit import Link
from scrapers.adapters import listing
from scrapers.anchors import anchors_of, collapsed
from scrapers.page import Page, Reading, Step

name = "hanweb"

CDATA = ("<![CDATA[", "]]>")
QUOTED_RECORDS = re.compile(r"\bdataStore\s*=\s*\[(.*)\]", re.DOTALL)  # an older proxy answers a script
QUOTED_RECORD = re.compile(r"""'((?:[^'\\]|\\.)*)'""", re.DOTALL)
TOTAL = re.compile(r"""(?:<totalrecord>|["']?total_?records?["']?\s*[:=]\s*["']?)(\d+)""", re.IGNORECASE)
PER_PAGE = re.compile(r"""["']?(?:perpage|pagesize)["']?\s*[:=]\s*["']?(\d+)""", re.IGNORECASE)
PROXY = re.compile(r"""["'(]([^"'()\s<>]*dataproxy\.jsp)""")
NEXT_GROUP = re.compile(
    r"""<nextgroup>\s*(?:<!\[CDATA\[)?[^\]]{0,200}?href=["']([^"'<>]+dataproxy\.jsp[^"'<>]*)"""
)
FIELDS = (
    "col",
    "appid",
    "webid",
    "path",
    "columnid",
    "sourceContentType",
    "unitid",
    "webname",
    "permissiontype",
)
DEFAULTS = {"col": "1", "appid": "1", "path": "/", "permissiontype": "0"}
PAGES_A_STEP = 3  # what its own pager asks for at once


def recognises(page: Page) -> bool:
    """A data store in the page, or the proxy that answers one."""
    return "<datastore>" in page.text or "dataproxy.jsp" in page.text


def read(page: Page) -> Reading:
    """The records of a column page or of the proxy's answer; steps cover every record not yet shown."""
    records = [_record(page, text) for text in _records(page.text)]
    links = tuple(record for record in records if isinstance(record, Link))
    addressless = tuple(record for record in records if isinstance(record, str))
    total = TOTAL.search(page.text)
    if page.media_type != "text/html" or "<html" not in page.text.lower():
        recognised = bool(records) or total is not None
        following = _next_group(page) if records and "startrecord=" not in page.url else ()
        return Reading(
            links=links,
            addressless=addressless,
            rows=len(records),
            total_rows=_number(total),
            recognised=recognised,
            steps=following,
        )
    _, aside = listing.rows_and_aside(page)
    reading = Reading(
        links=links,
        addressless=addressless,
        aside=aside,
        rows=len(records),
        total_rows=_number(total),
        recognised=recognises(page),
    )
    if total is None:
        following = _next_group(page) if records else ()
        more = _more(page) if records and not following else ""
        return replace(reading, steps=following, empty_container=not records, unfollowed=more)
    missing = len(records) < int(total[1])
    steps = _steps(page, shown=len(records), total=int(total[1])) or (_next_group(page) if missing else ())
    return replace(
        reading,
        steps=steps,
        says_empty=int(total[1]) == 0,
        unfollowed="数据接口的参数没有写在页面里" if missing and not steps else "",
    )


def _records(text: str) -> list[str]:
    parts = (part.partition("</record>")[0].strip() for part in text.split("<record>")[1:])
    found = [part.removeprefix(CDATA[0]).removesuffix(CDATA[1]) for part in parts]
    if not found and (quoted := QUOTED_RECORDS.search(text)):
        found = [re.sub(r"\\(.)", r"\1", record) for record in QUOTED_RECORD.findall(quoted[1])]
    return found


def _record(page: Page, text: str) -> Link | str:
    """The document a record is of, by its first link; further ones are its picture or its column. Its words where none leads."""
    record = LexborHTMLParser(text)
    read = (listing.read_link(page, anchor) for anchor in anchors_of(record))
    said = record.root.text(separator=" ") if record.root else ""
    return next((link for link in read if link is not None), collapsed(said))


def _steps(page: Page, *, shown: int, total: int) -> tuple[Step, ...]:
    form = _form(page.text)
    proxy = PROXY.search(page.text)
    if not form.get("columnid", "").isdigit() or "unitid" not in form or proxy is None:
        return ()
    per_page = int(found[1]) if (found := PER_PAGE.search(page.text)) else max(shown, 15)
    address = urljoin(page.final_url, proxy[1])
    size = max(1, per_page) * PAGES_A_STEP
    return tuple(
        Step(
            url=f"{address}?startrecord={first}&endrecord={min(first + size - 1, total)}&perpage={per_page}",
            why=f"第 {first}–{min(first + size - 1, total)} 条，共 {total} 条",
            form=tuple(form.items()),
        )
        for first in range(shown + 1, total + 1, size)
    )


def _next_group(page: Page) -> tuple[Step, ...]:
    """The sealed link to the records that follow; needless once all are read that the page counts."""
    found = NEXT_GROUP.search(page.text)
    address = page.absolute(found[1].replace("&amp;", "&")) if found else None
    return (Step(url=address, why="下一组数据", until_all=True),) if address else ()


def _form(text: str) -> dict[str, str]:
    """The proxy's parameters as the page's script names them, in the order the proxy is used to."""
    form = {}
    for field in FIELDS:
        said = re.search(rf"""(?<![\w]){field}["']?\s*[:=]\s*["']?([^"',;&\s}}<>]*)""", text)
        if value := (said[1] if said else DEFAULTS.get(field, "")):
            form[field] = value
    return form


def _more(page: Page) -> str:
    return "页面没有说明共有多少条" if PROXY.search(page.text) else ""


def _number(found: re.Match[str] | None) -> int | None:
    return int(found[1]) if found else None
