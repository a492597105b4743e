"""What the title says, and who speaks."""

import pytest

from models.agency import Kind
from models.verdict import RuleOutcome, Side
from reports.rules.identity import same_agency
from tests.reports.rules.sample import agency, only_finding, outcome, report

YEAR = "identity.title-year"
AGENCY = "identity.agency"
PASSED, FAILED, REVIEW, NOT_CHECKED = (
    RuleOutcome.PASSED,
    RuleOutcome.FAILED,
    RuleOutcome.REVIEW,
    RuleOutcome.NOT_CHECKED,
)


@pytest.mark.parametrize(
    ("title", "body", "expected_year", "expected"),
    [
        (2020, (2020,), 2020, PASSED),
        (2020, (), 2020, PASSED),
        (2020, (2020,), None, PASSED),
        (2020, (2019, 2020), 2020, PASSED),
        (2019, (2020,), 2020, FAILED),
        (2019, (2019,), 2020, REVIEW),  # perhaps last year's report itself
        (2019, (), 2020, REVIEW),
        (2019, (2019, 2020), 2020, REVIEW),  # the text says both
        (2019, (2018,), 2020, REVIEW),
        (2020, (2019,), 2020, REVIEW),  # the text may be last year's
        (2020, (2019,), None, REVIEW),
        (2020, (), None, NOT_CHECKED),
        (None, (2020,), 2020, NOT_CHECKED),
    ],
)
def test_the_year_of_the_title(
    title: int | None, body: tuple[int, ...], expected_year: int | None, expected: RuleOutcome
) -> None:
    of = report(title_year=title, body_years=body)

    assert outcome(YEAR, of, year=expected_year) is expected


def test_a_wrong_title_is_told_with_both_years() -> None:
    found = only_finding(YEAR, report(title_year=2019, body_years=(2020,)), year=2020)

    assert (found.where, found.expected, found.actual, found.side) == ("title", "2020", "2019", Side.AGENCY)
    assert found.message.zh == "标题写的是2019年度，正文写的是2020年度，应报告2020年度"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("南阳高新技术产业开发区管委会", "高新技术产业开发区管委会"),
        ("南阳高新技术产业开发区管理委员会", "高新区管委会"),
        ("建水县面甸镇人民政府", "面甸镇"),
        ("石狮市人民政府", "石狮市政府"),
        ("河北省人力资源和社会保障厅", "省人社厅"),
        ("来凤县政务服务和大数据管理局", "来凤县政务服务和大数据管理局"),
        ("南阳市 民政局", "南阳市民政局"),
        ("市场监督管理局", "市监局"),
    ],
)
def test_short_names_and_names_without_their_place_are_the_same_agency(name: str, other: str) -> None:
    assert same_agency(name, other)
    assert same_agency(other, name)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("建水县面甸镇人民政府", "建水县民族宗教事务局"),
        ("南阳市教育局", "镇平县教育局"),
        ("石狮市人民政府", "晋江市人民政府"),
        ("南阳市民政局", ""),
    ],
)
def test_other_places_and_other_organs_are_not(name: str, other: str) -> None:
    assert not same_agency(name, other)


@pytest.mark.parametrize(
    ("in_title", "in_body", "expected"),
    [
        ("南阳市民政局", ("南阳市民政局",), PASSED),
        ("市民政局", (), PASSED),
        (None, ("民政局",), PASSED),
        ("南阳市民政局", ("南阳市财政局", "市民政局"), PASSED),  # one fitting name is enough
        ("南阳市财政局", (), REVIEW),
        ("南阳市财政局", ("南阳市民政局",), REVIEW),
        ("南阳市民政局", ("南阳市财政局",), REVIEW),
        (None, ("南阳市财政局",), REVIEW),
        (None, (), NOT_CHECKED),
    ],
)
def test_the_agency_of_the_roster_in_title_and_text(
    in_title: str | None, in_body: tuple[str, ...], expected: RuleOutcome
) -> None:
    of = report(agency=in_title, body_agencies=in_body)

    assert outcome(AGENCY, of, agency=agency("南阳市民政局")) is expected


def test_an_alias_is_as_good_as_the_name() -> None:
    of = report(agency="南阳市老龄工作办公室")

    assert outcome(AGENCY, of, agency=agency("南阳市民政局", aliases=("南阳市老龄工作办公室",))) is PASSED


@pytest.mark.parametrize(
    ("in_title", "in_body", "expected"),
    [
        ("面甸镇", ("建水县面甸镇人民政府",), PASSED),
        ("建水县面甸镇人民政府", ("建水县民族宗教事务局",), REVIEW),
        ("建水县面甸镇人民政府", (), NOT_CHECKED),
        (None, ("建水县面甸镇人民政府",), NOT_CHECKED),
    ],
)
def test_without_a_roster_title_and_text_are_compared_with_each_other(
    in_title: str | None, in_body: tuple[str, ...], expected: RuleOutcome
) -> None:
    assert outcome(AGENCY, report(agency=in_title, body_agencies=in_body)) is expected


