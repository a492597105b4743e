"""Markup that a parser must not see, and articles that a script carries."""

import time

import pytest

from reports.markup import DEEPEST, is_nested_too_deep, scripted_article
from reports.reading import Unreadable, read


def test_a_page_nested_deeper_than_any_article_is_refused_at_once() -> None:
    page = "<div>" * 80_000 + "年度报告"
    began = time.perf_counter()

    assert is_nested_too_deep(page)
    with pytest.raises(Unreadable):
        read(f"<html><body>{page}".encode())
    assert time.perf_counter() - began < 2


def test_a_long_page_is_not_a_deep_one() -> None:
    assert not is_nested_too_deep("<p>年度报告</p>" * (DEEPEST + 1))


@pytest.mark.parametrize(
    ("html", "article"),
    [
        (r'window._CONFIG = {"DETAIL": {"content": "<p>\u4e00\"x\"<\/p>"}};', '<p>一"x"</p>'),
        (r"window._CONFIG = {DETAIL: {content: " "}}", ""),
        ('<script>var content: "no config"</script>', ""),
        (r'_CONFIG {"content": "\q"}', ""),
    ],
)
def test_the_article_in_a_script_is_found(html: str, article: str) -> None:
    assert scripted_article(html) == article
