"""Money in the text: 行政事业性收费 of the year, and the 信息处理费 asked of applicants."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.prose.numerals import AMOUNT, yuan
from reports.prose.scope import Scope, is_of_others
from reports.prose.sentences import Clause, Sentence
from reports.prose.statements import Statement, Subject, said

_TEN_THOUSAND = Decimal(10_000)
_FEES = re.compile(r"行政事业性收费(?:金额|总额|收入|共计|合计|共|为|了)*+$")
_FEE_CELL = (("disclosure.fees.amount",),)
_PROCESSING = re.compile(r"信息(?:公开)?处理(?:相关)?费|信息公开(?:申请)?(?:处理)?费")
_PAID = re.compile(r"收取|实收|收到|缴纳")
_RATE = re.compile(r"每|标准|按|超过|以[上下]")
_NOT_PAID = re.compile(
    r"(?:未曾|未|没有|无|不存在|均?无)[^，。；]{0,16}?(?:收取|收费|发生)|(?:未|没有)(?:发生|产生|存在)"
)
_NOTICE = re.compile(r"(?:收费|缴费)通知书?(?:的?件数|数量|共计|共|为|了)*+$")
_NO_NOTICE = re.compile(
    r"(?:未|没有|无)(?:发出|开具|制发)?(?:过|任何)?(?:政府信息公开)?(?:信息处理费)?(?:收费|缴费)通知"
)


def fees(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of 行政事业性收费 (in 万元) and of 信息处理费 (in 元; notices by number)."""
    if "费" not in sentence.text:
        return
    processing = False
    for clause in sentence.clauses:
        processing = processing or _PROCESSING.search(clause.text) is not None
        if is_of_others(clause.lead, clause.text, scope):
            continue
        yield from _levied(clause, sentence)
        yield from _notices(clause, sentence)
        if processing:
            yield from _processing(clause, sentence)


def _levied(clause: Clause, sentence: Sentence) -> Iterator[Statement]:
    for amount in AMOUNT.finditer(clause.text):
        if _FEES.search(clause.text[: amount.start()]):
            yield said(Subject.FEE, yuan(amount) / _TEN_THOUSAND, _FEE_CELL, sentence, clause.text)


def _notices(clause: Clause, sentence: Sentence) -> Iterator[Statement]:
    for figure in clause.figures:
        if _NOTICE.search(figure.before):
            yield said(Subject.NOTICE, figure.number, (), sentence, figure.words)
    if _NO_NOTICE.search(clause.text):
        yield said(Subject.NOTICE, 0, (), sentence, clause.text)


def _processing(clause: Clause, sentence: Sentence) -> Iterator[Statement]:
    """信息处理费: none, or the amounts received."""
    amounts = [*AMOUNT.finditer(clause.text)]
    if not amounts and _NOT_PAID.search(clause.text):
        yield said(Subject.PAID, 0, (), sentence, clause.text)
    for amount in amounts:
        before = clause.text[: amount.start()]
        if not _RATE.search(before) and (_PAID.search(before) or _PROCESSING.search(before)):
            yield said(Subject.PAID, yuan(amount), (), sentence, clause.text)
