"""The page of rules: what each checks, on what basis, how to mend it, and how often it spoke this season. Pure."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from models.words import Language
from notifications import page_words, shown, words
from notifications.register import Badge, Register
from notifications.season import RulePage
from notifications.shown import say


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """One rule on the page. `found` is how many agencies' reports it found fault with."""

    id: str
    title: str
    severity: Badge
    entries: tuple[tuple[str, str], ...]
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage:
    """All rules, family by family."""

    families: tuple[tuple[str, tuple[RuleShown, ...]], ...]
    number: str  # of all rules, in words


def rules_page(register: Register) -> RulesPage:
    """The page of all rules of the season's catalogue."""
    found = Counter(
        verdict.rule
        for verdicts in register.season.verdicts.values()
        for verdict in verdicts
        if verdict.charged
    )
    catalogue = register.season.catalogue
    families = groupby(catalogue, key=lambda page: page.family)
    language = register.language
    return RulesPage(
        families=tuple(
            (name.said_in(language), tuple(_shown(page, found[page.id], language) for page in pages))
            for name, pages in families
        ),
        number=say(page_words.RULES, language, n=len(catalogue)),
    )


def _shown(page: RulePage, found: int, language: Language) -> RuleShown:
    return RuleShown(
        id=page.id,
        title=page.title.said_in(language),
        severity=Badge(
            label=words.SEVERITY[page.severity].said_in(language), tone=words.SEVERITY_TONE[page.severity]
        ),
        entries=tuple((heading, shown.clean(text, 2000)) for heading, text in page.entries[language]),
        found=found,
    )
