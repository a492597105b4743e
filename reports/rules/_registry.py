"""How a rule is declared, and how all of them are run over one report.

A rule is one function. Its parameters name what it needs: `report`, `edition`, `prose` (its text, read once for all
rules), `succession` (its years laid in a row), the id of a table of the report, or a field of `Beside`; a parameter with a default is welcome but not needed. Where something needed is missing the rule
is not run, and its verdict says what was missing.

A rule speaks part by part: a `Held`, a `Finding` or a `NotChecked` for each thing it looked at. From these the
outcome follows and is never a default:

- FAILED: at least one finding is laid on the agency;
- REVIEW: there are findings, and none is laid on the agency;
- NOT_CHECKED: no finding, and at least one part could not be checked; `because` also says how many parts held;
- PASSED: every part held.

A rule that says nothing at all is our bug and raises. So does any other exception inside a rule: it rises.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from models.agency import Agency
from models.filing import Filing, Predecessor
from models.report import Medium, Report
from models.resemblance import Resemblance
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.version import Printed
from models.visit import Belief
from models.words import Language, Words
from reports import editions, law
from reports.editions import Edition
from reports.prose import read_prose
from reports.rules.passages import is_personal, masked
from reports.succession import succession_of

FAMILIES = (
    "identity",
    "presence",
    "arithmetic",
    "continuity",
    "agreement",
    "likeness",
    "hierarchy",
    "access",
    "privacy",
    "timeliness",
)  # the order in which rules are run, and in which the head of a group is sought
TABLES = ("disclosure", "applications", "remedies")
SHOWN = 4  # reasons listed in one `because` before the rest is only counted

MISSING: Mapping[str, Words] = {
    "previous": Words("没有上一年度报告", "no previous report"),
    "succession": Words("没有上一年度报告", "no previous report"),
    "agency": Words("没有给出名录中的单位", "no agency of the roster was given"),
    "year": Words("没有给出应报告的年度", "no report year was given"),
    "edition": Words(
        "未能识别报告采用的格式，报告年度也没有对应的统一格式",
        "the form was not recognised, and no national form serves the report's year",
    ),
    "prose": Words("没有读到正文", "no running text was read"),
    "disclosure": Words("没有读到主动公开情况表", "the disclosure table was not read"),
    "applications": Words("没有读到申请情况表", "the applications table was not read"),
    "remedies": Words("没有读到行政复议、行政诉讼情况表", "the reviews and litigation table was not read"),
    "belief": Words("没有读到网站上的日期", "no date on its portal was read"),
    "predecessors": Words("没有给出并入的单位", "no agencies merged into it were given"),
    "earlier": Words("没有前年的报告", "no report of two years before"),
    "following": Words("没有下一年度的报告", "no report of the year after"),
    "copies": Words(
        "没有给出同一单位同一年度的其他报告", "no other report of the same agency and year was given"
    ),
    "versions": Words("没有比对先前的版本", "former versions were not compared"),
    "members": Words("没有给出下级单位的报告", "no reports of subordinate agencies were given"),
    "office": Words(
        "没有给出本级政府办公室的报告", "the report of the government's own office was not given"
    ),
    "resemblances": Words("没有与其他单位的报告比对", "not compared with the reports of others"),
    "roster": Words("没有给出名录", "no roster was given"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What may be laid beside a report to check it; each may be missing, and then the rules that need it say so.

    An empty tuple means that there is none; None that nobody looked.
    """

    previous: Report | None = None  # the same agency's report of the year before
    predecessors: tuple[Predecessor, ...] | None = None  # whose sum it begins with; empty: its own alone
    earlier: Report | None = None  # its report of two years before
    following: Report | None = None  # its report of the year after
    agency: Agency | None = None  # its row of the roster
    year: int | None = None  # the year the report is expected to be of
    belief: Belief | None = None  # which date of its publication is believed, and what else the portal says
    copies: tuple[Report, ...] | None = None  # other documents found for the same agency and year
    versions: tuple[Printed, ...] | None = (
        None  # those it replaced, oldest first, and it; empty: it replaced none
    )
    members: tuple[Filing, ...] | None = (
        None  # of a government: its departments', townships' and streets' reports
    )
    office: Report | None = None  # of a government: the report of its own 办公室 of the same year
    resemblances: tuple[Resemblance, ...] | None = None  # found among all agencies and years
    roster: tuple[Agency, ...] | None = None  # every agency known


NOTHING = Beside()

