"""Titles of real columns: which name a report, whose, of which year (domain §6.7)."""

import csv
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agency import Agency, Kind, Level
from reports.titles import Match, Refusal, names_report, read_title, report_for

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")


def agency(name: str, *aliases: str) -> Agency:
    return Agency(code=name, name=name, aliases=aliases, kind=Kind.DEPARTMENT, level=Level.COUNTY)


@pytest.mark.parametrize(
    ("title", "year", "named"),
    [
        # The official wording, the agency before or behind the year (domain §6.7).
        ("青石县水利局2025年政府信息公开工作年度报告", 2025, "青石县水利局"),
        ("2025年青石县水利局政府信息公开工作年度报告", 2025, "青石县水利局"),
        ("2022年上海市政府信息公开工作年度报告", 2022, "上海市"),
        ("太平镇2025年度政府信息公开工作年度报告", 2025, "太平镇"),
        ("屯溪区人民政府办公室2019年度政府信息公开年报", 2019, "屯溪区人民政府办公室"),
        ("青石县2016年政务信息公开年度报告", 2016, "青石县"),
        ("定西市2020年政府信息公开工作的年度报告", 2020, "定西市"),
        ("XX公司（园区）2024年政府信息公开工作年度报告", 2024, "xx公司(园区)"),
        # Wordings of the three Hebei columns, 2013 to 2023.
        ("河北省工业和信息化厅2019年政府信息公开报告", 2019, "河北省工业和信息化厅"),
        ("河北省工业和信息化厅2023年度政府信息公开工作报告", 2023, "河北省工业和信息化厅"),
        ("河北省教育厅2013年度政府信息公开总结", 2013, "河北省教育厅"),
        # Pingtan: no 政府, and 年度 twice.
        ("平潭综合实验区地方税务局2013年信息公开年度报告", 2013, "平潭综合实验区地方税务局"),
        ("平潭综合实验区管委会2014年度政府信息公开工作年度报告", 2014, "平潭综合实验区管委会"),
        # A line break within the title, as on the page of a Shanghai street.
        (
            "2025 年上海市黄浦区人民政府打浦桥街道政府信息\n公开工作年度报告",
            2025,
            "上海市黄浦区人民政府打浦桥街道",
        ),
        # The agency twice, in two parts, with one 政府 too few, in brackets, before a separator.
        ("青石县水利局2025年青石县水利局政府信息公开工作年度报告", 2025, "青石县水利局"),
        ("青石县水利局2025年水利局政府信息公开年报", 2025, "青石县水利局"),
        ("南阳市2025年高新区管委会政府信息公开工作年度报告", 2025, "南阳市高新区管委会"),
        ("青石县人民政府信息公开工作年度报告（2025年）", 2025, "青石县人民政府"),
        ("2025年政府信息公开年报（青石县水利局）", 2025, "青石县水利局"),
        ("青石县水利局_2025年政府信息公开工作年度报告_青石县人民政府网", 2025, "青石县水利局"),
        # No agency, or nobody in particular.
        ("2025年政府信息公开工作年度报告", 2025, ""),
        ("信息公开年报2025", 2025, ""),
        ("我局2025年政府信息公开工作年度报告", 2025, ""),
        ("政府信息公开工作年度报告", None, ""),
        # Agencies whose names hold the words that refuse other titles.
        ("青石县统计局2025年政府信息公开工作年度报告", 2025, "青石县统计局"),
        ("青石县法治建设办公室2025年政府信息公开年报", 2025, "青石县法治建设办公室"),
        ("中共青石县委机构编制委员会办公室2025年政府信息公开年报", 2025, "中共青石县委机构编制委员会办公室"),
        ("编制委员会办公室2025年政府信息公开年报", 2025, "编制委员会办公室"),
        ("青石县干部培训中心2025年政府信息公开年度报告", 2025, "青石县干部培训中心"),
        ("青石县城市管理行政执法局2025年政府信息公开年报", 2025, "青石县城市管理行政执法局"),
        # What a site adds around a title.
        ("附件1：青石县水利局2025年政府信息公开工作年度报告.docx", 2025, "青石县水利局"),
        ("首页>政府信息公开年报>青石县水利局2025年政府信息公开工作年度报告", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告 - 通知公告 - 青石县人民政府", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告_政府信息公开制度_青石县", 2025, "青石县水利局"),
        ("[2026-01-15] 2025年青石县水利局政府信息公开工作年度报告", 2025, "青石县水利局"),
        ("青石县水利局政府信息公开工作年度报告 2026-01-15", None, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告(2026年1月发布)", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告（修订版）", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告（附图解）", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年度报告（新格式）", 2025, "青石县水利局"),
        # A report that a letter or a notice may carry in itself (domain I06).
        ("关于公布青石县水利局2025年政府信息公开工作年度报告的公告", 2025, "青石县水利局"),
        ("关于印发《青石县2008年政府信息公开工作年度报告》的通知", 2008, "青石县"),
        ("关于报送2021年政府信息公开工作年度报告的函", 2021, ""),
        ("青石县水利局关于2025年度政府信息公开工作情况的报告", 2025, "青石县水利局"),
        # Generic beneath a column that says the rest.
        ("2025年年报", 2025, ""),
        ("青石县水利局2025年年度报告", 2025, "青石县水利局"),
        ("2025年度报告（政府信息公开）", 2025, ""),
        # Two years: the nearer to the report; a span is no year.
        ("2025年青石县水利局2024年政府信息公开工作年度报告", 2024, "青石县水利局"),
        ("2024-2025学年青石大学信息公开工作年度报告", None, "青石大学"),
        # Cut short by the list.
        ("青石县水利局2025年政府信息公开工作年…", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年...", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息公开工作年", 2025, "青石县水利局"),
        ("青石县水利局2025年政府信息…", 2025, "青石县水利局"),
    ],
)
def test_a_title_of_a_report_gives_its_year_and_agency(title: str, year: int | None, named: str) -> None:
    reading = read_title(title)

    assert (reading.is_report, reading.year, reading.agency) == (True, year, named)
    assert reading.refusal is None


