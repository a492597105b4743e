"""Pages made to be slow to read are read in time: every reader, on much of its own poison."""

import time

import pytest

from scrapers import triage
from scrapers.adapters import ADAPTERS
from scrapers.attachments import attachments, has_official_table
from scrapers.doubts import doubts_of, may_grow
from tests.scrapers.adapters.test_families import a_page_of

MUCH = 300_000
POISON = {
    "anchors": "".join(
        f'<a href="/{number}.html">云溪县2025年年度报告{number}</a>' for number in range(3_000)
    ),
    "one address": "<div>" * 100 + '<a href="1.html">云溪县2025年年度报告</a>' * 5_000,
    "nested": "<div class=list>" * 5_000 + '<a href="1.html">云溪县2025年年度报告</a>',
    "rows in rows": "<ul><li>" * 3_000 + "2025年年度报告" * 10_000,
    "rows in a table": "<table>" + "<tr><td>2025年信息公开" * 5_000,
    "brackets": f'<li><a href="1.html">{"[" * MUCH}</a></li>',
    "blanks": f'<li><a href="1.html">云溪县2025年{" " * MUCH}</a></li>',
    "digits": f'<li><a href="1.html">云溪县年度报告</a>{"20" * (MUCH // 2)}</li>',
    "records": "<datastore>" + "<record>" * (MUCH // 8),
    "record": "<datastore><record>" + " " * MUCH,
    "quotes": "<datastore>dataStore = [" + "'\\" * (MUCH // 2),
    "nodes": "_CONFIG = {SID: '1'," + "{id:1," * (MUCH // 6),
    "node": "_CONFIG = {SID: '1', {" + "id:1," * (MUCH // 5),
    "content": '_CONFIG = {SID: 1, content:"' + "\\" * MUCH,
    "calls": "<script>" + "createPageHTML(1" * (MUCH // 16),
    "call": "<script>createPageHTML(" + "1" * MUCH,
    "braces": "{{" * (MUCH // 2),
    "scripts": "<script " * (MUCH // 8),
    "pages": "共" * MUCH,
    "rows": "共 1" + " " * MUCH,
    "gamble": "<title>" + "博" * MUCH,
    "scrolling": "<script>" + "scrollTop" * (MUCH // 9),
    "refresh": f'<meta http-equiv=refresh content="{" " * MUCH}">',
}


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
def test_no_page_takes_a_reader_long(poison: str) -> None:
    page = a_page_of(f"<html><body>{poison}".encode())

    began = time.process_time()
    triage.trouble(page)
    triage.refresh_target(page)
    triage.has_empty_article(page)
    attachments(page)
    has_official_table(page)
    for adapter in ADAPTERS:
        adapter.recognises(page)
        tuple(doubts_of(page, adapter.read(page), rehearsing=False))
    tuple(may_grow(page))

    assert time.process_time() - began < 3
