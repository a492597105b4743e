"""What is said of passages found alike."""

from models.passage import Passage
from models.report import Report, Section
from models.resemblance import Resemblance
from reports.likeness import excerpt, mask, resemblances
from reports.likeness.resembling import EXCERPT
from tests.reports.likeness.prose import ANOTHER, OVERVIEW

REPORT = Report(
    title=None, agency="青石县教育局", title_year=2025, year=2025, edition="2021",
    sections=(Section(no=1, title="总体情况", text=OVERVIEW),),
)  # fmt: skip
THEIRS = Passage(
    agency="w", year=2024, document="d", section=5, text=mask(ANOTHER[:80] + OVERVIEW[60:200]).text
)


def test_a_resemblance_names_the_other_and_shows_what_both_have() -> None:
    (found,) = resemblances(REPORT, [(1, "白河县水利局", THEIRS, 0.8)])

    assert found == Resemblance(
        section=1, agency="白河县水利局", year=2024, other_section=5, share=0.8, excerpt=found.excerpt
    )
    assert found.excerpt.rstrip("…") in OVERVIEW
    assert len(found.excerpt) == EXCERPT + 1


def test_a_section_that_is_too_short_shows_no_piece() -> None:
    (found,) = resemblances(REPORT, [(5, "白河县水利局", THEIRS, 0.8)])

    assert found.excerpt == ""


def test_a_piece_is_not_cut_within_a_number() -> None:
    text = "甲" * (EXCERPT - 4) + "13812345678" + "乙" * 20

    assert excerpt(mask(text), mask(text).text) == "甲" * (EXCERPT - 4) + "…"
