"""What the rules said of one report, as finished strings: each finding with its place, its rule and its basis. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from models.papers import Sheet
from models.verdict import Finding, RuleOutcome, Side, Verdict, key
from models.words import Language, Words
from notifications import page_words, shown, words
from notifications.register import Badge
from notifications.season import Season


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One finding as shown."""

    anchor: str
    severity: Badge
    message: str
    rule: str
    rule_anchor: str  # on the page of rules; empty: it is not there
    places: tuple[tuple[str, str], ...]  # where, and the anchor of the cell on the same page, or empty
    expected: str
    actual: str
    quote: str
    basis: str
    hint: str
    side: str
    cells: tuple[str, ...]  # addresses of the cells it points at
    consequences: tuple[str, ...] = ()  # what else is off only because of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """All verdicts on one report: what is told, what was not checked and what held."""

    defects: tuple[Defect, ...]
    not_checked: tuple[tuple[str, str], ...]  # rule, because
    passed: tuple[str, ...]  # rules


def examined(
    verdicts: Sequence[Verdict], sheets: Sequence[Sheet], season: Season, language: Language
) -> Examined:
    """The verdicts in words, of the findings those that are told; worst first, consequences under what heads them."""
    heads = tuple(each for each in _heads(verdicts) if each[1] in each[0].charged)
    return Examined(
        defects=_defects(heads, verdicts, _cell_names(sheets) if heads else {}, season, language),
        not_checked=tuple(_not_checked(verdicts, season, language)),
        passed=tuple(
            _rule(verdict.rule, season, language)
            for verdict in verdicts
            if verdict.outcome is RuleOutcome.PASSED
        ),
    )


def for_review(verdicts: Sequence[Verdict], season: Season, language: Language) -> tuple[Defect, ...]:
    """What a person must look at before anyone is told; places in words, for no table stands beside it."""
    heads = tuple(each for each in _heads(verdicts) if each[1] not in each[0].charged)
    return _defects(heads, verdicts, {}, season, language)


def _defects(
    heads: Sequence[tuple[Verdict, Finding]],
    verdicts: Sequence[Verdict],
    names: Mapping[str, str],
    season: Season,
    language: Language,
) -> tuple[Defect, ...]:
    return tuple(
        replace(
            _defect(verdict, finding, names, season, language),
            anchor=f"f{number}",
            consequences=_consequences(key(verdict.rule, finding), verdicts, language),
        )
        for number, (verdict, finding) in enumerate(heads, start=1)
    )


def _heads(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, Finding]]:
    severities = list(words.SEVERITY)
    found = [verdict for verdict in verdicts if verdict.findings]
    for verdict in sorted(found, key=lambda verdict: severities.index(verdict.severity)):
        yield from ((verdict, finding) for finding in verdict.findings if finding.follows is None)


def _consequences(head: str, verdicts: Sequence[Verdict], language: Language) -> tuple[str, ...]:
    followers = [each for verdict in verdicts for each in verdict.findings if each.follows == head]
    return tuple(shown.clean(each.message.said_in(language), 500) for each in followers)


def _defect(
    verdict: Verdict, finding: Finding, names: Mapping[str, str], season: Season, language: Language
) -> Defect:
    basis = season.provisions.get(verdict.basis)
    cells = _cells(finding, names)
    return Defect(
        anchor="",
        severity=Badge(
            label=words.SEVERITY[verdict.severity].said_in(language),
            tone=words.SEVERITY_TONE[verdict.severity],
        ),
        message=shown.clean(finding.message.said_in(language), 500),
        rule=_rule(verdict.rule, season, language),
        rule_anchor=verdict.rule if verdict.rule in season.rules else "",
        places=tuple(_places(finding, cells, names, language)),
        expected="" if finding.expected is None else shown.clean(finding.expected),
        actual="" if finding.actual is None else shown.clean(finding.actual),
        quote=shown.clean(finding.quote or "", 500),
        basis=shown.clean(basis.said_in(language), 300) if basis else "",
        hint=shown.clean(finding.hint.said_in(language), 300) if finding.hint else "",
        side=_side(verdict, finding).said_in(language),
        cells=cells,
    )


def _cell_names(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """Every cell of a report in the form's words, by address: 结转下年度继续办理 · 总计."""
    return {
        cell.address: f"{row.label} · {column}"
        for sheet in sheets
        for row in sheet.rows
        for cell, column in zip(row.cells, sheet.columns, strict=True)
        if cell is not None
    }


def _cells(finding: Finding, names: Mapping[str, str]) -> tuple[str, ...]:
    """The cells a finding points at: its cause, else those its place means; none where it speaks of something else."""
    if finding.cause in names:
        return (finding.cause,) if finding.cause else ()
    compared = tuple(each for each in finding.cells if each in names)
    return compared or tuple(each for each in names if _fits(each, finding.where))


def _fits(address: str, where: str) -> bool:
    have, want = address.split("."), where.split(".")
    return len(have) == len(want) and all(w in ("*", h) for h, w in zip(have, want, strict=True))


def _places(
    finding: Finding, cells: Sequence[str], names: Mapping[str, str], language: Language
) -> Iterator[tuple[str, str]]:
    """One cell by its name; several by their table and their number, led to by the first; else the place in words."""
    if len(cells) == 1:
        yield names[cells[0]], cells[0]
    elif cells:
        table = place_said(finding.where, language)
        yield shown.say(page_words.CELLS, language, table=table, n=len(cells)), cells[0]
    else:
        yield place_said(finding.where, language), ""


def place_said(where: str, language: Language) -> str:
    """A place in words; as it is written where there are none for it."""
    head, _, rest = where.partition(".")
    if head == "section":
        return shown.say(page_words.SECTION, language, no=shown.clean(rest.partition(".")[0]))
    known = page_words.PLACES.get(head)
    return known.said_in(language) if known else shown.clean(where)


def _side(verdict: Verdict, finding: Finding) -> Words:
    to_judge = verdict.outcome is RuleOutcome.REVIEW and finding.side is Side.AGENCY
    return words.RULE_OUTCOME[RuleOutcome.REVIEW] if to_judge else words.SIDE[finding.side]


def _rule(rule: str, season: Season, language: Language) -> str:
    title = season.rules.get(rule)
    return f"{title.said_in(language)} {rule}" if title else rule


def _not_checked(
    verdicts: Iterable[Verdict], season: Season, language: Language
) -> Iterator[tuple[str, str]]:
    for verdict in verdicts:
        if verdict.outcome is RuleOutcome.NOT_CHECKED:
            because = verdict.because or Words("原因未记录", "no reason recorded")
            yield _rule(verdict.rule, season, language), shown.clean(because.said_in(language), 300)
