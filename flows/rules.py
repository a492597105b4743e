"""`chunxun rules`: the catalogue, a family of it, or one rule's page; as text, JSON or Markdown."""

import difflib
import json
from collections.abc import Iterator, Sequence

from flows.options import RulesFormat
from flows.terminal import Line, Screen, Style, left, spoken, width, wrapped
from models.verdict import SEVERITIES, Severity
from models.words import Language, Words
from reports import law
from reports.rules import FAMILIES, RULES, Rule
from reports.rules.catalogue import FAMILY_NAMES, catalogue, entries, identities_of, markdown_of

STYLES = {
    Severity.CRITICAL: Style.FAILED,
    Severity.MAJOR: Style.FAILED,
    Severity.MINOR: Style.REVIEW,
    Severity.HINT: Style.FAINT,
}
KEYS = ("checks", "not_checked", "passes", "fails", "mend")  # the entries of a page, in its order


class UnknownRule(Exception):
    """No rule and no family has that id; the words name those most like it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def written_rules(rule_id: str, *, shape: RulesFormat, language: Language, screen: Screen) -> str:
    """The rule of that id, the rules of that family, or all where the id is empty. Raises UnknownRule."""
    chosen = _chosen(rule_id)
    match shape:
        case RulesFormat.JSON:
            return "".join(f"{json.dumps(_object(rule, language), ensure_ascii=False)}\n" for rule in chosen)
        case RulesFormat.MARKDOWN if not rule_id:
            return catalogue()
        case RulesFormat.MARKDOWN:
            return "\n".join(markdown_of(rule, language) for rule in chosen)
        case RulesFormat.TEXT:
            one = chosen[0].id == rule_id
            lines = _page(chosen[0], language, screen) if one else _list(chosen, language, screen)
            return spoken(lines, colour=screen.colour)


def _chosen(rule_id: str) -> Sequence[Rule]:
    known = {rule.id: rule for rule in RULES}
    if rule_id in known:
        return [known[rule_id]]
    chosen = [rule for rule in RULES if rule_id in ("", rule.family)]
    if not chosen:
        raise UnknownRule(_unknown(rule_id, known))
    return chosen


def _unknown(rule_id: str, known: dict[str, Rule]) -> Words:
    endings = {name.partition(".")[2]: name for name in known}
    near = difflib.get_close_matches(rule_id, [*known, *FAMILIES], cutoff=0.7)
    ending = rule_id.rpartition(".")[2]
    near += [endings[each] for each in difflib.get_close_matches(ending, endings, cutoff=0.7)]
    listed = tuple(dict.fromkeys(near))[:3]
    return Words(
        f"没有规则 {rule_id}。"
        + (f"是不是 {'、'.join(listed)}？" if listed else "")
        + "`chunxun rules` 列出全部。",
        f"There is no rule {rule_id}. "
        + (f"Did you mean {', '.join(listed)}? " if listed else "")
        + "`chunxun rules` lists them all.",
    )


def _list(chosen: Sequence[Rule], language: Language, screen: Screen) -> Iterator[Line]:
    ids = max(width(rule.id) for rule in chosen)
    levels = max(width(each.said_in(language)) for each in SEVERITIES.values())
    for family in FAMILIES:
        rules = [rule for rule in chosen if rule.family == family]
        if rules:
            yield ((f"{FAMILY_NAMES[family].said_in(language)}  ", Style.STRONG), (family, Style.FAINT))
        for rule in rules:
            level = left(SEVERITIES[rule.severity].said_in(language), levels)
            title, *more = _folded(rule.title.said_in(language), screen, ids + levels + 6)
            yield (
                (f"  {left(rule.id, ids)}  ", Style.PLAIN),
                (f"{level}  ", STYLES[rule.severity]),
                (title, Style.PLAIN),
            )
            yield from ((((" " * (ids + levels + 6) + line), Style.PLAIN),) for line in more)
    yield ()
    yield ((_closing(len(chosen)).said_in(language), Style.FAINT),)


def _closing(count: int) -> Words:
    return Words(
        f"共 {count} 条。`chunxun rules 规则编号` 给出一条的依据、例子和改法。",
        f"{count} rules. `chunxun rules ID` shows one: its basis, examples, and how to mend it.",
    )


def _page(rule: Rule, language: Language, screen: Screen) -> Iterator[Line]:
    yield ((rule.id, Style.STRONG),)
    yield from (((line, Style.STRONG),) for line in _folded(rule.title.said_in(language), screen, 0))
    yield ()
    named = entries(rule, language)
    column = max(width(heading) for heading, _ in named) + 4
    for heading, text in named:
        style = STYLES[rule.severity] if heading == named[0][0] else Style.PLAIN
        yield from _entry(heading, text, style, column, screen)
    formulas = identities_of(rule)
    if formulas:
        yield ()
        yield ((f"  {Words('格式中的关系', 'Identities of the forms').said_in(language)}", Style.FRAME),)
    for form, formula in formulas:
        yield from _entry(form, formula, Style.PLAIN, column, screen)


def _entry(heading: str, text: str, style: Style, column: int, screen: Screen) -> Iterator[Line]:
    first, *more = _folded(text, screen, column)
    yield ((left(f"  {heading}", column), Style.FRAME), (first, style))
    yield from (((" " * column, Style.PLAIN), (line, style)) for line in more)


def _folded(text: str, screen: Screen, indent: int) -> tuple[str, ...]:
    return wrapped(text, screen.width - indent) if screen.folds else (text,)


def _object(rule: Rule, language: Language) -> dict[str, object]:
    basis = law.provision(rule.basis)
    texts = [text for _, text in rule.page.entries[language]]
    return {
        "id": rule.id,
        "family": rule.family,
        "severity": rule.severity.value,
        "title": rule.title.said_in(language),
        "basis": {
            "id": basis.id,
            "citation": basis.citation,
            "words": basis.words or None,
            "asks": basis.asks.said_in(language),
            "source": basis.source,
        },
        **dict(zip(KEYS, texts, strict=True)),
        "identities": [{"form": form, "identity": formula} for form, formula in identities_of(rule)],
    }
