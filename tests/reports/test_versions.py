"""What one version of a report became in the next: corrected, restated without a word, or only worded otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from models.report import Report
from models.version import Became, Printed, Restatement, Version, history, replaced
from models.visit import Outcome, Seen, Sighting
from models.words import Words
from reports.versions import restatements
from tests.reports.rules.sample import cell, report

START = datetime(2026, 2, 1, 4, tzinfo=UTC)
NEW = "applications.new.total"
FIRST = report()
OTHER = report({NEW: "5"})


def step(old: Report, new: Report, *, title: str = "") -> Restatement:
    at = Version(document="a", first=START, last=START)
    later = replace(at, document="b", title=title)
    (found,) = restatements((Printed(version=at, report=old), Printed(version=later, report=new)))
    return found


def test_a_figure_changed_without_a_word_is_restated_cell_by_cell() -> None:
    found = step(FIRST, OTHER)

    assert found.became is Became.RESTATED
    assert [(each.address, each.old.value, each.new.value) for each in found.cells] == [
        (NEW, Decimal(3), Decimal(5))
    ]


@pytest.mark.parametrize(
    ("new", "title", "said"),
    [
        (replace(OTHER, title="南阳市民政局2020年政府信息公开工作年度报告（更正版）"), "", "（更正版）"),
        (OTHER, "2020年政府信息公开工作年度报告（已更新）", "（已更新）"),
        (replace(OTHER, preamble="因统计口径有误，现更正为以下数据。"), "", "现更正"),
        (report({NEW: "5"}, texts={6: "更正说明：新收申请由3件更正为5件。"}), "", "更正说明"),
        (report({NEW: "5"}, texts={6: "勘误：表三第一行。"}), "", "勘误"),
    ],
)
def test_a_notice_makes_it_a_correction(new: Report, title: str, said: str) -> None:
    found = step(FIRST, new, title=title)

    assert (found.became, found.notice) == (Became.CORRECTED, said)


@pytest.mark.parametrize(
    "text",
    [
        "更新时间：2026-02-01。",
        "全年更新信息262条，及时更正错误信息3条。",
        "收到要求更正本人信息的申请2件，均已答复。",
        "历史版本更新情况一并保留。",
    ],
)
def test_words_that_stand_in_many_reports_are_no_notice(text: str) -> None:
    assert step(FIRST, report({NEW: "5"}, texts={6: text})).became is Became.RESTATED


def test_a_notice_that_stood_there_before_explains_no_later_change() -> None:
    noticed = report({NEW: "5"}, texts={6: "更正说明：新收申请由3件更正为5件。"})
    later = report({NEW: "7"}, texts={6: "更正说明：新收申请由3件更正为5件。"})

    assert step(noticed, later).became is Became.RESTATED


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (report(texts={1: "另写的总体情况。"}), Became.REWORDED),
        (report({NEW: ""}), Became.REWORDED),  # a blank is no other figure
        (report({NEW: cell("5", doubtful=True)}), Became.REWORDED),  # read in doubt
        (report(without=("remedies",)), Became.REWORDED),
        (FIRST, Became.SAME),
    ],
)
def test_what_changes_no_figure_is_no_restatement(new: Report, expected: Became) -> None:
    assert step(FIRST, new).became is expected


# How a report was seen over time.


def seen(*documents: str) -> tuple[Sighting, ...]:
    """A look a day: the document found, `-` none, `?` could not look; further copies after `+`."""
    return tuple(_look(day, *said.split("+")) for day, said in enumerate(documents))


def _look(day: int, document: str, *copies: str) -> Sighting:
    what = {"-": Seen.ABSENT, "?": Seen.UNSEEN}.get(document, Seen.PRESENT)
    return Sighting(
        agency="e", year=2025, visit=str(day), at=START + timedelta(days=day), seen=what,
        outcome=Outcome.COMPLETED, reason=Words("因", "because"),
        document=document if what is Seen.PRESENT else "", copies=copies,
    )  # fmt: skip


def test_looks_that_find_the_same_are_one_version() -> None:
    first, second = history(seen("a", "?", "a", "b"))

    assert (first.document, first.first, first.last) == ("a", START, START + timedelta(days=2))
    assert (second.document, second.first) == ("b", START + timedelta(days=3))


def test_a_version_that_was_gone_says_since_when_and_one_not_seen_does_not() -> None:
    gone, back = history(seen("a", "?", "-", "-", "a"))

    assert gone.gone == START + timedelta(days=2)
    assert back.gone is None
    assert [each.gone for each in history(seen("-", "a", "?"))] == [None]


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        (("a",), []),
        (("a", "b"), ["a", "b"]),
        (("a", "b", "b", "c"), ["a", "b", "c"]),
        (("a", "-", "b"), ["a", "b"]),
        (("a+b", "b+a"), []),  # two copies side by side: now the one is fuller, now the other
        (("a", "b+a"), []),  # the former one still stands beside it
        (("a", "b", "a"), []),  # it is what it was
        (("a", "b", "a", "b"), []),
        (("c", "a+b", "b"), ["c", "b"]),
        (("a", "b", "a", "c"), ["b", "a", "c"]),
    ],
)
def test_which_versions_gave_way_to_the_one_that_stands(looks: tuple[str, ...], expected: list[str]) -> None:
    assert [each.document for each in replaced(history(seen(*looks)))] == expected


def test_the_version_that_stands_stood_since_it_was_first_found() -> None:
    *_, stands = replaced(history(seen("a", "b", "-", "b")))

    assert stands.first == START + timedelta(days=1)
