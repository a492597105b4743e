"""One small list page for each family, as its sites write it, for our own readers to be tried on (gate G8).

Each lists the same two reports, and nothing else. The addresses are the family's; the names are nobody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

THIS_YEARS = "云溪县水利局2025年政府信息公开工作年度报告"
LAST_YEARS = "云溪县水利局2024年政府信息公开工作年度报告"
ORIGIN = "http://www.yunxi.example"
COLUMN = f"{ORIGIN}/zwgk/nb/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A page and the addresses of the reports it lists, the newer first."""

    text: str
    newer: str
    older: str
    url: str = COLUMN
    media_type: str = "text/html"


def _page(body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府信息公开年报</title></head><body>{body}</body></html>'


def _row(href: str, title: str, day: str) -> str:
    return f'<li><a href="{href}" title="{title}">{title[:16]}…</a><span>{day}</span></li>'


def _list(newer: str, older: str, *, beside: str = "") -> Sample:
    rows = _row(newer, THIS_YEARS, "2026-01-26") + _row(older, LAST_YEARS, "2025-01-22")
    return Sample(
        text=_page(f'<div class="list"><ul>{rows}</ul></div>{beside}'),
        newer=ORIGIN + newer,
        older=ORIGIN + older,
    )


def _hanweb() -> Sample:
    newer, older = "/art/2026/1/26/art_1229063379_2.html", "/art/2025/1/22/art_1229063379_1.html"
    records = "".join(
        f"<record><![CDATA[{row}]]></record>"
        for row in (_row(newer, THIS_YEARS, "2026-01-26"), _row(older, LAST_YEARS, "2025-01-22"))
    )
    store = f"<datastore><totalrecord>2</totalrecord><recordset>{records}</recordset></datastore>"
    return Sample(
        text=_page(f'<div id="1"><script type="text/xml">{store}</script></div>'),
        newer=ORIGIN + newer,
        older=ORIGIN + older,
        url=f"{ORIGIN}/col/col1229063379/index.html",
    )


def _gkmlpt() -> Sample:
    newer, older = (
        f"{ORIGIN}/gkmlpt/content/4/4688/post_2.html",
        f"{ORIGIN}/gkmlpt/content/4/4600/post_1.html",
    )
    articles = ", ".join(
        f'{{"title": "{title}", "url": "{url}", "display_publish_time": {at}}}'
        for title, url, at in ((THIS_YEARS, newer, 1769400000), (LAST_YEARS, older, 1737504000))
    )
    return Sample(
        text=f'{{"total": 2, "articles": [{articles}]}}',
        newer=newer,
        older=older,
        url=f"{ORIGIN}/gkmlpt/api/all/2811?page=1&sid=990104",
        media_type="application/json",
    )


def _report_module() -> Sample:
    address = f"{ORIGIN}/module/xxgk/xxgkAnnualReport.jsp?area=001008003012020&fbtime="
    text = (
        "依据《中华人民共和国政府信息公开条例》编制本报告，所列数据的统计期限为2025年1月1日至12月31日。" * 8
    )
    # One address is one report: the second one stands for last year's page, which a step leads to.
    return Sample(
        text=_page(f"<h1>{THIS_YEARS}</h1><div id=zoom>{text}</div>"),
        newer=f"{address}2025",
        older=f"{address}2024",
        url=f"{address}2025",
    )


SAMPLES: Mapping[str, Sample] = {
    "trs": _list("/zwgk/nb/202601/t20260126_2.html", "/zwgk/nb/202501/t20250122_1.html"),
    "vsb": _list("/info/1050/64208.htm", "/info/1050/61021.htm"),
    "nfcms": _list("/xxgk/nb/content/post_11956962.html", "/xxgk/nb/content/post_11000001.html"),
    "shtml_hex": _list(
        "/yxx/c133076/202601/c7190af02f1b4d5e8a6c9b3d7e1f4c52.shtml",
        "/yxx/c133076/202501/0d9e6a51c2b74f3f9d8e7a6b5c4d3e2f.shtml",
    ),
    "anhui": _list("/OpennessContent/show/2198223.html", "/OpennessContent/show/1990001.html"),
    "generic": _list("/content_2239943.html", "/content_2100001.html"),
    "hanweb": _hanweb(),
    "gkmlpt": _gkmlpt(),
    "hanweb_report": _report_module(),
}
