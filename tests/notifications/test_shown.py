"""Times, spans of days, and text from portals made inert."""

from datetime import UTC, datetime

import pytest

from models.words import Language
from notifications import shown
from tests.notifications.season import HARM


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("  年报\n\t标题 ", "年报 标题"),
        ("a\r\nBcc: x@y", "a Bcc: x@y"),
        ("a\u2028b\u2029c\u0085d", "a b c d"),
        ("年\u200b报\u202e\u2066\ufeff", "年报"),
        ("nul\0esc\x1b[31m", "nul esc [31m"),
        ("\ud800x", "x"),
        ("　全角　空格　", "全角 空格"),
        ("", ""),
    ],
)
def test_cleaned_text_is_one_line_without_invisible_characters(given, kept):
    assert shown.clean(given) == kept


def test_cleaned_text_is_cut_and_says_so():
    assert shown.clean(HARM["long"], 20) == "长" * 19 + "…"


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("http://a.gov.cn/x?y=1&z=年", True),
        ("https://a.gov.cn:8443/", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//a.gov.cn/x", False),
        ("/x", False),
        ("http://user:pw@a.gov.cn/", False),
        ("http://127.0.0.1\\@a.gov.cn/", False),
        ("http://a.gov.cn/\r\nx", False),
        ('http://a.gov.cn/"onclick="x', False),
        ("http://[::1", False),
        ("http://", False),
        ("http://a.gov.cn/\u202e", False),
        ("http://a.gov.cn/" + "x" * 1000, False),
    ],
)
def test_only_plain_web_addresses_are_offered_as_links(address, offered):
    assert shown.link(address) == (address if offered else "")


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (None, "—", "—"),
        ((0, 0), "0 天", "0 days"),
        ((1, 1), "1 天", "1 day"),
        ((2, 3), "2–3 天", "2–3 days"),
        ((0, 1), "0–1 天", "0–1 days"),
    ],
)
def test_days_late_are_least_to_most(span, zh, en):
    assert (shown.days(span, Language.ZH), shown.days(span, Language.EN)) == (zh, en)


def test_moments_are_shown_in_beijing_time():
    assert shown.moment(datetime(2026, 1, 31, 16, 0, tzinfo=UTC)) == "2026-02-01 00:00"
