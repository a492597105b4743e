"""What a ledger is made of: one season, what else is known of its reports, and who will read it. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from models.agency import Agency
from models.assessment import Assessment, Standing
from models.verdict import Finding, RuleOutcome, Side, Verdict
from models.visit import Belief, DateRead
from models.words import Language, Words
from notifications import shown
from notifications.season import Season


class Audience(StrEnum):
    """Who will read it. An office is never told by name whose absence is only suspected, nor of our own doubts."""

    OFFICE = "office"
    OPERATORS = "operators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """What else the ledger says of agencies and their reports. By agency code, unless said otherwise."""

    offices: Mapping[str, str] = field(default_factory=dict)  # name by the office's code
    regions: Mapping[str, str] = field(default_factory=dict)  # name by division code
    editions: Mapping[str, str] = field(
        default_factory=dict
    )  # form of the report read: "2021", "2019", "2008"
    forms: Mapping[str, str] = field(default_factory=dict)  # the same, else the form of the year
    media: Mapping[str, str] = field(default_factory=dict)  # media type of the report seen last
    dates: Mapping[str, tuple[DateRead, ...]] = field(
        default_factory=dict
    )  # read by the first look that found it
    unreadable: Mapping[str, Words] = field(
        default_factory=dict
    )  # why the report seen last could not be read
    places: Mapping[tuple[str, str], Words] = field(default_factory=dict)  # by form and `where` of a finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One agency that may be named."""

    number: int
    agency: Agency
    assessment: Assessment
    verdicts: tuple[Verdict, ...]
    belief: Belief | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A ledger before it is laid out."""

    season: Season
    known: Particulars
    language: Language
    audience: Audience
    office: str  # whose ledger it is, by name

    @property
    def judged(self) -> Sequence[tuple[Agency, Assessment]]:
        """Every agency that is counted, in the roster's order; not all of them may be named."""
        known = {each.agency: each for each in self.season.assessments}
        return [(each, known[each.code]) for each in self.season.agencies if each.code in known]

    def entries(self) -> Iterator[Entry]:
        """The agencies it may name, in the roster's order."""
        named = ((agency, assessment) for agency, assessment in self.judged if self.names(assessment))
        for number, (agency, assessment) in enumerate(named, start=1):
            yield Entry(
                number=number,
                agency=agency,
                assessment=assessment,
                verdicts=self.season.verdicts.get(agency.code, ()),
                belief=self.season.beliefs.get(agency.code),
            )

    def names(self, assessment: Assessment) -> bool:
        """Whether the reader may know that this agency stands so."""
        return self.audience is Audience.OPERATORS or assessment.standing is not Standing.SUSPECTED

    def to_verify(self, entry: Entry) -> Iterator[tuple[Verdict, Finding]]:
        """What a person must look at before anything can be said of it; of our own doubts only operators hear."""
        for verdict in entry.verdicts:
            for finding in (each for each in verdict.findings if each.follows is None):
                ours = finding.side is not Side.AGENCY
                told = self.audience is Audience.OPERATORS if ours else verdict.outcome is RuleOutcome.REVIEW
                if told:
                    yield verdict, finding

    def say(self, text: Words) -> str:
        """A text in the language of the ledger."""
        return text.said_in(self.language)

    def filled(self, phrase: Words, **values: object) -> str:
        """One of our own phrases with its blanks filled in."""
        return shown.say(phrase, self.language, **values)

    def place(self, entry: Entry, finding: Finding) -> str:
        """Where a finding stands, in the form's own words."""
        form = self.known.forms.get(entry.agency.code, "")
        words = self.known.places.get((form, finding.where))
        return "" if words is None else self.say(words)
