"""Whose words they are. Every finding is left to a person, and accuses nobody."""

import pytest

from models.agency import Agency, Kind, Level
from models.report import Report
from models.resemblance import Resemblance
from models.verdict import Finding, RuleOutcome, Side, Verdict
from reports.rules import RULES, Beside, check_beside
from tests.reports.likeness.prose import ANOTHER, OVERVIEW
from tests.reports.rules.sample import agency, report

PASSED, REVIEW, NOT_CHECKED = RuleOutcome.PASSED, RuleOutcome.REVIEW, RuleOutcome.NOT_CHECKED
PROBLEMS = (
    "一是学区地图的改动有时公布得晚，家长先从别处听说。二是培训机构名单按月更新，停业当月查不到。三是问答写得长，手机上要翻几屏。"
    "下一步，地图改动与文件同时上网；名单改为每周一更新；问答拆成短条，每条不过百字。"
)
OTHER_PROBLEMS = (
    "插班手续的问答只在首页，乡镇学校的家长看不到；学生资助的办理进度要打电话才知道。"
    "明年把问答印成单页放到学校门口，资助申请给一个编号，凭编号随时能查办到哪一步，办完发短信。"
    "这两件事都已经同各中心学校说定，三月以前做完，做完之后请家长代表看一遍。"
)


def said(rule: str, of: Report, **beside: object) -> Verdict:
    return next(each for each in check_beside(of, Beside(**beside)) if each.rule == rule)  # type: ignore[arg-type]


def outcome(rule: str, of: Report, **beside: object) -> RuleOutcome:
    return said(rule, of, **beside).outcome


def finding(rule: str, of: Report, **beside: object) -> Finding:
    (only,) = said(rule, of, **beside).findings
    return only


def years(first: str, second: str, no: int = 1) -> tuple[Report, Report]:
    """Last year's report and this year's with these texts in one section."""
    return (
        report(year=2019, title_year=2019, texts={1: "无。", no: first}),
        report(year=2020, title_year=2020, texts={1: "无。", no: second}),
    )


def test_an_overview_taken_over_from_last_year_is_shown_with_its_longest_piece() -> None:
    previous, this = years(OVERVIEW, OVERVIEW.replace("2025", "2026").replace("412", "97"))
    found = finding("likeness.last-year", this, previous=previous)

    assert (found.side, found.where, found.actual) == (Side.UNDECIDED, "section.1", "100%")
    assert found.quote is not None
    assert found.quote in OVERVIEW.replace("2025", "2026").replace("412", "97") + "…" or found.quote.endswith(
        "…"
    )
    assert "2019年度报告" in found.message.zh


@pytest.mark.parametrize(
    ("rule", "no", "then", "now", "expected"),
    [
        ("likeness.last-year", 1, OVERVIEW, ANOTHER, PASSED),
        ("likeness.last-year", 1, OVERVIEW, OVERVIEW[:120] + ANOTHER[:60], PASSED),  # three parts in four
        ("likeness.last-year", 1, OVERVIEW, "无。", NOT_CHECKED),
        ("likeness.last-year", 5, PROBLEMS, PROBLEMS, NOT_CHECKED),  # another rule's section
        ("likeness.problems-section", 5, PROBLEMS, PROBLEMS, REVIEW),  # 河北省教育厅 2016 and 2018 read so
        ("likeness.problems-section", 5, PROBLEMS, OTHER_PROBLEMS, PASSED),
        ("likeness.problems-section", 5, "人手不足。", "人手不足。", NOT_CHECKED),
        ("likeness.in-part", 1, OVERVIEW, OVERVIEW[:120] + ANOTHER[:40], REVIEW),
        ("likeness.in-part", 1, OVERVIEW, OVERVIEW, PASSED),  # the stronger rule says so
        ("likeness.in-part", 1, OVERVIEW, ANOTHER, PASSED),
    ],
)
def test_how_much_of_this_year_stands_in_last_year(
    rule: str, no: int, then: str, now: str, expected: RuleOutcome
) -> None:
    previous, this = years(then, now, no)

    assert outcome(rule, this, previous=previous) is expected