@pytest.mark.parametrize(
    "year",
    [
        "二〇二五年",
        "二零二五年",
        "二○二五年",
        "二O二五年",
        "二0二五年",
        "２０２５ 年",
        "2025年度",
        "2 0 2 5年",
    ],
)
def test_a_year_is_read_in_every_notation(year: str) -> None:
    assert read_title(f"青石县水利局{year}政府信息公开工作年度报告").year == 2025


@pytest.mark.parametrize(
    "title",
    [
        "青石县水利局2025年政府信息公（gōng）开工作年度报告",  # a gloss
        "青石县水利局\u200b2025年政府\u200c信息\ufeff公开工作年度报告\u202e",  # zero-width and bidi
        "青石縣水利局2025年政府信息公開工作年度報告",  # a mirror converts the letters
        "青石縣水利局2025年政府資訊公開工作年度報告",
        "　青石县 水利局　２０２５ 年政府信息公开\u00a0工作年度报告 ",
        "《青石县水利局2025年政府信息公开工作年度报告》",
        "青石县水利局2025年政府信息公开⼯作年度报告",  # a PDF font's radical
    ],
)
def test_what_is_unseen_or_written_otherwise_changes_nothing(title: str) -> None:
    assert read_title(title) == read_title("青石县水利局2025年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    ("title", "refusal"),
    [
        ("关于做好2025年政府信息公开工作年度报告编制和发布工作的通知", Refusal.NOTICE),
        ("关于做好2025年政府信息公开工作年度…", Refusal.NOTICE),
        ("关于报送2025年政府信息公开工作年度报告的通知", Refusal.NOTICE),
        ("关于商请报送2025年政府信息公开年度报告的函", Refusal.NOTICE),
        ("关于2014年政府信息公开工作要点落实情况的函", Refusal.NOTICE),
        ("关于2022年政务公开工作总结的通报", Refusal.NOTICE),
        ("青石县2025年政府信息公开工作年度报告公布情况", Refusal.RELEASE_NEWS),
        ("青石县各单位按时公布2025年政府信息公开工作年度报告", Refusal.RELEASE_NEWS),
        ("2025年政府信息公开工作年度报告编制和发布部署会", Refusal.MEETING),
        ("青石县召开2025年政府信息公开工作年度报告编制培训会", Refusal.MEETING),
        ("恩格贝生态示范区召开2020年度工作会暨党风廉政建设会议", Refusal.MEETING),
        ("政府信息公开工作年度报告制度", Refusal.RULES),
        ("中华人民共和国政府信息公开工作年度报告格式", Refusal.RULES),
        ("青石县政府信息公开年度报告编制发布规范", Refusal.RULES),
        ("2025年政府信息公开工作年度报告（模板）", Refusal.RULES),
        ("政府信息公开指南", Refusal.RULES),
        ("2025年政府网站工作年度报表", Refusal.WEBSITE_REPORT),
        ("河北省工业和信息化厅网站工作2019年度报表", Refusal.WEBSITE_REPORT),
        ("青石县2025年政府网站监管年度报表", Refusal.WEBSITE_REPORT),
        ("法治政府建设年度报告", Refusal.LAW_GOVERNMENT),
        ("河北省工业和信息化厅关于2019年法治政府建设情况的报告", Refusal.LAW_GOVERNMENT),
        ("政府信息公开情况统计表（ 2018年度）", Refusal.STATISTICS),
        ("青石县水利局2025年政府信息公开工作年度报告统计表", Refusal.STATISTICS),
        ("2025年行政执法统计年报", Refusal.STATISTICS),
        ("青石县统计局2025年统计年报", Refusal.STATISTICS),
        ("青石县财政局2025年度部门决算公开", Refusal.FINANCE),
        ("盐城市住房公积金管理中心2018年预决算信息公开工作报告", Refusal.FINANCE),
        ("2025年第一季度政府信息公开工作报告", Refusal.PERIOD),
        ("2025年上半年政府信息公开工作总结", Refusal.PERIOD),
        ("关于2014年政府信息公开工作要点落实情况的报告", Refusal.OTHER),
        ("2025年政府工作报告", Refusal.OTHER),
        ("青石县水利局2025年工作总结", Refusal.OTHER),
        ("政府信息公开", Refusal.OTHER),
        ("2016，恩格贝，精彩继续！", Refusal.OTHER),
        ("一图读懂示范区2017年重点工作", Refusal.OTHER),
    ],
)
def test_what_stands_beside_a_report_is_refused_by_its_kind(title: str, refusal: Refusal) -> None:
    reading = read_title(title)

    assert (reading.is_report, reading.refusal) == (False, refusal)
    assert not names_report(title)


