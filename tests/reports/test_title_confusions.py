"""Every title of the real columns and of domain §6.7 against the truth, written by hand: report or not, whose, of when.

A wrong acceptance makes a report of a notice; a wrong refusal accuses an agency that published. Both must be none.
The titles of the real columns are not ours to keep: their truth stands here by the number of their row.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.agency import Agency, Kind, Level
from reports.titles import match_agency, read_title

LISTS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "lists"
needs_lists = pytest.mark.skipif(not LISTS.is_dir(), reason=f"no corpus at {LISTS}")


def agency(name: str, *aliases: str) -> Agency:
    return Agency(code=name, name=name, aliases=aliases, kind=Kind.DEPARTMENT, level=Level.COUNTY)


@dataclass(frozen=True, slots=True)
class Truth:
    """What a person says of a title. `whose` is a name of the roster, or empty; of no report only that counts."""

    is_report: bool
    whose: str = ""
    year: int | None = None


NO = Truth(False)

# The real columns, row by row from 1.

INDUSTRY, EDUCATION, LABOUR = "河北省工业和信息化厅", "河北省教育厅", "河北省人力资源和社会保障厅"
ZONE, COUNTY, TAXES = "平潭综合实验区管委会", "平潭县人民政府", "平潭综合实验区地方税务局"
ROSTER = (
    *(agency(name) for name in (INDUSTRY, EDUCATION, LABOUR, COUNTY, TAXES)),
    agency(ZONE, "平潭综合实验区"),
)


def reports(whose: str, *years: int) -> tuple[Truth, ...]:
    return tuple(Truth(True, whose, year) for year in years)


COLUMNS: dict[str, tuple[Truth, ...]] = {
    "hebei_gxt_zfxxgknb_titles.tsv": (
        *reports(INDUSTRY, 2023), NO, *reports(INDUSTRY, 2022, 2021, 2020), NO, *reports(INDUSTRY, 2019), NO, NO,
        *reports(INDUSTRY, 2018), NO, *reports(INDUSTRY, 2017, 2016),
    ),
    "hebei_jyt_zfxxgknb_titles.tsv": (
        *reports(EDUCATION, 2023), NO, *reports(EDUCATION, 2022), NO, NO, *reports(EDUCATION, 2021, 2020), NO,
        *reports(EDUCATION, 2019), NO, NO, *reports(EDUCATION, 2018), NO,
        *reports(EDUCATION, 2017, 2016, 2014, 2013),
    ),
    "hebei_rst_zfxxgknb_titles.tsv": reports(LABOUR, 2023, 2022, 2021, 2020, 2019, 2018, 2017),
    "pingtan_zfxxgknb_titles.tsv": (
        *reports(ZONE, 2011), *reports(COUNTY, 2011, 2012), *reports(ZONE, 2012), *reports(COUNTY, 2013),
        *reports(TAXES, 2013), *reports(ZONE, 2013), NO, *reports(ZONE, *range(2014, 2026)),
    ),
}  # fmt: skip

# Domain §6.7 and what its forms grow into.

STREET, OFFICE, TOWN = "上海市黄浦区人民政府打浦桥街道办事处", "屯溪区人民政府办公室", "太平镇人民政府"
WATER, GOVERNMENT, HIGH_TECH = "青石县水利局", "青石县人民政府", "南阳高新技术产业开发区管理委员会"
STATISTICS, SHANGHAI = "青石县统计局", "上海市人民政府"
FORMS_ROSTER = tuple(
    agency(name) for name in (STREET, OFFICE, TOWN, WATER, GOVERNMENT, HIGH_TECH, STATISTICS, SHANGHAI)
)

FORMS: tuple[tuple[str, Truth], ...] = (
    # Accepted: organ first, year first, and every result the form allows.
    ("2022年上海市政府信息公开工作年度报告", Truth(True, SHANGHAI, 2022)),
    ("2025 年上海市黄浦区人民政府打浦桥街道政府信息\n公开工作年度报告", Truth(True, STREET, 2025)),
    ("太平镇2025年度政府信息公开工作年度报告", Truth(True, TOWN, 2025)),
    ("屯溪区人民政府办公室2019年度政府信息公开年报", Truth(True, OFFICE, 2019)),
    ("青石县2016年政务信息公开年度报告", Truth(True, GOVERNMENT, 2016)),
    ("青石县水利局2025年信息公开年报", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作报告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年度政府信息公开的年度工作报告", Truth(True, WATER, 2025)),
    ("2025年度青石县水利局政府信息公开工作年度工作报告", Truth(True, WATER, 2025)),
    ("青石县水利局政府信息公开2025年年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局政府信息公开工作年度报告（2025年度）", Truth(True, WATER, 2025)),
    ("（2025年）青石县水利局政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局关于2025年政府信息公开工作情况的报告", Truth(True, WATER, 2025)),
    # Whose: by place, by alias, in brackets, before a separator, twice, by nobody.
    ("高新区管委会2025年政府信息公开工作年度报告", Truth(True, HIGH_TECH, 2025)),
    ("南阳高新区2025年政府信息公开工作年度报告", Truth(True, HIGH_TECH, 2025)),
    ("【县水利局】2025年政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("【置顶】青石县水利局2025年政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("2025年政府信息公开年报（青石县水利局）", Truth(True, WATER, 2025)),
    ("2025年政府信息公开年报-青石县水利局", Truth(True, WATER, 2025)),
    ("青石县水利局|2025年政府信息公开年报", Truth(True, WATER, 2025)),
    ("青石县水利局青石县水利局2025年政府信息公开年报", Truth(True, WATER, 2025)),
    ("01 青石县水利局2025年政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("青石县统计局2025年政府信息公开工作年度报告", Truth(True, STATISTICS, 2025)),
    ("2025年政府信息公开工作年度报告", Truth(True, "", 2025)),
    ("青石县畜牧局2025年政府信息公开工作年度报告", Truth(True, "", 2025)),  # none of the roster
    # When: in numerals, full width, spaced; a month or a day of publication is no report year.
    ("青石县水利局二〇二四年政府信息公开工作年度报告", Truth(True, WATER, 2024)),
    ("青石县水利局二○二五年政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("贰零贰伍年青石县水利局政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局 ２０２５ 年 度 政 府 信 息 公 开 年 报", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年度报告（2026年1月20日发布）", Truth(True, WATER, 2025)),
    ("2026年1月青石县水利局政府信息公开工作年度报告", Truth(True, WATER, None)),
    ("2024-2025年青石县水利局政府信息公开工作年度报告", Truth(True, WATER, None)),
    # Written otherwise, or cut.
    ("青石縣水利局2025年政府信息公開工作年度報告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公（gōng）开工作年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公gōng开kāi工作年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年…", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息...", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年度报告.pdf", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年度报告（更正版）", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年度报告[2026-01-20]", Truth(True, WATER, 2025)),
    # May be the report, and only opening it can tell: accepted, and marked so (test_titles.py).
    ("青石县水利局发布2025年政府信息公开工作年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年环境信息公开年度报告", Truth(True, WATER, 2025)),
    ("青石县水利局2025年政府信息公开工作年度报告及有关情况的说明", Truth(True, WATER, 2025)),
    ("关于公布青石县水利局2025年政府信息公开工作年度报告的公告", Truth(True, WATER, 2025)),
    # Refused (domain §6.7).
    ("关于做好2025年政府信息公开工作年度报告编制和发布工作的通知", NO),
    ("青石县人民政府办公室关于做好2025年度政府信息公开年报编制工作的通知", NO),
    ("青石县2025年政府信息公开工作年度报告公布情况", NO),
    ("2025年政府信息公开工作年度报告编制和发布部署会", NO),
    ("青石县开展政府信息公开年度报告编制业务培训", NO),
    ("政府信息公开工作年度报告制度", NO),
    ("政府信息公开工作年度报告格式", NO),
    ("政府信息公开年度报告编制规范", NO),
    ("2025年政府网站监管年度报表", NO),
    ("青石县水利局2025年政府网站工作年度报表", NO),
    ("青石县水利局2025年法治政府建设年度报告", NO),
    ("青石县水利局2025年行政执法统计年报", NO),
    ("青石县水利局2025年度部门决算", NO),
    ("青石县2025年政府信息公开工作年度报告图解", NO),
    ("一图读懂青石县2025年政府信息公开工作年度报告", NO),
    ("《青石县2025年政府信息公开工作年度报告》解读", NO),
    ("青石县2025年政府信息公开工作年度报告（图片版）", NO),
    ("青石县统计局2025年统计年报", NO),
    ("青石县水利局2025年第四季度政府信息公开工作报告", NO),
)  # fmt: skip


def judged(title: str, roster: tuple[Agency, ...]) -> Truth:
    """What the program says of a title, in the same words."""
    reading = read_title(title)
    if not reading.is_report:
        return NO
    fits = match_agency(reading.agency, roster)
    return Truth(True, fits[0].name if len(fits) == 1 else "", reading.year)


def mistaken(pairs: list[tuple[str, Truth, Truth]]) -> list[str]:
    return [f"{title}: {said}, in truth {true}" for title, true, said in pairs if said != true]


def table(pairs: list[tuple[str, Truth, Truth]]) -> Counter[tuple[bool, bool]]:
    """(is one, is taken for one) → how many."""
    return Counter((true.is_report, said.is_report) for _, true, said in pairs)


@needs_lists
def test_no_title_of_a_real_column_is_taken_for_what_it_is_not() -> None:
    pairs = []
    for name, truths in COLUMNS.items():
        with (LISTS / name).open(encoding="utf-8") as lines:
            titles = [row["title"] for row in csv.DictReader(lines, delimiter="\t")]
        pairs += [(t, true, judged(t, ROSTER)) for t, true in zip(titles, truths, strict=True)]

    assert mistaken(pairs) == []
    assert table(pairs) == {(True, True): 44, (False, False): 13}


def test_no_form_a_title_takes_is_taken_for_what_it_is_not() -> None:
    pairs = [(title, true, judged(title, FORMS_ROSTER)) for title, true in FORMS]

    assert mistaken(pairs) == []
    assert table(pairs) == {(True, True): 44, (False, False): 19}


# Two agencies fit, or none: a person decides.


@pytest.mark.parametrize(
    ("named", "roster", "fitting"),
    [
        ("高新区管委会", (HIGH_TECH, "南阳市水利局"), (HIGH_TECH,)),
        ("高新区管委会", (HIGH_TECH, "邓州高新技术产业开发区管委会"), (HIGH_TECH, "邓州高新技术产业开发区管委会")),
        ("南阳高新区管委会", (HIGH_TECH, "邓州高新技术产业开发区管委会"), (HIGH_TECH,)),
        ("水利局", ("南阳市水利局", "卧龙区水利局"), ("南阳市水利局", "卧龙区水利局")),
        ("市水利局", ("南阳市水利局", "卧龙区水利局"), ("南阳市水利局",)),
        ("畜牧局", ("南阳市水利局", "卧龙区水利局"), ()),
        ("青石县人民政府", (GOVERNMENT, "青石县人民政府办公室"), (GOVERNMENT,)),
        ("青石县政府办", (GOVERNMENT, "青石县人民政府办公室"), ("青石县人民政府办公室",)),
    ],
)  # fmt: skip
def test_a_name_fits_one_agency_or_several_or_none(
    named: str, roster: tuple[str, ...], fitting: tuple[str, ...]
) -> None:
    found = match_agency(named, tuple(agency(name) for name in roster))

    assert tuple(each.name for each in found) == fitting
