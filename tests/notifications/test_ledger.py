"""The 台账: who is in it, what each cell is, and that nothing in it is ever computed."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from models.assessment import Standing
from models.verdict import RuleOutcome, Severity
from models.words import Language, Words
from notifications import status
from notifications.ledger import sheets, title
from notifications.ledger_entries import Audience, Book, Particulars
from notifications.season import Season
from notifications.shown import clean
from notifications.words import STANDING
from notifications.workbook import write_workbook
from tests.notifications.payloads import PAYLOADS
from tests.notifications.season import BALANCE, CITY, COUNTY, ROWS, failed, season
from tests.office import pages_of, sheets_of

SUSPECTED = {row.name for row in ROWS if row.standing is Standing.SUSPECTED}


def book(
    of: Season | None = None, audience: Audience = Audience.OFFICE, language: Language = Language.ZH
) -> Book:
    told = of or season()
    codes = [agency.code for agency in told.agencies]
    return Book(
        season=told,
        known=Particulars(
            offices={CITY.code: CITY.name, COUNTY.code: COUNTY.name},
            regions={"990100": "云汀市", "990121": "云汀市青坞县"},
            editions=dict.fromkeys(codes, "2021"),
            forms=dict.fromkeys(codes, "2021"),
            media=dict.fromkeys(codes, "application/pdf"),
            dates={code: looks[-1].dates for code, looks in told.sightings.items()},
            places={
                ("2021", "applications.*.natural"): Words("三、申请情况 › 自然人", "section 3 › natural")
            },
        ),
        language=language,
        audience=audience,
        office=CITY.name,
    )


def written(made: Book) -> bytes:
    out = io.BytesIO()
    write_workbook(sheets(made), out, title=title(made), made=made.season.as_of)
    return out.getvalue()


def opened(made: Book) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(made)))


def table(page: Any) -> list[dict[str, Any]]:
    """The rows under the headings, by heading."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    head = next(number for number, row in enumerate(rows) if all(row))
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def cells(file: Any) -> Iterator[Any]:
    return (cell for page in file for row in page.iter_rows() for cell in row)


def test_every_agency_has_a_row_but_those_only_suspected_who_are_counted() -> None:
    file = opened(book())

    rows = table(file["台账"])
    assert [row["单位全称"] for row in rows] == [row.name for row in ROWS if row.name not in SUSPECTED]
    assert [row["序号"] for row in rows] == list(range(1, len(rows) + 1))
    assert f"另有 {len(SUSPECTED)} 个单位" in file["台账"]["A3"].value


def test_nowhere_in_an_offices_ledger_stands_the_name_of_one_only_suspected() -> None:
    everything = "\n".join(str(cell.value) for cell in cells(opened(book())))

    assert [name for name in SUSPECTED if name in everything] == []


def test_the_operators_edition_names_them_and_says_whose_it_is_on_every_sheet() -> None:
    file = opened(book(audience=Audience.OPERATORS))

    named = {row["单位全称"] for row in table(file["台账"]) if row["公布状态"] == "待核实"}
    assert named == SUSPECTED
    assert [page.title for page in file if "不得外传" not in str([c.value for c in page["A"][:5]])] == []


def test_a_date_is_a_date_a_figure_a_number_and_a_code_a_text() -> None:
    row = next(r for r in table(opened(book())["台账"]) if r["单位编码"] == "990100-05")

    assert row["法定时限"] == datetime.fromisoformat("2026-01-31")
    assert row["首次发现时间"] == datetime.fromisoformat("2026-02-03T09:00")  # in Beijing, not in UTC
    assert row["采信公布日期"] == datetime.fromisoformat("2026-02-02")
    assert (row["逾期天数（至少）"], row["逾期天数（至多）"]) == (2, 3)
    assert (row["行政区划代码"], row["地区"], row["单位类别"]) == ("990100", "云汀市", "部门")
    assert (row["问题等级"], row["严重问题数"], row["较重问题数"]) == ("严重", 1, 1)
    assert row["公布状态"] == "逾期发布"


def test_a_report_not_examined_has_blanks_and_no_zeros() -> None:
    row = next(r for r in table(opened(book())["台账"]) if r["单位编码"] == "990100-07")

    assert row["公布状态"] == "逾期未检索到"
    assert [row[h] for h in ("勾稽问题数", "文表不一致数", "空白单元格数", "严重问题数", "待核实事项数")] == [
        None
    ] * 5