@pytest.mark.parametrize(
    "title",
    [
        "青石县2025年政府信息公开工作年度报告（图解）",
        "图解：青石县2025年政府信息公开工作年度报告",
        "一图读懂青石县2025年政府信息公开工作年度报告",
        "《青石县2025年政府信息公开工作年度报告》解读",
        "青石县2025年政府信息公开工作年度报告（图片版）",
        "青石县2025年政府信息公开工作年度报告（超链版）.pdf",
    ],
)
def test_a_companion_is_no_report_and_says_whose_it_stands_beside(title: str) -> None:
    reading = read_title(title)

    assert (reading.is_report, reading.companion, reading.year, reading.agency) == (
        False,
        True,
        2025,
        "青石县",
    )


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("2025年", ""),
        ("2025年度", ""),
        ("青石县水利局2025年", "青石县水利局"),
        ("青石县水利局2025年政府...", "青石县水利局"),
    ],
)
def test_a_title_that_says_too_little_is_undecided(title: str, named: str) -> None:
    reading = read_title(title)

    assert (reading.undecided, reading.year, reading.agency) == (True, 2025, named)


@pytest.mark.parametrize(
    ("title", "loose"),
    [
        ("青石县水利局2025年政府信息公开工作年度报告", False),
        ("青石县水利局2025年政府信息公开报告", False),
        ("青石县水利局2025年政务公开工作总结", True),
        ("青石县水利局2025年政府信息公开工作年度报告公示", True),
        ("关于公布2025年政府信息公开工作年度报告的公告", True),
        ("青石县水利局2025年年报", True),
        ("青石县水利局2025年政府信息公开工作情况", True),
    ],
)
def test_an_unusual_wording_is_accepted_and_marked(title: str, loose: bool) -> None:
    reading = read_title(title)

    assert (reading.is_report, reading.loose) == (True, loose)


def test_a_document_number_and_a_date_name_no_report_year() -> None:
    reading = read_title("青政办〔2026〕5号 2026年1月20日 政府信息公开工作年度报告")

    assert reading.years == ()


# Real columns: rows (from 1, after the heading) that hold no report; all others do.
_NO_REPORT = {
    "hebei_gxt_zfxxgknb_titles.tsv": {2, 6, 8, 9, 11},
    "hebei_jyt_zfxxgknb_titles.tsv": {2, 4, 5, 8, 10, 11, 13},
    "hebei_rst_zfxxgknb_titles.tsv": set(),
    "pingtan_zfxxgknb_titles.tsv": {8},
}
_YEARS = {
    "hebei_gxt_zfxxgknb_titles.tsv": [2023, 2022, 2021, 2020, 2019, 2018, 2017, 2016],
    "hebei_jyt_zfxxgknb_titles.tsv": [2023, 2022, 2021, 2020, 2019, 2018, 2017, 2016, 2014, 2013],
    "hebei_rst_zfxxgknb_titles.tsv": [2023, 2022, 2021, 2020, 2019, 2018, 2017],
    "pingtan_zfxxgknb_titles.tsv": [
        *(2011, 2011, 2012, 2012, 2013, 2013, 2013),
        *range(2014, 2026),
    ],
}


@needs_corpus
@pytest.mark.parametrize("name", sorted(_NO_REPORT))
def test_every_title_of_a_real_column_is_told_apart(name: str) -> None:
    with (CORPUS / "lists" / name).open(encoding="utf-8") as lines:
        readings = [read_title(row["title"]) for row in csv.DictReader(lines, delimiter="\t")]
    refused = {number for number, reading in enumerate(readings, 1) if not reading.is_report}

    assert refused == _NO_REPORT[name]
    assert [reading.year for reading in readings if reading.is_report] == _YEARS[name]
    assert all(reading.agency for reading in readings if reading.is_report)


