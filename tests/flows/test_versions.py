"""`chunxun versions`: what was changed in a report after it was published, as the command tells it. On both databases."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.home import Home
from flows.known import UnknownAgency
from flows.settings import read_settings
from flows.versions import as_jsonl, as_text, versions_of
from models.report import Report
from models.store import Store
from models.version import Became
from models.visit import Seen
from models.words import Language
from scrapers.vault import Vault
from tests.models.nouns import MOMENT, WHY, agency, document, sighting, visit
from tests.reports.rules.sample import report

DAY = timedelta(days=1)
NEW = "applications.new.total"
DOCUMENTS = [letter * 64 for letter in "abcd"]


@pytest.fixture
def home(store: Store, tmp_path: Path) -> Home:
    store.import_roster([agency("1"), agency("2")], at=MOMENT)
    return Home(
        settings=read_settings(tmp_path), store=store, vault=Vault(tmp_path / "vault"),
        now=lambda: MOMENT + 60 * DAY, clock_set=False, release="0.1.0",
    )  # fmt: skip


def publish(home: Home, *versions: Report | None) -> None:
    """A look a day at agency 1: the report found, or None: a complete look found none."""
    for day, (found, sha256) in enumerate(zip(versions, DOCUMENTS, strict=False)):
        look = visit(f"v{day}", document(sha256), at=MOMENT + day * DAY)
        saw = (
            sighting(look, "1", document=sha256, title="2025年报告")
            if found
            else sighting(look, "1", seen=Seen.ABSENT)
        )
        home.store.save_visit(look, [saw])
        if found:
            home.store.save_examination(
                agency="1", year=2025, document=sha256, report=found, verdicts=(), unreadable=None, at=MOMENT,
                release="0.1.0", clock_set=False,
            )  # fmt: skip


NOTICED = report({NEW: "7"}, texts={6: "更正说明：新收申请更正为7件。"})


def test_each_version_says_what_it_became(home: Home) -> None:
    publish(home, report(), report({NEW: "5"}), NOTICED)
    who, seen = versions_of(home, 2025, "单位1")

    assert who.code == "1"
    assert [each.step.became if each.step else None for each in seen] == [
        None,
        Became.RESTATED,
        Became.CORRECTED,
    ]


def test_people_read_both_figures_of_each_cell(home: Home) -> None:
    publish(home, report(), report({NEW: "5"}), NOTICED)
    text = as_text(*_told(home), Language.ZH)

    assert text.startswith("单位1 2025 年度报告：3 个版本\n1. 2026-02-01 ")
    assert "   改动：数字有改动，未见更正说明\n   本年新收政府信息公开申请数量 · 总计：3 → 5\n" in text
    assert "   更正：数字有改动，写明更正（“更正说明”）\n" in text


def test_a_report_that_is_gone_says_since_when(home: Home) -> None:
    publish(home, report(), None)
    (seen,) = versions_of(home, 2025, "1")[1]

    assert seen.version.gone == visit("v1", at=MOMENT + DAY).finished
    assert "完整访问未检索到" in as_text(*_told(home), Language.ZH)


def test_one_that_cannot_be_read_is_compared_with_nothing(home: Home) -> None:
    publish(home, report(), report({NEW: "5"}))
    look = visit("v9", document(DOCUMENTS[3]), at=MOMENT + 9 * DAY)
    home.store.save_visit(look, [sighting(look, "1", document=DOCUMENTS[3])])
    home.store.save_examination(
        agency="1", year=2025, document=DOCUMENTS[3], report=None, verdicts=(), unreadable=WHY, at=MOMENT,
        release="0.1.0", clock_set=False,
    )  # fmt: skip
    last = versions_of(home, 2025, "1")[1][-1]

    assert (last.read, last.step) == (False, None)
    assert "未能读出，无法比对" in as_text(*_told(home), Language.ZH)


def test_programs_read_a_line_a_version(home: Home) -> None:
    publish(home, report(), report({NEW: "5"}))
    first, second = map(json.loads, as_jsonl(versions_of(home, 2025, "1")[1]).splitlines())

    assert (first["document"], first["became"], first["cells"]) == (DOCUMENTS[0], None, [])
    assert (second["became"], second["cells"]) == ("restated", [{"cell": NEW, "old": "3", "new": "5"}])


def test_under_a_set_clock_only_what_was_seen_by_then_is_told(home: Home) -> None:
    publish(home, report(), report({NEW: "5"}))
    then = replace(home, now=lambda: MOMENT + timedelta(hours=12))

    assert len(versions_of(then, 2025, "1")[1]) == 1


def test_whom_nobody_looked_at_has_no_version_and_whom_nobody_knows_is_said(home: Home) -> None:
    assert versions_of(home, 2025, "2")[1] == ()
    with pytest.raises(UnknownAgency):
        versions_of(home, 2025, "无此单位")


def _told(home: Home) -> tuple[object, int, object]:
    who, seen = versions_of(home, 2025, "1")
    return who, 2025, seen
