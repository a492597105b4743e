"""Documents and decisions in the text: `制定规范性文件4件、废止1件`, `完成行政许可3189项`.

Only what the agency itself made counts: drafts, reviews, explanations, lists and others' documents do not.
"""

import re
from collections.abc import Iterator

from reports.prose.scope import Scope, is_of_others
from reports.prose.sentences import Clause, Figure, Sentence
from reports.prose.statements import Statement, Subject, Sum, said

_NOUN = re.compile(r"(?P<normative_documents>规范性文件)|(?P<regulations>规章(?!制度))")
_MADE = "新?制定|新?制发|印发|出台|新增"
_REPEALED = "宣布废止|宣布失效|废止|失效"
_VALID = "现行有效|继续有效|有效|保留"
_TO_NUMBER = re.compile(rf"(?:{_MADE}|{_REPEALED}|{_VALID}|件数|数量|总数|共计|共|为|有|了|的|数)*+$")
_GOES_ON = re.compile(rf"(?:同时|并|另|其中|全年|共)*(?:{_MADE}|{_REPEALED}|{_VALID})")
_NOUN_BEHIND = re.compile(
    r"(?:现行有效|的|行政|部门)*+(?:(?P<normative_documents>规范性文件)|(?P<regulations>规章(?!制度)))"
)
_LISTED = re.compile(r"[和及与、](?:行政|部门)?$")  # 规章、规范性文件共9件: the number counts both
_NONE_MADE = re.compile(
    r"(?:未|没有|无)(?:新)?(?:制定|制发|出台)(?:行政|部门)?(?:(?P<normative_documents>规范性文件)|(?P<regulations>规章))$"
)
_NEAR = 12  # characters before a noun that say what was done with it
_NOT_OWN = re.compile(
    r"起草|审查|审核|清理|备案|移交|报送|解读|征求|修改|修订|转发|上级|参与|配合|代拟|评估|汇编|涉及|学习"
)
_GOVERNMENT = re.compile(r"政府")
_ONE_BODY = re.compile(r"政府办公[室厅]|部门|各|局")
# What a number of documents may be where the text does not say: no more than the stock.
_STOCK = ("valid", "total_public", "made", "published")

_KIND = re.compile(r"行政(?:(?P<licences>许可)|(?P<penalties>处罚)|(?P<coercion>强制))")
_DECIDED = re.compile(r"作出|做出|完成|实施|办理|办结")
_KIND_TO_NUMBER = re.compile(
    r"(?:审批|决定|处理|案件|事项|办件|措施|申请|数量|总数|量|数|共计|共|为|有|了|的)*+$"
)
_ABOUT_LISTS = re.compile(
    r"公开|公示|公布|发布|信息|目录|清单|梳理|取消|下放|承接|划转|拟|指南|流程|进驻|网上"
)


def documents(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of regulations and normative documents."""
    noun = ""
    for clause in sentence.clauses if _NOUN.search(sentence.text) else ():
        none = None if clause.figures else _NONE_MADE.search(clause.text)
        if none is not None and not is_of_others(clause.lead, clause.text[: none.start()], scope):
            yield said(Subject.DOCUMENT, 0, _cells(str(none.lastgroup), "made"), sentence, clause.text)
        for figure in clause.figures:
            noun = _noun(figure, clause, noun, scope)
            column = _column(figure.before) if noun else None
            if column is None or is_of_others(figure.lead, figure.before, scope):
                continue
            if noun == "regulations" and "修" in sentence.text:  # some count amendments as made, some do not
                continue
            yield said(
                Subject.DOCUMENT,
                figure.number,
                _cells(noun, column),
                sentence,
                figure.words,
                at_most=not column,
            )


def _noun(figure: Figure, clause: Clause, before: str, scope: Scope) -> str:
    """The row the number counts, which may have been named before; empty where it counts something else."""
    named = [*_NOUN.finditer(figure.before)][-1:]
    if named and _TO_NUMBER.match(figure.before, named[0].end()):
        head = figure.before[: named[0].start()]
        return (
            "" if _of_others(figure.clause + head, scope) or _LISTED.search(head) else str(named[0].lastgroup)
        )
    behind = _NOUN_BEHIND.match(figure.after)
    if behind and not named:
        return "" if _of_others(clause.text, scope) else str(behind.lastgroup)
    goes_on = _GOES_ON.match(figure.before)
    return before if goes_on and _TO_NUMBER.match(figure.before, goes_on.end()) else ""


def _of_others(words: str, scope: Scope) -> bool:
    """Whether the documents are drafts or others' documents; 清理并集中发布现行有效…件 gives the agency's own stock."""
    if _NOT_OWN.search(words) and "有效" not in words[-_NEAR:]:
        return True
    near = words[-_NEAR:]
    return _GOVERNMENT.search(near) is not None and (
        not scope.government or _ONE_BODY.search(near) is not None
    )


def _column(before: str) -> str | None:
    """The column the text names; empty where it names none, None where it names several."""
    near = before[-(_NEAR + len("规范性文件")) :]
    if re.search("现行有效|继续有效", near):
        return "valid"
    found = [
        column
        for column, words in (("made", _MADE), ("repealed", _REPEALED), ("valid", _VALID))
        if re.search(words, near)
    ]
    return found[0] if len(found) == 1 else None if found else ""


def _cells(noun: str, column: str) -> tuple[Sum, ...]:
    return tuple((f"disclosure.{noun}.{each}",) for each in ((column,) if column else _STOCK))


def decisions(sentence: Sentence, scope: Scope) -> Iterator[Statement]:
    """What one sentence says of licences, penalties and coercive measures decided on."""
    for clause in sentence.clauses if _KIND.search(sentence.text) else ():
        for figure in clause.figures:
            kind = next(iter([*_KIND.finditer(figure.before)][-1:]), None)
            if kind is None or not _KIND_TO_NUMBER.match(figure.before, kind.end()):
                continue
            head = figure.clause + figure.before[: kind.start()]
            if (
                _DECIDED.search(head)
                and not _ABOUT_LISTS.search(head)
                and not is_of_others(figure.lead, figure.before, scope)
            ):
                cell = f"disclosure.{kind.lastgroup}.decisions"
                yield said(Subject.DECISION, figure.number, ((cell,),), sentence, figure.words)
