"""Which agency of the roster a printed name means; two agencies are never taken for one."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.agency import Agency, Kind, Level
from reports.names import _places, match_agency, normalise

DIVISIONS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "registries" / "modood_areas.csv"


def agency(name: str, *aliases: str) -> Agency:
    return Agency(code=name, name=name, aliases=aliases, kind=Kind.DEPARTMENT, level=Level.COUNTY)


ROSTER = tuple(
    agency(*names)
    for names in [
        ("青石县水利局",),
        ("白河县水利局",),
        ("南阳市水利局",),
        ("青石县人民政府",),
        ("青石县人民政府办公室",),
        ("青石县公安局",),
        ("青石县公安局城关分局",),
        ("青石县市场监督管理局", "青石工商"),
        ("青石县发展和改革委员会",),
        ("南阳高新技术产业开发区管理委员会",),
        ("平潭综合实验区管委会",),
        ("上海市黄浦区人民政府打浦桥街道办事处",),
        ("太平镇人民政府",),
        ("国家税务总局青石县税务局",),
        ("南阳市生态环境局青石分局",),
    ]
)


def fitting(named: str, *, place_hint: str = "") -> list[str]:
    return [found.name for found in match_agency(named, ROSTER, place_hint=place_hint)]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("青石县水利局", "青石县水利局"),
        ("青石縣水利局", "青石县水利局"),
        ("青 石 县\u200b水利局", "青石县水利局"),
        ("河南省青石县水利局", "青石县水利局"),
        ("南阳市青石县水利局", "青石县水利局"),
        ("市水利局", "南阳市水利局"),
        ("南阳水利局", "南阳市水利局"),
        ("公安局", "青石县公安局"),
        ("青石县公安局城关分局", "青石县公安局城关分局"),
        ("青石工商", "青石县市场监督管理局"),
        ("县市场监管局", "青石县市场监督管理局"),
        ("青石县市监局", "青石县市场监督管理局"),
        ("青石县发改委", "青石县发展和改革委员会"),
        ("青石县发展改革委", "青石县发展和改革委员会"),
        ("青石县税务局", "国家税务总局青石县税务局"),
        # A place alone is its government, never its office.
        ("青石县", "青石县人民政府"),
        ("青石县政府", "青石县人民政府"),
        ("县政府", "青石县人民政府"),
        ("青石县政府办", "青石县人民政府办公室"),
        ("政府办公室", "青石县人民政府办公室"),
        ("太平镇", "太平镇人民政府"),
        ("青石县太平镇", "太平镇人民政府"),
        ("打浦桥街道", "上海市黄浦区人民政府打浦桥街道办事处"),
        ("上海市打浦桥街道办", "上海市黄浦区人民政府打浦桥街道办事处"),
        # Zones; the third is how the report in seeds/ names its agency.
        ("高新区管委会", "南阳高新技术产业开发区管理委员会"),
        ("南阳市高新区管委会", "南阳高新技术产业开发区管理委员会"),
        ("高新技术产业开发区管委会", "南阳高新技术产业开发区管理委员会"),
        ("平潭综合实验区", "平潭综合实验区管委会"),
    ],
)
def test_a_printed_name_fits_its_agency_alone(named: str, expected: str) -> None:
    assert fitting(named) == [expected]


@pytest.mark.parametrize(
    "named",
    [
        "",
        "局",
        "分局",
        "管委会",
        "办公室",
        "城关镇",
        "青石县教育局",
        "红土县水利局",
        "浙江省金华市水利局",
        "青石县人民政府办公厅",
        "青石县生态环境局",
        "青石县公安局交警大队",
        "经济开发区管委会",
        "高新区水利局",
        "\u200b",
    ],
)
def test_a_name_that_is_nobodys_fits_nobody(named: str) -> None:
    assert fitting(named) == []


def test_a_name_without_its_place_fits_every_place_until_a_hint_decides() -> None:
    assert fitting("水利局") == ["青石县水利局", "白河县水利局", "南阳市水利局"]
    assert fitting("县水利局") == ["青石县水利局", "白河县水利局"]

    assert fitting("水利局", place_hint="白河县") == ["白河县水利局"]
    assert fitting("县水利局", place_hint="白河县") == ["白河县水利局"]
    assert len(fitting("水利局", place_hint="红土县")) == 3


def test_a_government_with_its_office_in_brackets_fits_both() -> None:
    assert fitting("青石县人民政府(办公室)") == ["青石县人民政府", "青石县人民政府办公室"]


def test_an_exact_name_hides_those_that_merely_resemble_it() -> None:
    roster = (agency("高新区管委会"), agency("南阳高新技术产业开发区管理委员会"))

    assert match_agency("高新区管委会", roster) == roster[:1]


def test_an_alias_two_agencies_share_fits_both() -> None:
    roster = (agency("甲县水务中心", "水务中心"), agency("乙县水务中心", "水务中心"))

    assert match_agency("水务中心", roster) == roster


def test_names_of_districts_in_two_cities_stay_apart() -> None:
    roster = (agency("北京市朝阳区水务局"), agency("长春市朝阳区水务局"))

    assert match_agency("长春市朝阳区水务局", roster) == roster[1:]
    assert match_agency("吉林省长春市朝阳区水务局", roster) == roster[1:]
    assert match_agency("朝阳区水务局", roster) == roster


@pytest.mark.skipif(not DIVISIONS.is_file(), reason=f"no registry at {DIVISIONS}")
def test_every_county_district_and_banner_is_known_as_a_place() -> None:
    with DIVISIONS.open(encoding="utf-8") as lines:
        names = {row["name"] for row in csv.DictReader(lines)}
    counties = {name for name in names if re.search(r"(?<!管理)(?<!食品)(?<!聚集)(?<!园)[市县区旗]$", name)}
    counties = {
        name
        for name in counties
        if not re.search(r"开发区|高新区|示范区|实验区|试验区|度假区|合作区|工业区", name)
    }
    bodies = ("水利局", "城市管理局", "市场监督管理局", "人民政府办公室", "区域协作办公室")
    unknown = {name for name in counties for body in bodies if _places(name + body) != ((name,), body)}

    assert unknown == set()
    assert unknown == set()
    assert len(counties) > 2700


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_name_raises_and_normalising_twice_changes_nothing(named: str, hint: str) -> None:
    once = normalise(named)

    assert set(match_agency(named, ROSTER, place_hint=hint)) <= set(ROSTER)
    assert not any(letter.isspace() for letter in once)
    assert normalise(once) == once


@given(st.sampled_from(ROSTER))
def test_every_agency_fits_its_own_names(wanted: Agency) -> None:
    assert all(match_agency(name, ROSTER) == (wanted,) for name in wanted.names())


def test_every_bureau_of_the_four_province_columns_is_told_from_the_others() -> None:
    roster = tuple(
        agency(f"河北省{body}") for body in ("教育厅", "工业和信息化厅", "人力资源和社会保障厅", "科学技术厅")
    )

    assert match_agency("省工信厅", roster) == roster[1:2]
    assert match_agency("省人社厅", roster) == roster[2:3]
    assert match_agency("省科技厅", roster) == roster[3:4]
