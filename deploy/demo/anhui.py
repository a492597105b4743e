"""Anhui's second vendor: the column's page holds a frame, and the frame the list, page by page in its query."""

from functools import partial

from .addresses import FRAME, column_path
from .facts import Column
from .lists import entry, list_page, on_page, page_count
from .view import Answer, Asked, Page, View

CODE = "250400"  # of annual reports in that vendor's catalogue


def framed(view: View, column: Column) -> dict[str, Page]:
    """The column's page and the frame in it."""
    path = column_path(view.portal.family, column)
    outer = list_page(view, column, (), 0, {"frame": _frame(column, 1)})
    return {path: outer, path + "index.html": outer, FRAME: partial(_inner, view, column)}


def _frame(column: Column, page: int) -> str:
    return f"{FRAME}?branch_id={column.id}&column_code={CODE}&page={page}"


def _inner(view: View, column: Column, asked: Asked) -> Answer:
    page = int(asked.query.get("page", "1"))
    entries = [entry(view, article, FRAME) for article in on_page(view, column, page - 1)]
    more = _frame(column, page + 1) if page < page_count(view, column) else ""
    return list_page(view, column, entries, page - 1, {"next": more}, "frame.html.j2")(asked)
