"""The office's spreadsheet: read whole or not at all, and written so that it reads back."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.agency import Agency, Kind, Level, MonthDay
from models.words import Language
from scrapers import roster_sheets
from scrapers.roster import BadRoster, BadRow, read_roster, write_csv, write_xlsx
from scrapers.roster_columns import FAMILIES, clean_name, clean_text, column_of

ENGLISH = "code,name,kind,level"
CHINESE = "单位编码,单位全称,单位类别,层级"
AGENCY = Agency(code="411300-01", name="某某市教育局", kind=Kind.DEPARTMENT, level=Level.CITY)


def read(text: str, encoding: str = "utf-8") -> tuple[Agency, ...]:
    return read_roster(text.encode(encoding), name="roster.csv")


def one(**cells: str) -> Agency:
    """The agency of one row with these cells beside the required ones."""
    row = {"code": "411300-01", "name": "某某市教育局", "kind": "部门", "level": "市"} | cells
    out = io.StringIO()
    csv.writer(out).writerows([row.keys(), row.values()])
    (agency,) = read(out.getvalue())
    return agency


def faults(content: bytes | str) -> tuple[BadRow, ...]:
    with pytest.raises(BadRoster) as refused:
        read_roster(content.encode() if isinstance(content, str) else content, name="roster")
    return refused.value.rows


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Reading


def test_a_full_row_is_read() -> None:
    text = (
        "单位编码,单位全称,别名,单位类别,层级,行政区划代码,上级单位编码,主管公开办编码,年报栏目网址,网站系统,"
        "本地时限,起始日期,终止日期,承继单位,豁免理由,备注,联络员\n"
        "411300-01,某某市教育局,市教育局；教育局,部门,市,411300,411300,411300-zwgk,https://agency.example/col/,trs,"
        "01-28,2020-01-01,2025/12/31,411300-02,并入,第一行,张三\n"
    )

    assert read(text) == (
        Agency(
            code="411300-01",
            name="某某市教育局",
            aliases=("市教育局", "教育局"),
            kind=Kind.DEPARTMENT,
            level=Level.CITY,
            region="411300",
            parent="411300",
            oversight="411300-zwgk",
            column_url="https://agency.example/col/",
            family="trs",
            local_due=MonthDay(1, 28),
            active_from=date(2020, 1, 1),
            active_to=date(2025, 12, 31),
            successor="411300-02",
            exempt_reason="并入",
            note="第一行",
            unknown_columns=(("联络员", "张三"),),
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("headings", [ENGLISH, CHINESE])
def test_every_encoding_and_delimiter_offices_send_is_read(
    encoding: str, delimiter: str, headings: str
) -> None:
    text = f"{headings}\r\n411300-01,某某市教育局,部门,市\r\n".replace(",", delimiter)

    assert read(text, encoding) == (AGENCY,)


def test_a_workbook_is_read_by_its_content() -> None:
    content = workbook([CHINESE.split(","), ["411300-01", "某某市教育局", "部门", "市"]])

    assert read_roster(content, name="名录.csv") == (AGENCY,)


def test_what_excel_makes_of_codes_and_days_is_undone() -> None:
    headings = ["code", "name", "kind", "level", "region", "parent", "local_due", "active_from", "联系电话"]
    row = [
        411300,
        "某某市",
        "政府",
        "市",
        411300.0,
        410000.0,
        datetime.fromisoformat("2025-01-28"),
        datetime.fromisoformat("2020-03-01"),
        37763,
    ]
    (agency,) = read_roster(workbook([headings, row]), name="roster.xlsx")

    assert (agency.code, agency.region, agency.parent) == ("411300", "411300", "410000")
    assert (agency.local_due, agency.active_from) == (MonthDay(1, 28), date(2020, 3, 1))
    assert agency.unknown_columns == (("联系电话", "37763"),)


def test_a_computed_formula_counts_as_its_result_and_others_are_refused() -> None:
    rows = [ENGLISH.split(","), ["411300-01", '="某某市"&"教育局"', "部门", "市"]]
    (fault,) = faults(workbook(rows))

    assert (fault.number, "B2" in fault.words.zh) == (2, True)


@pytest.mark.parametrize("cell", ["411300.0", "411300.00", "４１１３００", " 411300 ", "\ufeff411300\u200b"])
def test_a_code_is_read_through_its_disguises(cell: str) -> None:
    assert one(code=cell).code == "411300"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("某某市\u200b教育局\ufeff", "某某市教育局"),
        ("　某某市教育局 ", "某某市教育局"),
        ("某某市\n教育局", "某某市 教育局"),
        ("Cafe\u0301局", "Café局"),
        ("某某市\u202e教育局", "某某市教育局"),
        ("某某市（教育局）", "某某市（教育局）"),
    ],
)
def test_a_name_is_one_line_in_nfc_of_visible_characters(written: str, name: str) -> None:
    assert one(name=written).name == name


@pytest.mark.parametrize(
    "cell", ["甲局;乙局", "甲局；乙局", " 甲局 ；；乙局;", "甲局\n乙局", "甲局;乙局;甲局"]
)
def test_aliases_are_told_apart(cell: str) -> None:
    assert one(aliases=cell).aliases == ("甲局", "乙局")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("政府", Kind.GOVERNMENT),
        ("政府办", Kind.OFFICE),
        ("部门", Kind.DEPARTMENT),
        ("乡镇", Kind.TOWNSHIP),
        ("街道", Kind.STREET),
        ("开发区", Kind.ZONE),
        ("垂管", Kind.VERTICAL),
        ("授权组织", Kind.AUTHORISED),
        (" Department ", Kind.DEPARTMENT),
        *((kind.value, kind) for kind in Kind),
    ],
)
def test_kinds_are_read_in_both_languages(word: str, kind: Kind) -> None:
    assert one(kind=word).kind is kind


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("国家", Level.NATIONAL),
        ("省", Level.PROVINCE),
        ("市", Level.CITY),
        ("县", Level.COUNTY),
        ("区县", Level.COUNTY),
        ("乡", Level.TOWNSHIP),
        ("县级", Level.COUNTY),
        *((level.value, level) for level in Level),
    ],
)
def test_levels_are_read_in_both_languages(word: str, level: Level) -> None:
    assert one(level=word).level is level


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_of_the_contract_is_known(family: str) -> None:
    assert one(family=family.upper()).family == family


@pytest.mark.parametrize("cell", ["01-28", "1-28", "01/28", "1月28日", "2025-01-28", "０１－２８"])
def test_a_local_due_date_is_read(cell: str) -> None:
    assert one(local_due=cell).local_due == MonthDay(1, 28)


@pytest.mark.parametrize("cell", ["2025-03-01", "2025/3/1", "2025.3.1", "2025年3月1日"])
def test_a_day_is_read(cell: str) -> None:
    assert one(active_from=cell).active_from == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("单位编码", "code"),
        ("*单位编码", "code"),
        ("单位编码（必填）", "code"),
        ("单位 编码", "code"),
        ("Code", "code"),
        ("COLUMN URL", "column_url"),
        ("column-url", "column_url"),
        ("年报栏目网址", "column_url"),
        ("主管公开办编码", "oversight"),
        ("联络员", None),
        ("", None),
    ],
)
def test_headings_are_known_in_both_languages_and_spellings(heading: str, column: str | None) -> None:
    assert column_of(heading) == column


def test_empty_rows_are_skipped_and_counted() -> None:
    text = f"{ENGLISH}\n\n,,,\n1,甲,部门,市\n\n2,乙,nonsense,市\n"

    assert [fault.number for fault in faults(text)] == [6]


def test_a_roster_without_agencies_is_empty() -> None:
    assert read(ENGLISH + "\n") == ()


# Refusing


def test_every_bad_row_is_listed_with_its_number_and_nothing_is_read() -> None:
    text = (
        f"{ENGLISH},region,local_due\n"
        "1,甲局,部门,市,411300,\n"
        "2,,部门,市,4113,\n"
        "3,丙局,机关,星系,411300,02-30\n"
        "1,丁局,部门,市,,\n"
    )

    assert [(fault.number, fault.column) for fault in faults(text)] == [
        (3, "region"),
        (3, "name"),
        (4, "kind"),
        (4, "level"),
        (4, "local_due"),
        (5, "code"),
    ]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("code", "4.113E+17"),
        ("code", "../../etc"),
        ("code", "a b"),
        ("code", "#REF!"),
        ("name", "#N/A"),
        ("kind", "企业"),
        ("level", "村"),
        ("region", "4113"),
        ("region", "4113000"),
        ("region", "41130a"),
        ("family", "wordpress"),
        ("local_due", "02-30"),
        ("local_due", "13-01"),
        ("local_due", "1.28"),
        ("local_due", "月底"),
        ("active_from", "2025-02-29"),
        ("active_from", "45321"),
        ("active_from", "2025-3/1"),
        ("column_url", "agency.example/col"),
        ("column_url", "ftp://agency.example/"),
        ("column_url", "file:///etc/passwd"),
        ("column_url", "javascript:alert(1)"),
        ("column_url", "view-source:https://agency.example/"),
        ("column_url", "https://user:word@agency.example/"),
        ("column_url", "https://user@agency.example/"),
        ("column_url", "https://agency.example\\@evil.example/"),
        ("column_url", "https://agency.example/a b"),
        ("column_url", "https://agency.example/\x07"),
        ("column_url", "https://agency.example/\u202egpj"),
        ("column_url", "https:///col"),
        ("column_url", "https://agency.example:99999/"),
        ("column_url", "https://[::1/"),
        ("column_url", "https://agency.example/" + "a" * 10_000),
        ("note", "长" * 10_001),
        ("parent", "411300-01"),
        ("successor", "411300-01"),
    ],
)
def test_a_cell_that_does_not_hold_what_its_column_asks_for_is_refused(column: str, cell: str) -> None:
    with pytest.raises(BadRoster) as refused:
        one(**{column: cell})
    (fault,) = refused.value.rows

    assert (fault.number, fault.column) == (2, column)
    assert cell.startswith(fault.value)
    assert fault.words.zh
    assert fault.words.en


def test_an_agency_cannot_end_before_it_began() -> None:
    with pytest.raises(BadRoster, match="ended before it began"):
        one(active_from="2025-03-02", active_to="2025-03-01")

    assert one(active_from="2025-03-01", active_to="2025-03-01").active_to == date(2025, 3, 1)


def test_a_code_may_name_an_agency_of_another_file() -> None:
    assert one(parent="410000", successor="411300-99").parent == "410000"


def test_a_code_that_stands_twice_names_the_first_row() -> None:
    (fault,) = faults(f"{ENGLISH}\n1,甲,部门,市\n2,乙,部门,市\n1.0,丙,部门,市\n")

    assert (fault.number, fault.words.zh) == (4, "单位编码与第 2 行重复")


@pytest.mark.parametrize("headings", ["code,name,level", "单位编码,单位全称,层级"])
def test_a_missing_column_is_named(headings: str) -> None:
    (fault,) = faults(headings + "\n1,甲,市\n")

    assert (fault.number, fault.column, fault.words.zh) == (1, "kind", "缺少“单位类别”列")


def test_a_title_above_the_headings_is_explained() -> None:
    assert "请删去" in faults(f"某某市单位名录,,,\n{CHINESE}\n1,甲,部门,市\n")[0].words.zh


@pytest.mark.parametrize("twice", ["name", "单位全称", "Name "])
def test_a_heading_that_stands_twice_is_refused(twice: str) -> None:
    (fault,) = faults(f"{ENGLISH},{twice}\n1,甲,部门,市,乙\n")

    assert (fault.number, fault.column) == (1, twice.strip())


def test_an_unknown_heading_that_stands_twice_is_refused() -> None:
    assert len(faults(f"{ENGLISH},电话,电话\n1,甲,部门,市,1,2\n")) == 1


def test_a_value_without_a_heading_is_refused() -> None:
    assert [fault.number for fault in faults(f"{ENGLISH},\n1,甲,部门,市,5\n2,乙,部门,市,,6\n")] == [2, 3]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "code"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old .xls"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "code"),
        (f'{ENGLISH}\n1,"甲,部门,市\n'.encode(), "quotes"),
        (f"{ENGLISH}\n1,甲".encode()[:-1], "decoded as UTF-8"),
        (f"{ENGLISH}\n1,教育局,部门,市\n".encode() + b"2,\xe4\xb9,x,y\n", "decoded as UTF-8"),
        (b"\xff\xfea", "decoded as UTF-16"),
        (workbook([ENGLISH.split(",")])[:-100], "damaged"),
    ],
)
def test_a_file_that_is_no_spreadsheet_says_so(content: bytes, says: str) -> None:
    assert says in faults(content)[0].words.en


def test_broken_utf_8_is_not_taken_for_gb18030_and_names_its_line() -> None:
    good = f"{ENGLISH}\n1,某某市教育局,部门,市\n".encode()

    assert faults(good + b"2,\xe6\x9f,x,y\n")[0].number == 3


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (roster_sheets.MAX_UNPACKED + 1))

    assert len(out.getvalue()) < 1_000_000
    assert "too large" in faults(out.getvalue())[0].words.en


def test_a_sheet_that_claims_a_million_rows_is_read_for_what_it_holds() -> None:
    small = workbook([ENGLISH.split(","), ["1", "甲", "部门", "市"]])
    claimed = _with_sheet(small, lambda xml: xml.replace(b'ref="A1:D2"', b'ref="A1:XFD1048576"'))

    assert claimed != small
    assert len(read_roster(claimed, name="roster.xlsx")) == 1


def test_a_row_at_the_end_of_the_world_is_refused() -> None:
    small = workbook([ENGLISH.split(","), ["1", "甲", "部门", "市"]])
    far = _with_sheet(small, lambda xml: xml.replace(b'<row r="2">', b'<row r="1048576">'))

    assert "too large" in faults(far)[0].words.en


def test_entities_in_a_workbook_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 1000 + b'"><!ENTITY b "' + b"&a;" * 1000 + b'">]>'
    small = workbook([ENGLISH.split(","), ["1", "甲", "部门", "市"]])
    in_utf16 = ('<?xml version="1.0" encoding="UTF-16"?>' + bomb.decode()).encode("utf-16")

    assert "damaged" in faults(_with_sheet(small, lambda xml: bomb + xml))[0].words.en
    assert "damaged" in faults(_with_sheet(small, lambda _: in_utf16))[0].words.en


def _with_sheet(content: bytes, change: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            held = old.read(member)
            new.writestr(member, change(held) if member == "xl/worksheets/sheet1.xml" else held)
    return out.getvalue()


# Writing

# A spreadsheet's error values (`#REF!`) never come in, so they need not go out.
texts = st.text(max_size=12).map(clean_text).filter(lambda text: not text.startswith("#"))
names = st.text(max_size=12).map(clean_name).filter(lambda text: not text.startswith("#"))
parts = names.map(lambda name: name.replace(";", "").replace("；", "").strip()).filter(bool)
codes = st.from_regex(r"[0-9A-Za-z甲乙][\w.\-]{0,8}", fullmatch=True, alphabet="0aZ甲乙9.-_")
strange = names.filter(lambda name: name and column_of(name) is None)
agencies = st.builds(
    Agency,
    code=codes.filter(lambda code: not re.fullmatch(r"\d+\.0+", code)),
    name=names.filter(bool),
    aliases=st.lists(parts, unique=True, max_size=3).map(tuple),
    kind=st.sampled_from(Kind),
    level=st.sampled_from(Level),
    region=st.sampled_from(["", "411300"]),
    column_url=st.sampled_from(["", "https://agency.example/col/?a=1&b=信息#x"]),
    family=st.sampled_from(["", *FAMILIES]),
    local_due=st.none() | st.dates().map(lambda day: MonthDay(day.month, day.day)),
    active_from=st.none() | st.dates(max_value=date(2000, 1, 1)),
    active_to=st.none() | st.dates(min_value=date(2000, 1, 1)),
    exempt_reason=texts.filter(bool),
    exempt_document=texts,
    exempt_until=st.none() | st.dates(),
    note=texts,
    unknown_columns=st.dictionaries(strange, texts.filter(bool), max_size=3).map(
        lambda held: tuple(sorted(held.items()))
    ),
)
rosters = st.lists(agencies, max_size=3, unique_by=lambda agency: agency.code)
HOSTILE = Agency(
    code="1",
    name="=HYPERLINK(1)",
    kind=Kind.OFFICE,
    level=Level.COUNTY,
    aliases=("@甲", "-乙"),
    note="'=cmd",
    exempt_reason='+1;2,"3"\n_x000D_',
    unknown_columns=(("=1+1", "''@x"), ("电话", "-5")),
)


@settings(max_examples=60)
@given(roster=rosters, language=st.sampled_from(Language))
@example(roster=[HOSTILE], language=Language.ZH)
def test_what_is_exported_as_csv_reads_back_exactly(roster: list[Agency], language: Language) -> None:
    assert read_roster(write_csv(roster, language), name="roster.csv") == tuple(roster)


@settings(max_examples=40)
@given(roster=rosters, language=st.sampled_from(Language))
@example(roster=[HOSTILE], language=Language.ZH)
def test_what_is_exported_as_a_workbook_reads_back_exactly(roster: list[Agency], language: Language) -> None:
    assert read_roster(write_xlsx(roster, language), name="roster.xlsx") == tuple(roster)


def test_an_exported_csv_opens_in_excel_without_formulas() -> None:
    content = write_csv([HOSTILE], Language.EN)
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]

    assert content.startswith(b"\xef\xbb\xbf")
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_an_exported_workbook_holds_text_and_no_formulas() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx([HOSTILE], Language.ZH)))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_an_export_speaks_the_language_asked_for() -> None:
    chinese = write_csv([AGENCY], Language.ZH).decode("utf-8-sig").splitlines()
    english = write_csv([AGENCY], Language.EN).decode("utf-8-sig").splitlines()

    assert chinese[0].startswith(
        "单位编码,单位全称,别名,单位类别,层级,行政区划代码,上级单位编码,主管公开办编码,"
    )
    assert (",部门,市," in chinese[1], ",department,city," in english[1]) == (True, True)
    assert english[0] == (
        "code,name,aliases,kind,level,region,parent,oversight,column_url,family,local_due,"
        "active_from,active_to,successor,exempt_reason,exempt_document,exempt_until,note"
    )


def test_unknown_columns_of_several_files_come_together() -> None:
    first = Agency(code="1", name="甲", kind=Kind.ZONE, level=Level.CITY, unknown_columns=(("电话", "1"),))
    second = Agency(
        code="2", name="乙", kind=Kind.ZONE, level=Level.CITY, unknown_columns=(("联络员", "张"),)
    )

    assert read_roster(write_csv([first, second], Language.ZH), name="roster.csv") == (first, second)


def test_an_exemption_has_a_document_and_a_last_day_under_chinese_headings_too() -> None:
    content = "单位编码,单位全称,单位类别,层级,豁免理由,豁免依据,豁免截止日期\n1,甲局,部门,县,涉密,某政办〔2025〕9号,2026年12月31日\n"

    (agency,) = read_roster(content.encode(), name="r.csv")

    assert (agency.exempt_reason, agency.exempt_document) == ("涉密", "某政办〔2025〕9号")
    assert agency.exempt_until == date(2026, 12, 31)


@pytest.mark.parametrize("cells", ["某政办〔2025〕9号,", ",2026-12-31"])
def test_an_exemption_without_its_reason_is_refused(cells: str) -> None:
    content = f"code,name,kind,level,exempt_document,exempt_until\n1,甲局,department,county,{cells}\n"

    with pytest.raises(BadRoster, match="an exemption needs its reason"):
        read_roster(content.encode(), name="r.csv")
