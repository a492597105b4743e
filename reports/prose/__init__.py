"""A report's running text → what it says in numbers, sentence by sentence. Judges nothing.

Every pattern looks at a bounded stretch of one sentence, so that reading takes time in proportion to the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from models.report import Report
from reports.prose.documents import decisions, documents
from reports.prose.fees import fees
from reports.prose.remedies import remedies
from reports.prose.requests import requests
from reports.prose.results import results
from reports.prose.scope import scope_of
from reports.prose.sentences import Sentence, sentences
from reports.prose.statements import Statement, Subject

__all__ = ["Prose", "Sentence", "Statement", "Subject", "read_prose"]

_READERS = (requests, results, remedies, documents, decisions, fees)
_MOST = 500  # statements; a report makes a few dozen
_OF_LAST_YEAR = 5  # problems and plans: their numbers are rarely the year's


@dataclass(frozen=True, slots=True)
class Prose:
    """The sentences of a report, and their numbers in the order met."""

    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]

    def of(self, *subjects: Subject) -> tuple[Statement, ...]:
        """The statements on these subjects."""
        return tuple(each for each in self.statements if each.subject in subjects)


def read_prose(report: Report) -> Prose | None:
    """What a report's text says in numbers; section 五, which looks back and ahead, is left out. None: there is no text."""
    found = tuple(each for each in sentences(report) if each.section != _OF_LAST_YEAR)
    return Prose(found, tuple(islice(_statements(found, report), _MOST))) if found else None


def _statements(found: tuple[Sentence, ...], report: Report) -> Iterator[Statement]:
    scope = scope_of(report)
    for sentence in found:
        for reader in _READERS:
            yield from reader(sentence, scope)