def test_a_new_text_that_keeps_the_old_one_whole_is_mostly_new() -> None:
    previous, this = years(OVERVIEW, OVERVIEW + ANOTHER)

    assert outcome("likeness.last-year", this, previous=previous) is PASSED


@pytest.mark.parametrize("rule", ["likeness.last-year", "likeness.problems-section", "likeness.in-part"])
def test_the_report_of_another_year_is_not_last_years(rule: str) -> None:
    previous, this = report(year=2017, texts={1: OVERVIEW}), report(year=2020, texts={1: OVERVIEW})
    verdict = said(rule, this, previous=previous)

    assert verdict.outcome is NOT_CHECKED
    assert verdict.because is not None
    assert "2017" in verdict.because.zh


@pytest.mark.parametrize("rule", ["likeness.last-year", "likeness.problems-section", "likeness.in-part"])
def test_without_a_report_beside_it_nothing_is_said(rule: str) -> None:
    assert outcome(rule, report(texts={1: OVERVIEW})) is NOT_CHECKED


def alike(share: float, name: str = "青石县教育局", section: int = 5) -> Resemblance:
    return Resemblance(
        section=section, agency=name, year=2020, other_section=5, share=share, excerpt="学区地图的改动"
    )


def test_a_section_like_anothers_is_shown_with_whose_it_is() -> None:
    found = finding("likeness.other-agency", report(texts={5: PROBLEMS}), resemblances=(alike(0.94),))

    assert (found.side, found.where, found.actual) == (Side.UNDECIDED, "section.5", "94%")
    assert found.quote == "学区地图的改动"
    assert "第5部分与“青石县教育局”2020年度报告第5部分（约94%）高度相似，请核对" in found.message.zh
    assert "抄" not in found.message.zh


def test_of_many_like_reports_three_are_named() -> None:
    several = tuple(alike(0.9 + n / 100, f"第{n}局") for n in range(5))
    found = finding("likeness.other-agency", report(texts={5: PROBLEMS}), resemblances=several)

    assert "第4局" in found.message.zh
    assert "第1局" not in found.message.zh
    assert "等5处" in found.message.zh


@pytest.mark.parametrize(
    ("rule", "share", "expected"),
    [
        ("likeness.other-agency", 0.95, REVIEW),
        ("likeness.other-agency", 0.80, PASSED),
        ("likeness.in-part", 0.80, REVIEW),
        ("likeness.in-part", 0.95, PASSED),
    ],
)
def test_how_like_another_agency(rule: str, share: float, expected: RuleOutcome) -> None:
    assert outcome(rule, report(texts={5: PROBLEMS}), resemblances=(alike(share),)) is expected


def test_compared_with_others_and_like_none() -> None:
    this = report(texts={5: PROBLEMS})

    assert outcome("likeness.other-agency", this, resemblances=()) is PASSED
    assert outcome("likeness.in-part", this, resemblances=()) is PASSED
    assert outcome("likeness.other-agency", this) is NOT_CHECKED
    assert outcome("likeness.other-agency", report(texts={1: "无。"}), resemblances=()) is NOT_CHECKED


GENERIC = (
    "各级政府部门通过网站公开信息，多数部门能在法定时限内答复申请。部分地区开通了在线申请。"  # as 新疆某县's page of 2024
    "财政预决算信息常态化公开，重大建设项目接受监督。"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GENERIC, REVIEW),
        (GENERIC + "我局答复6件。", PASSED),
        (GENERIC + "市民政局答复6件。", PASSED),
        (GENERIC + "南阳市有六个区县参加。", PASSED),
        (GENERIC + "全市答复6件。", PASSED),
        ("各级政府部门通过网站公开信息，全年答复6件。", PASSED),  # one such phrase is nothing
        ("认真做好政府信息公开工作，按时答复。", PASSED),
    ],
)
def test_an_overview_of_nobody_in_particular(text: str, expected: RuleOutcome) -> None:
    assert outcome("likeness.generic", report(texts={1: text}), agency=agency()) is expected


