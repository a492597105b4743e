"""What the rules made of each document, release by release."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import Subquery, Text, cast, exists, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from models.examination import Examination, Reading
from models.plain import aware, reader
from models.report import Report
from models.stores.latest import last_examined
from models.stores.memory import Memory, add_all
from models.stores.rows import columns, noun_of
from models.tables import HAS_COPIES, AgencyRow, DocumentRow, ExaminationRow, SightingRow, VerdictRow
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.visit import Seen
from models.words import Words

_read_report = reader(Report)
_read_findings = reader(tuple[Finding, ...])
_SAID = ("rule", "outcome", "severity", "basis", "because_zh", "because_en")


class Examinations(Memory):
    """What the documents say, and what the rules say of them."""

    def unexamined(self, release: str) -> tuple[tuple[str, int, str], ...]:
        """(agency, year, SHA-256) seen and not examined under this release; earlier years first."""
        examined = exists().where(
            col(ExaminationRow.agency) == SightingRow.agency,
            col(ExaminationRow.year) == SightingRow.year,
            col(ExaminationRow.document) == SightingRow.document,
            col(ExaminationRow.release) == release,
        )
        named = (col(SightingRow.agency), col(SightingRow.year), col(SightingRow.document))
        query = (
            select(*named)
            .where(SightingRow.seen == Seen.PRESENT, col(SightingRow.document).is_not(None), ~examined)
            .group_by(*named)
            .order_by(col(SightingRow.year), col(SightingRow.agency), func.min(SightingRow.id))
        )
        with self._reading() as session:
            found = [(agency, year, str(document)) for agency, year, document in session.exec(query)]
            found += _copies_unread(session, release)
        return tuple(sorted(dict.fromkeys(found), key=lambda entry: entry[1::-1]))

    def save_examination(
        self,
        *,
        agency: str,
        year: int,
        document: str,
        report: Report | None,
        verdicts: Sequence[Verdict],
        unreadable: Words | None,
        at: datetime,
        release: str,
        clock_set: bool,
    ) -> bool:
        """Keep an examination with its verdicts, all or nothing; False where this release's is kept already."""
        examination = Examination(
            agency=agency,
            year=year,
            document=document,
            release=release,
            at=at,
            report=report,
            unreadable=unreadable,
            verdicts=tuple(verdicts),
            clock_set=clock_set,
        )
        with self._writing(alone="examinations") as session:
            if session.exec(_examination(agency, year, document, release)).first() is not None:
                return False
            row = ExaminationRow(**_without_verdicts(examination))
            session.add(row)
            session.flush()
            _add_verdicts(session, row, verdicts)
        return True

    def save_verdicts(
        self,
        *,
        agency: str,
        year: int,
        document: str,
        release: str,
        verdicts: Sequence[Verdict],
        beside: str,
        at: datetime,
    ) -> None:
        """Lay down what the rules say of a report already read, in place of what they said before; all or nothing.

        `beside` marks what lay beside the report: as long as it does, the rules need not be run again.
        """
        with self._writing(alone="examinations") as session:
            row = session.exec(_examination(agency, year, document, release)).one()
            session.connection().execute(
                sqlalchemy.delete(VerdictRow).where(col(VerdictRow.examination) == row.id)
            )
            row.beside, row.at = beside, aware(at)
            session.add(row)
            _add_verdicts(session, row, verdicts)

    def examination(self, agency: str, year: int, document: str, release: str) -> Examination | None:
        """What one release made of one document, or None."""
        with self._reading() as session:
            row = session.exec(_examination(agency, year, document, release)).first()
            if row is None:
                return None
            verdicts = session.exec(_in_order().where(VerdictRow.examination == row.id)).all()
            return noun_of(
                Examination,
                row,
                report=None if row.report is None else _read_report(row.report),
                verdicts=tuple(noun_of(Verdict, verdict) for verdict in verdicts),
            )

    def report(self, agency: str, year: int, *, document: str | None = None) -> Report | None:
        """The report as read of the version seen last, or of one document; None where there is none to read.

        Of several examinations the latest counts.
        """
        latest = last_examined(year, agency=agency, document=document)
        query = select(ExaminationRow.report).where(ExaminationRow.id == latest.c.id)
        with self._reading() as session:
            report = session.exec(query).first()
            return None if report is None else _read_report(report)

    def verdicts(self, agency: str, year: int) -> tuple[Verdict, ...]:
        """The latest verdicts on the version seen last; empty where it has not been examined."""
        with self._reading() as session:
            return _verdicts(session, last_examined(year, agency=agency)).get(agency, ())

    def all_verdicts(
        self,
        year: int,
        *,
        agencies: Sequence[str] | None = None,
        outcomes: Sequence[RuleOutcome] = (),
        passed: Sequence[str] | None = None,
        until: datetime | None = None,
    ) -> dict[str, tuple[Verdict, ...]]:
        """The same for every agency of one year; an agency whose version seen last is not examined is missing.

        Of some `agencies` only, of some `outcomes`, and of the version seen last up to and at `until`, where given: those
        laid down by then. Verdicts that took the place of others later are missing then (`examined_since`).
        Nine of ten verdicts say that all is well: with `passed`, of those only these rules' are read, and each report's
        first, so that one that was examined has a verdict.
        """
        with self._reading() as session:
            latest = last_examined(year, agencies=agencies, until=until, examined=until)
            return _verdicts(session, latest, outcomes, passed)

    def charges(
        self, year: int, *, office: str | None = None, until: datetime | None = None
    ) -> dict[str, Counter[Severity]]:
        """How many findings are told of each agency, by severity: what `charged` says of `all_verdicts`, counted without them."""
        # Four thousand names in a query cost more than what is asked of them.
        own = None if office is None else select(AgencyRow.code).where(AgencyRow.oversight == office)
        latest = last_examined(year, agencies=own, until=until, examined=until)
        verdict = VerdictRow.__table__  # type: ignore[attr-defined]
        query = (
            sqlalchemy.select(latest.c.agency, verdict.c.severity, cast(verdict.c.findings, Text))
            .join(verdict, verdict.c.examination == latest.c.id)
            .where(verdict.c.outcome == RuleOutcome.FAILED)
        )
        counts: dict[str, Counter[Severity]] = defaultdict(Counter)
        with self._reading() as session:
            rows = session.connection().execute(query).all()
        # One reading of all, for one of each takes five times as long.
        for (agency, severity, _), found in zip(
            rows, json.loads(f"[{','.join(row[2] for row in rows)}]"), strict=True
        ):
            counts[agency][severity] += sum(map(_is_told, found))
        return dict(counts)

    def examined_since(self, year: int, moment: datetime) -> set[str]:
        """The agencies on whose report of that year verdicts were laid down after the moment."""
        query = select(ExaminationRow.agency).where(
            ExaminationRow.year == year, col(ExaminationRow.at) > aware(moment)
        )
        with self._reading() as session:
            return set(session.exec(query))

    def readings(self, year: int, *, until: datetime | None = None) -> dict[str, Reading]:
        """How the version of each agency seen last was read, without what it says; up to and at `until`."""
        latest = last_examined(year, until=until)
        query = (
            sqlalchemy.select(
                col(ExaminationRow.agency),
                col(ExaminationRow.report)["edition"].as_string(),
                col(DocumentRow.media_type),
                col(ExaminationRow.unreadable_zh),
                col(ExaminationRow.unreadable_en),
            )
            .join(latest, latest.c.id == col(ExaminationRow.id))
            .join(DocumentRow, col(DocumentRow.sha256) == ExaminationRow.document)
        )
        with self._reading() as session:
            return {
                agency: Reading(
                    edition=edition,
                    media_type=media_type,
                    unreadable=None if zh is None else Words(zh, en or ""),
                )
                for agency, edition, media_type, zh, en in session.connection().execute(query)
            }


