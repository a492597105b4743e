"""Places by their names: what a text names, and where an agency belongs by its own."""

import csv
from pathlib import Path

import pytest

from reports.places import Place, by_name, divisions_of, named_in

DIVISIONS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "registries" / "modood_areas.csv"
NAMELESS = ("市辖区", "县", "省直辖", "自治区直辖")  # groups of the official list, no names
NEW = {"襄阳市", "怀来县"}


def names(text: str) -> list[str]:
    return [each.name for each in named_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("通过宜宾市人民政府门户网站发布", ["宜宾市"]),
        ("湖南省安化县平口镇", ["湖南省", "安化县"]),
        ("恩施土家族苗族自治州来凤县", ["恩施土家族苗族自治州", "来凤县"]),
        ("崇文区并入东城区以前", ["东城区"]),  # 崇文区 is no more since 2010
        ("创新县级公开方式", []),  # 新县, of two characters, is no sure name
        ("各市、县、区", []),
    ],
)
def test_full_names_of_places_are_found_in_a_text(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_place_is_told_where_it_stands() -> None:
    (found,) = named_in("现公布建水县2025年度")

    assert "现公布建水县2025年度"[found.start : found.end] == "建水县"
    assert found.places == (Place("532524", "建水县"),)


@pytest.mark.parametrize(
    ("agency", "codes"),
    [
        ("河北省教育厅", ["130000"]),
        ("上海市黄浦区人民政府打浦桥街道办事处", ["310000", "310101"]),
        ("河北省石家庄市长安区教育局", ["130000", "130100", "130102"]),
        ("鼓楼区教育局", []),  # of Nanjing, Xuzhou, Kaifeng or Fuzhou
        ("福建省福州市鼓楼区教育局", ["350000", "350100", "350102"]),
        ("平潭综合实验区", []),
    ],
)
def test_an_agency_is_placed_by_its_own_name(agency: str, codes: list[str]) -> None:
    assert [place.code for place in divisions_of(agency)] == codes


@pytest.mark.parametrize(
    ("code", "related"),
    [
        ("430900", True),
        ("430923", True),
        ("430000", True),
        ("430922", False),
        ("360900", False),
        ("990102", False),
    ],
)
def test_a_place_is_related_to_what_holds_it_and_what_it_holds(code: str, *, related: bool) -> None:
    assert Place("430923", "安化县").related(code) is related


@pytest.mark.skipif(not DIVISIONS.exists(), reason="the registries are not at hand")
def test_the_divisions_of_another_registry_are_known() -> None:
    """Counties were renamed and made cities since; a few differ, hundreds must not."""
    with DIVISIONS.open(encoding="utf-8", newline="") as file:
        listed = {row["name"] for row in csv.DictReader(file)}
    unknown = {name for name in listed if len(name) > 2 and not name.startswith(NAMELESS)} - by_name().keys()

    assert len(unknown) < len(listed) / 20, sorted(unknown)
