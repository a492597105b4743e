"""Requests in the text: how many were received, carried in and out, handled and closed.

Between verb and number every word must be known, or there is no statement: a number half understood is none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from reports.prose.scope import Scope, is_of_others, is_part
from reports.prose.sentences import Clause, Figure, Sentence
from reports.prose.statements import Statement, Subject, Sum, said, total

CHANNELS = "网上|网络|网站|互联网|在线|线上|平台|信函|邮寄|书信|书面|纸质|当面|现场|窗口|传真|邮件|邮箱|电子"
# What requests and their number are called: each word by itself, in any order.
NAMES = (
    "依申请公开|依申请|政府信息|政务信息|信息|公开|申请人|申请|依法|依规|有效|各类|各种|各项|类|提交|提出|递交|提起|要求|"
    "办件|事项|案件|工作|公民|个人|法人|其他组织|社会组织|社会公众|公众|群众|通过|途径|渠道|形式|方式|"
    "任何|向本机关|向我[局办镇委]|表|书|件数|件|总数量|总数|总量|数量|量|数|共计|总计|合计|累计|总共|共|为|是|有|达到|达|了|到|的|和|或者|或|及|与|、|等|"
    "本年度|本年|全年|当年|全部|均|已|新"
)
_WORDS = rf"(?:{NAMES}|办理|{CHANNELS})*+"
_LABELLED = re.compile(
    r"(?:(?P<done>办理完[成毕])|(?P<handled>(?:收到|受理|接收|办理)(?:并|、|和|及)?(?:按[期时])?(?:办理|办结|答复|处理)|(?<!不予)(?<!其他)(?<!不再)(?:办理|处理))"
    r"|(?P<new>新收到?|本年新增)|(?P<received>收到|接到|接收|收悉|受理|信息公开申请(?=[总数量件]))|(?P<closed>办结|办复|答复|回复))"
    rf"(?P<gap>{_WORDS})$"
)
_NAMED_BEHIND = re.compile(rf"{_WORDS}$")
_GOES_ON = re.compile(r"[并且均已全都按及其]|$")
_IS_REQUEST = re.compile(r"申请|公开")
_CHANNEL = re.compile(CHANNELS)
# Other business that is received and closed as well.
_FOREIGN = re.compile(
    r"复议|诉讼|投诉|举报|信访|申诉|维持|纠正|审结|撤销|建议|提案|咨询|来信|来电|电话|热线|留言|信箱|工单|网民|问政|诉求|"
    r"许可|审批|备案|转办|补正|自然人|商业企业|当场|延期|逾期|超期|口头|协助|会同|指导|代为|转交"
)

_GO_OVER = r"(?:结转|顺延|延续|转接|转入|转至|转到|延至|留待|滚动|转)(?:至|到|入|由)?"
_NEXT = r"(?:下一?年度?|次年|明年|(?P<to>20\d\d)年度?)"
_INTO_NEXT = re.compile(rf"{_GO_OVER}{_NEXT}|下一?年度?结转")
_FROM_LAST = re.compile(
    rf"(?:上一?年度?|去年|(?P<of>20\d\d)年度?)(?:{NAMES}|办理)*+(?:结转|顺延|转入|转接|遗留|未办结|延续)|结转自?上一?年度?"
)
_TO_NUMBER = re.compile(rf"(?:继续|办理|答复|处理|未办结|未|今年|20\d\d年度?|至|入|尚|待|{NAMES})*+$")
_LEFT_OVER = re.compile(r"(?:其中|尚|另外?|还|仍)?(?:余下|剩余|剩下|其余|余|有)?的?$")
_UNDER_WAY = re.compile(
    r"(?:尚|仍)?(?:正在|尚在|仍在|在)(?:法定)?(?:期限内)?(?:办理|答复)(?:期限内|期内|中|过程中)?$"
)
_CARRIED_SOMEHOW = re.compile(rf"结转(?:{NAMES})*+$")
_NONE_FROM_LAST = re.compile(r"(?:无|没有)上一?年度?(?:的)?结转")
_NO_LEFT_OVER = re.compile(rf"(?:无|没有|未有|未)需?(?:申请|件)?(?:{_GO_OVER}{_NEXT}|下一?年度?的?结转)")

_NONE = re.compile(
    r"(?:未曾|从未|尚未|暂未|并未|未|没有人?|无人?)(?:再|曾)?(?P<verb>收到|接到|接收|受理|产生|发生|出现|有)?过?"
    rf"(?P<gap>{_WORDS})(?:来信|来函|情况|情形|现象)?$"
)
_BODY = "局|办公室|办|委|厅|镇|乡|街道|县|市|区|省|州|旗|盟|部|署|院|所|中心|站|支队|大队|队|单位|机关|处|科|会|行政"
_AUTHOR = re.compile(
    rf"(?:20\d\d年度?|本年度?|全年度?|今年|当年|年度?|一年来|期间|内|在|共|均|也|都|累计|(?:我|本)(?:{_BODY})+)*+$"
)

NEW: tuple[Sum, ...] = (total("new"),)
RECEIVED: tuple[Sum, ...] = (total("new"), total("new", "carried_in"))
HANDLED: tuple[Sum, ...] = (total("total"), total("new"), total("new", "carried_in"))
CLOSED: tuple[Sum, ...] = (total("total"),)

CARRIED: Mapping[Subject, tuple[Sum, ...]] = {
    Subject.CARRIED_IN: (total("carried_in"),),
    Subject.CARRIED_OUT: (total("carried_out"),),
}
EITHER_WAY: tuple[Sum, ...] = (total("carried_out"), total("carried_in"))  # 结转2件 alone


def requests(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of the number of requests."""
    if not sentence.about_requests:
        return
    found: list[Statement] = []
    for clause in sentence.clauses:
        for figure in clause.figures:
            statement = _carried(figure, sentence, scope) or _counted(figure, sentence, scope)
            if statement is not None:
                found.append(statement)
        none = None if clause.figures else _none(clause, sentence, scope)
        if none is not None:
            found.append(none)
    yield from _with_carried(found)


