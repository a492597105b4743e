"""The period covered, the circulars cited, the parts announced; a letter in place of a report, and a second report."""

import pytest

from models.verdict import RuleOutcome, Side
from tests.reports.rules.sample import PROBLEMS, only_finding, outcome, report

PASSED, FAILED, REVIEW, NOT_CHECKED = (
    RuleOutcome.PASSED,
    RuleOutcome.FAILED,
    RuleOutcome.REVIEW,
    RuleOutcome.NOT_CHECKED,
)
PERIOD = "identity.period"
CITED = "identity.cited-form"
PARTS = "identity.preamble"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # As reports write it: 河北省教育厅, 上海市人民政府办公厅, 淮安市, 南平市, 平潭.
        ("本年度报告中所列数据的统计期限自2020年1月1日起至2020年12月31日止。", PASSED),
        ("本年度报告中所列数据统计期限从2020年1月1日到12月31日止。", PASSED),
        ("报告所列统计期限自 2020 年 1 月 1 日至 2020 年 12 月 31 日。", PASSED),
        ("本报告中所列数据的统计时限自２０２０年１月１日至２０２０年１２月３１日。", PASSED),
        ("本年度报告中所列数据统计期限为 2020\n年 1 月 1 日至 12 月 31 日。", PASSED),
        ("本报告信息数据统计期限为：2020年1月1日-2020年12月31日。", PASSED),  # 重庆市二郎街道
        ("本报告中所列数据的统计期限从2020年1月1日至12月31止。", PASSED),  # 海城市西柳镇: 日 left out
        ("报告中所涉及的数据核定时间点为2020年12月31日。", NOT_CHECKED),  # 西咸新区建章路街道
        # 人社部's of 2010, read backwards.
        ("统计期限自2020年1月1日起至2019年12月31日止。", FAILED),
        ("统计期限自2019年1月1日起至2020年12月31日止。", FAILED),
        ("统计期限自2019年1月1日起至2019年12月31日止。", FAILED),
        ("统计期限自2020年5月15日起至2020年12月31日止。", REVIEW),  # an agency newly founded
        ("统计期限自2020年1月1日起至2020年12月30日止。", REVIEW),
        ("本年度报告统计期限为201911日至1231日。", NOT_CHECKED),  # 丰泽: letters lost on the way
        ("我局2020年共公开信息5条。", NOT_CHECKED),
        ("规范性文件自2008年1月1日至2019年12月31日已全部清理。", NOT_CHECKED),
    ],
)
def test_the_period_of_a_report_of_2020(text: str, expected: RuleOutcome) -> None:
    assert outcome(PERIOD, report(preamble=text), year=2020) is expected


@pytest.mark.parametrize(
    ("title_year", "due", "expected"),
    [
        (2020, None, FAILED),
        (2020, 2020, FAILED),
        (
            2019,
            2020,
            PASSED,
        ),  # title and period agree: whether it is the report due, identity.title-year asks
        (None, 2020, REVIEW),
        (None, None, PASSED),
    ],
)
def test_a_period_of_2019_is_judged_by_title_and_year_due(
    title_year: int | None, due: int | None, expected: RuleOutcome
) -> None:
    of = report(title_year=title_year, preamble="统计期限自2019年1月1日起至2019年12月31日止。")

    assert outcome(PERIOD, of, year=due) is expected


def test_the_first_year_of_the_regulation_began_in_may() -> None:
    text = "统计期限自2008年5月1日起至2008年12月31日止。"

    assert outcome(PERIOD, report(form=None, year=2008, title_year=2008, preamble=text)) is PASSED


def test_a_wrong_period_says_what_is_written_and_what_should_be() -> None:
    found = only_finding(PERIOD, report(preamble="现公布如下。统计期限自2020年1月1日起至2019年12月31日止。"))

    assert (found.where, found.side) == ("preamble", Side.AGENCY)
    assert (found.expected, found.actual) == ("2020年1月1日至2020年12月31日", "2020年1月1日至2019年12月31日")
    assert found.quote == "统计期限自2020年1月1日起至2019年12月31日止。"


NOTICE = "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》"
FORM = "《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》"
REGULATION = "《中华人民共和国政府信息公开条例》"


@pytest.mark.parametrize(
    ("year", "text", "expected"),
    [
        (2020, f"根据{NOTICE}（国办公开办函〔2019〕60号）", PASSED),
        (2023, f"根据{FORM}（国办公开办函〔2021〕30号）", PASSED),
        (2023, f"根据{FORM}（国办公开办函【2021】30号）", PASSED),
        (2023, "根据国办公开办函〔2021〕30号文件", PASSED),
        (2023, f"根据{FORM}（国办公开办函〔202130号）", PASSED),  # 利辛县望疃镇: a bracket left out
        (2022, f"根据{NOTICE}（国办公开办函〔2019〕60号）", REVIEW),  # 西咸新区太平镇
        # 施甸县太平镇 and 福州安泰街道: the old title with the new number.
        (2023, f"根据{NOTICE}（国办公开办函〔2021〕30号）", FAILED),
        (2023, f"根据{FORM}（国办公开办函〔2019〕60号）", FAILED),
        (2023, f"根据{FORM}（国办公开办函〔2021〕60号）", FAILED),
        (2021, f"根据{NOTICE}（国办公开办函〔2019〕60号）", REVIEW),  # 河北省教育厅
        (2021, f"根据{NOTICE}（国办公开办函〔2019〕60号）、{FORM}（国办公开办函〔2021〕30号）", PASSED),
        (2020, f"根据{FORM}（国办公开办函〔2021〕30号）", REVIEW),
        (2023, f"根据{REGULATION}（国务院令第711号）", PASSED),
        (2023, f"根据{REGULATION}（国令第711号）", PASSED),
        (2022, f"根据{REGULATION}（国务院令第492号）", FAILED),
        (2019, f"根据{REGULATION}（国务院令第492号）", FAILED),
        (2023, f"根据{REGULATION}（国务院令第771号）", FAILED),
        (2023, f"根据{REGULATION}（国务院令第492号公布，国务院令第711号修订）", PASSED),
        (2018, f"根据{REGULATION}（国务院令第492号）", PASSED),
        (2016, f"根据{REGULATION}（国务院令第492号）、《河北省办法》（省政府令【2008】第9号）", PASSED),
        (2023, f"根据{REGULATION}（以下简称《条例》）", NOT_CHECKED),
        (2023, f"根据{FORM}（国办公开办函〔2020〕1号）和国办发〔2020〕17号", FAILED),
        (2023, "根据国办发〔2020〕17号", NOT_CHECKED),
    ],
)
def test_the_circulars_cited(year: int, text: str, expected: RuleOutcome) -> None:
    assert outcome(CITED, report(form="2021", year=year, title_year=year, preamble=text)) is expected


