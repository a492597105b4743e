"""What the families' lists have in common: so many entries a page, each a title, an address and a day."""

from collections.abc import Mapping, Sequence
from posixpath import relpath
from typing import Any

from .addresses import article_path
from .facts import Article, Column
from .view import Page, View

PAGE_SIZE = 15
# Small pages, so that a few reports need several.
SMALL = {"hanweb_sealed": 2, "nfcms": 2, "shtml_hex": 2, "anhui": 2, "anhui_frame": 2}


def page_size(view: View) -> int:
    """How many entries a page of the portal's lists shows."""
    return SMALL.get(view.portal.family, PAGE_SIZE)


def page_count(view: View, column: Column) -> int:
    """How many pages a column has; an empty one has one."""
    return max(1, -(-len(view.listed(column)) // page_size(view)))


def on_page(view: View, column: Column, page: int) -> Sequence[Article]:
    """What stands on one page of a column; the first is 0."""
    size = page_size(view)
    return view.listed(column)[page * size : (page + 1) * size]


def entry(view: View, article: Article, path: str) -> dict[str, str]:
    """One line of a list that stands at `path`."""
    family, cut = view.portal.family, article.column.cut
    target = article_path(family, article)
    href = target
    if family in {"trs", "vsb"}:
        near = relpath(target, path.rsplit("/", 1)[0] or "/")
        href = near if near.startswith(".") else f"./{near}"
    short = article.title[:cut] + "…" if cut and len(article.title) > cut else article.title
    return {"href": href, "title": article.title, "text": short, "date": article.claimed.isoformat()}


def list_page(
    view: View,
    column: Column,
    entries: Sequence[Mapping[str, str]],
    page: int,
    words: Mapping[str, Any],
    template: str = "list.html.j2",
) -> Page:
    """A page of a column's list; `words` are what the family's template needs besides."""
    usual = {
        "total": len(view.listed(column)),
        "pages": page_count(view, column),
        "page": page,
        "next": "",
        "numbered": (),
    }
    return lambda _: view.render(template, column=column, entries=entries, **{**usual, **words})
