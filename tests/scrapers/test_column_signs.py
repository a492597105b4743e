"""Which links lead to a column of annual reports, by their names and addresses (domain §6.1)."""

import pytest

from scrapers.column_signs import divides_a_column, points_of_a_way, signs_of_a_column


@pytest.mark.parametrize(
    ("name", "path", "points"),
    [
        ("政府信息公开年报", "/zfxxgk/zfxxgknb/", 80),
        ("政府信息公开年度报告", "/zwgk/zfxxgkzl/zfxxgkndbg/", 80),  # 福建
        ("政府信息公开工作年度报告", "/col/col1229214366/index.html", 60),  # 江北
        ("信息公开年报", "/xxgk/xxgknb/", 70),  # 恩格贝
        ("公开年报", "/xxgk/gknb/xzbm/", 70),  # 来凤
        ("年度报告", "/col/4039_446643/index.html", 40),  # 淮安
        ("年 报", "/xxgk/", 40),
        ("乡镇政府信息公开年度报告", "/xxgk/xz/", 60),
        ("市直部门年报", "/a/", 30),
        ("", "/zwgk/zfxxgknb/jbbmnb/1.html", 0),  # a document's or a page's number
        ("", "/zwgk/zfxxgknb/jbbmnb/", 20),  # 西安
        ("云溪区残联", "/module/xxgk/xxgkAnnualReport.jsp?area=001008003012020&fbtime=2024", 40),  # 瓯海
        ("", "/Xxgknb/show/5403.html", 30),
    ],
)
def test_names_and_folders_speak_for_a_column(name: str, path: str, points: int) -> None:
    signs = signs_of_a_column(name, f"http://www.example.gov.cn{path}")

    assert signs.points == points
    assert bool(signs.why) == bool(points)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("政府网站年度报表", "/wznb/"),
        ("统计年报", "/tjnb/"),
        ("法治政府建设年度报告", "/fzzf/"),
        ("部门决算", "/czxx/"),
        ("关于做好年度报告编制工作的通知", "/tz/"),
        ("云溪县水利局2025年政府信息公开工作年度报告", "/zfxxgknb/202601/t20260126_1303152.html"),
        ("图解：政府信息公开年报", "/tj/"),
        ("政府信息公开年报", "/zfxxgk/2025.pdf"),
    ],
)
def test_other_papers_and_documents_are_no_column(name: str, path: str) -> None:
    assert signs_of_a_column(name, f"http://www.example.gov.cn{path}").points == 0


def test_the_disclosure_section_comes_before_the_rest_of_the_way() -> None:
    names = ("政府信息公开", "政务公开", "网站地图", "公开")
    points = [points_of_a_way(name, "http://www.example.gov.cn/a/") for name in names]

    assert points == sorted(points, reverse=True)
    assert points[-1] > 0
    assert points_of_a_way("领导之窗", "http://www.example.gov.cn/ld/") == 0


@pytest.mark.parametrize(
    ("name", "divides"),
    [
        ("2024年", True),
        ("2024年度报告", True),
        ("区直部门", True),
        ("街镇", False),
        ("镇街", True),
        ("下载", False),
    ],
)
def test_a_column_is_divided_by_year_and_by_class_of_agency(name: str, divides: bool) -> None:
    assert divides_a_column(name) is divides
