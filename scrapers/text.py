"""From bytes to text, and whether what came out is Chinese a person could read.

Declarations lie: pages say gb2312 and use characters it lacks, or say utf-8 and are GBK. So the bytes speak first.
"""

import codecs
import re
from dataclasses import dataclass

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-zA-Z0-9_-]+)""")
HEAD = 4096  # bytes in which a page declares its encoding
CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
PRIVATE = re.compile(r"[\ue000-\uf8ff]+")
LATIN_MOJIBAKE = re.compile(r"[ÃÂâäåæçèéï¼½¢£¤¥§¨©]+")
# Frequent in any official Chinese text, simplified or traditional, and next to absent from mojibake.
FREQUENT = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "民得经三之进着等部度家电力里如水化高自二理起小现实加量都两体制机当使点从业本去把性好应开它合因由"
    "日月政府信息公开报告市县区局办室镇街道网站首页关键无法情况表示规定管委员文件通知务新工保社教"
    "這個國為會時來們對發動過經進電實體機當點從業應開關報縣區辦鎮務訊號無與]+"
)
LEAST_CHINESE = 50


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and the encoding it was read in: `utf-8`, `gb18030`, `big5` or a UTF-16."""

    text: str
    charset: str


def decode(content: bytes, declared: str = "") -> Decoded:
    """Bytes as text: byte order mark, UTF-8, gb18030, big5. `declared` is the header's charset; only Big5 needs one,
    because most Big5 bytes are gb18030 as well.
    """
    for mark, charset in BOMS:
        if content.startswith(mark):
            return Decoded(content.decode(charset, "replace"), charset.removesuffix("-sig"))
    for charset in (_bare_utf16(content), "utf-8", _declared_big5(content, declared)):
        if charset and (text := _strictly(content, charset)) is not None:
            return Decoded(text, charset)
    lenient = content.decode("utf-8", "replace")
    if _is_slightly_damaged(lenient):
        return Decoded(lenient, "utf-8")
    for charset in ("gb18030", "big5"):
        if (text := _strictly(content, charset)) is not None:
            return Decoded(text, charset)
    return Decoded(content.decode("gb18030", "replace"), "gb18030")


def is_readable(text: str) -> bool:
    """Whether a person could read it: no run of replacement or private-use characters, no mojibake.

    A page without Chinese is readable; whether it is the page we wanted is another question.
    """
    chinese = count_chinese(text)
    broken = text.count("\ufffd") + text.count("锟斤拷") * 3
    if broken > max(2, chinese // 100):
        return False
    if _count(PRIVATE, text) > max(20, chinese // 100):
        return False
    if _count(LATIN_MOJIBAKE, text) > max(20, 2 * chinese):
        return False
    return chinese < LEAST_CHINESE or _count(FREQUENT, text) >= chinese // 10


def count_chinese(text: str) -> int:
    """How many Chinese characters stand in a text, punctuation not counted."""
    return _count(CHINESE, text)


def _count(runs: re.Pattern[str], text: str) -> int:
    """How many characters stand in runs of some kind; a run at a time, for pages are long."""
    return sum(map(len, runs.findall(text)))


def _strictly(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset)
    except UnicodeDecodeError:
        return None


def _declared_big5(content: bytes, declared: str) -> str:
    found = DECLARED.search(content[:HEAD])
    names = {declared.lower(), found[1].decode().lower() if found else ""}
    return "big5" if names & {"big5", "big5-hkscs", "cp950"} else ""


def _bare_utf16(content: bytes) -> str:
    """UTF-16 without a mark: markup is ASCII, so every other byte of its beginning is zero."""
    head = content[:400]
    if len(head) < 40 or head.count(0) < len(head) // 10:
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _is_slightly_damaged(text: str) -> bool:
    """UTF-8 in which a summary was cut inside a character: few errors among many Chinese characters."""
    chinese = count_chinese(text)
    return text.count("\ufffd") <= max(2, chinese // 200) and chinese >= LEAST_CHINESE // 2
