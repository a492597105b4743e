"""From bytes to Chinese."""

from pathlib import Path

import pytest

from scrapers.text import decode, is_readable

SENTENCE = (
    "云溪县人民政府办公室2025年政府信息公开工作年度报告：现将本年度有关情况公布如下，欢迎社会各界监督。" * 3
)
RARE = "朱镕基题写站名，囧"  # characters gb2312 lacks
CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.parametrize(
    ("content", "charset"),
    [
        (SENTENCE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("gb18030"), "gb18030"),
        (f"<meta charset=utf-8>{SENTENCE}".encode("gb18030"), "gb18030"),
        (f'<meta charset="gb2312">{SENTENCE}'.encode(), "utf-8"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (f"<html><head><title>x</title></head>{SENTENCE}".encode("utf-16-le"), "utf-16-le"),
        (f"<html><head><title>x</title></head>{SENTENCE}".encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode()[:-1] + b"<p>", "utf-8"),  # a summary cut inside a character
    ],
)
def test_the_bytes_speak_before_the_declaration(content: bytes, charset: str) -> None:
    decoded = decode(content)

    assert decoded.charset == charset
    assert "政府信息公开工作年度报告" in decoded.text
    assert is_readable(decoded.text)


def test_characters_gb2312_lacks_are_read() -> None:
    assert decode(f'<meta charset="gb2312">{RARE}'.encode("gb18030")).text.endswith(RARE)


@pytest.mark.parametrize("declared", ["", "Big5"])
def test_declared_big5_is_read_as_big5(declared: str) -> None:
    text = "政府資訊公開年度報告書，請各機關依規定辦理並於網站公布。" * 4
    mark = "" if declared else '<meta charset="big5">'

    decoded = decode((mark + text).encode("big5"), declared)

    assert decoded.text == mark + text
    assert is_readable(decoded.text)


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE.encode("gb18030").decode("utf-8", "replace"),
        SENTENCE.encode().decode("latin-1"),
        SENTENCE.encode().decode("cp1252", "replace"),
        SENTENCE.encode().decode("gb18030", "replace"),
        "锟斤拷锟斤拷烫烫烫" * 20,
        "\ue0a1\ue0a2\ue0a3\ue0a4" * 30,  # digits in a private font
    ],
)
def test_mojibake_is_not_readable(text: str) -> None:
    assert not is_readable(text)


@pytest.mark.parametrize(
    "text", [SENTENCE, "", "About us. Contact. © 2026 Naïve café", "张三 李四", "2025年报"]
)
def test_plain_text_is_readable(text: str) -> None:
    assert is_readable(text)


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not here")
def test_the_corpus_mojibake_is_seen_and_every_real_report_is_readable() -> None:
    mojibake = (CORPUS / "reports" / "jinhu_2023_mojibake.json").read_text(encoding="utf-8-sig")
    real = [
        path.read_text(encoding="utf-8")
        for path in (CORPUS / "reports").glob("*.txt")
        if "jinhu" not in path.name
    ]

    assert not is_readable(mojibake)
    assert [text[:40] for text in real if not is_readable(text)] == []