@needs_corpus
def test_the_corpus_index_is_told_apart_without_a_mistake() -> None:
    table: Counter[tuple[bool, bool]] = Counter()
    for line in (CORPUS / "INDEX.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        title = next(
            (n.removeprefix("title=") for n in entry["notes"].split("; ") if n.startswith("title=")), ""
        )
        if not title:
            continue
        is_report = "DECOY" not in entry["notes"] and "annex" not in entry["notes"]
        reading = read_title(title)
        table[is_report, reading.is_report] += 1
        assert reading.year == entry["year"]
        assert not is_report or reading.agency == entry["organ"]

    assert table == {(True, True): 25, (False, False): 12}


# A column shared by several agencies.

WATER, OFFICE, GOVERNMENT = agency("青石县水利局"), agency("青石县人民政府办公室"), agency("青石县人民政府")


@pytest.mark.parametrize(
    ("title", "agencies", "expected"),
    [
        ("青石县水利局2025年政府信息公开年报", (WATER, OFFICE), (Match.THIS, (WATER,))),
        ("青石县2025年政府信息公开年报", (GOVERNMENT, OFFICE), (Match.THIS, (GOVERNMENT,))),
        ("青石县水利局2024年政府信息公开年报", (WATER, OFFICE), (Match.NONE, ())),
        ("青石县教育局2025年政府信息公开年报", (WATER, OFFICE), (Match.NONE, ())),
        ("2025年政府信息公开年报", (WATER,), (Match.THIS, (WATER,))),
        ("2025年政府信息公开年报", (WATER, OFFICE), (Match.SEVERAL, (WATER, OFFICE))),
        ("青石县水利局2025年", (WATER,), (Match.NONE, ())),
    ],
)
def test_a_title_is_given_to_the_agencies_it_fits(
    title: str, agencies: tuple[Agency, ...], expected: tuple[Match, tuple[Agency, ...]]
) -> None:
    assert report_for(title, agencies, 2025) == expected


# Whatever a portal sends.

_PIECES = (
    "青石县 水利局 2025 年 年度 政府 信息 公开 工作 报告 年报 关于 做好 的 通知 ( ) … - _ | 图解 统计 "
    "\u200b 二〇二五 2026-01-15 月 人民政府 信息公开"
)


@given(st.lists(st.sampled_from(_PIECES.split()), max_size=30).map("".join) | st.text(max_size=200))
def test_no_title_raises_and_every_reading_is_consistent(title: str) -> None:
    reading = read_title(title)

    assert not (reading.is_report and reading.refusal)
    assert not reading.loose or reading.is_report
    assert reading.year is None or reading.year in reading.years
    assert len(reading.agency) <= 40


@given(
    name=st.sampled_from(
        ["青石县水利局", "南阳市人民政府办公室", "太平镇", "平潭综合实验区管委会", "青石县统计局"]
    ),
    year=st.integers(2008, 2040),
    unit=st.sampled_from(["年", "年度", ""]),
    topic=st.sampled_from(
        ["政府信息公开", "信息公开", "政务信息公开", "政府信息公开工作", "政府信息公开工作的"]
    ),
    result=st.sampled_from(["年度报告", "年报", "年度工作报告"]),
    order=st.sampled_from(
        ["{name}{year}{topic}{result}", "{year}{name}{topic}{result}", "{name}{topic}{result}({year})"]
    ),
    gap=st.sampled_from(["", " ", "　", "\u200b", "\n"]),
)
def test_every_accepted_form_is_read_whatever_its_order_and_gaps(
    name: str, year: int, unit: str, topic: str, result: str, order: str, gap: str
) -> None:
    reading = read_title(gap.join(order.format(name=name, year=f"{year}{unit}", topic=topic, result=result)))

    assert (reading.is_report, reading.year, reading.agency, reading.loose) == (True, year, name, False)


@pytest.mark.parametrize(
    "title",
    [
        "信息公开" * 2500,
        "关于" + "认真" * 5000,
        "2025年" * 2000,
        "信息公开" + "工作年度" * 2500,
        "(" * 10_000,
        " - " * 3333,
        "政府信息" * 2500 + "…",
        "青石县" * 3000 + "2025年政府信息公开年报",
        "2026-01-15 " * 900,
    ],
)
def test_ten_thousand_characters_take_less_than_50_milliseconds(title: str) -> None:
    read_title(title)
    begun = time.process_time()

    read_title(title)

    assert time.process_time() - begun < 0.05


def test_a_title_behind_ten_thousand_unseen_characters_is_read() -> None:
    assert read_title("\u200b" * 10_000 + "青石县水利局2025年政府信息公开年报").agency == "青石县水利局"
