"""Personal numbers that should not have been published. No message, quotation or figure here shows one in full."""

import re
from collections.abc import Iterator
from datetime import date

from stdnum.cn import ric

from models.report import Report
from models.verdict import Finding, Severity
from models.words import Words
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.doubt import side, told
from reports.rules.passages import Sentence, masked, sentences

# Digits behind these are part of an address on the web or of a longer code.
CARD = re.compile(r"(?<![\dA-Za-z=/_.-])\d{17}[\dXx](?![\dA-Za-z])")
OLD_CARD = re.compile(
    r"(?<![\dA-Za-z=/_.-])[1-8]\d{14}(?![\dA-Za-z])"
)  # the place, YYMMDD, three digits more
MOBILE = re.compile(r"(?<![\dA-Za-z=/_.-])1[3-9]\d{9}(?![\dA-Za-z])")
LONG = re.compile(r"\d{11}")  # no number looked for is shorter
OF_A_PERSON = re.compile(r"身份|证件|证号")
CONTACT = re.compile(r"联系|电话|咨询|传真|手机|热线|地址|邮编|邮箱|监督|举报")


@rule("privacy.identity-number", severity=Severity.CRITICAL, basis="regulation.15")
def identity_number(report: Report) -> Parts:
    """公民身份号码 · Numbers of identity cards.

    查什么：正文中没有公民身份号码。18位号码按国家标准校验出生日期、地区和校验位。
    何时不查：没有读到文字。15位的旧号码没有校验位，写明是身份证件的才查，并且只提请人工复核。结果中的号码一律隐去中间各位。
    符合：正文没有身份号码。
    不符：“申请人（身份证号110***********02X）……”，号码全部写出。
    怎样改：立即撤下或者隐去号码，并检查附件和网页源代码。

    Checks: the text holds no number of an identity card. Eighteen digits are verified by birth date, place and check digit.
    Not checked: no text was read. The old numbers of fifteen digits have no check digit: only beside a word for them are
        they looked for, and they are left to a person. No number is shown in full.
    Passes: no such number in the text.
    Fails: the identity number of an applicant is written out.
    Mend: take it down or hide the number at once, and look into attachments and the page's source.
    """
    said = sentences(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    found = [
        *((each, match, True) for each, match in _met(CARD, said) if ric.is_valid(match.group().upper())),
        *((each, match, False) for each, match in _met(OLD_CARD, said) if _is_old(each, match.group())),
    ]
    if not found:
        yield Held()
        return
    sentence, match, certain = found[0]
    what = (
        Words("公民身份号码", "numbers of identity cards")
        if certain
        else Words("像是15位旧身份号码的数字", "what may be numbers of old identity cards")
    )
    message = told(
        f"正文中有{what.zh}（{len(found)}处）", f"the text has {what.en} ({len(found)})", certain=certain
    )
    yield _published(sentence, match, message, certain=certain)


def _is_old(sentence: Sentence, number: str) -> bool:
    """Whether fifteen digits may be an old number: beside a word for it, and with a day of birth in their midst."""
    if not OF_A_PERSON.search(sentence.plain):
        return False
    year, month, day = (int(number[place : place + 2]) for place in (6, 8, 10))
    try:
        return bool(date(1900 + year, month, day))
    except ValueError:
        return False


@rule("privacy.phone", severity=Severity.MAJOR, basis="regulation.15")
def phone(report: Report) -> Parts:
    """手机号码 · Mobile telephones.

    查什么：除单位公布的联系方式外，正文中没有手机号码。
    何时不查：没有读到文字。与“联系”“电话”“咨询”等写在一句话里的视为公布的联系方式。不符时只提请人工复核，号码隐去中间各位。
    符合：如有疑问，请与办公室联系，电话139******00。
    不符：“某村村民（139******00）申请公开征地补偿信息”。
    怎样改：与公布联系方式无关的，撤下或者隐去。

    Checks: apart from the contact an agency gives, the text holds no mobile telephone number.
    Not checked: no text was read. A number in one sentence with 联系, 电话, 咨询 and the like is taken for the contact. A person
        is asked to look; the number is hidden in part.
    Passes: a mobile number behind 请与办公室联系，电话.
    Fails: a villager's number beside what he applied for.
    Mend: unless it was meant as a contact, take it down or hide it.
    """
    said = sentences(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    found = [(each, match) for each, match in _met(MOBILE, said) if not CONTACT.search(each.plain)]
    if not found:
        yield Held()
        return
    yield _published(
        *found[0],
        Words(
            f"正文中有手机号码（{len(found)}处），不像公布的联系方式，请人工查看",
            f"the text has mobile telephone numbers ({len(found)}) that seem to be no contact; please look",
        ),
        certain=False,
    )


def _met(pattern: re.Pattern[str], said: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, re.Match[str]]]:
    for sentence in said:
        if not LONG.search(sentence.plain):
            continue
        for match in pattern.finditer(sentence.plain):
            yield sentence, match


def _published(sentence: Sentence, match: re.Match[str], message: Words, *, certain: bool) -> Finding:
    return Finding(
        message=message,
        where=sentence.where,
        side=side(certain=certain),
        actual=masked(match.group()),
        quote=sentence.quote(*match.span()),
    )
