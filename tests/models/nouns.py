"""Any noun (Hypothesis), and a few by hand."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import count
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from models.acknowledgement import Acknowledgement
from models.agency import Agency, Kind, Level, MonthDay
from models.assessment import Assessment, Standing
from models.change import About, Change
from models.decision import ON_STANDING, Decision, DecisionKind, Role
from models.message import Handover, Message
from models.report import Report
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.visit import Candidate, Document, Link, Outcome, Seen, Sighting, Visit
from models.words import Words

_numbers = count()

MOMENT = datetime(2026, 2, 1, 1, 0, tzinfo=UTC)
BEIJING = timezone(timedelta(hours=8))
WHY = Words("栏目读到末尾", "The listing was read to its end")

# Everything Unicode has but what no database keeps.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
moments = st.builds(datetime.combine, days, st.times(timezones=st.sampled_from([UTC, BEIJING])))


def any_of(kind: Any, **given: Any) -> st.SearchStrategy[Any]:
    """Any noun of a kind, by its annotations; `given` fields are strategies or values."""
    drawn = {name: _any(hint) for name, hint in get_type_hints(kind).items()}
    fixed = {
        name: value if isinstance(value, st.SearchStrategy) else st.just(value)
        for name, value in given.items()
    }
    return st.builds(kind, **drawn | fixed)


# An identifier no earlier example had.
fresh = st.builds(lambda text: f"{next(_numbers)} {text}", texts)


def _any(hint: Any) -> st.SearchStrategy[Any]:
    known = {str: texts, bool: st.booleans(), int: st.integers(0, 2**31 - 1), date: days, datetime: moments}
    if hint in known:
        return known[hint]
    origin, parts = get_origin(hint), get_args(hint)
    if origin is UnionType:
        return st.one_of(*(st.none() if part is type(None) else _any(part) for part in parts))
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(_any(parts[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(_any, parts))
    if origin is Mapping:
        return st.dictionaries(_any(parts[0]), _any(parts[1]), max_size=2)
    if hint is Decimal:
        return st.decimals(allow_nan=False, allow_infinity=False, places=4)
    if hint is MonthDay:
        return days.map(lambda day: MonthDay(day.month, day.day))
    return any_of(hint) if hasattr(hint, "__dataclass_fields__") else st.sampled_from(hint)


def agency(code: str = "411300-01", **fields: Any) -> Agency:
    """An agency an office oversees."""
    given = {"name": f"单位{code}", "kind": Kind.DEPARTMENT, "level": Level.CITY, "oversight": "office"}
    return Agency(code=code, **given | fields)


def document(sha256: str = "a" * 64) -> Document:
    """A kept page."""
    url = f"https://agency.example/{sha256[:4]}.html"
    return Document(sha256=sha256, url=url, final_url=url, media_type="text/html", size=1, fetched_at=MOMENT)


def visit(visit_id: str = "v1", *documents: Document, at: datetime = MOMENT, **fields: Any) -> Visit:
    """A visit that brought these documents."""
    link = Link(url="https://agency.example/1.html", title="2025年政府信息公开工作年度报告")
    found = (Candidate(link=link, outcome=Outcome.COMPLETED, documents=documents),) if documents else ()
    given: dict[str, Any] = {
        "column_url": "https://agency.example/",
        "started": at,
        "finished": at + timedelta(minutes=1),
        "outcome": Outcome.COMPLETED,
        "reason": WHY,
        "links": (link,),
        "candidates": found,
    }
    return Visit(id=visit_id, **given | fields)


def sighting(of: Visit, code: str = "411300-01", *, document: str = "", **fields: Any) -> Sighting:
    """What that visit says of an agency: present where it names a document, else absent."""
    given: dict[str, Any] = {
        "year": 2025,
        "at": of.finished,
        "seen": Seen.PRESENT if document else Seen.ABSENT,
        "outcome": of.outcome,
        "reason": WHY,
    }
    return Sighting(agency=code, visit=of.id, document=document, **given | fields)


def assessment(code: str = "411300-01", standing: Standing = Standing.OVERDUE, **fields: Any) -> Assessment:
    """Where an agency stands."""
    given: dict[str, Any] = {
        "year": 2025,
        "as_of": MOMENT,
        "statutory_due": date(2026, 1, 31),
        "local_due": None,
        "due": date(2026, 1, 31),
        "why": WHY,
    }
    return Assessment(agency=code, standing=standing, **given | fields)


def change(new: str = "overdue", code: str = "411300-01", **fields: Any) -> Change:
    """A transition of an agency's standing."""
    given: dict[str, Any] = {
        "year": 2025,
        "about": About.STANDING,
        "key": "standing",
        "old": "",
        "at": MOMENT,
        "why": WHY,
        "severity": Severity.CRITICAL,
        "release": "0.1.0",
        "policy": "standard",
    }
    return Change(agency=code, new=new, **given | fields)


def decision(code: str = "411300-01", kind: DecisionKind = DecisionKind.DISPUTE, **fields: Any) -> Decision:
    """What a reviewer decided on an agency's standing."""
    given: dict[str, Any] = {
        "year": 2025,
        "subject": ON_STANDING,
        "reason": "已在他处发布",
        "author": "李四",
        "role": Role.REVIEWER,
        "at": MOMENT,
        "release": "0.1.0",
    }
    return Decision(kind=kind, agency=code, **given | fields)


def acknowledgement(code: str = "411300-01", **fields: Any) -> Acknowledgement:
    """That an operator took note of an agency's lapse."""
    given: dict[str, Any] = {
        "year": 2025,
        "until": date(2026, 2, 20),
        "reason": "已电话催办",
        "author": "张三",
        "role": Role.OPERATOR,
        "at": MOMENT,
        "release": "0.1.0",
    }
    return Acknowledgement(agency=code, **given | fields)


def message(message_id: str = "m1", number: int = 1, **fields: Any) -> Message:
    """A frozen digest for the office's first channel."""
    given: dict[str, Any] = {
        "office": "office",
        "channel": "1",
        "created": MOMENT,
        "subject": "第1期",
        "text": "一、…",
        "html": "<p>一、…</p>",
        "handovers": (Handover(recipient="b…@office.example#1", content=b"mail"),),
    }
    return Message(id=message_id, number=number, **given | fields)


def verdict(rule: str = "presence.section", outcome: RuleOutcome = RuleOutcome.FAILED) -> Verdict:
    """A verdict with one finding."""
    finding = Finding(message=WHY, where="section.3", side=Side.AGENCY, expected="6", actual="5")
    return Verdict(
        rule=rule, outcome=outcome, severity=Severity.MAJOR, basis="circular-30.2", findings=(finding,)
    )


REPORT = Report(title="年报", agency="单位", title_year=2025, year=2025, edition="2021")
