"""Labels in the many ways they are written."""

import pytest

from reports.editions import edition
from reports.reading.labels import column_named, row_named, stem

DISCLOSURE = edition("2021").table("disclosure")
APPLICATIONS = edition("2021").table("applications")


@pytest.mark.parametrize(
    ("written", "row"),
    [
        ("(一) 予以公开", "granted"),
        ("（一）予以公开", "granted"),
        ("㈠予以公开", "granted"),
        ("三、本年度办理结果（一）予以公开", "granted"),
        ("（二）部分公开(区分处理的,只计这一情形,不计其他情形)", "partial"),
        ("3．危及三安全一稳定", "refused_stability"),
        ('3.危及"三安全一稳定"', "refused_stability"),
        ("３、危及「三安全一稳定」", "refused_stability"),
        ("4.保护第三方\n合法权益", "refused_third_party"),
        ("2. 重 复 申 请", "declined_repeat"),
        ("4.无正当理由大量反复申请", "declined_mass"),
        ("1、申请人无正当理由逾期不补正、\n行政机关不再处理其政府信息公开申请", "other_uncorrected"),
        ("3.其他", "other_other"),
        ("其他", "other_other"),
        ("（七）总计", "total"),
        ("合计", "total"),
        ("四、结转下年度继续办理", "carried_out"),
        ("（三）不予公开", None),
        ("（六）其他处理", None),
        ("法人或其他组织", None),
        ("", None),
        ("小计", None),
    ],
)
def test_a_cell_names_the_row_its_stem_belongs_to(written: str, row: str | None) -> None:
    found = row_named(written, APPLICATIONS)
    assert (found.id if found else None) == row


def test_prose_that_mentions_a_label_is_no_label() -> None:
    assert row_named("本机关办理行政许可" * 20, DISCLOSURE) is None


@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("商业\n企业", "business"),
        ("社会 公益 组织", "nonprofit"),
        ("其他", "other"),
        ("合计", "total"),
        ("小计", None),
    ],
)
def test_a_header_cell_names_its_column(written: str, column: str | None) -> None:
    assert column_named(written, APPLICATIONS) == column


def test_numbering_is_stripped_but_not_the_label_that_begins_with_a_numeral() -> None:
    assert stem("（三）“三安全一稳定”") == "三安全一稳定"
