"""How each family of portals lists its articles: a view → its pages by path."""

from collections.abc import Mapping
from functools import partial

from . import anhui, gkmlpt, hanweb
from .addresses import article_path, attachment_path, column_path
from .documents import report_pdf
from .facts import Article, Column
from .lists import entry, list_page, on_page, page_count
from .view import NO_SUCH_PAGE, Answer, Asked, Page, View, detail, json_answer


def pages(view: View) -> Mapping[str, Page]:
    """Every page of the portal that stands now, by path."""
    found: dict[str, Page] = {}
    for article in view.standing():
        found |= _articles(view, article)
    for column in view.portal.columns:
        found |= _lost_lists(view, column) if view.is_lost(column) else _lists(view, column)
    return found


def _articles(view: View, article: Article) -> dict[str, Page]:
    """An article's own page, its twin for telephones and its attachment; the module of hanweb has addresses alone."""
    family = view.portal.family
    if family == "hanweb_report":
        return {}
    path = article_path(family, article)
    found: dict[str, Page] = {path: partial(_detail, view, article)}
    if family == "nfcms":
        found[path.replace("/post_", "/mpost_")] = found[path]
    if attachment_path(article):
        found[attachment_path(article)] = partial(_pdf, view, article)
    return found


def _detail(view: View, article: Article, asked: Asked) -> Answer:
    del asked
    if view.portal.family == "gkmlpt":
        return gkmlpt.shell(view, article)
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
        case "hanweb" | "hanweb_sealed":
            return hanweb.lists(view, column)
        case "hanweb_report":
            return hanweb.module(view)
        case "anhui_frame":
            return anhui.framed(view, column)
        case "gkmlpt":
            return {
                "/gkmlpt/index": lambda _: gkmlpt.shell(view, None),
                f"/gkmlpt/api/all/{column.id}": partial(gkmlpt.api, view, column),
            }
        case "script":
            path = column_path("script", column)
            empty = list_page(view, column, (), 0, {"api": f"/api/articles?column={column.id}"})
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

    return dict.fromkeys((column_path(view.portal.family, column), hanweb.PROXY), lost)


# TRS numbers its pages from the newest on, Vsb from the oldest: its page 2 of 5 is 4.htm.


def _static(view: View, column: Column) -> dict[str, Page]:
    addresses = _addresses(view, column)
    numbered = tuple(enumerate(addresses, start=1))
    found: dict[str, Page] = {}
    for page, path in enumerate(addresses):
        entries = [entry(view, article, path) for article in on_page(view, column, page)]
        after = addresses[page + 1] if page + 1 < len(addresses) else ""
        words = {"numbered": numbered, "next": after, "last": addresses[-1]}
        found[path] = list_page(view, column, entries, page, words)
    if view.portal.family == "trs":
        found[addresses[0] + "index.html"] = found[addresses[0]]
    return found


def _addresses(view: View, column: Column) -> list[str]:
    first = column_path(view.portal.family, column)
    more = range(1, page_count(view, column))
    match view.portal.family:
        case "trs":
            return [first, *(f"{first}index_{page}.html" for page in more)]
        case "vsb":
            return [first, *(f"{first.removesuffix('.htm')}/{page}.htm" for page in reversed(more))]
        case "nfcms":
            return [first, *(f"{first.removesuffix('.html')}_{page + 1}.html" for page in more)]
        case "anhui":
            return [first, *(f"{first.removesuffix('1.html')}{page + 1}.html" for page in more)]
        case _:
            return [first, *(f"{first.removesuffix('.shtml')}_{page + 1}.shtml" for page in more)]


def _script_api(view: View, column: Column, asked: Asked) -> Answer:
    del asked
    rows = [
        {"title": article.title, "url": article_path("script", article), "date": article.claimed.isoformat()}
        for article in view.listed(column)
    ]
    return json_answer({"total": len(rows), "rows": rows})
