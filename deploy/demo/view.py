"""A portal at one moment, what is asked of it, and what it answers."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from markupsafe import Markup

from .documents import report_html, templates
from .facts import Article, Column, Portal, articles
from .prose import notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request, as far as a page looks at it."""

    method: str = "GET"
    path: str = "/"
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response."""

    body: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


Page = Callable[[Asked], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A portal at a moment. `port` is the one all portals share."""

    portal: Portal
    moment: datetime
    port: int

    @property
    def origin(self) -> str:
        """The portal's address without a path."""
        return f"http://{self.portal.address}:{self.port}"

    def standing(self) -> tuple[Article, ...]:
        """Every article published now."""
        return tuple(article for article in articles(self.portal) if article.stands(self.moment))

    def listed(self, column: Column) -> tuple[Article, ...]:
        """What a column lists now, newest first."""
        return tuple(article for article in self.standing() if article.column.id == column.id)

    def is_lost(self, column: Column) -> bool:
        """Whether the column has gone."""
        return column.lost is not None and column.lost <= self.moment

    def render(
        self, template: str, *, status: int = 200, changed: datetime | None = None, **words: Any
    ) -> Answer:
        """A page in the portal's own charset; an old portal declares it in the page alone."""
        text = (
            templates().get_template(template).render(portal=self.portal, family=self.portal.family, **words)
        )
        named = self.portal.charset == "utf-8"
        when = (("Last-Modified", format_datetime(changed.astimezone(UTC), usegmt=True)),) if changed else ()
        return Answer(
            status=status,
            body=text.encode(self.portal.charset),
            media_type="text/html; charset=utf-8" if named else "text/html",
            headers=when,
        )

    def missing(self, status: int, words: str) -> Answer:
        """A page that says there is no such page, whatever its status says."""
        return self.render("missing.html.j2", status=status, words=words)


NO_SUCH_PAGE = "您访问的页面不存在"


def source(view: View, article: Article) -> str:
    """Who is named as the publisher of an article."""
    return article.agency.name if article.agency else view.portal.site


def shown_at(article: Article) -> datetime:
    """The moment the page claims: its claimed day at the true hour."""
    return datetime.combine(article.claimed, article.at.timetz())


def body(view: View, article: Article) -> Markup:
    """The text of an article, without its attachment."""
    if article.agency is None or article.report is None:
        return Markup('<p style="text-indent: 2em;">{}</p>').format(notice(article))
    if article.report.pdf:
        return Markup("<p>报告全文见附件。</p>")
    return report_html(article.agency, article.report, article.changed(view.moment), view.portal.layout)


def detail(view: View, article: Article, *, back: str, attachment: str = "") -> Answer:
    """The page of one article."""
    if article.report and article.report.missing_page:
        return view.missing(200, NO_SUCH_PAGE)
    day = article.claimed
    return view.render(
        "detail.html.j2",
        changed=article.changed(view.moment),
        article=article,
        body=body(view, article),
        source=source(view, article),
        shown=f"{shown_at(article):%Y-%m-%d %H:%M}",
        day=day.isoformat(),
        day_zh=f"{day:%Y年%m月%d日}",
        written=(day - timedelta(days=2)).isoformat(),
        back=back,
        attachment=attachment,
    )


def json_answer(value: object) -> Answer:
    """What an interface answers."""
    return Answer(
        body=json.dumps(value, ensure_ascii=False).encode(), media_type="application/json; charset=utf-8"
    )
