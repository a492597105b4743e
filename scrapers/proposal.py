"""What a search for a portal's annual-report column comes to."""

from dataclasses import dataclass

from models.words import Words

FOR_REPORTS, A_REPORT, MOST_FOR_REPORTS = 20, 15, 80  # points for listing reports, for each, and at most
NO_REPORTS = -40  # for a column that was read and lists none


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An address that may be the annual-report column, and what speaks for it."""

    url: str
    name: str  # as linked or titled; may be empty
    points: int
    reports: int | None  # annual reports on its first page; None: it was not opened
    family: str = ""  # as the roster writes it; empty: not recognised
    why: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search came to."""

    proposals: tuple[Proposal, ...]  # best first
    pages: int  # asked for
    fault: Words | None = None  # why the front page could not be read


def gained(reports: int | None) -> int:
    """Points for the annual reports a column's first page lists; None: it could not be read."""
    if reports is None:
        return 0
    return min(FOR_REPORTS + A_REPORT * reports, MOST_FOR_REPORTS) if reports else NO_REPORTS


def listed(reports: int | None) -> Words:
    """The same in words."""
    if reports is None:
        return Words(
            zh="列表由脚本绘制，没有浏览器，未能核对", en="a script draws its list, and there is no browser"
        )
    if not reports:
        return Words(zh="打开后没有见到年度报告", en="it lists no annual report")
    return Words(zh=f"第一页列有 {reports} 份年度报告", en=f"its first page lists {reports} annual reports")
