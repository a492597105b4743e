"""Every document of reliability.md §5.1 ends as it should, within its limits, and none stops those behind it."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from flows.limits import Limits, limits_of
from flows.reading import read_document
from flows.worker import Workers
from models.report import CellKind, Medium, Report
from models.words import Words
from reports.reading import Unreadable
from reports.reading.content import Media
from tests.reports.hostile import packages, pages, sheets
from tests.reports.hostile.pages import FORM, PAGE, TITLE
from tests.reports.reading.material import counted, read_values

ROOT = Path(__file__).resolve().parents[3]
GIBIBYTE = packages.GIBIBYTE
SECONDS = 20  # of our limit of 60, so that a document that stalls does not stall the suite


def whole(report: Report) -> bool:
    """Whether every cell was read, and title and year."""
    return (report.title, report.year, read_values(report)) == (TITLE, 2023, counted(FORM))


def opens(report: Report) -> bool:
    """Whether the first section was found."""
    return [section.no for section in report.sections] == [1]


def without_figures(report: Report) -> bool:
    """Whether no number at all was taken from it."""
    return not any(cell.kind is CellKind.NUMBER for table in report.tables.values() for _, _, cell in table)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One document, and how it ends: refused with these words, or read so that this holds. Either, where both are."""

    name: str
    build: Callable[[], bytes]
    refused: str = ""
    read: Callable[[Report], bool] | None = None


def row(
    name: str, build: Callable[[], bytes] | bytes, end: str | Callable[[Report], bool], also: str = ""
) -> Row:
    made = (lambda: build) if isinstance(build, bytes) else build
    return Row(name=name, build=made, refused=also or (end if isinstance(end, str) else ""), read=None if isinstance(end, str) else end)  # fmt: skip


LARGE, HOSTILE = "unpack to far more", "DOCTYPE"
SLOW = "damaged|longer than|before its time|more memory|no text"
ROWS = (
    row("B01_docx_1g", packages.bomb, LARGE),
    row("B02_zip_header_lie", packages.header_lie, "damaged"),
    row("B03_nested_zip", packages.nested_zip, "Unpack it"),
    row("B04_zipslip_member", packages.zip_slip, opens),
    row("B05_100k_entries", packages.entries_100k, LARGE),
    row("B06_billion_laughs", packages.billion_laughs, HOSTILE),
    row("B07_quadratic", packages.quadratic, HOSTILE),
    row("B08_xxe_file", packages.entity_of_a_file, HOSTILE),
    row("B08_xxe_page", pages.with_an_entity, whole),
    row("B08_part_outside", packages.parts_outside, opens),
    row("B09_xxe_http_dtd", packages.foreign_dtd, HOSTILE),
    row("B10_depth_200k", packages.depth_200k, "damaged"),
    row("B10_depth_200k_page", b"<html>" + b"<div>" * 200_000 + b"x", "nests its tags too deep"),
    row("B10_tables_in_tables", packages.tables_in_tables, opens),
    row("B10_styles_in_a_circle", packages.styles_in_a_circle, opens, also="no text"),
    row("B10_ofd_letters", packages.ofd_of_letters, without_figures, also=SLOW),
    row("B10_ofd_lines", packages.ofd_of_lines, without_figures, also=SLOW),
    row("B10_ofd_pages", packages.ofd_of_one_page_often, LARGE),
    row("B11_flate_1g", sheets.flate_1g, LARGE),
    row("B12_double_flate", sheets.double_flate, LARGE),
    row("B13_ops_20m_tokens", sheets.tokens_20m, SLOW),
    row("B14_page_cycle", sheets.page_cycle, SLOW),
    row("B15_xref_prev_loop", sheets.xref_loop, SLOW),
    row("B16_cmap_path", sheets.cmap_path, without_figures, also=SLOW),
    row("B17_encrypted", sheets.encrypted, "locked"),
    row("B18_scan_only", sheets.scan_only, lambda report: report.legibility.medium is not Medium.TEXT, also="no text"),
    row("B19_no_tounicode", sheets.no_tounicode, without_figures, also="text"),
    row("B20_html_as_pdf", PAGE.encode(), whole),
    row("B21_pdf_as_docx", sheets.encrypted, "PDF is locked"),
    row("B22_zero_bytes", b"", "empty"),
    row("B22_zeros", bytes(1_000_000), "empty"),
    row("B24_docm_macro", packages.macros, opens),
    row("B28_polyglot_pdf_html", sheets.polyglot, "PDF is locked"),
    row("B28_polyglot_html_pdf", sheets.page_quoting_a_pdf(PAGE.encode()), whole),
    row("B29_large", b"%PDF-1.7\n" + bytes(60_000_000), "50 MB"),
    row("B30_docx_deleted_text", packages.deleted_text, lambda report: report.sections[0].text == "收到申请5件。"),
    row("P26_gbk_hdr_utf8", pages.declared(PAGE, "utf-8").encode("gb18030"), whole),
    row("P26_utf8_hdr_gbk", pages.declared(PAGE, "gb2312").encode(), whole),
    row("P27_utf8_nocharset", PAGE.encode(), whole),
    row("P28_utf16le_nobom", PAGE.encode("utf-16-le"), whole),
    row("P28_utf16be_nobom", PAGE.encode("utf-16-be"), whole),
    row("P28_utf16", PAGE.encode("utf-16"), whole),
    row("P29_big5_traditional", "<html><p>示範縣水務局2023年政府資訊公開工作年度報告，一般情況說明".encode("big5"), lambda report: report.year == 2023),
    row("P30_pinyin", pages.titled(TITLE.replace("公开", "<ruby>公<rt>gōng</rt></ruby>开")), whole),
    row("P31_spaced_fullwidth", pages.titled("示例县水利局２０２３ 年 政府信息公开工作 年度报告"), lambda report: report.year == 2023),
    row("P32_numerals", pages.titled("示例县水利局二〇二三年政府信息公开工作年度报告"), lambda report: report.year == 2023),
    row("P32_numerals_zero", pages.titled("示例县水利局二零二三年政府信息公开工作年度报告"), lambda report: report.year == 2023),
    row("P32_numerals_circle", pages.titled("示例县水利局二○二三年政府信息公开工作年度报告"), lambda report: report.year == 2023),
    row("P33_zero_width", pages.titled("示例县\u200b水利局20\u200b23年政府\ufeff信息公开工作年度报告"), lambda report: report.year == 2023),
    row("P34_css_content", pages.title_in_css, lambda report: report.title is None and read_values(report) == counted(FORM)),
    row("P35_title_in_image", pages.title_in_an_image, lambda report: report.title is None and read_values(report) == counted(FORM)),
    row("P36_iconfont_pua", pages.private_digits, lambda report: without_figures(report) and report.legibility.damaged > 500),
    row("P58_title_10k", pages.titled(TITLE * 500), lambda report: read_values(report) == counted(FORM)),
    row("P58_title_100k_spaces", pages.titled(" " * 100_000), lambda report: read_values(report) == counted(FORM)),
    row("P58_title_100k_dashes", pages.titled("-" * 100_000), lambda report: read_values(report) == counted(FORM)),
    row("N55_gzip_1g", pages.gzip_bomb, "more than a report holds"),
    row("N57_parts_within_parts", pages.parts_within_parts, "damaged|without a page"),
)  # fmt: skip