HEADINGS: Mapping[Language, tuple[str, ...]] = {
    Language.ZH: ("查什么", "何时不查", "符合", "不符", "怎样改"),
    Language.EN: ("Checks", "Not checked", "Passes", "Fails", "Mend"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """One part was checked and is as it should be."""


@dataclass(frozen=True, slots=True)
class NotChecked:
    """One part could not be checked, and why."""

    because: Words


Part = Held | Finding | NotChecked
Parts = Iterable[Part]
Examine = TypeVar("Examine", bound=Callable[..., Parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A rule's page in the catalogue: its name, and its five entries in each language."""

    name: Words
    entries: Mapping[Language, tuple[tuple[str, str], ...]]  # (heading, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One declared rule. `basis` is a provision, or `form`: the form of the report's own edition."""

    id: str
    severity: Severity
    basis: str
    needs: tuple[str, ...]
    welcomes: tuple[str, ...]
    page: Page
    examine: Callable[..., Parts]

    @property
    def family(self) -> str:
        """The family, which is also the module or package it stands in."""
        return self.id.partition(".")[0]

    @property
    def title(self) -> Words:
        """Its name, as the catalogue heads its page."""
        return self.page.name


class BadRule(TypeError):
    """A rule is declared wrongly; raised while its module is imported."""


_declared: dict[str, Rule] = {}


def rule(rule_id: str, *, severity: Severity, basis: str) -> Callable[[Examine], Examine]:
    """Declare a function as a rule. Raises BadRule or law.UnknownProvision at import."""

    def declare(examine: Examine) -> Examine:
        if rule_id in _declared:
            raise BadRule(f"{rule_id}: declared twice")
        if rule_id.partition(".")[0] not in examine.__module__.split("."):
            raise BadRule(f"{rule_id}: declared in {examine.__module__}, which is not its family")
        law.provision(basis)
        needs, welcomes = _asked(rule_id, examine)
        page = read_page(rule_id, inspect.getdoc(examine) or "")
        _declared[rule_id] = Rule(
            id=rule_id,
            severity=severity,
            basis=basis,
            needs=needs,
            welcomes=welcomes,
            page=page,
            examine=examine,
        )
        return examine

    return declare


def declared() -> tuple[Rule, ...]:
    """Every rule declared so far: by family, then as written in its file."""
    return tuple(sorted(_declared.values(), key=lambda each: FAMILIES.index(each.family)))


def _asked(rule_id: str, examine: Callable[..., Parts]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    parameters = inspect.signature(examine).parameters.values()
    unknown = [each.name for each in parameters if each.name != "report" and each.name not in MISSING]
    if unknown:
        known = ", ".join(("report", *MISSING))
        raise BadRule(f"{rule_id}: asks for {', '.join(unknown)}; a rule may ask for {known}")
    needs = tuple(each.name for each in parameters if each.default is inspect.Parameter.empty)
    return needs, tuple(each.name for each in parameters if each.name not in needs)


def read_page(rule_id: str, docstring: str) -> Page:
    """Read a rule's docstring: `名称 · Name.`, then the five entries in Chinese and in English."""
    title, _, body = docstring.partition("\n")
    zh, dot, en = title.rstrip(".").partition(" · ")
    if not dot:
        raise BadRule(f"{rule_id}: the docstring must begin with `名称 · Name.`")
    entries = {language: _entries(rule_id, body, headings) for language, headings in HEADINGS.items()}
    return Page(name=Words(zh, en), entries=entries)


def _entries(rule_id: str, body: str, headings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    everything = "|".join(heading for each in HEADINGS.values() for heading in each)
    found = dict(
        re.findall(
            rf"^({everything})[：:]\s*(.+?)(?=\n(?:{everything})[：:]|\n\n|\Z)",
            body,
            re.MULTILINE | re.DOTALL,
        )
    )
    missing = [heading for heading in headings if heading not in found]
    if missing:
        raise BadRule(f"{rule_id}: the docstring lacks {', '.join(missing)}")
    return tuple((heading, _unwrapped(found[heading])) for heading in headings)


def _unwrapped(text: str) -> str:
    """Lines joined again: with a space between Latin words, without one beside Chinese."""
    joined = re.sub(r"\s*\n\s*", " ", text.strip())
    return re.sub(
        r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) | (?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef])",
        "",
        joined,
    )


def run(rules: tuple[Rule, ...], report: Report, beside: Beside) -> tuple[Verdict, ...]:
    """One verdict a rule, in order."""
    edition = edition_of(report, beside.year)
    given: dict[str, object] = {
        "report": report,
        "edition": edition,
        "prose": read_prose(report),
        "succession": succession_of(
            report,
            previous=beside.previous,
            predecessors=beside.predecessors or (),
            earlier=beside.earlier,
            following=beside.following,
            agency=beside.agency,
            year=beside.year,
            edition=edition,
        ),
        **{table_id: report.table(table_id) for table_id in TABLES},
        **{each.name: getattr(beside, each.name) for each in fields(beside)},
    }
    return tuple(_verdict(each, given) for each in rules)


def edition_of(report: Report, year: int | None) -> Edition | None:
    """The form the report is on; where it was not recognised, the form its year is due on."""
    if report.edition is not None:
        return editions.edition(report.edition)
    of = report.year if report.year is not None else year
    return None if of is None else editions.edition_for(of)


def _verdict(each: Rule, given: Mapping[str, object]) -> Verdict:
    basis = _basis(each, given["edition"])
    missing = [MISSING[name] for name in each.needs if given[name] is None]
    if missing:
        return Verdict(
            rule=each.id,
            outcome=RuleOutcome.NOT_CHECKED,
            severity=each.severity,
            basis=basis,
            because=joined(missing),
        )
    parts = tuple(each.examine(**{name: given[name] for name in (*each.needs, *each.welcomes)}))
    if isinstance(report := given["report"], Report) and report.legibility.medium is not Medium.TEXT:
        parts = tuple(map(_doubted, parts))
    outcome = _outcome(each.id, parts)
    return Verdict(
        rule=each.id,
        outcome=outcome,
        severity=each.severity,
        basis=basis,
        because=_because(parts) if outcome is RuleOutcome.NOT_CHECKED else None,
        findings=tuple(_masked(part) for part in parts if isinstance(part, Finding)),
    )


def _masked(finding: Finding) -> Finding:
    """A finding as anybody may see it: no personal number in full, whatever sentence it quotes."""
    shown = (finding.message.zh, finding.message.en, finding.quote, finding.actual, finding.expected)
    if not any(text and is_personal(text) for text in shown):
        return finding
    zh, en, quote, actual, expected = (text and masked(text) for text in shown)
    return replace(finding, message=Words(zh or "", en or ""), quote=quote, actual=actual, expected=expected)


def _doubted(part: Part) -> Part:
    """Nothing recognised from images is laid on the agency: every letter and figure of it may be misread."""
    if isinstance(part, Finding) and part.side is Side.AGENCY:
        return replace(part, side=Side.READING)
    return part


def _basis(each: Rule, edition: object) -> str:
    """The provision in force for the report: its own form, and until 2018 the Regulation before its revision."""
    if not isinstance(edition, Edition):
        return each.basis
    if each.basis == "form":
        return f"form.{edition.id}"
    return (law.provision(each.basis).before_2019 if edition.free else "") or each.basis


def _outcome(rule_id: str, parts: tuple[Part, ...]) -> RuleOutcome:
    findings = [part for part in parts if isinstance(part, Finding)]
    if any(finding.side is Side.AGENCY for finding in findings):
        return RuleOutcome.FAILED
    if findings:
        return RuleOutcome.REVIEW
    if any(isinstance(part, NotChecked) for part in parts):
        return RuleOutcome.NOT_CHECKED
    if parts:
        return RuleOutcome.PASSED
    raise RuntimeError(f"{rule_id}: said nothing; a rule yields Held, a Finding or NotChecked for each part")


def _because(parts: tuple[Part, ...]) -> Words:
    held = sum(isinstance(part, Held) for part in parts)
    reasons = joined([part.because for part in parts if isinstance(part, NotChecked)])
    if not held:
        return reasons
    return Words(
        f"已核对{held}处，均相符；其余未核对：{reasons.zh}",
        f"{held} checked and right; not checked: {reasons.en}",
    )


def joined(reasons: list[Words]) -> Words:
    """Reasons in one statement, each once; beyond the first few they are only counted."""
    once = list(dict.fromkeys(reasons))
    shown, rest = once[:SHOWN], len(once) - SHOWN
    more = Words(f"；另有{rest}处", f"; and {rest} more") if rest > 0 else Words("", "")
    return Words(
        "；".join(each.zh for each in shown) + more.zh, "; ".join(each.en for each in shown) + more.en
    )