def test_a_generic_overview_is_quoted_and_not_called_anything() -> None:
    found = finding("likeness.generic", report(texts={1: GENERIC}), agency=agency())

    assert found.quote == "各级政府部门通过网站公开信息，多数部门能在法定时限内答复申请"
    assert not {"AI", "人工智能", "生成"} & set(found.message.zh.split())
    assert outcome("likeness.generic", report(texts={1: GENERIC}, agency=None)) is NOT_CHECKED
    assert outcome("likeness.generic", report(without=(1,)), agency=agency()) is NOT_CHECKED


COUNTY = Agency(
    code="z", name="望江区人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY, region="990102", parent="c"
)
CITY = Agency(code="c", name="云川市人民政府", kind=Kind.GOVERNMENT, level=Level.CITY, region="990100")
SCHOOLS = Agency(
    code="e", name="望江区教育局", kind=Kind.DEPARTMENT, level=Level.COUNTY, region="990102", parent="z"
)
CIVIL = Agency(
    code="m", name="望江区民政局", kind=Kind.DEPARTMENT, level=Level.COUNTY, region="990102", parent="z"
)
SCHOOL = Agency(
    code="s", name="望江区第一中学", kind=Kind.AUTHORISED, level=Level.COUNTY, region="990102", parent="e"
)
ROSTER = (COUNTY, CITY, SCHOOLS, CIVIL, SCHOOL)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("围绕年度中心工作，望江区民政局着力提升公开质量。", REVIEW),
        ("资助标准由望江区民政局会签。望江区民政局负责审核，我局负责公开。", PASSED),
        ("2025年，望江区民政局认真贯彻条例，公布资助标准。", REVIEW),
        ("一年来，在区委、区政府的领导下，望江区民政局认真贯彻条例。", REVIEW),
        ("宜宾市坚持以公开为常态。", REVIEW),  # 威海 and 宜宾: a report of one with the other's name in it
        ("安化县平口镇人民政府深入推进政务公开。", REVIEW),  # 平乐 and 安化
        ("望江区教育局坚持谁制作谁公开。", PASSED),
        ("区教育局坚持谁制作谁公开。", PASSED),
        ("我局坚持谁制作谁公开，会同望江区民政局公布资助标准。", PASSED),
        ("望江区民政局积极配合我局公布资助标准。", PASSED),
        ("望江区人民政府高度重视政务公开。", PASSED),  # above it
        ("云川市人民政府高度重视政务公开。", PASSED),
        ("望江区第一中学主动公开招生计划。", PASSED),  # below it
        ("省教育厅深入推进阳光招生，我局按要求公开。", PASSED),
        ("国家税务总局持续推进纳税服务。", PASSED),
        ("宜宾市积极开展对口协作，来我区交流。", PASSED),
        ("赴宜宾市学习借鉴公开经验。", PASSED),
        ("沿海城市全面推进公开，我局以此为鉴。", PASSED),
        ("各部门认真落实。相关单位积极配合。", PASSED),
    ],
)
def test_who_is_the_subject_of_its_sentences(text: str, expected: RuleOutcome) -> None:
    this = report(year=2025, title_year=2025, agency="望江区教育局", texts={1: text})

    assert outcome("likeness.foreign-name", this, agency=SCHOOLS, year=2025, roster=ROSTER) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年，我局主动公开信息412条。", REVIEW),
        ("2024年度，本局新收申请6件。", REVIEW),
        ("2025年，我局主动公开信息412条。", PASSED),
        ("2026年，我局将主动公开更多信息。", PASSED),  # what is planned
        ("2024年，我局收到申请5件，2025年收到6件。", PASSED),
        ("2023年印发的办法，我局主动公开了解读。", PASSED),
        ("2024年以来，我局主动公开信息逐月增加。", PASSED),
        ("2024年年度报告指出的问题，我局逐条整改。", PASSED),
        ("2024年，我局受理的申请中结转本年1件。", PASSED),
        ("2023年12月，我局成立公开办。", PASSED),
        ("与2024年相比，我局收到申请增加1件。", PASSED),
    ],
)
def test_of_which_year_its_sentences_speak(text: str, expected: RuleOutcome) -> None:
    this = report(year=2025, title_year=2025, agency="望江区教育局", texts={1: text})

    assert outcome("likeness.foreign-name", this, agency=SCHOOLS, year=2025, roster=ROSTER) is expected


