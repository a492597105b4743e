"""Texts made to keep a rule busy: each is judged in time that grows with its length alone (reliability.md T31)."""

import time

import pytest

from reports.rules import RULES, Beside
from reports.rules._registry import run
from reports.rules.passages import sentences
from tests.reports.rules.sample import agency, report

LENGTH = 100_000
READ_BY_SENTENCE = tuple(
    rule for rule in RULES if rule.family in ("identity", "presence", "access", "privacy")
)
MOST = (
    4.0  # seconds of one core for all of them; measured 0.1 to 0.9 on a busy one, and hours where quadratic
)
BEGINNINGS = (
    "1",
    "二",
    "年",
    "a\n",
    "统计期限",
    "2020年1月1日至",
    "共主动公开政府信息",
    "电话：传真：",
    "国办公开办函2021 ",
    "（填写",
    "xx",
    "身份证11010119900307002X",
    "1391234567",
    "qq",
    "\ufffd",
)


@pytest.mark.parametrize("beginning", BEGINNINGS, ids=repr)
def test_a_text_that_begins_something_without_end_is_judged_in_time(beginning: str) -> None:
    text = (beginning * LENGTH)[:LENGTH]
    of = report(form="2021", texts={1: text, 6: text}, preamble=text, title=text)
    sentences.cache_clear()
    began = time.process_time()

    run(READ_BY_SENTENCE, of, Beside(year=2020, agency=agency()))

    assert time.process_time() - began < MOST
