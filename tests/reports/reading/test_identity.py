"""Whose report and of which year, by the title and by what the text says."""

import pytest

from reports.reading import read
from reports.reading.identity import best_title, body_agencies, body_years, opening_year

TITLE = "示例县水利局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。", (2023,)),
        ("统计期限为 2023 年 1 月 1 日至 12 月 31 日。", (2023,)),
        ("自2010年1月1日起至2009年12月31日止", (2010, 2009)),
        ("现公布示例县水利局2023年度政府信息公开工作年度报告。", (2023,)),
        ("编制我单位2021年政府信息公开工作年度报告。", (2021,)),
        ("根据2022年政务公开工作要点和2019年修订的条例，", ()),
        ("《省政府办公厅关于做好2012年政府信息公开工作年度报告有关事项的通知》", ()),
    ],
)
def test_the_years_a_text_reports_on(text: str, years: tuple[int, ...]) -> None:
    assert body_years(text) == years


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("现公布示例县水利局2023年度政府信息公开工作年度报告。", ("示例县水利局",)),
        ("本报告由示例市人民政府办公室根据条例编制。", ("示例市人民政府办公室",)),
        (
            "如有疑问，请与示例县政务服务和大数据管理局（地址：某路1号，电话：0）。",
            ("示例县政务服务和大数据管理局",),
        ),
        ("请直接与示例镇人民政府联系。", ("示例镇人民政府",)),
        ("现将我局2023年度政府信息公开情况报告如下", ()),
        ("编制我单位2021年政府信息公开工作年度报告。", ()),
        ("由本机关编制。", ()),
        ("正文", ()),
    ],
)
def test_the_agencies_a_text_calls_its_author(text: str, agencies: tuple[str, ...]) -> None:
    assert body_agencies(text, "") == agencies


def test_a_contact_may_stand_at_the_end() -> None:
    assert body_agencies("前言", "如有疑问，请与示例县水利局联系。") == ("示例县水利局",)


def test_the_title_that_says_most_is_the_title() -> None:
    found = best_title(["政府信息公开年报", "示例县人民政府门户网站"], ("发布时间：", TITLE, "正文。"))
    assert found is not None
    assert (found[0], found[1].year, found[1].agency) == (TITLE, 2023, "示例县水利局")


def test_of_equals_the_pages_own_title_wins() -> None:
    found = best_title([TITLE], ("示例县农业局2022年政府信息公开工作年度报告",))
    assert found is not None
    assert found[0] == TITLE


def test_a_title_broken_over_two_lines_is_put_together() -> None:
    found = best_title([], ("正文", "2023 年示例市人民政府办公厅政府信息公开", "工作年度报告"))
    assert found is not None
    assert (found[1].year, found[1].agency) == (2023, "示例市人民政府办公厅")


def test_a_sentence_is_no_title() -> None:
    assert best_title([], ("现将2023年政府信息公开工作年度报告公布如下：",)) is None


def test_the_texts_own_title_adds_its_year_where_the_pages_says_another() -> None:
    page = f"<h1>{TITLE}</h1><div><p>示例县水利局2022年政府信息公开工作年度报告</p><p>一、总体情况</p><p>正文</p></div>"
    page = page.replace("</div>", "<p>六、其他需要报告的事项</p><p>无。</p></div>")
    report = read(page.encode())
    assert (report.title_year, report.body_years, report.year) == (2023, (2022,), 2023)


def test_the_opening_year_serves_only_where_nothing_else_says_the_year() -> None:
    assert read("一、总体情况\n2023年，正文。".encode()).year == 2023
    report = read(f"{TITLE}\n一、总体情况\n2022年，正文。".encode())
    assert (report.year, report.body_years) == (2023, ())
    assert opening_year("在2023年") is None


def test_a_text_that_names_neither_agency_nor_year_says_none() -> None:
    report = read("一、总体情况\n各部门积极公开。\n六、其他需要报告的事项\n无。".encode())
    assert (report.title, report.agency, report.year, report.body_agencies) == (None, None, None, ())
