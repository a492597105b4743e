"""What kind of agency a name alone tells."""

import pytest

from models.agency import Kind, Level
from reports.kinds import agency_named


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("河北省教育厅", Kind.DEPARTMENT, Level.PROVINCE),
        ("广西壮族自治区人民政府", Kind.GOVERNMENT, Level.PROVINCE),
        ("北京市地震局", Kind.DEPARTMENT, Level.PROVINCE),
        ("北京市朝阳区人民政府", Kind.GOVERNMENT, Level.COUNTY),
        ("南阳市民政局", Kind.DEPARTMENT, Level.CITY),
        ("恩施土家族苗族自治州人民政府办公室", Kind.OFFICE, Level.CITY),
        ("海宁市斜桥镇人民政府", Kind.TOWNSHIP, Level.TOWNSHIP),
        ("青石县城关街道办事处", Kind.STREET, Level.TOWNSHIP),
        ("青石县水利局", Kind.DEPARTMENT, Level.COUNTY),
        ("南阳高新技术产业开发区管委会", Kind.ZONE, Level.COUNTY),
        ("水利局", Kind.DEPARTMENT, Level.COUNTY),
    ],
)
def test_kind_and_level_are_read_from_the_name(name: str, kind: Kind, level: Level) -> None:
    agency = agency_named(name)

    assert (agency.name, agency.kind, agency.level) == (name, kind, level)