def hasty(kind: Media | None) -> Limits:
    return Limits(seconds=SECONDS, memory=limits_of(kind).memory)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Processes of this suite; a document that stalls is stopped early."""
    made = Workers(limits=hasty)
    yield made
    made.end()


def ended(content: bytes, workers: Workers) -> Report | Words:
    try:
        return read_document(content, workers=workers)
    except Unreadable as refused:
        return refused.words


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_each_document_ends_as_it_should_within_its_limits(row: Row, workers: Workers) -> None:
    content = row.build()
    own = psutil.Process().memory_info().rss
    began = time.monotonic()
    end = ended(content, workers)
    taken = time.monotonic() - began

    if isinstance(end, Words):
        assert row.refused, end.en
        assert re.search(row.refused, end.en), end.en
        assert "请" in end.zh
    else:
        assert row.read is not None, end
        assert row.read(end), end
    assert taken < SECONDS + 5
    assert psutil.Process().memory_info().rss - own < 100 * 1024 * 1024
    assert max((_most_held(worker.process.pid) for worker in workers.idle), default=0) < GIBIBYTE
    assert packages.SECRET.read_text().strip() not in repr(end)


def test_nothing_was_written_and_nothing_was_run(workers: Workers) -> None:
    for build in (packages.zip_slip, sheets.cmap_path):
        ended(build(), workers)

    assert not sheets.EXECUTED.exists()
    assert not Path("/tmp/chunxun-slipped").exists()
    assert not (ROOT / "chunxun-slipped").exists()


def test_none_stops_a_batch(tmp_path: Path) -> None:
    files = []
    for each in ROWS:
        files.append(tmp_path / each.name)
        files[-1].write_bytes(each.build())
    odd = ["-rf", "n" * 250, "nowhere.html"]
    (tmp_path / "-rf").write_bytes(PAGE.encode())
    (tmp_path / odd[1]).write_bytes(PAGE.encode())
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "check",
        "--format",
        "json",
        "--home",
        tmp_path / "home",
        "--",
    ]
    done = subprocess.run(
        [*command, *files, *odd],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=250,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]

    assert [one["source"] for one in said] == [*map(str, files), *odd], done.stderr
    assert done.returncode == 2
    assert {one["source"] for one in said if "report" in one} >= {
        "-rf",
        odd[1],
        str(tmp_path / "B30_docx_deleted_text"),
    }


def _most_held(pid: int) -> int:
    """Bytes of memory a process ever held at once."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))
