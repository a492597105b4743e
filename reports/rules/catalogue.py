"""The catalogue of rules as a page: `python -m reports.rules.catalogue > docs/rules.md`.

With `--check` it prints nothing and exits 1 when docs/rules.md is not what it would print.
"""

import sys
from pathlib import Path

from models.verdict import SEVERITIES
from models.words import Language, Words
from reports import law
from reports.editions import EDITIONS, Along, Edition, Identity, Relation
from reports.rules import FAMILIES, RULES, Rule

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"

FAMILY_NAMES = {
    "identity": Words("主体与标题", "Whose report, and of which year"),
    "presence": Words("结构与填报", "What must stand in it"),
    "arithmetic": Words("勾稽关系", "What must add up"),
    "continuity": Words("跨年衔接", "What must follow from last year"),
    "agreement": Words("文表一致", "What text and tables must agree on"),
    "likeness": Words("雷同", "What must not be copied"),
    "hierarchy": Words("上下级", "What must fit those above and below"),
    "access": Words("可读可用", "What must be open to reading"),
    "privacy": Words("个人信息", "What must not be disclosed"),
    "timeliness": Words("公布情况", "What the portals say of its publication"),
}

INTRODUCTION = """\
# 规则目录 · The catalogue of rules

<!-- 由 `python -m reports.rules.catalogue > docs/rules.md` 生成，请勿手改。Generated; edit the docstrings instead. -->

每条规则对一份报告给出四种结果之一：`passed` 相符；`failed` 不符，且可以归于单位；`review` 请人工查看；`not_checked` 没有核对，并写明原因。
空白和“/”从不当作0。一条规则中有一处不能核对、其余相符的，结果是 `not_checked`，原因里写明已有几处相符。

Each rule gives one of four outcomes: `passed`; `failed`, laid on the agency; `review`, a person must look; `not_checked`, with the reason.
A blank or a "/" is never 0. Where one part cannot be checked and the others hold, the outcome is `not_checked`, and its reason says how many held.
"""


def catalogue() -> str:
    """The whole page."""
    families = [family for family in FAMILIES if any(rule.family == family for rule in RULES)]
    return "\n".join(
        [INTRODUCTION, _index(families), *(_family(family) for family in families), _provisions()]
    )


def entries(rule: Rule, language: Language) -> tuple[tuple[str, str], ...]:
    """A rule's page as headings and their texts: severity, basis, then the five entries of its docstring."""
    level, basis = ("等级", "依据") if language is Language.ZH else ("Severity", "Basis")
    return (
        (level, SEVERITIES[rule.severity].said_in(language)),
        (basis, _basis(rule).said_in(language)),
        *rule.page.entries[language],
    )


def markdown_of(rule: Rule, language: Language) -> str:
    """One rule's page as Markdown in one language."""
    return "\n".join(
        [
            f"### `{rule.id}`\n",
            f"**{rule.title.said_in(language)}**\n",
            *_listed(rule, language),
            "",
            *_formulas(rule),
        ]
    )


def identities_of(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The identities a rule checks, each with the form it stands in, in the form's own words."""
    return tuple(
        (edition.id, _formula(edition, identity))
        for edition in EDITIONS
        for identity in edition.identities_of(rule.id)
    )


def _index(families: list[str]) -> str:
    """Every rule on one line, family by family."""
    head = ["| 规则 Rule | 名称 Name | 等级 Severity |", "| --- | --- | --- |"]
    return "\n".join([*head, *(row for family in families for row in _index_rows(family)), ""])


def _index_rows(family: str) -> list[str]:
    name = FAMILY_NAMES[family]
    rows = [
        f"| [`{rule.id}`](#{rule.id}) | {rule.title.zh} · {rule.title.en} "
        f"| {SEVERITIES[rule.severity].zh} {rule.severity.value} |"
        for rule in RULES
        if rule.family == family
    ]
    return [f"| [**{name.zh}**](#{family}) | **{name.en}** | {len(rows)} |", *rows]


def _family(family: str) -> str:
    name = FAMILY_NAMES[family]
    rules = [_rule(rule) for rule in RULES if rule.family == family]
    return "\n".join([f'<a id="{family}"></a>\n\n## {name.zh} · {name.en}\n', *rules])


def _rule(rule: Rule) -> str:
    # The anchor is the id itself, dot included; the one a heading makes of it leaves the dot out.
    return "\n".join(
        [
            f'<a id="{rule.id}"></a>\n',
            f"### `{rule.id}`\n",
            f"**{rule.title.zh} · {rule.title.en}**\n",
            *_listed(rule, Language.ZH),
            "",
            *_listed(rule, Language.EN),
            "",
            *_formulas(rule),
        ]
    )


def _listed(rule: Rule, language: Language) -> list[str]:
    colon = "：" if language is Language.ZH else ": "
    return [f"- {heading}{colon}{text}" for heading, text in entries(rule, language)]


def _formulas(rule: Rule) -> list[str]:
    rows = [f"| {form} | {formula} |" for form, formula in identities_of(rule)]
    return ["| 格式 Form | 关系 Identity |", "| --- | --- |", *rows, ""] if rows else []


def _basis(rule: Rule) -> Words:
    provision = law.provision(rule.basis)
    words = f"“{provision.words}”" if provision.words else provision.zh
    return Words(f"{provision.citation} {words}", f"`{provision.id}` {provision.en}")


def _formula(edition: Edition, identity: Identity) -> str:
    form = edition.table(identity.table)
    by_column = identity.along is Along.COLUMN
    labels = {each.id: each.label for each in (form.rows if by_column else form.columns)}
    sign = "=" if identity.relation is Relation.EQUAL else "≥"
    left, right = (" + ".join(labels[key] for key in side) for side in (identity.left, identity.right))
    only = "、".join(
        each.label for each in (form.columns if by_column else form.rows) if each.id in identity.only
    )
    return f"{only or ('每一列' if by_column else '每一行')}：{left} {sign} {right}"


def _provisions() -> str:
    used = {rule.basis for rule in RULES} | {f"form.{edition.id}" for edition in EDITIONS}
    rows = [
        f"| `{each.id}` | {each.citation} | {f'“{each.words}”' if each.words else each.zh} | {each.source} |"
        for each in law.PROVISIONS
        if each.id in used
    ]
    head = [
        "## 依据 · What the rules rest on\n",
        "| 编号 | 文件 | 内容（引号内为原文） | 原文见 |",
        "| --- | --- | --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


def main(arguments: list[str]) -> int:
    """Print the page, or with `--check` compare it; the exit status."""
    page = catalogue()
    if arguments == ["--check"]:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page:
            return 0
        sys.stderr.write(
            f"{PAGE.name} is not up to date: run python -m reports.rules.catalogue > docs/rules.md\n"
        )
        return 1
    sys.stdout.buffer.write(page.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
