"""Drafts to check: whole reports as the practice country prints them, right but for what a test misprints."""

from datetime import date, datetime
from pathlib import Path

from deploy.demo.documents import report_html
from deploy.demo.facts import SHANGHAI, Agency, Misprint, Report

MOMENT = datetime(2026, 1, 20, 9, tzinfo=SHANGHAI)


def draft(
    name: str = "青石县水利局",
    year: int = 2025,
    *,
    misprints: dict[str, int] | None = None,
    carried_in: int | None = None,
    scale: int = 40,
    title: str = "",
    layout: str = "official",
) -> bytes:
    """One report as a page. `misprints`: `table.row.column` → by how much the figure printed is off."""
    report = Report(
        year=year,
        at=MOMENT,
        claimed=date(year + 1, 1, 20),
        titled_year=year,
        author=name,
        carried_in=carried_in,
        misprints=tuple(Misprint(cell=cell, by=by) for cell, by in (misprints or {}).items()),
    )
    agency = Agency(
        code=name, name=name, kind="department", level="county", region="990101", oversight="", portal="", column="",
        scale=scale, work=("水利工程", "防汛抗旱", "取水许可"), reports=(report,), documents=3, licences=12, penalties=4,
    )  # fmt: skip
    heading = title or f"{name}{year}年政府信息公开工作年度报告"
    body = report_html(agency, report, MOMENT, layout)
    return f"<!doctype html><html><head><title>{heading}</title></head><body><h1>{heading}</h1>{body}</body></html>".encode()


def put(folder: Path, name: str, content: bytes | str) -> Path:
    """A file of that name with that content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path
