"""Numbers as reports write them: `5 条`, `５件`, `1，295件`, `十一件`, `廿件`, `380元`, `0.038 万元`."""

import re
from decimal import Decimal

import cn2an

UNIT = r"(?:件|条|份|宗|个|部|项|次|起|例|封|篇)"
# 第三条, 每件, 近百件, 数十件 and their like are no counts; a numeral that begins with 百, 千 or 万 is always an estimate.
_ARABIC = r"(?<![近约逾第每\d.])(?<!超过)(?<!不足)(?<!不到)(?:\d{1,3}(?:,\d{3})+|\d{1,12})"
_CHINESE = r"(?<![数几近约逾第每这那逐任同某百千万零〇一二两三四五六七八九十])[零〇一二两三四五六七八九十廿卅][零〇一二两三四五六七八九十百千万]{0,12}"
NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
# 一次性, 3条以上, 5个工作日: the unit counts something else, or at least so many.
# 数量为0 needs no unit.
COUNT = re.compile(
    rf"(?P<number>{NUMBER})(?P<unit>{UNIT}|(?<=[为是][0零])(?=[，。；、]|$))(?!性|以上|以下|以内|左右|余|多|次|工作日|自然日|[月年]|小时)"
)
AMOUNT = re.compile(
    r"(?<![\d.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,8})?)(?P<unit>亿元|万元|元)(?!/|每)"
)

_IN_YUAN = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
_LETTERS = str.maketrans("０１２３４５６７８９．", "0123456789.")
_WIDE_DIGIT = re.compile("[０-９]")
_SPACE = re.compile(r"[^\S\n]+")
_WIDE_COMMA = re.compile(rf"(?<=\d)，(?=\d{{3}}(?:{UNIT}|万?元))")


def plain(text: str) -> str:
    """The text with ordinary digits and without white space inside a line."""
    narrow = text.translate(_LETTERS) if _WIDE_DIGIT.search(text) else text  # rarely needed, and slow
    return _WIDE_COMMA.sub(",", _SPACE.sub("", narrow))


def value(numeral: str) -> Decimal | None:
    """The number a numeral stands for; None where it is none, such as 十十."""
    arabic = numeral.replace(",", "")
    if arabic[0].isascii():
        return Decimal(arabic)
    spelled = numeral.replace("廿", "二十").replace("卅", "三十")
    try:
        return Decimal(int(cn2an.cn2an(spelled, "smart")))
    except ValueError:
        return None


def yuan(amount: re.Match[str]) -> Decimal:
    """An amount matched by AMOUNT, in 元."""
    return Decimal(amount["number"].replace(",", "")) * _IN_YUAN[amount["unit"]]
