"""Results of requests in the text: `部分公开2件`, `因本机关不掌握等原因无法提供564件`, `3件予以公开`.

The words before the number, or behind it where it comes first, must be the result's and nothing else.
"""

import re
from collections.abc import Iterator, Mapping

from reports.editions import EDITIONS
from reports.prose.scope import Scope, is_of_others
from reports.prose.sentences import Figure, Sentence
from reports.prose.statements import Statement, Subject, Sum, said, total

_OURS = "(?:本机关|本行政机关|本单位|本级机关|我?[局办委厅镇]|本[局办委厅镇])?"
# The rows of the results, in words seen in reports; the longer first.
_ROWS: Mapping[str, str] = {
    "refused_secret": r"国家秘密",
    "refused_law": r"(?:其他)?法律、?(?:行政)?法规禁止公开",
    "refused_stability": r"(?:危及)?[“\"]?三安全一稳定[”\"]?",
    "refused_third_party": r"(?:保护)?第三方合法权益",
    "refused_internal": r"(?:三类)?内部事务(?:性)?(?:信息)?",
    "refused_process": r"(?:四类)?过程性(?:性)?(?:信息)?",
    "refused_enforcement": r"(?:行政)?执法案卷(?:信息)?",
    "refused_inquiry": r"行政查询事项",
    "none_held": rf"{_OURS}不掌握(?:相关)?(?:政府)?(?:信息)?|(?:政府)?信息不存在|(?<=[为系，])不存在|^不存在",
    "none_compile": r"(?:没有|无)现成(?:的)?(?:政府)?信息(?:、?需要?另行制作)?|需要?另行制作",
    "none_unclear": r"补正后(?:申请内容)?仍不明确",
    "declined_petition": r"信访(?:、?举报)?(?:、?投诉)?类?",
    "declined_repeat": r"重复申请",
    "declined_publication": r"(?:要求)?(?:提供)?公开出版物",
    "declined_mass": r"(?:无正当理由)?大量反复申请",
    "declined_confirm": r"(?:要求)?(?:行政机关)?确认或(?:者)?重新出具(?:已获取信息)?",
    "other_uncorrected": r"(?:申请人)?(?:无正当理由)?逾期(?:不|未)补正",
    "other_unpaid": r"(?:申请人)?逾期(?:未|不)(?:按收费通知要求)?(?:缴纳费用|缴费)",
}
_GROUPS: Mapping[str, str] = {
    "refused": "不予公开",
    "none": "无法提供",
    "declined": "不予处理",
    "other": "其他处理",
}


def _rows_of(group: str) -> tuple[str, ...]:
    """The rows of a group on the latest form."""
    rows = EDITIONS[-1].table("applications").rows
    return tuple(row.id for row in rows if row.id.startswith(f"{group}_"))


_ROW = re.compile("|".join(f"(?P<{row}>{words})" for row, words in _ROWS.items()))
_BOTH = re.compile(r"予以公开(?:及|和|或|或者|、|与|以及)(?:予以)?部分公开")
_GROUP = re.compile("|".join(f"(?P<{group}>{words})" for group, words in _GROUPS.items()))
_GRANTED = re.compile(r"(?:予以|同意|准予|全部)公开")
_PARTIAL = re.compile(r"部分公开")
# What else may stand around a result: nothing that changes what is counted.
_AROUND = re.compile(
    r"(?:其中|另有|还有|已|有|属于|属|因|由于|对|作出|答复|经|依法|均|全部|决定|告知|申请内容|申请人|申请|内容|涉及|为|共计|共|"
    r"合计|计|的|等原因|原因|等|情形|情况|类|处理|政府信息|件数|数量|予以|不予|事项|、|“|”|或者|或|和|及|并|而)*+$"
)


def results(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of the results of requests."""
    # 制发政府信息130件，其中主动公开18件，不予公开112件 counts documents.
    if not sentence.about_requests or "主动公开" in sentence.text:
        return
    for clause in sentence.clauses:
        for figure in clause.figures:
            sums = _meant(figure.before, sentence) or _meant_behind(figure, sentence)
            if sums and not is_of_others(clause.lead, figure.before, scope):
                yield said(Subject.RESULT, figure.number, sums, sentence, figure.words)


def _meant_behind(figure: Figure, sentence: Sentence) -> tuple[Sum, ...]:
    """The result named behind a number that has no other label."""
    return _meant(figure.after, sentence) if _AROUND.match(figure.before) else ()


def _meant(words: str, sentence: Sentence) -> tuple[Sum, ...]:
    """The cells a label means; none where anything in it is not understood."""
    if not words:
        return ()
    if words == "公开" and "不予公开" in sentence.text:
        return _granted(sentence)
    both = _BOTH.search(words)
    if both is not None:
        return (total("granted", "partial"),) if _is_bare(words, both) else ()
    rows = list(_ROW.finditer(words))
    group = _GROUP.search(words)
    granted, partial = _GRANTED.search(words), _PARTIAL.search(words)
    if not _is_bare(words, *rows, *(each for each in (group, granted, partial) if each)):
        return ()
    if group is not None:
        return _of_group(str(group.lastgroup), words, rows)
    if len(rows) == 1:
        return (total(str(rows[0].lastgroup)),)
    if rows or (granted and partial):
        return ()
    return _granted(sentence) if granted else (total("partial"),) if partial else ()


def _granted(sentence: Sentence) -> tuple[Sum, ...]:
    """Granted; where the text names no partial disclosure, with it or without."""
    return (
        (total("granted"),)
        if _PARTIAL.search(sentence.text)
        else (total("granted"), total("granted", "partial"))
    )


def _of_group(group: str, words: str, rows: list[re.Match[str]]) -> tuple[Sum, ...]:
    """A group's rows in all; where one reason alone is named, it may be this row's number."""
    whole = (total(*_rows_of(group)), total("other")) if group == "other" else (total(*_rows_of(group)),)
    named = [str(row.lastgroup) for row in rows]
    return (total(named[0]), *whole) if len(named) == 1 and "等" not in words else whole


def _is_bare(words: str, *known: re.Match[str]) -> bool:
    """Whether nothing but the known words and harmless ones stands there."""
    if not known:
        return False
    rest, end = [], 0
    for match in sorted(known, key=lambda each: each.start()):
        rest.append(words[end : max(end, match.start())])
        end = max(end, match.end())
    return all(_AROUND.match(piece) for piece in (*rest, words[end:]))
