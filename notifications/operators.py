"""What only operators see: who is suspected, what a person must look at, and what was not delivered. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from notifications.findings import Defect, for_review
from notifications.questions import Question, questions
from notifications.register import Register, Row, file_name
from notifications.trouble import Trouble, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Findings of one office's agencies that a person must look at before anyone is told."""

    name: str
    page: str
    number: int
    agencies: tuple[tuple[str, str, tuple[Defect, ...]], ...]  # name, page, findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Operators:
    """The first of the operators' pages."""

    suspected: tuple[Row, ...]
    number: int
    reviews: tuple[tuple[str, str, int], ...]  # office, page, how many findings
    troubles: tuple[Trouble, ...]
    questions: tuple[Question, ...]  # decisions that ask for a person


def reviews(register: Register) -> Iterator[Review]:
    """One page an office that has anything to look at."""
    for code, name in register.office_names.items():
        agencies = tuple(_of_agencies(register, code))
        if agencies:
            yield Review(
                name=name,
                page=f"operators/review-{file_name(code)}.html",
                number=sum(len(defects) for _, _, defects in agencies),
                agencies=agencies,
            )


def _of_agencies(register: Register, office: str) -> Iterator[tuple[str, str, tuple[Defect, ...]]]:
    for agency, _ in register.of_office(office):
        verdicts = register.season.verdicts.get(agency.code, ())
        found = for_review(verdicts, register.season, register.language)
        if found:
            row = register.rows[agency.code]
            yield row.name, row.page, found


def operators(register: Register, found: tuple[Review, ...]) -> Operators:
    """The first page, given what there is to review."""
    return Operators(
        suspected=register.suspected(),
        number=sum(each.number for each in found),
        reviews=tuple((each.name, each.page, each.number) for each in found),
        troubles=troubles(register.season.troubled, register.language),
        questions=questions(register.season, register.language),
    )