def _is_told(finding: Mapping[str, Any]) -> bool:
    """What `Verdict.charged` asks of a finding, of one as it is kept."""
    return finding["side"] == Side.AGENCY and finding.get("follows") is None


def _add_verdicts(session: Session, row: ExaminationRow, verdicts: Sequence[Verdict]) -> None:
    places = ({"examination": row.id, "position": position} for position in range(len(verdicts)))
    add_all(
        session,
        VerdictRow,
        [columns(verdict) | place for verdict, place in zip(verdicts, places, strict=True)],
    )


def _copies_unread(session: Session, release: str) -> list[tuple[str, int, str]]:
    """(agency, year, SHA-256) of further copies met and not examined under this release."""
    met = (
        select(SightingRow.agency, SightingRow.year, SightingRow.copies)
        .where(HAS_COPIES)
        .order_by(col(SightingRow.id))
    )
    copies = {(agency, year, sha256) for agency, year, several in session.exec(met) for sha256 in several}
    if not copies:
        return []
    read = select(ExaminationRow.agency, ExaminationRow.year, ExaminationRow.document).where(
        ExaminationRow.release == release,
        col(ExaminationRow.document).in_([sha256 for _, _, sha256 in copies]),
    )
    return sorted(copies - set(session.exec(read)))


def _without_verdicts(examination: Examination) -> dict[str, Any]:
    return {name: value for name, value in columns(examination).items() if name != "verdicts"}


def _examination(agency: str, year: int, document: str, release: str) -> SelectOfScalar[ExaminationRow]:
    return select(ExaminationRow).where(
        ExaminationRow.agency == agency,
        ExaminationRow.year == year,
        ExaminationRow.document == document,
        ExaminationRow.release == release,
    )


def _in_order() -> SelectOfScalar[VerdictRow]:
    return select(VerdictRow).order_by(col(VerdictRow.position))


def _verdicts(
    session: Session,
    latest: Subquery,
    outcomes: Sequence[RuleOutcome] = (),
    passed: Sequence[str] | None = None,
) -> dict[str, tuple[Verdict, ...]]:
    """Verdicts by agency, in the rules' order. Most rules say the same of most agencies: equal ones are held once."""
    verdict = VerdictRow.__table__  # type: ignore[attr-defined]
    findings = sqlalchemy.cast(verdict.c.findings, sqlalchemy.Text).label("findings")
    said = [*(verdict.c[name] for name in _SAID), findings]
    matching = [verdict.c.examination == latest.c.id]
    matching += [verdict.c.outcome.in_(outcomes)] if outcomes else []
    if passed is not None:
        told = (verdict.c.outcome != RuleOutcome.PASSED) | (verdict.c.position == 0)
        matching.append(told | verdict.c.rule.in_(passed))
    query = (
        sqlalchemy.select(latest.c.agency, *said)
        .join(verdict, sqlalchemy.and_(*matching), isouter=True)
        .order_by(latest.c.agency, verdict.c.position)
    )
    held: dict[tuple[Any, ...], Verdict] = {}
    grouped: dict[str, list[Verdict]] = {}
    for row in session.connection().execute(query):
        verdicts = grouped.setdefault(row[0], [])
        if row.rule is None:
            continue  # an examination without a single verdict
        key = tuple(row[1:])
        if key not in held:
            held[key] = noun_of(Verdict, row, findings=_read_findings(json.loads(row.findings)))
        verdicts.append(held[key])
    return {agency: tuple(verdicts) for agency, verdicts in grouped.items()}
