"""Kept evidence → what the code now installed would say of it → what would change. Nothing is written.

Every kept report is read again, its rules are run again beside what lies beside it, and every standing is computed
again as of the moment it was judged, so that time that has passed since is no difference. Before that the looks at the
portals are made again over the pages they kept (flows/replay.py), and standings are computed with what these would have
seen. What is taken as it was kept: looks that cannot be made again, and which passages are alike.
"""

import contextlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from flows.beside import lay_beside
from flows.home import Home, at_moment, open_home_to_read
from flows.judge import assessments_at
from flows.known import require_known_office
from flows.overlays import decisions_of, facts_of
from flows.reading import read_document
from flows.replay import Replay
from flows.settings import BadSettings, Settings, read_toml
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.decision import Decision
from models.kept import Kept
from models.report import Report
from models.store import Store
from models.verdict import Verdict
from models.visit import Sighting
from models.words import Words
from reports.neighbours import neighbours, shelf
from reports.overlay import Facts, overlaid
from reports.policy import Policy, tried
from reports.reading import Unreadable
from reports.rehearsal import ReportTurned, StandingTurned, Tally, report_turned, standing_turned
from reports.replay import ColumnTurned, NotReplayed
from reports.rules import check_beside
from scrapers.errors import VaultDamaged
from scrapers.vault import Vault

BATCH = 200  # agencies whose stored verdicts are held at one time
AT_HAND = 256  # reports read again that are held, for those they lie beside
LOST = (FileNotFoundError, VaultDamaged)