def test_what_was_left_over_is_quoted_with_whose_report_it_is() -> None:
    text = "2023年，我局主动公开信息412条。望江区民政局坚持谁制作谁公开。"
    this = report(year=2025, title_year=2025, agency="望江区教育局", texts={1: text})
    found = finding("likeness.foreign-name", this, agency=SCHOOLS, year=2025, roster=ROSTER)

    assert (found.side, found.where, found.expected) == (Side.UNDECIDED, "section.1", "望江区教育局")
    assert found.actual == "“望江区民政局”、“2023年”"
    assert found.quote == "望江区民政局坚持谁制作谁公开"


def test_without_a_roster_the_title_tells_whose_report_it_is() -> None:
    this = report(
        year=2025, title_year=2025, agency="河北省教育厅", texts={1: "四川省宜宾市坚持以公开为常态。"}
    )
    own = report(year=2025, title_year=2025, agency="河北省教育厅", texts={1: "石家庄市持续推进公开。"})

    assert outcome("likeness.foreign-name", this) is REVIEW
    assert outcome("likeness.foreign-name", own) is PASSED
    assert outcome("likeness.foreign-name", report(year=None, title_year=None, agency=None)) is NOT_CHECKED


def test_a_government_may_speak_of_its_departments_and_a_ministry_of_any_place() -> None:
    of_government = report(
        year=2025, title_year=2025, agency=COUNTY.name, texts={1: "望江区民政局认真落实。"}
    )
    ministry = Agency(code="n", name="国家某局", kind=Kind.DEPARTMENT, level=Level.NATIONAL)
    of_ministry = report(year=2025, title_year=2025, agency=ministry.name, texts={1: "宜宾市持续推进公开。"})

    assert outcome("likeness.foreign-name", of_government, agency=COUNTY, roster=ROSTER) is PASSED
    assert outcome("likeness.foreign-name", of_ministry, agency=ministry, roster=(ministry,)) is PASSED


def test_a_name_left_over_follows_the_wrong_author_of_the_same_text() -> None:
    this = report(
        year=2025, title_year=2025, agency="望江区教育局", body_agencies=("望江区民政局",),
        texts={1: "望江区民政局坚持谁制作谁公开。"},
    )  # fmt: skip
    found = finding("likeness.foreign-name", this, agency=SCHOOLS, year=2025, roster=ROSTER)

    assert found.follows == "identity.agency|section.1"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (OVERVIEW, PASSED),
        ("本年度认真做好政府信息公开工作。", REVIEW),
        # 龙岗某部门 2024: section 1 holds nothing but the introduction
        (
            "本报告根据条例规定编制。本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止。" * 3
            + "无。",
            REVIEW,
        ),
        ("", NOT_CHECKED),
    ],
)
def test_a_short_overview(text: str, expected: RuleOutcome) -> None:
    assert outcome("likeness.too-short", report(texts={1: text})) is expected


def test_no_rule_of_the_family_lays_anything_on_an_agency() -> None:
    previous, this = years(OVERVIEW, OVERVIEW)
    beside = Beside(previous=previous, agency=SCHOOLS, roster=ROSTER, resemblances=(alike(0.95, section=1),))
    family = [each for each in check_beside(this, beside) if each.rule.startswith("likeness.")]

    assert len(family) == sum(rule.family == "likeness" for rule in RULES) == 7
    assert {each.outcome for each in family} <= {PASSED, REVIEW, NOT_CHECKED}
    assert not [each for each in family if each.charged]


def test_a_quoted_piece_hides_personal_numbers() -> None:
    text = "插班手续请打电话找张老师，号码是13812345678，" + OVERVIEW
    previous, this = years(text, text)
    found = finding("likeness.last-year", this, previous=previous)

    assert found.quote is not None
    assert "13812345678" not in found.quote
