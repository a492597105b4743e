"""Bytes: what they are by content, and the text in them."""

import pytest

from reports.reading import Unreadable, read
from reports.reading.content import Media, decode, media

TEXT = "示例县水利局2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_decoded_whatever_it_was_written_in(charset: str) -> None:
    assert decode(TEXT.encode(charset)) == TEXT


def test_big5_is_tried_last() -> None:
    assert decode("公開資訊年度報告，一般情況".encode("big5")) == "公開資訊年度報告，一般情況"


def test_letters_outside_gb2312_survive_a_page_that_declares_it() -> None:
    page = f"<meta charset='gb2312'><p>{TEXT}，联系人：镕囧</p>".encode("gb18030")
    assert "镕囧" in decode(page)


def test_utf8_is_not_taken_for_gb18030_though_it_decodes_as_such() -> None:
    page = f"<meta charset='gb2312'><p>{TEXT}</p>".encode()
    assert TEXT in decode(page)


def test_a_text_cut_within_a_letter_is_still_read() -> None:
    assert decode(TEXT.encode()[:-1]).startswith(TEXT[:-1])


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", Media.PDF),
        (b"\n %PDF-1.4", Media.PDF),
        (b"<!DOCTYPE html><p>x", Media.HTML),
        ("<table><tr><td>1".encode("utf-16"), Media.HTML),
        (b"\xef\xbb\xbf<div>x</div>", Media.HTML),
        (TEXT.encode(), Media.TEXT),
        ("见<国办公开办函>".encode(), Media.TEXT),
    ],
)
def test_the_content_tells_the_kind(content: bytes, kind: Media) -> None:
    assert media(content) is kind


@pytest.mark.parametrize(
    "content",
    [b"", b" \r\n\t", b"\x00" * 20, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"PK\x03\x04....", b"\x89PNG\r\n\x1a\n...",
     b"\xff\xd8\xff\xe0JFIF", b"GIF89a..", b"Rar!\x1a\x07", bytes(range(256)) * 8, b"\xff" * 900],
    ids=["empty", "white", "nul", "doc", "zip", "png", "jpeg", "gif", "rar", "binary", "ff"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_advice_in_both_languages(content: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(content, media_type="text/html", source="report.html")
    assert "请" in refused.value.words.zh
    assert refused.value.words.en.endswith(".")


def test_names_and_declared_types_are_not_believed() -> None:
    report = read(f"<p>{TEXT}</p>".encode(), media_type="application/pdf", source="report.doc")
    assert report.title == TEXT
