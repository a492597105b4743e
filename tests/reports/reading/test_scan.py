"""Scans: recognised cell by cell, never relied on; named as pictures where nothing is there to recognise them."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from flows.limits import limits_of
from flows.reading import read_document
from models.report import CellKind, Medium, Report
from models.verdict import RuleOutcome, Side
from reports.editions import edition
from reports.reading import Unreadable, read, recogniser
from reports.reading.content import Media, media
from reports.rules import check
from tests.reports.reading.material import Values, every
from tests.reports.reading.papers import DRESSES, printed
from tests.reports.reading.scans import needs_recognition, photographed, saved, scanned

FORM = edition("2021")
WRONG = ("applications", "granted", "total")
KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def figures() -> Values:
    """Correct but for one total; some cells blank."""
    values = every(FORM, lambda table, row, column: "0")
    for row in ("new", "granted", "total"):
        values |= {("applications", row, "natural"): "17", ("applications", row, "total"): "17"}
    values |= {("applications", "declined_repeat", person): "" for person in ("natural", "legal", "total")}
    return {**values, WRONG: "18"}


@pytest.fixture(scope="module")
def scan() -> bytes:
    """A report whose second table fills a page, that page photographed."""
    needs_recognition()
    pages = photographed(printed(FORM, figures(), replace(DRESSES["ruled"], section_break=True)))
    return saved(pages[2:3])


@pytest.fixture(scope="module")
def report(scan: bytes) -> Report:
    """As the process that reads untrusted documents gives it, within its limits."""
    return read_document(scan)


def test_every_cell_of_a_scanned_table_is_read_and_blank_ones_stay_blank(report: Report) -> None:
    wanted = {address[1:]: text for address, text in figures().items() if address[0] == "applications"}
    table = report.tables["applications"]

    assert {(row, column): cell.raw for row, column, cell in table} == wanted
    assert {cell.kind for _, _, cell in table if not cell.raw} == {CellKind.BLANK}


def test_a_wrong_total_in_a_scan_is_never_laid_on_the_agency(report: Report) -> None:
    verdicts = check(report, year=2023)
    findings = [finding for verdict in verdicts for finding in verdict.findings]

    assert report.legibility.medium is Medium.RECOGNISED
    assert all(cell.doubtful for table in report.tables.values() for _, _, cell in table)
    assert any(finding.where.startswith("applications.granted") for finding in findings)
    assert Side.AGENCY not in {finding.side for finding in findings}
    assert not [verdict.rule for verdict in verdicts if verdict.outcome is RuleOutcome.FAILED]


def test_a_scan_is_a_report_in_pictures_for_a_person_to_look_at(report: Report) -> None:
    (verdict,) = [each for each in check(report, year=2023) if each.rule == "access.image-only"]

    assert verdict.outcome is RuleOutcome.REVIEW


def test_a_look_leaves_a_scan_the_picture_it_is(scan: bytes) -> None:
    glimpsed = read_document(scan, recognise=False)

    assert glimpsed.legibility.medium is Medium.PICTURES
    assert not glimpsed.tables


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_its_content(kind: str) -> None:
    assert media(saved([Image.new("L", (40, 30), 255)], kind)) is Media.PICTURE


def test_words_that_begin_like_a_picture_are_words() -> None:
    assert media("BM公司2023年政府信息公开工作年度报告".encode()) is Media.TEXT


def test_a_picture_has_the_limits_of_a_pdf() -> None:
    assert limits_of(Media.PICTURE) == limits_of(Media.PDF)


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_extra_a_picture_says_what_to_install(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "find_spec", lambda name: None)
    report = read(saved([Image.new("L", (40, 30), 255)], kind))
    (verdict,) = [each for each in check(report, year=2023) if each.rule == "access.image-only"]

    assert (report.legibility.medium, report.legibility.pictures) == (Medium.PICTURES, 1)
    assert "chunxun[ocr]" in report.unread[0]
    assert verdict.outcome is RuleOutcome.REVIEW


def test_without_the_extra_a_scanned_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "find_spec", lambda name: None)
    report = read(scanned(printed(FORM, figures(), DRESSES["ruled"])))

    assert (report.legibility.medium, report.tables) == (Medium.PICTURES, {})
    assert "chunxun[ocr]" in report.unread[0]


def test_a_picture_without_text_is_pictures_and_says_so() -> None:
    needs_recognition()
    report = read(saved([Image.new("L", (300, 200), 255)], "PNG"))

    assert (report.legibility.medium, report.legibility.pictures) == (Medium.PICTURES, 1)
    assert report.unread == ("这是图片，没有识别出文字",)


def test_a_giant_picture_is_refused_before_it_is_unpacked() -> None:
    needs_recognition()
    giant = saved([Image.new("1", (12_000, 12_000), 1)], "PNG")

    assert len(giant) < 200_000
    with pytest.raises(Unreadable, match="million pixels"):
        read_document(giant)


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_picture_is_unreadable_not_a_crash(kind: str) -> None:
    needs_recognition()
    whole = saved(photographed(printed(FORM, figures(), DRESSES["ruled"]))[:1], kind)
    with pytest.raises(Unreadable, match="damaged"):
        read(whole[: len(whole) // 2])


def test_the_pages_of_a_tiff_and_the_way_a_camera_was_held_are_known() -> None:
    needs_recognition()
    from reports.reading.bitmap import pages_of

    sizes = [
        page.shape for page in pages_of(saved([Image.new("L", (40, 30)), Image.new("L", (50, 20))], "TIFF"))
    ]
    exif = Image.Exif()
    exif[0x0112] = 6  # held on its side
    (turned,) = pages_of(saved([Image.new("L", (40, 30))], "JPEG", exif=exif.tobytes()))

    assert (sizes, turned.shape) == ([(30, 40), (20, 50)], (40, 30))


def test_what_is_clear_in_a_picture_is_paper() -> None:
    needs_recognition()
    from reports.reading.bitmap import pages_of

    (clear,) = pages_of(saved([Image.new("RGBA", (4, 4), (0, 0, 0, 0))], "PNG"))
    deep = io.BytesIO()
    Image.new("I;16", (4, 4), 40_000).save(deep, "PNG")

    assert int(clear.min()) == 255
    assert next(pages_of(deep.getvalue())).shape == (4, 4)
