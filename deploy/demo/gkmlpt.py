"""gkmlpt: a shell of a page; lists by JSON, texts in window._CONFIG."""

import json
from typing import Any

from .addresses import article_path
from .facts import Article, Column
from .view import Answer, Asked, View, body, json_answer, shown_at, source

LISTS_A_PAGE = 100


def shell(view: View, article: Article | None) -> Answer:
    tree = [
        {
            "id": 1,
            "name": "政策",
            "pid": 0,
            "children": [{"id": 2, "name": "规范性文件", "pid": 1, "children": []}],
        },
        *({"id": int(c.id), "name": c.name, "pid": 0, "children": []} for c in view.portal.columns),
    ]
    told = _article(view, article) | {"content": str(body(view, article))} if article else None
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


def _article(view: View, article: Article) -> dict[str, Any]:
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


def api(view: View, column: Column, asked: Asked) -> Answer:
    known = asked.query.get("sid") == view.portal.sid
    listed = view.listed(column) if known else ()
    first = (int(asked.query.get("page", "1")) - 1) * LISTS_A_PAGE
    told = {
        "total": len(listed),
        "articles": [_article(view, article) for article in listed[first : first + LISTS_A_PAGE]],
    }
    return json_answer(told)