# 建水县面甸镇 2025 said it published the report of 建水县民族宗教事务局.
@pytest.mark.parametrize(
    ("kind", "name", "author", "expected"),
    [
        (Kind.TOWNSHIP, "建水县面甸镇人民政府", "建水县民族宗教事务局", FAILED),
        (Kind.STREET, "石狮市湖滨街道办事处", "石狮市民政局", FAILED),
        (
            Kind.TOWNSHIP,
            "建水县面甸镇人民政府",
            "建水县临安镇人民政府",
            REVIEW,
        ),  # the same kind: perhaps renamed
        (Kind.TOWNSHIP, "建水县面甸镇人民政府", "民宗局", REVIEW),  # too short to be certain
        (Kind.GOVERNMENT, "建水县人民政府", "建水县行政审批局", REVIEW),  # a bureau may compile it
        (Kind.DEPARTMENT, "建水县民政局", "建水县民族宗教事务局", REVIEW),
    ],
)
def test_another_organ_as_author_is_certain_only_for_a_township_that_speaks_as_a_bureau(
    kind: Kind, name: str, author: str, expected: RuleOutcome
) -> None:
    of = report(agency=name, body_agencies=(author,))
    found = only_finding(AGENCY, of, agency=agency(name, kind=kind))

    assert outcome(AGENCY, of, agency=agency(name, kind=kind)) is expected
    assert (found.expected, found.actual) == (name, author)


def test_nothing_is_certain_where_the_title_is_not_the_rosters() -> None:
    of = report(agency="建水县临安镇人民政府", body_agencies=("建水县民族宗教事务局",))

    assert outcome(AGENCY, of, agency=agency("建水县面甸镇人民政府", kind=Kind.TOWNSHIP)) is REVIEW


# The words of the title. 河北省工信厅 2017 and 2021, 河北省教育厅 2013, 定西 2020; 莆田's circular of 2010 names the second.
@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("南阳市民政局2020年政府信息公开工作年度报告", PASSED),
        ("河北省工业和信息化厅2021年度政府信息公开工作报告", FAILED),
        ("河北省工业和信息化厅2017年政府信息公开报告", FAILED),
        ("河北省教育厅2013年度政府信息公开总结", FAILED),
        ("南阳市民政局2020年政务公开工作年度报告", FAILED),
        ("南阳市民政局2020年政务信息公开年度报告", FAILED),
        ("定西市某局2020年政府信息公开工作的年度报告", PASSED),
        ("屯溪区人民政府办公室2019年度政府信息公开年报", PASSED),
        ("南阳市民政局2020年政府信息公开年度报告", PASSED),
        ("2020年政府信息公开工作年度报告", PASSED),
        ("南阳市民政局2020年政府信息公开工作情况", REVIEW),
        ("2025 年上海市人民政府办公厅政府信息公开", NOT_CHECKED),  # broken over two lines
        ("河北省工业和信息化厅2020年法治政府建设情况", NOT_CHECKED),
        ("河北省教育厅2021年度政府网站工作年度报表", NOT_CHECKED),
    ],
)
def test_the_words_of_a_title(title: str, expected: RuleOutcome) -> None:
    assert outcome("identity.title-form", report(title=title)) is expected


def test_one_right_title_of_two_will_do() -> None:
    of = report(
        title="南阳市民政局2020年政府信息公开工作报告",
        preamble="南阳市民政局2020年政府信息公开工作年度报告\n现公布如下。",
    )

    assert outcome("identity.title-form", of) is PASSED


def test_a_wrong_title_is_told_with_its_own_words() -> None:
    found = only_finding("identity.title-form", report(title="南阳市民政局2020年度政府信息公开工作报告"))

    assert (found.where, found.side, found.expected) == ("title", Side.AGENCY, "政府信息公开工作年度报告")
    assert found.message.zh == "标题写的是“工作报告”，不是“年度报告”"


# 面甸镇 2025 praises its own 司法行政效能; what each kind may call itself.
@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("建水县面甸镇人民政府", "我镇及时公开信息。", PASSED),
        ("建水县面甸镇人民政府", "我局及时公开信息。", REVIEW),
        ("建水县面甸镇", "本局及时公开信息。", REVIEW),
        ("石狮市湖滨街道办事处", "我镇及时公开信息。", REVIEW),
        ("南阳市民政局", "我镇及时公开信息。", REVIEW),
        ("南阳市民政局", "我局及时公开信息，服务我市居民。", PASSED),
        ("河北省教育厅", "我厅及时公开信息。", PASSED),
        ("河北省教育厅", "我局及时公开信息。", REVIEW),
        ("青石县人民政府", "我局及时公开信息。", REVIEW),
        ("南阳市民政局", "基本局面良好，我局局长带头。", PASSED),
        ("南阳市民政局", "及时公开信息。", NOT_CHECKED),
        ("高新技术产业开发区管委会", "我局及时公开信息。", NOT_CHECKED),
    ],
)
def test_what_an_agency_calls_itself(name: str, text: str, expected: RuleOutcome) -> None:
    assert outcome("identity.level-words", report(agency=name, texts={1: text})) is expected


def test_the_roster_tells_the_kind_before_the_title_does() -> None:
    of = report(agency="民政办", texts={1: "我局及时公开信息。"})

    assert outcome("identity.level-words", of, agency=agency("面甸镇人民政府", kind=Kind.TOWNSHIP)) is REVIEW


def test_a_foreign_word_is_quoted_with_its_sentence_and_counted() -> None:
    texts = {1: "工作有序。我局严格审查。", 5: "我局人手不足。"}
    found = only_finding("identity.level-words", report(agency="面甸镇人民政府", texts=texts))

    assert (found.where, found.quote, found.side) == ("section.1", "我局严格审查。", Side.UNDECIDED)
    assert "“我局”（2处）" in found.message.zh