def test_the_columns_the_roster_brought_along_are_filled_and_the_offices_own_are_empty() -> None:
    whole = season()
    first = replace(
        whole.agencies[0], unknown_columns=(("联络员", "张三"), ("联系电话", "0377-0000")), note="备"
    )
    row = table(opened(book(replace(whole, agencies=(first, *whole.agencies[1:]))))["台账"])[0]

    assert (row["联络员"], row["联系电话"], row["备注"]) == ("张三", "0377-0000", "备")
    assert [row[h] for h in ("报备时间", "审核状态", "退回次数", "整改通知日期", "复核结果")] == [None] * 5


def test_only_what_is_proved_of_the_agency_is_a_finding() -> None:
    found = table(opened(book())["问题"])
    waiting = table(opened(book())["待核实"])
    internal = table(opened(book(audience=Audience.OPERATORS))["待核实"])

    charged = [v.rule for row in ROWS for v in row.verdicts for _ in v.charged]
    assert sorted(row["规则编号"] for row in found) == sorted(charged)
    assert [row["规则编号"] for row in waiting] == ["agreement.documents"]
    assert [row["核实状态"] for row in waiting] == ["待核实"]
    assert {row["规则编号"] for row in internal} == {"agreement.documents", "presence.number"}


def test_a_finding_names_its_cell_in_words_and_its_figures_are_numbers() -> None:
    row = next(r for r in table(opened(book())["问题"]) if r["规则编号"] == BALANCE.rule)

    assert (row["位置"], row["单元格"]) == ("三、申请情况 › 自然人", "applications.*.natural")
    assert (row["应为"], row["实为"], row["依据"]) == (3, 2, "国办公开办函〔2021〕30号")


@pytest.mark.parametrize("text", ["007", "1e5", "1/2", "３", "0x1F", "9" * 16, "3 ", "+3", "1,000"])
def test_what_is_no_plain_figure_stays_the_text_it_is(text: str) -> None:
    odd = failed("presence.number", Severity.MAJOR, Words("题", "x"), expected=text, actual="-12.50")
    rows = (replace(ROWS[1], verdicts=(odd,)), *ROWS[2:])

    row = table(opened(book(season(rows=rows)))["问题"])[0]

    assert row["应为"] == clean(text)
    assert row["实为"] == -12.5


def test_the_statistics_add_up_and_are_those_of_chunxun_status() -> None:
    rows = table(opened(book())["统计"])
    counted = [row["standing"] for row in status.rows(season())]

    total = rows[-1]
    for standing, label in STANDING.items():
        assert total[label.zh] == counted.count(standing)
        assert sum(row[label.zh] for row in rows[:-1]) == total[label.zh]
    for row in rows:
        assert sum(row[label.zh] for label in STANDING.values()) == row["单位数"]
    assert total["按时公布率"] == pytest.approx(9 / 22)


def test_no_row_of_the_statistics_is_a_region_whose_agencies_are_all_suspected() -> None:
    whole = season()
    apart = {row.code: f"99012{n}" for n, row in enumerate(ROWS, start=2) if row.name in SUSPECTED}
    moved = replace(
        whole, agencies=tuple(replace(a, region=apart.get(a.code, a.region)) for a in whole.agencies)
    )

    rows = table(opened(book(moved))["统计"])
    internal = table(opened(book(moved, audience=Audience.OPERATORS))["统计"])

    assert not {row["地区"] for row in rows} & set(apart.values())
    assert [(r["单位数"], r["待核实"]) for r in rows if r["地区"] == "其余地区"] == [(len(apart), len(apart))]
    assert sum(row["单位数"] for row in rows[:-1]) == rows[-1]["单位数"] == len(ROWS)
    assert set(apart.values()) <= {row["地区"] for row in internal}


def test_the_sentences_of_a_circular_name_and_count() -> None:
    lines = [cell.value for cell in opened(book())["统计"]["A"][1:8]]

    assert lines[0].startswith(
        "截至 2026-02-05 09:00（北京时间），应公布 2025 年度政府信息公开工作年度报告的单位 25 个；"
    )
    assert lines[0].endswith("其中时限已到的 22 个，按时公布 9 个，按时公布率 40.9%。")
    assert lines[2] == "逾期未检索到的单位 3 个：云汀市财政局、云汀市人力资源和社会保障局、青坞县民政局。"
    assert "待核实 2 个、无法核验 4 个，尚不能得出结论" in lines[5]
    assert not any("未发布" in line or "未公布" in line for line in lines)


