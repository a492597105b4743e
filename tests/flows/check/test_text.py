"""A result for a person: every finding points at its cell, and what is no verdict never looks like one."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.check.unchecked import BESIDE
from flows.terminal import Screen, width
from models.report import Cell, CellKind, Report
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict, key
from models.words import Language, Words
from reports.rules import RULES, check
from tests.flows.check.shown import block, examined, shown
from tests.reports.rules.sample import report

SHIFTED = {"disclosure.other_services.previous_items": "-2"}
OFF = {"applications.total.natural": "2"}
NARROW = Screen(width=40, folds=True)


def verdict(
    *findings: Finding, rule: str = "arithmetic.balance", severity: Severity = Severity.MAJOR
) -> Verdict:
    failed = any(each.side is Side.AGENCY for each in findings)
    outcome = RuleOutcome.FAILED if failed else RuleOutcome.REVIEW
    return Verdict(rule=rule, outcome=outcome, severity=severity, basis="form.balance", findings=findings)


def finding(where: str, message: str = "消息", *, side: Side = Side.AGENCY, **rest: object) -> Finding:
    return Finding(message=Words(message, f"{message} in English"), where=where, side=side, **rest)  # type: ignore[arg-type]


def test_a_finding_points_at_its_cell() -> None:
    assert block(shown(report(SHIFTED)), "不符[presence.number]") == [
        "不符[presence.number] 较重：“其他对外管理服务事项”的“上一年项目数量”填的“-2”是负数；通常是该行整体错位，增减数填进了左边一列",
        "  --> 二、主动公开政府信息情况 › 其他对外管理服务事项 › 上一年项目数量 (disclosure.other_services.previous_items)",
        "   |",
        "   |                       上一年项目数量  本年增/减  处理决定数量",
        "   | 其他对外管理服务事项              -2          0             0",
        "   |                                   ^^",
        "   |",
        "   = 依据：国办公开办函〔2019〕60号（试行格式）",
        "   = 详见：chunxun rules presence.number",
    ]


def test_one_wrong_figure_is_one_finding_with_what_would_mend_it_and_what_follows() -> None:
    lines = block(shown(report(OFF)), "不符[")

    assert lines[0].startswith("不符[arithmetic.balance] 较重：“自然人”：")
    assert lines[2:] == [
        "   |",
        "   |                                   自然人",
        "   | 一、本年新收政府信息公开申请数量       3",
        "   | 二、上年结转政府信息公开申请数量       0",
        "...",
        "   | （七）总计                             2",
        "   |                                        ^",
        "   | 四、结转下年度继续办理                 0",
        "   |",
        "   = 提示：“（七）总计 · 自然人”如为3（现为2），有关的3处合计都相符",
        "   = 由此而来，改正后应一并相符：",
        "     - [arithmetic.result-total] “自然人”：“（一）予以公开”至“（六）其他处理”之和 3，而（七）总计 2，相差 1",
        "     - [arithmetic.row-total] “（七）总计”：“自然人”至“其他”之和 2，而总计 3，相差 1",
        "   = 依据：统一格式申请情况表（2019、2021两版相同）表头",
        "   = 详见：chunxun rules arithmetic.balance",
    ]
    assert sum(line.startswith("不符[") for line in shown(report(OFF))) == 1


def test_a_broken_sum_without_a_known_cause_shows_both_sides_and_calls_none_right() -> None:
    lines = block(shown(report({"remedies.review.total": "3"})), "不符[arithmetic.remedies]")

    assert lines[-4:-2] == [
        "   |                  ^         ^         ^         ^     ^ 2 ≠ 3",
        "   |",
    ]


def test_what_is_for_a_person_stands_apart_and_says_so() -> None:
    lines = shown(report(SHIFTED, texts={1: "公开规范性文件 50 条。"}))
    heading = next(at for at, line in enumerate(lines) if line.endswith("处请人工核对，不是结论："))
    review = block(lines, "请核对[agreement.documents]")

    assert lines.index(review[0]) > heading > lines.index(block(lines, "不符[")[0])
    assert "   = 注意：可能另有原因，不能归于单位" in review
    assert not [line for line in review if "应为" in line or "≠" in line]


def test_failures_come_worst_first() -> None:
    of = report()
    minor = verdict(finding("title"), rule="arithmetic.stock", severity=Severity.MINOR)
    critical = verdict(finding("section.1"), rule="identity.agency", severity=Severity.CRITICAL)
    heads = [line for line in shown(examined(of, verdicts=(minor, critical))) if line.startswith("不符[")]

    assert [head.partition("]")[0] for head in heads] == ["不符[identity.agency", "不符[arithmetic.stock"]


def test_a_charge_is_never_hidden_under_what_is_none() -> None:
    head = finding("applications.*.natural", "头", side=Side.READING)
    charge = finding("applications.total.*", "责", follows=key("arithmetic.balance", head))
    lines = shown(examined(report(), verdicts=(verdict(head), verdict(charge, rule="arithmetic.row-total"))))

    assert [line for line in lines if line.startswith("不符[arithmetic.row-total]")]


def test_the_sentence_is_quoted_with_its_figure_underlined() -> None:
    said = finding(
        "applications.new.total",
        side=Side.UNDECIDED,
        expected="15",
        actual="3",
        quote="全年共收到申请15件，均已办结",
    )
    lines = block(shown(examined(report(), verdicts=(verdict(said),))), "请核对[")
    at = lines.index("   | 全年共收到申请15件，均已办结")

    assert lines[at + 1] == "   |               ^^"
    assert any("总计" in line for line in lines[at + 2 :])  # the cell it is compared with stands below


@pytest.mark.parametrize(
    ("quote", "mark"),
    [
        ("收到申请1,024件", "        ^^^^^"),
        ("收到申请１０２４件", "        ^^^^^^^^"),
        ("收到申请一千零二十四件", "        ^^^^^^^^^^^^"),
        ("办结11024件，收到1024件", "                 ^^^^"),
    ],
)
def test_a_figure_is_found_in_its_sentence_however_it_is_written(quote: str, mark: str) -> None:
    said = finding("section.1", side=Side.UNDECIDED, expected="1024", actual="3", quote=quote)
    lines = shown(examined(report(), verdicts=(verdict(said),)))

    assert lines[lines.index(f"   | {quote}") + 1] == f"   | {mark}"


def test_the_title_is_underlined_where_it_is_wrong() -> None:
    lines = shown(report(title_year=2019, body_years=(2020,)))
    place = lines.index("  --> 标题 (title)")

    assert lines[place + 2] == "   | 南阳市民政局2019年政府信息公开工作年度报告"
    assert lines[place + 3].startswith("   |             ^^^^")


def test_a_section_that_is_not_there_has_no_excerpt() -> None:
    lines = shown(report(without=(6,)))
    place = lines.index("  --> 六、其他需要报告的事项 (section.6)")

    assert lines[place + 1].startswith("   = 依据：")


def test_cells_read_in_doubt_say_how_else_they_may_be_read() -> None:
    either = Cell(
        raw="30", kind=CellKind.NUMBER, value=Decimal(30), doubtful=True, readings=(Decimal(30), Decimal(3))
    )
    lines = shown(report({"applications.granted.natural": either}))

    assert "   = 读数存疑：“（一）予以公开 › 自然人”读作“30”（可能是 30、3）" in lines


def test_what_was_not_understood_and_not_used_is_listed() -> None:
    of = examined(
        report(unread=("第3页是图片",)),
        previous="last.html",
        remark=Words("给出的报告没有用", "the report given was not used"),
    )
    lines = shown(of)

    assert "  未读懂：第3页是图片" in lines
    assert "  上一年度报告：last.html" in lines
    assert "  注意：给出的报告没有用" in lines


def test_reasons_of_the_document_are_told_once_each_and_what_was_not_given_is_not() -> None:
    lines = shown(report(without=("applications",)))
    start = lines.index("未核对：")

    assert any(line.startswith("  - 没有读到申请情况表：4条规则，arithmetic.balance、") for line in lines)
    assert not [line for line in lines[start:] if "continuity.carried-in" in line]


def test_of_many_reasons_those_that_weigh_most_are_told_and_the_rest_counted() -> None:
    left = [
        Verdict(
            rule=rule.id,
            outcome=RuleOutcome.NOT_CHECKED,
            severity=rule.severity,
            basis=rule.basis,
            because=Words("同一个原因", "one reason")
            if rule.family == "arithmetic"
            else Words(rule.id, rule.id),
        )
        for rule in RULES
        if not set(rule.needs) & (BESIDE - {"agency", "year"})
    ]
    of = examined(report(), verdicts=left)
    short, full = block(shown(of), "未核对："), block(shown(of, verbose=True), "未核对：")
    count = sum(each.rule.startswith("arithmetic.") for each in left)

    assert short[1].startswith(f"  - 同一个原因：{count}条规则，arithmetic.balance、")
    assert short[-1] == f"  - 另有{len(left) - count - 5}条，--verbose 列出全部"
    assert len(short) == 1 + 6 + 1
    assert len(full) == 1 + 1 + len(left) - count


def test_verbose_leaves_nothing_out() -> None:
    of = report({f"disclosure.licences.{each}": "-1" for each in ("previous_items", "decisions")})
    many = [finding(f"section.{at % 6 + 1}", f"第{at}处") for at in range(9)]
    short = shown(examined(of, verdicts=(verdict(*many),)))
    full = shown(examined(of, verdicts=(verdict(*many),)), verbose=True)

    assert sum("第" in line and line.startswith("不符[") for line in short) == 6
    assert "   = 另有3处，--verbose 列出全部" in short
    assert sum("第" in line and line.startswith("不符[") for line in full) == 9
    assert any("continuity.carried-in" in line for line in shown(report(), verbose=True))


def counts(of: Report) -> Counter[str]:
    """How many rules ended how; their number grows with the catalogue."""
    return Counter(each.outcome.value for each in check(of, year=2020))


def test_the_last_line_counts() -> None:
    of = report(SHIFTED)
    passed, left = counts(of)["passed"], counts(of)["not_checked"]

    assert shown(of)[-2:] == [f"draft.html：1处不符，{passed}条相符，{left}条未核对", ""]
    assert shown(of, language=Language.EN)[-2] == f"draft.html: 1 failed, {passed} passed, {left} not checked"


def test_one_clean_report_of_several_takes_one_line() -> None:
    passed, left = counts(report())["passed"], counts(report())["not_checked"]

    assert shown(report(), several=True) == [f"draft.html：0处不符，{passed}条相符，{left}条未核对"]
    assert len(shown(report(unread=("第3页是图片",)), several=True)) > 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("columns", [40, 57, 80, 120])
@pytest.mark.parametrize(
    "changes", [OFF, SHIFTED, {"remedies.review.total": "3"}, {"applications.other.total": "9"}]
)
def test_nothing_is_wider_than_the_screen_or_ends_in_blanks(
    changes: dict[str, str], columns: int, language: Language
) -> None:
    lines = shown(
        report(changes, texts={1: "公开规范性文件 50 条。"}),
        language=language,
        screen=Screen(width=columns, folds=True),
    )

    # A rule's own name is not broken: someone may want to copy it.
    assert [line for line in lines if width(line) > columns and "chunxun rules" not in line] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("preamble", "  --> 第一部分之前的文字 (preamble)"),
        ("tables", "  --> 各表 (tables)"),
        ("section.1.topics", "  --> 一、总体情况 (section.1.topics)"),
        ("remedies.*", "  --> 四、政府信息公开行政复议、行政诉讼情况 (remedies.*)"),
        ("somewhere.else", "  --> somewhere.else"),
    ],
)
def test_a_place_is_called_as_a_person_would(where: str, line: str) -> None:
    assert line in shown(examined(report(), verdicts=(verdict(finding(where)),)))


def test_the_marked_cell_is_under_its_mark_on_a_narrow_screen_too() -> None:
    lines = shown(report({"applications.granted.total": "9"}), screen=NARROW, verbose=True)
    row = next(
        at for at, line in enumerate(lines) if line.startswith("   |") and line.rstrip().endswith(" 9")
    )

    assert width(lines[row]) == width(lines[row + 1])
    assert lines[row + 1].endswith("^")


def test_colours_change_nothing_but_the_colours() -> None:
    plain = shown(report(SHIFTED))
    coloured = "\n".join(shown(report(SHIFTED), screen=Screen(width=100, colour=True)))

    assert "\x1b[1;31m不符[presence.number]\x1b[0m" in coloured
    for code in ("0", "1", "2", "1;31", "1;32", "1;33", "1;34"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == "\n".join(plain)


def test_nothing_of_a_document_reaches_the_terminal_raw() -> None:
    poison = "\x1b]0;owned\x07\x9b31m\u202e"
    of = report(
        {"disclosure.licences.decisions": f"-2{poison}"},
        unread=(f"第3页{poison}",),
        texts={1: f"公开规范性文件 50 条{poison}。"},
    )
    said = finding("section.1", f"消息{poison}", quote=f"引文{poison}", expected="5", actual="3")
    result = replace(
        examined(replace(of, title=f"标题{poison}"), verdicts=(*check(of), verdict(said))),
        source=f"草稿{poison}.html",
    )
    text = "\n".join(shown(result, verbose=True))

    assert text.replace("\n", "").isprintable()
    assert "␛]0;owned␇" in text


def test_every_placed_finding_of_every_form_can_be_shown() -> None:
    for form in ("2019", "2021"):
        of = report(form=form, year=2019 if form == "2019" else 2023)
        for table in of.tables.values():
            wheres = {f"{table.id}.{r}.{c}" for r, c, _ in table}
            wheres |= {f"{table.id}.*.{c}" for _, c, _ in table} | {f"{table.id}.{r}.*" for r, _, _ in table}
            shown_places = [
                shown(examined(of, verdicts=(verdict(finding(each)),)), screen=NARROW)
                for each in sorted(wheres)
            ]

            assert all(any("^" in line for line in lines) for lines in shown_places)


@pytest.mark.parametrize(
    "where", ["tables", "section.*", "disclosure.no_row.no_column", "applications", "section.9", ""]
)
def test_a_place_that_is_none_is_named_and_not_drawn(where: str) -> None:
    lines = shown(examined(report(), verdicts=(verdict(finding(where)),)))

    assert any(line.startswith("  -->") and where in line for line in lines)
    assert not [line for line in lines if "^" in line]