def _counted(figure: Figure, sentence: Sentence, scope: Scope) -> Statement | None:
    """Received, handled or closed: `收到申请5件`, `受理36件政府信息公开申请`."""
    label = _LABELLED.search(figure.before)
    if label is None or not _names_requests(figure, label["gap"]):
        return None
    before = figure.before[: label.start()]
    if _is_foreign(figure.lead, before, label["gap"]) or is_of_others(figure.lead, before, scope):
        return None
    subject, sums = _meant(label)
    part = label["new"] is None and is_part(figure.lead + before)
    if part and subject is not Subject.CLOSED:
        return None
    plainly = (
        "申请" in label["gap"] + figure.after and _AUTHOR.match(before.replace(scope.name, "")) is not None
    )
    return said(subject, figure.number, sums, sentence, figure.words, plainly=plainly, at_most=part)


def _meant(label: re.Match[str]) -> tuple[Subject, tuple[Sum, ...]]:
    if label["handled"]:
        return Subject.HANDLED, HANDLED
    if label["closed"] or label["done"]:
        return Subject.CLOSED, CLOSED
    return Subject.RECEIVED, NEW if label["new"] else RECEIVED


def _names_requests(figure: Figure, gap: str) -> bool:
    """Whether the number counts requests: by the words before it, by those behind it, or because nothing else is said."""
    if _IS_REQUEST.search(gap):
        return True
    if _NAMED_BEHIND.match(figure.after):
        return True
    return _GOES_ON.match(figure.after) is not None and not _FOREIGN.search(figure.lead)


def _is_foreign(lead: str, before: str, gap: str) -> bool:
    """Whether the number is one of other business, or of requests that came one way only."""
    ways = before + gap
    if _FOREIGN.search(before) or (not _IS_REQUEST.search(gap) and _FOREIGN.search(lead)):
        return True
    return len(_CHANNEL.findall(ways)) == 1 and "等" not in ways


