"""How each family of portals addresses and lists its pages: a view → its pages by path."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import partial
from posixpath import relpath
from typing import Any

from .documents import report_pdf
from .facts import Article, Column
from .view import NO_SUCH_PAGE, Answer, Asked, Page, View, body, detail, shown_at, source

PAGE_SIZE = 15
PROXY = "/module/web/jpage/dataproxy.jsp"
LISTS_A_PAGE = 100  # gkmlpt


def column_path(family: str, column: Column) -> str:
    """Where a column is entered, as an auditor would copy it from the browser."""
    return {
        "trs": f"/zwgk/zfxxgk/{column.id}/",
        "hanweb": f"/col/col{column.id}/index.html",
        "vsb": f"/zfxxgk/nb{column.id}.htm",
        "gkmlpt": f"/gkmlpt/index#{column.id}",
        "script": f"/gkml/{column.id}/",
        "generic": f"/xxgk/{column.id}/list.shtml",
    }[family]


def article_path(family: str, article: Article) -> str:
    """Where an article stands. TRS and hanweb write the true day into the address, whatever the page claims."""
    at, number, column = article.at, article.number, article.column.id
    digest = hashlib.md5(str(number).encode(), usedforsecurity=False).hexdigest()
    return {
        "trs": f"/zwgk/zfxxgk/{column}/{at:%Y%m}/t{at:%Y%m%d}_{number}.html",
        "hanweb": f"/art/{at.year}/{at.month}/{at.day}/art_{column}_{number}.html",
        "vsb": f"/info/{column}/{number}.htm",
        "gkmlpt": f"/gkmlpt/content/0/{number // 1000}/post_{number}.html",
        "script": f"/gkml/{column}/{at:%Y%m}/{digest}.html",
        "generic": f"/xxgk/{column}/{at:%Y%m}/{digest}.shtml",
    }[family]


def attachment_path(article: Article) -> str:
    """Where the PDF of an article lies; empty: it has none."""
    if article.report is None or not article.report.pdf:
        return ""
    folder = article_path("trs", article).rsplit("/", 1)[0]
    return f"{folder}/P0{article.at:%Y%m%d}{article.number}.pdf"


def pages(view: View) -> Mapping[str, Page]:
    """Every page of the portal that stands now, by path."""
    family = view.portal.family
    found: dict[str, Page] = {}
    for article in view.standing():
        found[article_path(family, article)] = partial(_detail, view, article)
        if attachment_path(article):
            found[attachment_path(article)] = partial(_pdf, view, article)
    for column in view.portal.columns:
        found |= _lost_lists(view, column) if view.is_lost(column) else _lists(view, column)
    return found


def _detail(view: View, article: Article, asked: Asked) -> Answer:
    del asked
    if view.portal.family == "gkmlpt":
        return _gkmlpt(view, article)
    back = column_path(view.portal.family, article.column)
    return detail(view, article, back=back, attachment=attachment_path(article))


def _pdf(view: View, article: Article, asked: Asked) -> Answer:
    del asked
    if article.agency is None or article.report is None:
        raise ValueError(f"{article.title}: only a report has a PDF")
    moment = article.changed(view.moment)
    return Answer(
        body=report_pdf(article.agency, article.report, moment, article.title), media_type="application/pdf"
    )


def _lists(view: View, column: Column) -> dict[str, Page]:
    match view.portal.family:
        case "hanweb":
            return _hanweb(view, column)
        case "gkmlpt":
            return {
                "/gkmlpt/index": lambda _: _gkmlpt(view, None),
                f"/gkmlpt/api/all/{column.id}": partial(_gkmlpt_api, view, column),
            }
        case "script":
            path = column_path("script", column)
            empty = _list(view, column, (), 0, {"api": f"/api/articles?column={column.id}"})
            return {
                path: empty,
                path + "index.html": empty,
                "/api/articles": partial(_script_api, view, column),
            }
        case _:
            return _static(view, column)


def _lost_lists(view: View, column: Column) -> dict[str, Page]:
    def lost(asked: Asked) -> Answer:
        del asked
        return view.missing(200, NO_SUCH_PAGE)

    return dict.fromkeys((column_path(view.portal.family, column), PROXY), lost)


def _slice(view: View, column: Column, page: int) -> Sequence[Article]:
    return view.listed(column)[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def _entry(view: View, article: Article, path: str) -> dict[str, str]:
    family, cut = view.portal.family, article.column.cut
    target = article_path(family, article)
    href = target
    if family in {"trs", "vsb"}:
        near = relpath(target, path.rsplit("/", 1)[0] or "/")
        href = near if near.startswith(".") else f"./{near}"
    short = article.title[:cut] + "…" if cut and len(article.title) > cut else article.title
    return {"href": href, "title": article.title, "text": short, "date": article.claimed.isoformat()}


def _list(
    view: View, column: Column, entries: Sequence[Mapping[str, str]], page: int, words: Mapping[str, Any]
) -> Page:
    total = len(view.listed(column))
    usual = {
        "total": total,
        "pages": max(1, -(-total // PAGE_SIZE)),
        "page": page,
        "next": "",
        "numbered": (),
    }
    return lambda _: view.render("list.html.j2", column=column, entries=entries, **{**usual, **words})


# TRS numbers its pages from the newest on, Vsb from the oldest: its page 2 of 5 is 4.htm.


def _static(view: View, column: Column) -> dict[str, Page]:
    addresses = _addresses(view, column)
    numbered = tuple(enumerate(addresses, start=1))
    found: dict[str, Page] = {}
    for page, path in enumerate(addresses):
        entries = [_entry(view, article, path) for article in _slice(view, column, page)]
        after = addresses[page + 1] if page + 1 < len(addresses) else ""
        found[path] = _list(view, column, entries, page, {"numbered": numbered, "next": after})
    if view.portal.family == "trs":
        found[addresses[0] + "index.html"] = found[addresses[0]]
    return found


def _addresses(view: View, column: Column) -> list[str]:
    first = column_path(view.portal.family, column)
    more = range(1, -(-len(view.listed(column)) // PAGE_SIZE))
    match view.portal.family:
        case "trs":
            return [first, *(f"{first}index_{page}.html" for page in more)]
        case "vsb":
            return [first, *(f"{first.removesuffix('.htm')}/{page}.htm" for page in reversed(more))]
        case _:
            return [first, *(f"{first.removesuffix('.shtml')}_{page + 1}.shtml" for page in more)]


# Hanweb: the first page stands in the HTML as XML, the others come by POST.


def _hanweb(view: View, column: Column) -> dict[str, Page]:
    path = column_path("hanweb", column)
    entries = [_entry(view, article, path) for article in _slice(view, column, 0)]
    words = {"proxy": PROXY, "unit": f"4{column.id[-6:]}", "webid": 2442, "size": PAGE_SIZE}
    return {path: _list(view, column, entries, 0, words), PROXY: partial(_hanweb_proxy, view)}


def _hanweb_proxy(view: View, asked: Asked) -> Answer:
    given = {**asked.query, **asked.form}
    column = next((c for c in view.portal.columns if c.id == given.get("columnid")), None)
    if column is None or view.is_lost(column):
        return Answer(body=b"<datastore></datastore>", media_type="text/xml; charset=utf-8")
    listed = view.listed(column)
    if "startrecord" in given:
        listed = listed[int(given["startrecord"]) - 1 : int(given["endrecord"])]
    elif "page" in given:
        listed = tuple(_slice(view, column, int(given["page"]) - 1))
    records = "".join(
        f'<record><![CDATA[<li><a href="{entry["href"]}" title="{entry["title"]}" target="_blank">'
        f"{entry['text']}</a><span>{entry['date']}</span></li>]]></record>"
        for entry in (_entry(view, article, PROXY) for article in listed)
    )
    text = (
        f"<datastore><totalrecord>{len(view.listed(column))}</totalrecord>"
        f"<recordset>{records}</recordset></datastore>"
    )
    return Answer(body=text.encode(), media_type="text/xml; charset=utf-8")


# gkmlpt: a shell of a page; lists by JSON, texts in window._CONFIG.


def _gkmlpt(view: View, article: Article | None) -> Answer:
    tree = [
        {
            "id": 1,
            "name": "政策",
            "pid": 0,
            "children": [{"id": 2, "name": "规范性文件", "pid": 1, "children": []}],
        },
        *({"id": int(c.id), "name": c.name, "pid": 0, "children": []} for c in view.portal.columns),
    ]
    told = _gkmlpt_article(view, article) | {"content": str(body(view, article))} if article else None
    return view.render(
        "gkmlpt.html.j2",
        changed=article.changed(view.moment) if article else None,
        article=article,
        tree=_in_script(tree),
        detail=_in_script(told),
        shown=f"{shown_at(article):%Y-%m-%d %H:%M}" if article else "",
        source=source(view, article) if article else "",
    )


def _in_script(value: object) -> str:
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _gkmlpt_article(view: View, article: Article) -> dict[str, Any]:
    shown = shown_at(article)
    return {
        "id": article.number,
        "title": article.title,
        "url": view.origin + article_path("gkmlpt", article),
        "publisher": source(view, article),
        "document_number": "",
        "created_at": f"{shown:%Y-%m-%d %H:%M:%S}",
        "create_time": int(article.at.timestamp()),
        "first_publish_time": int(shown.timestamp()),
        "display_publish_time": int(shown.timestamp()),
    }


def _gkmlpt_api(view: View, column: Column, asked: Asked) -> Answer:
    known = asked.query.get("sid") == view.portal.sid
    listed = view.listed(column) if known else ()
    first = (int(asked.query.get("page", "1")) - 1) * LISTS_A_PAGE
    told = {
        "total": len(listed),
        "articles": [_gkmlpt_article(view, article) for article in listed[first : first + LISTS_A_PAGE]],
    }
    return _json(told)


def _script_api(view: View, column: Column, asked: Asked) -> Answer:
    del asked
    rows = [
        {"title": article.title, "url": article_path("script", article), "date": article.claimed.isoformat()}
        for article in view.listed(column)
    ]
    return _json({"total": len(rows), "rows": rows})


def _json(value: object) -> Answer:
    return Answer(
        body=json.dumps(value, ensure_ascii=False).encode(), media_type="application/json; charset=utf-8"
    )
