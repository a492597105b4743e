"""Markup that a parser must not see, and articles that a script carries."""

import json
import time
from html import escape
from urllib.parse import quote

import pytest

from reports.markup import DEEPEST, carried, is_nested_too_deep, scripted_article
from reports.reading import Unreadable, read


def test_a_page_nested_deeper_than_any_article_is_refused_at_once() -> None:
    page = "<div>" * 80_000 + "年度报告"
    began = time.process_time()

    assert is_nested_too_deep(page)
    with pytest.raises(Unreadable):
        read(f"<html><body>{page}".encode())
    assert time.process_time() - began < 2


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


LONG = "<p>政府信息公开工作年度报告</p>" * 20


@pytest.mark.parametrize(
    "html",
    [
        f"<iframe width='9' srcdoc='{escape(LONG)}'></iframe>",
        f"<TEXTAREA hidden>{escape(LONG)}</TEXTAREA>",
        f"<template>{LONG}</template>",
        f"<noscript>{LONG}</noscript>",
        f"<script type='text/x-template'>{LONG}</script>",
        f"<script>var a = 'short', b = {json.dumps(LONG)};</script>",
        f"<script>document.write('{quote(LONG)}')</script>",
    ],
    ids=["frame", "text area", "template", "no script", "script of text", "string", "escaped for an address"],
)
def test_what_a_page_carries_unseen_is_found(html: str) -> None:
    assert carried(f"<p>正在加载</p>{html}") == (LONG,)


@pytest.mark.parametrize(
    "html", [f"<p>{LONG}</p>", "<script>var a = 'short'</script>", f"<template>{LONG}", "<script>'" * 20_000]
)
def test_other_pages_carry_nothing(html: str) -> None:
    assert carried(html) == ()