def test_citations_copied_wrong_are_one_finding() -> None:
    text = f"根据{REGULATION}（国务院令第492号）和{NOTICE}（国办公开办函〔2021〕30号）。"
    found = only_finding(CITED, report(form="2021", year=2023, title_year=2023, preamble=text))

    assert found.message.zh.count("；") == 1
    assert found.side is Side.AGENCY


SIX = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
    "存在的主要问题及改进情况、其他需要报告的事项"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"本报告共分6个部分：{SIX}。", PASSED),  # 平潭 2024
        (f"本报告由{SIX}等六部分组成。", PASSED),  # 河北省教育厅 2021
        (f"全文包括{SIX}。", PASSED),  # 上海 2022
        (f"全文包括{SIX.replace('其他', '其它')}6个部分。", PASSED),  # 哈密市市场监督管理局 2021
        (f"报告全文包括{SIX}等六项内容。", PASSED),  # 莘县王庄集镇 2023
        # 河北省教育厅 2022, 2023
        (
            "全文包括总体情况、主动公开、依申请公开、政府信息管理、平台建设、其他需要报告的事项等六部分。",
            FAILED,
        ),
        # 熊口管理区 2025: the parts of reports until 2018
        (
            "内容包括概述、主动公开政府信息情况、依申请公开政府信息和不予公开政府信息情况、收费及减免情况、复议诉讼情况。",
            FAILED,
        ),
        (f"本报告包括{SIX}等五项内容。", FAILED),  # 大冶 2025
        ("全文包括总体情况、主动公开情况、复议诉讼情况、存在的问题及改进情况。", REVIEW),
        ("全文包括总体情况、主动公开情况、复议诉讼情况、存在的问题及改进情况等。", PASSED),
        ("现公布我局年度报告，本报告由办公室编制。", NOT_CHECKED),
    ],
)
def test_the_parts_an_introduction_announces(text: str, expected: RuleOutcome) -> None:
    assert outcome(PARTS, report(preamble=text)) is expected


def test_a_report_that_lacks_sections_itself_is_not_charged_with_its_introduction() -> None:
    of = report(preamble=f"本报告包括{SIX}等五项内容。", without=(6,))

    assert only_finding(PARTS, of).side is Side.UNDECIDED


def test_up_to_2018_no_parts_were_prescribed() -> None:
    text = "本报告由基本情况、公开政府信息情况、依申请公开、问题和改进措施共四部分组成。"  # 河北省工信厅 2016

    assert outcome(PARTS, report(form=None, year=2016, title_year=2016, preamble=text)) is NOT_CHECKED


LETTER = "省政府信息公开办：现将我局2020年政府信息公开工作年度报告报来，请审示。"
NOTHING_ELSE = (1, 2, 3, 4, 5, 6, "disclosure", "applications", "remedies")


def test_a_letter_alone_is_no_report() -> None:
    found = only_finding("identity.cover-letter", report(preamble=LETTER, without=NOTHING_ELSE))

    assert (found.where, found.side, found.quote) == ("preamble", Side.UNDECIDED, LETTER)


# 武威市 2021: the letter to the province holds the whole report. 河北省教育厅 2016 opens 省政府办公厅：.
@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (report(preamble=LETTER), PASSED),
        (report(preamble=LETTER + "一年来公开信息工作有序开展。" * 60, without=NOTHING_ELSE), PASSED),
        (report(preamble="我局2020年政府信息公开工作年度报告。", without=NOTHING_ELSE), PASSED),
        (report(without=NOTHING_ELSE), NOT_CHECKED),
    ],
    ids=["embeds the report", "long", "no letter", "no text"],
)
def test_a_letter_that_holds_the_report_is_the_report(of: object, expected: RuleOutcome) -> None:
    assert outcome("identity.cover-letter", of) is expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("copy", "expected"),
    [
        (report(), PASSED),
        (report(texts={5: PROBLEMS.replace("，", "，\n")}), PASSED),
        (report({"applications.new.natural": "5"}), PASSED),  # another rule's: timeliness.copies-differ
        (report(texts={1: "今年与往年不同，公开工作由新设的机构承担，" * 20}), REVIEW),
    ],
    ids=["the same", "read with other breaks", "another figure", "another text"],
)
def test_a_second_report_of_the_year(copy: object, expected: RuleOutcome) -> None:
    assert outcome("identity.duplicate", report(), copies=(copy,)) is expected


def test_where_nobody_looked_for_copies_nothing_is_said_of_them() -> None:
    assert outcome("identity.duplicate", report()) is NOT_CHECKED
    assert outcome("identity.duplicate", report(), copies=()) is PASSED
