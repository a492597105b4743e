"""Reviews and lawsuits in the text: `行政复议36起，行政诉讼9起`, `复议3件，1件结果维持`, `未发生行政复议、行政诉讼`.

Only those about disclosure count: the sentence names the cause before the number, or stands in section 四.
"""

import re
from collections.abc import Iterator

from reports.prose.scope import Scope, is_of_others
from reports.prose.sentences import Clause, Figure, Sentence
from reports.prose.statements import Statement, Subject, Sum, remedy, said

REVIEW = ("review",)
LAWSUITS = ("litigation_direct", "litigation_after_review")
_SECTION = 4

_CAUSE = re.compile(r"信息公开|公开申请|依申请|申请公开|因公开")
# Words that may stand between the name of a remedy and its number, or around them where there is none.
_NAMES = (
    r"未经复议直接起诉|复议后(?:提起|再)?(?:行政)?(?:诉讼|起诉)|行政复议|复议|行政诉讼|诉讼|"
    r"案件|案|申请|事项|情况|情形|事件|现象|问题|行为|数量|总数|总计|共计|合计|累计|共|为|有|了|被|提起|发生|新增|数|的|总|量"
)
_LABEL = re.compile(
    r"(?P<both>(?:行政)?复议(?:案件|申请)?(?:、|和|及|与|或|以及)(?:提起|被提起|被)?(?:行政)?诉讼)"
    r"|(?P<direct>未经复议直接(?:起诉|提起(?:行政)?诉讼))|(?P<after>复议后(?:提起|再)?(?:行政)?(?:诉讼|起诉))"
    r"|(?P<review>(?:行政)?复议)|(?P<lawsuits>(?:行政)?诉讼)"
)
_TO_NUMBER = re.compile(
    r"(?:案件|案|申请|事项|数量|总数|总计|共计|合计|累计|共|为|有|了|发生|新增|数|的|总|量)*+$"
)
_ROWS = {
    "both": (*REVIEW, *LAWSUITS),
    "direct": LAWSUITS[:1],
    "after": LAWSUITS[1:],
    "review": REVIEW,
    "lawsuits": LAWSUITS,
}
_OUTCOME = re.compile(
    r"(?P<upheld>(?:结果)?维持)|(?P<corrected>(?:结果)?纠正)|(?P<other>其他结果)|(?P<pending>尚?未审结|尚未结案|正在审理)"
)
_AROUND_OUTCOME = re.compile(
    r"(?:其中|已|均|被|有|为|结果|的|案件|予以|原|行政|行为|决定|、|和|，|复议|诉讼)*+$"
)
# Court instances, other results, and answers in other people's cases.
_FOREIGN = re.compile(
    r"应诉|出庭|代理|一审|二审|再审|上诉|申诉|纠错|败诉|胜诉|各|均|分别|国家赔偿|信访|答复通知|决定书|培训|风险|同比"
)
_REVIEWING = re.compile(r"(?:办理|审理|受理|审结|接收|收到)(?:各类|全市|全县|全区|一般)*(?:行政)?复议")
_CAUSED = re.compile(r"因|引发|引起|引致|导致|涉及|信息公开")

_NONE = re.compile(r"未曾|从未|尚未|暂未|并未|未|没有|不存在|均?无")
_CLAIMED = re.compile(
    r"(?:再|曾|发生|产生|出现|引发|引起|引致|导致|收到|接到|被|有|存在|涉及|因|由|对|于|就|而|任何|相关|该|政府信息公开|信息公开|依申请公开|"
    r"公开申请|政府信息|申请公开|工作|举报|投诉|答复|不服|申请人|或者|或|和|以及|及|与|、|等|的|也|"
    rf"{_NAMES})*+$"
)


def remedies(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of reviews and lawsuits."""
    if "复议" not in sentence.text and "诉" not in sentence.text:
        return
    rows: tuple[str, ...] = ()
    for clause in sentence.clauses:
        if not clause.figures:
            rows = _named(clause.text) or rows
            yield from _none(clause, sentence, scope)
        for figure in clause.figures:
            rows = _named(figure.before) or rows
            sums = _counted(figure) or _ended(figure, rows)
            if sums and _is_caused(sentence, figure) and not is_of_others(figure.lead, figure.before, scope):
                yield said(Subject.REMEDY, figure.number, (sums,), sentence, figure.words)


def _named(words: str) -> tuple[str, ...]:
    """The rows of the remedy named last; none where none is named."""
    found = list(_LABEL.finditer(words))
    return _ROWS[str(found[-1].lastgroup)] if found else ()


def _counted(figure: Figure) -> Sum:
    """All reviews or lawsuits in one number."""
    found = list(_LABEL.finditer(figure.before))
    if not found or not _TO_NUMBER.match(figure.before, found[-1].end()):
        return ()
    head = figure.before[: found[-1].start()]
    if _FOREIGN.search(head) or _is_of_reviewers(
        figure.lead + figure.before, found[-1].start() + len(figure.lead)
    ):
        return ()
    return remedy("total", *_ROWS[str(found[-1].lastgroup)])


def _is_of_reviewers(words: str, end: int) -> bool:
    """Whether reviews were decided here and not asked for against us: `办理行政复议案件30件`, without a cause."""
    found = _REVIEWING.search(words)
    return found is not None and not _CAUSED.search(words, found.end(), end)


def _ended(figure: Figure, rows: tuple[str, ...]) -> Sum:
    """One outcome of the remedy named before: `结果维持72件`, `1件结果维持`."""
    if not rows:
        return ()
    for words in (figure.before, figure.after):
        outcome = _OUTCOME.search(words)
        if outcome is not None:
            rest = (words[: outcome.start()], words[outcome.end() :])
            return remedy(str(outcome.lastgroup), *rows) if all(map(_AROUND_OUTCOME.match, rest)) else ()
        if not _AROUND_OUTCOME.match(words):
            return ()
    return ()


def _is_caused(sentence: Sentence, figure: Figure) -> bool:
    """Whether the case is one about disclosure."""
    return sentence.section == _SECTION or _CAUSE.search(figure.lead + figure.before) is not None


def _none(clause: Clause, sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """`未发生因信息公开引起的行政复议和行政诉讼`: 0 of each that is named."""
    none = _NONE.search(clause.text)
    if none is None or not _CLAIMED.match(clause.text, none.end()):
        return
    named = clause.text[none.end() :]
    about = sentence.section == _SECTION or _CAUSE.search(clause.lead + clause.text)
    if not about or is_of_others(clause.lead, clause.text[: none.start()], scope):
        return
    for group, rows in (("复议(?!后|直接)", REVIEW), ("诉讼|起诉", LAWSUITS)):
        if re.search(group, named):
            yield said(Subject.REMEDY, 0, (remedy("total", *rows),), sentence, clause.text)
