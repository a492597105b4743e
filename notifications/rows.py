"""The rows of the long lists as HTML: there are thousands of them on a page, or of pages with them. Pure.

What is not our own is escaped here, as the templates would; a cell that is not closed is closed by the next (HTML allows
it), which keeps the list of a province small.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from markupsafe import Markup, escape

from notifications.register import Row


def short_rows(rows: Iterable[Row], offices: Sequence[str], regions: Sequence[str]) -> Markup:
    """As the first page lists them: agency, region, standing, due date, date shown, days late, findings.

    Of standing, office and region each row bears the place in the lists to choose from.
    """
    places = [{code: n for n, code in enumerate(codes)} for codes in (offices, regions)]
    made = (_short(row, places[0].get(row.office, ""), places[1].get(row.region, "")) for row in rows)
    return Markup("\n".join(made))  # noqa: S704 - each part is escaped below


def full_rows(rows: Iterable[Row]) -> Markup:
    """As an office's page lists them: agency, standing, every date, days late, findings."""
    return Markup("\n".join(map(_full, rows)))  # noqa: S704


def reason_rows(pairs: Iterable[tuple[str, str]], label: str) -> Markup:
    """Rules, each with its reason; `label` is what the second column is called."""
    return Markup("\n".join(_reason(rule, because, label) for rule, because in pairs))  # noqa: S704


@lru_cache(maxsize=10_000)  # a rule that was not checked was so for few reasons, on thousands of pages
def _reason(rule: str, because: str, label: str) -> str:
    return (
        f'<tr><th scope="row">{escape(rule)}</th><td data-label="{escape(label)}">{escape(because)}</td></tr>'
    )


def _short(row: Row, office: object, region: object) -> str:
    return (
        f"<tr data-s={row.rank} data-o={office} data-r={region}>{_name(row, '')}<td>{escape(row.region_name)}"
        f"{_standing(row)}<td>{row.due}<td>{row.claimed}<td>{escape(row.days_late)}{_findings(row)}"
    )


def _full(row: Row) -> str:
    dates = "".join(f"<td>{each}" for each in (row.due, row.claimed, row.first_seen, row.last_absent))
    return (
        f"<tr data-s={row.rank}>{_name(row, '../')}{_standing(row)}{dates}<td>{escape(row.days_late)}"
        f"{_findings(row)}"
    )


def _name(row: Row, up: str) -> str:
    """The name and the flags beside it; `up` leads to where pages of agencies are named from."""
    flags = "".join(f' <span class="flag">{escape(flag)}</span>' for flag in row.flags)
    return f'<th scope=row><a href="{up}{row.page}">{escape(row.name)}</a>{flags}'


def _standing(row: Row) -> str:
    return f"<td><b class=k-{row.key}>{escape(row.standing.label)}</b>"


def _findings(row: Row) -> str:
    if not row.findings:
        return "<td>—"
    badges = " ".join(f"<b class={each.tone}>{escape(each.label)}</b>" for each in row.findings)
    return f"<td data-v={row.weight}>{badges}"
