"""Hanweb: the first page stands in the HTML as XML, the others come by POST; or, sealed, by the link before them.

And its module for annual reports: one address for each organ and year, which is the report or says there is none.
"""

from base64 import b64encode
from functools import partial
from urllib.parse import quote

from .addresses import MODULE, column_path
from .facts import Article, Column
from .lists import entry, list_page, on_page, page_count, page_size
from .view import Answer, Asked, Page, View, detail

PROXY = "/module/web/jpage/dataproxy.jsp"
YEARS = (2025, 2024, 2023)  # the module's own menu


def lists(view: View, column: Column) -> dict[str, Page]:
    """The column's page and the proxy behind it."""
    path = column_path(view.portal.family, column)
    entries = [entry(view, article, path) for article in on_page(view, column, 0)]
    words = {
        "proxy": PROXY,
        "unit": _unit(column),
        "webid": 2442,
        "size": page_size(view),
        "group": _group(view, column, 0),
    }
    return {path: list_page(view, column, entries, 0, words), PROXY: partial(_proxy, view)}


def _unit(column: Column) -> str:
    return f"4{column.id[-6:]}"


def _group(view: View, column: Column, page: int) -> str:
    """The link to the records behind `page`; empty behind the last. Sealed: numbers nobody else can make."""
    if page + 1 >= page_count(view, column):
        return ""
    sealed = view.portal.family == "hanweb_sealed"
    number, unit = (_sealed(text) if sealed else text for text in (column.id, _unit(column)))
    return (
        f"{PROXY}?page={page + 1}&appid=1&webid=2442&path=/&columnid={number}&unitid={unit}"
        f"&webname={quote(view.portal.site)}&permissiontype=0"
    )


def _sealed(text: str) -> str:
    return "JT" + b64encode(text.encode()).decode().rstrip("=")


def _proxy(view: View, asked: Asked) -> Answer:
    given = {**asked.query, **asked.form}
    sealed = view.portal.family == "hanweb_sealed"
    named = {_sealed(c.id) if sealed else c.id: c for c in view.portal.columns}
    column = named.get(given.get("columnid", ""))
    if column is None or view.is_lost(column):
        return Answer(body=b"<datastore></datastore>", media_type="text/xml; charset=utf-8")
    listed, group = view.listed(column), ""
    if "startrecord" in given:
        listed = listed[int(given["startrecord"]) - 1 : int(given["endrecord"])]
    elif sealed:
        number = int(given["page"])
        listed, group = tuple(on_page(view, column, number)), _group(view, column, number)
    elif "page" in given:
        listed = tuple(on_page(view, column, int(given["page"]) - 1))
    records = "".join(
        f'<record><![CDATA[<li><a href="{each["href"]}" title="{each["title"]}" target="_blank">'
        f"{each['text']}</a><span>{each['date']}</span></li>]]></record>"
        for each in (entry(view, article, PROXY) for article in listed)
    )
    after = f'<nextgroup><![CDATA[<a href="{group}"></a>]]></nextgroup>' if group else ""
    text = (
        f"<datastore><totalrecord>{len(view.listed(column))}</totalrecord>{after}"
        f"<recordset>{records}</recordset></datastore>"
    )
    return Answer(body=text.encode(), media_type="text/xml; charset=utf-8")


def module(view: View) -> dict[str, Page]:
    """The module of annual reports; the organ and the year stand in the query."""
    return {MODULE: partial(_of_organ_and_year, view)}


def _of_organ_and_year(view: View, asked: Asked) -> Answer:
    column = next((c for c in view.portal.columns if c.id == asked.query.get("area")), view.portal.columns[0])
    years = tuple((year, f"{MODULE}?area={column.id}&fbtime={year}") for year in YEARS)
    shown = next((a for a in view.listed(column) if _is_of(a, asked.query.get("fbtime", ""))), None)
    if shown is None:
        return view.render("module.html.j2", column=column, years=years)
    return detail(view, shown, back=column_path(view.portal.family, column))


def _is_of(article: Article, year: str) -> bool:
    return article.report is not None and str(article.report.year) == year
