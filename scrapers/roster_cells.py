"""One cell of the roster to its value, and back."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from models.agency import Agency, Kind, Level, MonthDay
from models.words import Language, Words
from scrapers.roster_columns import (
    FAMILIES,
    KINDS,
    LEVELS,
    clean_name,
    clean_text,
    kind_of,
    level_of,
    word_for,
)

LONGEST = 10_000  # characters of a cell; Excel itself stops at 32,767
LONGEST_URL = 2_000  # bytes; PostgreSQL indexes no more than 2,700


class BadCell(Exception):
    """The cell does not hold what its column asks for."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(zh, en)


def read_cell(column: str, text: str) -> Any:
    """The value of a cell that is not empty. Raises BadCell."""
    if len(text) > LONGEST:
        raise BadCell(f"超过 {LONGEST} 个字符", f"longer than {LONGEST} characters")
    if text.strip().upper() in _SPREADSHEET_ERRORS:
        raise BadCell("表格公式的错误值，请改填正确内容", "a spreadsheet's error value; type what is meant")
    return _READERS[column](text)


def write_cell(agency: Agency, column: str, language: Language) -> str:
    """The text of an agency's cell, which `read_cell` takes for the same value."""
    match getattr(agency, column):
        case None:
            return ""
        case Kind() | Level() as member:
            return word_for(member, language)
        case tuple() as aliases:
            return ("；" if language is Language.ZH else ";").join(aliases)
        case other:
            return str(other)


def _code(text: str) -> str:
    code = unicodedata.normalize("NFKC", clean_text(text))
    code = re.sub(r"^(\d+)\.0+$", r"\1", code)
    if re.fullmatch(r"\d+(\.\d+)?E\+\d+", code.upper()):
        raise BadCell(
            "Excel 把编码当作数字缩写了，末尾数字可能已丢失：请把单元格设为文本后重新填写",
            "Excel has shortened this code like a number and may have lost digits: make the cell text and type it again",
        )
    if not re.fullmatch(r"\w[\w.\-]{0,63}", code):
        raise BadCell(
            "编码只能用文字、数字和 . - _，不超过 64 个字符",
            "a code has letters, digits and . - _ only, 64 at most",
        )
    return code


def _region(text: str) -> str:
    region = re.sub(r"\.0+$", "", unicodedata.normalize("NFKC", clean_text(text)))
    if not re.fullmatch(r"[0-9]{6}", region):
        raise BadCell("行政区划代码应为 6 位数字", "a division code has 6 digits")
    return region


def _aliases(text: str) -> tuple[str, ...]:
    names = (clean_name(part) for part in re.split(r"[;；\n]", clean_text(text)))
    return tuple(dict.fromkeys(name for name in names if name))


def _kind(text: str) -> Kind:
    kind = kind_of(text)
    if kind is None:
        known = "、".join(words[0] for words in KINDS.values())
        raise BadCell(f"单位类别不认识，可填：{known}", f"unknown kind; one of {', '.join(Kind)}")
    return kind


def _level(text: str) -> Level:
    level = level_of(text)
    if level is None:
        known = "、".join(words[0] for words in LEVELS.values())
        raise BadCell(f"层级不认识，可填：{known}", f"unknown level; one of {', '.join(Level)}")
    return level


def _family(text: str) -> str:
    family = clean_name(text).casefold()
    if family not in FAMILIES:
        known = " ".join(FAMILIES)
        raise BadCell(
            f"网站系统不认识，可留空（自动识别）或填：{known}",
            f"unknown family; leave it empty to have it recognised, or one of {known}",
        )
    return family


def _column_url(text: str) -> str:
    url = text.strip()
    if len(url.encode("utf-8", "replace")) > LONGEST_URL:
        raise BadCell(f"网址超过 {LONGEST_URL} 字节", f"the address is longer than {LONGEST_URL} bytes")
    if url != clean_text(url) or re.search(r"[\s\\]", url):
        raise BadCell(
            "网址中有空格、反斜杠或不可见字符",
            "the address has spaces, backslashes or invisible characters",
        )
    if not _is_plain_http(url):
        raise BadCell(
            "应为 http:// 或 https:// 开头的完整网址，不带用户名和密码",
            "an address begins with http:// or https:// and names a host, without user or password",
        )
    return url


def _is_plain_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and port != 0 and "@" not in parts.netloc


def _local_due(text: str) -> MonthDay:
    plain = unicodedata.normalize("NFKC", clean_text(text))
    found = re.fullmatch(r"(?:\d{4}-)?(\d{1,2})[-/](\d{1,2})|(\d{1,2})月(\d{1,2})[日号]", plain)
    if found:
        month, day = (int(part) for part in found.groups() if part is not None)
        if _is_day(2024, month, day):  # a leap year: 29 February is a day of some years
            return MonthDay(month, day)
    raise BadCell(
        "本地时限应为“月-日”，如 01-28，且确有其日", "a local due date is a real MM-DD, such as 01-28"
    )


def _day(text: str) -> date:
    plain = unicodedata.normalize("NFKC", clean_text(text))
    found = re.fullmatch(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)", plain)
    if found:
        year, month, day = (int(part) for part in found.groups() if part is not None and part.isdigit())
        if _is_day(year, month, day):
            return date(year, month, day)
    raise BadCell(
        "日期应为“年-月-日”，如 2025-03-01，且确有其日", "a date is a real YYYY-MM-DD, such as 2025-03-01"
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


_SPREADSHEET_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"}
_READERS: Mapping[str, Callable[[str], Any]] = {
    "code": _code,
    "name": clean_name,
    "aliases": _aliases,
    "kind": _kind,
    "level": _level,
    "region": _region,
    "parent": _code,
    "oversight": _code,
    "column_url": _column_url,
    "family": _family,
    "local_due": _local_due,
    "active_from": _day,
    "active_to": _day,
    "successor": _code,
    "exempt_reason": clean_text,
    "exempt_document": clean_text,
    "exempt_until": _day,
    "note": clean_text,
}