def _carried(figure: Figure, sentence: Sentence, scope: Scope) -> Statement | None:
    """Carried in or out: `上年结转11件`, `结转至2026年6件`, `余下3件转至2026年`."""
    before, after = figure.before, figure.after
    if _FOREIGN.search(before):
        return None
    subject = _carried_by(before, scope, to_number=True)
    if subject is None and _LEFT_OVER.match(before):
        if _FOREIGN.search(after):
            return None
        subject = _carried_by(after, scope, to_number=False)
        if subject is None and _UNDER_WAY.match(after):
            subject = Subject.CARRIED_OUT
    if subject is None and _CARRIED_SOMEHOW.search(before):
        return said(Subject.CARRIED_OUT, figure.number, EITHER_WAY, sentence, figure.words)
    if subject is None:
        return None
    return said(subject, figure.number, CARRIED[subject], sentence, figure.words)


def _carried_by(words: str, scope: Scope, *, to_number: bool) -> Subject | None:
    """Which way requests went by these words, which reach up to the number or begin behind it; None: neither."""
    onward, back = _INTO_NEXT.search(words), _FROM_LAST.search(words)
    for found, subject, year, turn in (
        (onward, Subject.CARRIED_OUT, "to", 1),
        (back, Subject.CARRIED_IN, "of", -1),
    ):
        if found is None or (to_number and not _TO_NUMBER.match(words, found.end())):
            continue
        named = found[year] if year in found.re.groupindex else None
        if named is None or scope.year is None or int(named) == scope.year + turn:
            return subject
        if int(named) == scope.year:
            return Subject.CARRIED_IN if subject is Subject.CARRIED_OUT else Subject.CARRIED_OUT
    return None


def _none(clause: Clause, sentence: Sentence, scope: Scope) -> Statement | None:
    """`未收到政府信息公开申请`, `无结转下年度`: a number of 0 in words."""
    if _NO_LEFT_OVER.search(clause.text) and not _FOREIGN.search(clause.text):
        return said(Subject.CARRIED_OUT, 0, CARRIED[Subject.CARRIED_OUT], sentence, clause.text)
    if _NONE_FROM_LAST.search(clause.text):
        return said(Subject.CARRIED_IN, 0, CARRIED[Subject.CARRIED_IN], sentence, clause.text)
    none = _NONE.search(clause.text)
    if none is None or "申请" not in none["gap"]:
        return None
    before = clause.text[: none.start()]
    if _is_foreign(clause.lead, before, none["gap"]) or is_of_others(clause.lead, before, scope):
        return None
    if is_part(before) or not _IS_REQUEST.search(none["gap"].replace("申请人", "")):
        return None
    plainly = (
        none["verb"] in ("收到", "接到", "接收", "受理")
        and _AUTHOR.match(before.replace(scope.name, "")) is not None
    )
    return said(Subject.RECEIVED, 0, RECEIVED, sentence, clause.text, plainly=plainly)


_WITHIN = re.compile(r"(?:其中)?(?:包含|包括|含|其中)")


def _with_carried(found: list[Statement]) -> Iterator[Statement]:
    """Numbers beside a number carried in: received with it where the text says 含, else without; so may be closed."""
    carried = next(
        (place for place, each in enumerate(found) if each.subject is Subject.CARRIED_IN and each.number),
        None,
    )
    for place, each in enumerate(found):
        within = carried == place + 1 and _WITHIN.match(found[place + 1].words) is not None
        if carried is None or not each.number or (within and each.subject is Subject.CLOSED):
            yield each
        elif each.subject is Subject.RECEIVED:
            yield replace(each, sums=RECEIVED[1:] if within else RECEIVED[:1])
        elif each.subject is Subject.CLOSED:
            yield replace(each, sums=(*CLOSED, total("new")))
        else:
            yield each
