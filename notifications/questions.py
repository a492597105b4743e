"""What waits for people who decide: decisions that ended by themselves, and those that lack a second reviewer. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from models.change import About, Change
from models.decision import ON_STANDING, Filed, State
from models.words import Language, Words
from notifications import phrases, shown
from notifications.rulings import asked_again, called
from notifications.season import Season
from notifications.shown import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One decision that asks for a person, as people read it."""

    number: int  # of the decision
    agency: str
    code: str
    says: str
    open_again: bool  # it ended by itself; else it waits for a second reviewer


def questions(season: Season, language: Language) -> tuple[Question, ...]:
    """All of a season: first what is open again, then what waits for approval; each in the roster's order."""
    return (*_open_again(season, language), *_to_approve(season, language))


def ended_by(season: Season) -> dict[int, frozenset[int]]:
    """By the number of a decision whose question is open again, the ids of the changes that say so, one a finding."""
    last: dict[tuple[str, str], Change] = {
        (each.agency, each.key): each for each in season.changes if each.about is About.OVERLAY
    }
    found: dict[int, frozenset[int]] = {}
    for code, open_again in season.reopened.items():
        for place, filed in open_again.items():
            change = last.get((code, place))
            if change is not None and not change.new and change.id and filed.decision.id:
                found[filed.decision.id] = found.get(filed.decision.id, frozenset()) | {change.id}
    return found


def _open_again(season: Season, language: Language) -> Iterator[Question]:
    known = ended_by(season)
    for agency in season.agencies:
        once: dict[int | None, tuple[str, Filed]] = {}
        for place, filed in season.reopened.get(agency.code, {}).items():
            once.setdefault(filed.decision.id, (place, filed))
        for number, (place, filed) in once.items():
            if number is not None and number in known:
                about = None if place == ON_STANDING else Words(place, place)
                yield Question(
                    number=number,
                    agency=shown.clean(agency.name),
                    code=shown.clean(agency.code),
                    says=asked_again(filed, about, language),
                    open_again=True,
                )


_APPROVE = Words(
    "{decision}；{by}，{at}：{reason}　chunxun decide approve {number} --by …",
    "{decision}; {by}, {at}: {reason}  chunxun decide approve {number} --by …",
)


def _to_approve(season: Season, language: Language) -> Iterator[Question]:
    for agency in season.agencies:
        for filed in season.filed.get(agency.code, ()):
            decision = filed.decision
            if filed.state is State.WAITING and decision.id is not None:
                says = say(
                    _APPROVE,
                    language,
                    decision=called(decision, language),
                    by=shown.clean(decision.author, 60),
                    at=shown.moment(decision.at),
                    reason=shown.clean(decision.reason, 300),
                    number=decision.id,
                )
                yield Question(
                    number=decision.id,
                    agency=shown.clean(agency.name),
                    code=shown.clean(agency.code),
                    says=says,
                    open_again=False,
                )


_SUBJECT = Words(
    "{rehearsal}春巡：须重新决定 {again} 项 · 待另一人复核 {waiting} 项（{year} 年度）",
    "{rehearsal}Chunxun: to decide anew {again} · waiting for a second reviewer {waiting} (reports on {year})",
)
_AGAIN = Words(
    "以下决定已自行失效，未有人另作决定，须由主管单位的审核人重新决定：",
    "These decisions ended by themselves and nobody decided anew; a reviewer of the supervising office must:",
)
_WAITING = Words(
    "以下决定须由作出人以外的审核人复核后方才生效：",
    "These take effect when a reviewer other than their author approves:",
)
_HOW = Words(
    "全部决定：chunxun decide list --year {year}；待复核：chunxun decide list --waiting --year {year}。",
    "All decisions: `chunxun decide list --year {year}`; those that wait: `chunxun decide list --waiting --year {year}`.",
)


def notice_of_questions(
    asked: Sequence[Question], season: Season, language: Language
) -> tuple[str, str, str]:
    """Subject, text and HTML of what the operators are told of these questions."""
    again, waiting = ([each for each in asked if each.open_again is which] for which in (True, False))
    subject = say(
        _SUBJECT,
        language,
        rehearsal=phrases.REHEARSAL_MARK.said_in(language) if season.clock_set else "",
        again=len(again),
        waiting=len(waiting),
        year=season.year,
    )
    lines = [
        line
        for heading, some in ((_AGAIN, again), (_WAITING, waiting))
        if some
        for line in (heading.said_in(language), *map(_line, some), "")
    ]
    lines.append(say(_HOW, language, year=season.year))
    return subject, "\n".join(lines), "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _line(question: Question) -> str:
    return f"#{question.number}  {question.agency} {question.code}：{question.says}"