class Rereading(Store):
    """The store, but every report is read anew from its kept bytes, and as it was kept only where these are lost."""

    def __init__(self, kept: Store, vault: Vault) -> None:
        super().__init__(kept.engine)
        self._vault = vault
        self.read = lru_cache(AT_HAND)(self._read)
        self._seen: dict[tuple[str, str, int], Sighting] = {}

    def see_otherwise(self, sightings: Iterable[Sighting]) -> None:
        """From now on the judge is told these in place of what the same visits said of the same agencies."""
        self._seen.update({(each.visit, each.agency, each.year): each for each in sightings})

    def each_sighted(
        self, year: int, *, until: datetime | None = None
    ) -> Generator[tuple[str, tuple[Sighting, ...]], None, None]:
        """As kept, but for what would be seen otherwise."""
        with contextlib.closing(super().each_sighted(year, until=until)) as sighted:
            for agency, several in sighted:
                yield agency, tuple(self._seen.get((s.visit, agency, year), s) for s in several)

    def report(self, agency: str, year: int, *, document: str | None = None) -> Report | None:
        """What the document says to the readers now installed; None where they cannot read it."""
        if document is None:
            return super().report(agency, year)
        try:
            found = self.read(document)
        except LOST:
            return super().report(agency, year, document=document)
        return found if isinstance(found, Report) else None

    def _read(self, sha256: str) -> Report | Words:
        """A report, or why none can be read. Raises FileNotFoundError and VaultDamaged."""
        kept = self.document(sha256)
        try:
            return read_document(
                self._vault.read(sha256), media_type=kept.media_type if kept else "", source=sha256
            )
        except Unreadable as error:
            return error.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that would change, and whose it is; `counts` is the standing that a decision holds all the same."""

    agency: Agency
    turned: StandingTurned | ReportTurned
    counts: Standing | None = None


class Rehearsal:
    """One run over one report year, of all agencies or of one office's; `tally` is complete when `differences` ends."""

    def __init__(self, home: Home, store: Rereading, year: int, office: str | None) -> None:
        self._home, self._store, self._year = home, store, year
        self._agencies = {agency.code: agency for agency in store.agencies(office)}
        self._office = office
        kept = store.kept()
        # A document that could not be read may be now; where it still cannot, nothing is opened.
        legible = [replace(each, readable=True) for each in kept]
        self._shelf = shelf(store.agencies(), legible, store.alike())
        self._reports = tuple(each for each in kept if each.year == year and each.agency in self._agencies)
        self.tally = Tally()

    @property
    def reports(self) -> int:
        """How many reports will be read again."""
        return len(self._reports)

    def differences(
        self, on_report: Callable[[str], None]
    ) -> Iterator[Difference | ColumnTurned | NotReplayed]:
        """What would change: columns first, then standings, then reports; `on_report` hears the agency after each report."""
        yield from self._columns()
        yield from self._standings()
        for start in range(0, len(self._reports), BATCH):
            some = self._reports[start : start + BATCH]
            stored = self._store.all_verdicts(self._year, agencies=[each.agency for each in some])
            for kept in some:
                turned = self._report_turned(kept, stored.get(kept.agency, ()))
                if turned is not None:
                    yield Difference(agency=self._agencies[kept.agency], turned=turned)
                on_report(self._agencies[kept.agency].name)

    def _columns(self) -> Iterator[ColumnTurned | NotReplayed]:
        for look in Replay(self._home, self._year, self._agencies).looks():
            self.tally.columns.add(look.turned)
            self._store.see_otherwise(look.says)
            if look.turned is not None:
                yield look.turned

    def _standings(self) -> Iterator[Difference]:
        for then, moment, several in self._judged():
            computed = {each.agency: each for each in assessments_at(then, self._year, moment)}
            decisions = decisions_of(then, self._year)
            for stored in several:
                turned = standing_turned(stored, computed.get(stored.agency))
                self.tally.add_standing(turned)
                if turned is not None:
                    facts = facts_of(
                        then, computed.get(stored.agency, stored), (), decisions.get(stored.agency, ())
                    )
                    yield self._decided(then, turned, facts, decisions.get(stored.agency, ()))

    def _judged(self) -> Iterator[tuple[Home, datetime, list[Assessment]]]:
        """The stored standings by the moment they were judged, each with the clock it was judged by."""
        judged: dict[tuple[datetime, bool], list[Assessment]] = defaultdict(list)
        for each in self._store.assessments(self._year, self._office):
            judged[each.as_of, each.clock_set].append(each)
        for (moment, clock_set), several in judged.items():
            yield at_moment(self._home, moment) if clock_set else self._home, moment, several

    def _decided(
        self, then: Home, turned: StandingTurned, facts: Facts, decisions: Sequence[Decision]
    ) -> Difference:
        overlay = overlaid(facts, decisions, now=then.now()).overlay
        return Difference(
            agency=self._agencies[turned.agency],
            turned=turned,
            counts=overlay.effective.standing if overlay else None,
        )

    def _report_turned(self, kept: Kept, stored: tuple[Verdict, ...]) -> ReportTurned | None:
        if kept.readable and not stored:
            self.tally.unjudged += 1
            return None
        try:
            read = self._store.read(kept.document)
        except LOST:
            self.tally.lost += 1
            return None
        computed = self._verdicts(kept, read) if isinstance(read, Report) else ()
        turned = report_turned(
            kept.agency,
            kept.year,
            kept.document,
            stored=stored,
            computed=computed,
            readable=(kept.readable, isinstance(read, Report)),
            why=None if isinstance(read, Report) else read,
        )
        self.tally.add_report(len(computed) or len(stored), turned)
        return turned

    def _verdicts(self, kept: Kept, report: Report) -> tuple[Verdict, ...]:
        beside = neighbours(kept, self._shelf)
        return check_beside(report, lay_beside(self._home, kept, report, beside, self._shelf))


@contextlib.contextmanager
def rehearsal(
    settings: Settings, year: int, *, office: str | None = None, policy: Policy | None = None
) -> Iterator[Rehearsal]:
    """A rehearsal of one year over what is kept, under this policy or the one in force; nothing can be written.

    Raises OlderSchema, NewerSchema, UnknownDatabase and UnknownOffice.
    """
    chosen = settings.model_copy(update={"policy": policy}) if policy else settings
    with open_home_to_read(chosen) as home:
        require_known_office(home, office)
        store = Rereading(home.store, home.vault)
        yield Rehearsal(replace(home, store=store), store, year, office)


def policy_in(file: Path) -> Policy:
    """The policy that a TOML file names: its `[policy]`, else all its figures. Raises BadSettings and BadPolicy."""
    if not file.is_file():
        raise BadSettings(Words(zh=f"没有文件 {file}", en=f"There is no file {file}"))
    figures = read_toml(file)
    return tried(figures.get("policy", figures))
