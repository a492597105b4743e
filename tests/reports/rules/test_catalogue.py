"""docs/rules.md is what the docstrings say, and nothing else."""

from pathlib import Path

import pytest

from models.words import Language
from reports.rules import FAMILIES, RULES, catalogue
from reports.rules.catalogue import FAMILY_NAMES, entries, main, markdown_of


def test_the_page_in_docs_is_up_to_date() -> None:
    assert main(["--check"]) == 0, "run: python -m reports.rules.catalogue > docs/rules.md"


def test_a_page_that_differs_is_told_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "rules.md"
    page.write_text(catalogue.catalogue() + "by hand\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "PAGE", page)

    assert main(["--check"]) == 1
    assert "rules.md is not up to date" in capsys.readouterr().err


def test_a_page_that_is_missing_is_not_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "PAGE", tmp_path / "rules.md")

    assert main(["--check"]) == 1


def test_what_is_printed_is_what_check_compares(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([]) == 0
    assert capfdbinary.readouterr().out == catalogue.PAGE.read_bytes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_page_with_basis_and_mending_in_both_languages(rule: catalogue.Rule) -> None:
    whole = catalogue.catalogue()
    chinese, english = dict(entries(rule, Language.ZH)), dict(entries(rule, Language.EN))

    assert f'<a id="{rule.id}"></a>\n\n### `{rule.id}`' in whole
    assert f"| [`{rule.id}`](#{rule.id}) |" in whole
    assert list(chinese) == ["等级", "依据", "查什么", "何时不查", "符合", "不符", "怎样改"]
    assert list(english) == ["Severity", "Basis", "Checks", "Not checked", "Passes", "Fails", "Mend"]
    assert all([*chinese.values(), *english.values()])


def test_every_family_has_its_name() -> None:
    assert set(FAMILY_NAMES) == set(FAMILIES)


def test_one_rule_can_be_had_as_markdown_with_the_identities_it_checks() -> None:
    (rule,) = [each for each in RULES if each.id == "arithmetic.balance"]
    page = markdown_of(rule, Language.EN)

    assert page.startswith(
        "### `arithmetic.balance`\n\n**The applications table balances**\n\n- Severity: major\n"
    )
    assert "| 2021 | 每一列：" in page
    assert "等级" not in page


def test_the_identities_of_both_forms_are_written_out_in_the_forms_words() -> None:
    whole = catalogue.catalogue()

    assert (
        "| 2021 | 每一列：一、本年新收政府信息公开申请数量 + 二、上年结转政府信息公开申请数量 = "
        "（七）总计 + 四、结转下年度继续办理 |"
    ) in whole
    assert "| 2019 | 规章、规范性文件：对外公开总数量 ≥ 本年新公开数量 |" in whole
    assert "| 2021 | 规章、行政规范性文件：现行有效件数 + 本年废止件数 ≥ 本年制发件数 |" in whole


def test_only_confirmed_words_stand_between_quotation_marks() -> None:
    rows = [line for line in catalogue.catalogue().splitlines() if line.startswith("| `")]

    assert [
        row
        for row in rows
        if row.startswith(("| `practice`", "| `form.2019`", "| `form.2021`")) and "“" in row
    ] == []
    assert any("“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”" in row for row in rows)
