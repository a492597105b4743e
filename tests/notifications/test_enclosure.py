"""What goes with a mail whose text cannot list all: every line, with the facts it has in the text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.assessment import Standing
from models.words import Language
from notifications import layout
from notifications.enclosure import enclosure, sheets
from notifications.reminders import Reminder
from notifications.room import MOST_LINES, MOST_MISSING
from notifications.workbook import write_workbook
from tests.notifications.season import AS_OF, CITY, COUNTY, digest_of, season
from tests.notifications.test_render import many

MADE = replace(digest_of(CITY, season(), number=3), summary_at="https://watch.example/2025")


def opened(digest, language=Language.ZH):
    file = BytesIO()
    write_workbook(tuple(sheets(digest, language)), file, title="", made=AS_OF)
    return load_workbook(file)


def table(page) -> list[dict[str, object]]:
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(number for number, row in enumerate(rows) if row[0] in {"序号", "No.", "时限"})
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def test_a_message_that_holds_all_brings_nothing_along():
    assert enclosure(MADE, Language.ZH) is None


def test_a_message_that_leaves_out_a_line_brings_every_line_along_and_the_same_bytes_at_every_call():
    digest = digest_of(CITY, season(rows=many(Standing.OVERDUE, MOST_LINES + 30)), number=3)
    made = enclosure(digest, Language.ZH)

    assert made == enclosure(digest, Language.ZH)
    assert made.name == "chunxun-2025-0003.xlsx"
    rows = table(load_workbook(BytesIO(made.content))["全部条目"])
    assert [row["单位"] for row in rows] == [line.agency.name for line in digest.lines]
    assert [row["序号"] for row in rows] == list(range(1, MOST_LINES + 31))


@pytest.mark.parametrize("language", list(Language))
def test_a_row_says_what_its_line_says(language):
    items = [item for block in layout.lay_out(MADE, language).blocks for item in block.items]
    rows = table(opened(MADE, language).worksheets[0])
    zh = language is Language.ZH

    assert [row["单位" if zh else "Agency"] for row in rows] == [item.name for item in items]
    assert [row["情况" if zh else "What"] for row in rows] == [item.statement for item in items]
    for row, item in zip(rows, items, strict=True):
        facts, places = dict(item.facts), [visible for _, visible, _ in item.links]
        for label in ("依据", "位置", "应为", "实为") if zh else ("Under", "Place", "Expected", "Found"):
            assert (row[label] or None) == facts.get(label)
        assert [row["报告或栏目" if zh else "Report or column"], row["证据" if zh else "Evidence"]] == [
            *places,
            *[None] * (2 - len(places)),
        ]


def test_dates_are_dates_and_what_is_only_suspected_has_none():
    rows = {row["单位编码"]: row for row in table(opened(MADE)["全部条目"]) if row["类别"] != "更正"}
    taken_back = digest_of(CITY, season(rows=many(Standing.SUSPECTED, 2, changed=True, was="overdue")))
    suspected = table(opened(replace(taken_back, summary_at="https://watch.example"))["全部条目"])

    assert str(rows["990100-07"]["法定时限"]) == "2026-01-31 00:00:00"
    assert str(rows["990100-07"]["最近未检索到"]) == "2026-02-05 08:30:00"
    assert [row["类别"] for row in suspected] == ["更正"] * 2
    for row in suspected:
        assert [row[each] for each in ("网站标注", "首次检索到", "最近未检索到", "最近完整巡查", "证据")] == [
            None
        ] * 5


def test_of_an_agency_that_moved_to_another_office_it_is_not_said_that_this_one_oversees_it():
    own, moved = MADE.lines[:2]
    moved = replace(moved, agency=replace(moved.agency, oversight="elsewhere"))
    rows = table(opened(replace(MADE, lines=(own, moved)))["全部条目"])

    assert own.agency.oversight == MADE.office
    assert [row["主管"] for row in rows] == [MADE.office_name, None]


def test_sections_keep_what_they_say_of_themselves():
    page = opened(MADE)["全部条目"]
    above = [str(row[0].value) for row in page.iter_rows(max_row=10)]

    assert "无法核验：未能得出结论，不表示未发布。" in above
    assert any("云汀市政务公开办公室 · 2025 年度报告 · 第 3 期" in each for each in above)


def test_names_before_a_due_date_that_the_text_has_no_room_for_stand_in_a_sheet():
    names = tuple(f"单位{n}" for n in range(MOST_MISSING + 5))
    due = date(2026, 2, 12)
    digest = replace(MADE, reminders=(Reminder(due=due, days=7, owing=90, missing=names),))
    made = enclosure(digest, Language.ZH)
    rows = table(load_workbook(BytesIO(made.content))["时限将至"])

    assert (
        f"时限将至尚未检索到 {MOST_MISSING + 5} 家，列出 {MOST_MISSING} 家"
        in layout.lay_out(digest, Language.ZH).cut
    )
    assert [row["单位"] for row in rows] == list(names)
    assert {row["还有天数"] for row in rows} == {7}


def test_an_english_workbook_speaks_english_around_chinese_names():
    page = opened(digest_of(COUNTY, season(), number=3), Language.EN).worksheets[0]

    assert page.title == "All lines"
    assert table(page)[0]["Section"].isascii()