def test_what_could_not_be_verified_is_listed_with_its_reason() -> None:
    rows = table(opened(book())["未能核验"])

    unknown = {row.name: row.why.zh for row in ROWS if row.standing is Standing.UNKNOWN}
    assert {r["单位全称／规则"]: r["原因"] for r in rows if r["类别"] == "公布情况"} == unknown
    unchecked = sum(v.outcome is RuleOutcome.NOT_CHECKED for row in ROWS for v in row.verdicts)
    [rule] = [r for r in rows if r["类别"] == "规则未核对"]
    assert (rule["单位编码／规则编号"], rule["状态"]) == ("continuity.carried-in", f"{unchecked} 份报告")


def test_it_speaks_english() -> None:
    file = opened(book(language=Language.EN))

    assert file.sheetnames == ["Ledger", "Findings", "To verify", "Statistics", "Not verified"]
    row = next(r for r in table(file["Ledger"]) if r["Code"] == "990100-05")
    assert (row["Standing"], row["Kind"], row["Worst severity"]) == (
        "Published late",
        "department",
        "Critical",
    )
    assert [c.value for c in cells(file) if str(c.value).startswith("截至")] == []


def test_it_is_set_up_to_be_filtered_scrolled_and_printed() -> None:
    for page in opened(book()):
        head = next(n for n, row in enumerate(page.iter_rows(values_only=True), start=1) if all(row))
        assert page.auto_filter.ref.startswith(f"A{head}:")
        assert page.freeze_panes.endswith(str(head + 1))
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows == f"${head}:${head}"


def test_each_standing_has_its_colour_by_what_the_cell_says() -> None:
    page = opened(book())["台账"]

    rules = [rule for each in page.conditional_formatting for rule in each.rules]
    assert {rule.formula[0].strip('"') for rule in rules} == {label.zh for label in STANDING.values()}


def harmful() -> Season:
    """A season in which each agency's every name, title, address and note is one of the payloads."""
    rows = tuple(
        replace(
            ROWS[1],
            code=f"x{n}",
            name=text,
            title=text,
            why=Words(text, text),
            verdicts=(
                failed(
                    "presence.section",
                    Severity.MINOR,
                    Words(text, text),
                    where=text[:50],
                    expected=text,
                    actual=text,
                ),
            ),
        )
        for n, text in enumerate(PAYLOADS)
    )
    whole = season(rows=rows)
    return replace(
        whole,
        agencies=tuple(
            replace(
                a, aliases=(a.name,), note=a.name, column_url=a.name, unknown_columns=(("联络员", a.name),)
            )
            for a in whole.agencies
        ),
        assessments=tuple(replace(a, report_url=a.title) for a in whole.assessments),
    )


def test_whatever_a_portal_writes_comes_back_as_text() -> None:
    file = opened(book(harmful()))

    rows, findings = table(file["台账"]), table(file["问题"])
    safe = [clean(text, 4000) or None for text in PAYLOADS]
    for heading in ("单位全称", "单位简称", "标题", "说明", "备注", "联络员"):
        assert [row[heading] and unescape(row[heading]) for row in rows] == safe
    for heading in ("问题", "应为", "实为"):
        assert [row[heading] and unescape(row[heading]) for row in findings] == safe
    assert {cell.data_type for cell in cells(file)} <= {"s", "n", "d"}
    assert [cell.coordinate for cell in cells(file) if cell.hyperlink] == []


def test_libreoffice_computes_nothing_and_shows_the_same_numbers(tmp_path: Path) -> None:
    file = tmp_path / "台账.xlsx"
    file.write_bytes(written(book(harmful())))

    shown = sheets_of(file, tmp_path)

    for sheet in ("台账", "问题"):
        head = next(number for number, row in enumerate(shown[sheet]) if row[0] == "序号")
        column = shown[sheet][head].index("单位全称")
        assert [row[column] for row in shown[sheet][head + 1 :]] == [clean(text, 4000) for text in PAYLOADS]
    total = next(row for row in shown["统计"] if row[0] == "合计")
    assert (total[1], total[9]) == (str(len(PAYLOADS)), str(len(PAYLOADS)))


def test_an_address_is_a_link_only_where_it_is_plain_http() -> None:
    targets = [cell.hyperlink.target for cell in cells(opened(book())) if cell.hyperlink]

    assert targets
    assert all(target.startswith("http://") and ".portal.example/" in target for target in targets)


def test_it_prints_on_landscape_pages_each_with_its_head(tmp_path: Path) -> None:
    many = tuple(replace(row, code=f"{row.code}-{n}") for n in range(6) for row in ROWS)
    file = tmp_path / "台账.xlsx"
    file.write_bytes(written(book(season(rows=many))))

    pages = pages_of(file, tmp_path)

    ledger = [page for page in pages if "台账" in page.splitlines()[-1] or "单位全称" in page]
    assert len(ledger) > 10
    assert all("序号" in page or "类别" in page or "地区" in page for page in pages)
