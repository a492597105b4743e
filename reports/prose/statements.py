"""What a sentence says in numbers: a subject, its number, and the cells of the tables that count the same."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.prose.sentences import Sentence

Sum = tuple[str, ...]  # addresses of cells that are added


class Subject(StrEnum):
    """What a number of the text counts."""

    RECEIVED = "received"  # requests; with those carried in or without
    CARRIED_IN = "carried_in"
    HANDLED = "handled"  # 办理: received or closed, the word leaves it open
    CLOSED = "closed"
    CARRIED_OUT = "carried_out"
    RESULT = "result"  # one result or one group of results: its cells say which
    REMEDY = "remedy"  # reviews, lawsuits or both, in all or by outcome: the cells say which
    DOCUMENT = "document"  # regulations or normative documents
    DECISION = "decision"  # licences, penalties, coercion
    FEE = "fee"  # 行政事业性收费, in 万元
    NOTICE = "notice"  # 收费通知 for 信息处理费
    PAID = "paid"  # 信息处理费 received, in 元


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One number of the text. `sums`: the cells it may mean, the likeliest first; empty where no table counts it.

    `plainly`: every word of the clause was understood, and none leaves another reading open.
    """

    subject: Subject
    number: Decimal
    sums: tuple[Sum, ...]
    section: int
    sentence: str  # as printed
    words: str  # the part of it that holds the number, without white space
    plainly: bool = False
    at_most: bool = False  # a part: less than the cells say is no contradiction


def said(
    subject: Subject,
    number: Decimal | int,
    sums: tuple[Sum, ...],
    sentence: Sentence,
    words: str,
    *,
    plainly: bool = False,
    at_most: bool = False,
) -> Statement:
    """A statement of a sentence, in these words of it."""
    return Statement(
        subject=subject,
        number=Decimal(number),
        sums=sums,
        section=sentence.section,
        sentence=sentence.printed,
        words=words,
        plainly=plainly,
        at_most=at_most,
    )


def total(*rows: str) -> Sum:
    """The total column of rows of the applications."""
    return tuple(f"applications.{row}.total" for row in rows)


def remedy(outcome: str, *rows: str) -> Sum:
    """One outcome, or `total`, of rows of the reviews and lawsuits."""
    return tuple(f"remedies.{row}.{outcome}" for row in rows)
