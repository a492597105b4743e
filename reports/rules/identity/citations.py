"""The circulars and the decree an introduction cites."""

import re
from dataclasses import dataclass

from models.report import Report
from models.verdict import Finding, Severity
from models.words import Words
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.doubt import side, told
from reports.rules.passages import Sentence, sentences

# The circulars of the two forms: what their titles alone have before 的通知, and their year and number.
NUMBER = re.compile(r"国办公开办函[^\d。]{0,2}(20\d\d)[^\d。]{0,2}(\d{1,3})号")
CIRCULARS = {"有关事项": ("2019", "60"), "年度报告格式": ("2021", "30")}
TITLE_BEFORE = re.compile(r"(有关事项|年度报告格式)[》〉>]{0,2}的通知[》〉>]?[（(]?$")
DECREE = re.compile(r"公开条例[》〉>]?[（(]?(?:中华人民共和国)?国(?:务院)?令第?(\d{1,4})号")
IN_FORCE, REPEALED, REVISED_IN = "711", "492", 2019
NEW_FORM_SINCE = 2021
TITLE_REACH = 30  # characters in front of a number in which its title ends


@dataclass(frozen=True, slots=True)
class Miscited:
    """A citation that is wrong, what is wrong with it, and whether that is certain."""

    words: Words
    sentence: Sentence
    match: re.Match[str]
    certain: bool = True


@rule("identity.cited-form", severity=Severity.MINOR, basis="form")
def cited_form(report: Report) -> Parts:
    """引用的依据 · The circulars it cites.

    查什么：引用的格式文件，文号和标题是同一件（60号是“……有关事项的通知”，30号是“……年度报告格式的通知”）；引用的条例是
        现行的国务院令第711号（报告年度2019起）。
    何时不查：没有引用文号。引用的是另一年度的格式文件的，只提请人工复核。
    符合：报告年度2023，引用国办公开办函〔2021〕30号；报告年度2018，引用国务院令第492号。
    不符：“关于政府信息公开工作年度报告有关事项的通知”后面写国办公开办函〔2021〕30号；报告年度2022，只引用国务院令第492号。
    怎样改：从文件原文复制标题和文号。

    Checks: number and title of the circular cited belong together (no. 60 is on 有关事项, no. 30 on 年度报告格式); and the
        Regulation cited is the one in force, decree no. 711, from report year 2019 on.
    Not checked: no number is cited. The circular of another year's form is left to a person.
    Passes: report year 2023 cites 国办公开办函〔2021〕30号; report year 2018 cites decree no. 492.
    Fails: the title on 有关事项 with 国办公开办函〔2021〕30号 behind it; report year 2022 cites decree no. 492 alone.
    Mend: copy title and number from the document itself.
    """
    cited = [
        (sentence, match, pattern)
        for sentence in sentences(report)
        if "令" in sentence.plain or "办函" in sentence.plain
        for pattern in (NUMBER, DECREE)
        for match in pattern.finditer(sentence.plain)
    ]
    if not cited:
        yield NotChecked(Words("没有引用文号", "no number is cited"))
        return
    newer = any(
        match.groups() == CIRCULARS["年度报告格式"] for _, match, pattern in cited if pattern is NUMBER
    )
    wrong = [
        _circular(sentence, match, report.year, newer=newer)
        if pattern is NUMBER
        else _decree(sentence, match, report.year)
        for sentence, match, pattern in cited
    ]
    yield _as_cited([each for each in wrong if each is not None])


def _circular(sentence: Sentence, match: re.Match[str], year: int | None, *, newer: bool) -> Miscited | None:
    number = match.groups()
    before = TITLE_BEFORE.search(sentence.plain[max(0, match.start() - TITLE_REACH) : match.start()])
    if before is not None and CIRCULARS[before[1]] != number:
        right, written = _written(CIRCULARS[before[1]]), _written(number)
        words = Words(
            f"“……{before[1]}的通知”的文号是{right}，写成了{written}",
            f"the number of the circular on {before[1]} is {right}, not {written}",
        )
        return Miscited(words, sentence, match)
    if year is not None and _is_of_another_year(number, year, newer=newer):
        words = Words(
            f"{_written(number)}不是{year}年度的格式文件",
            f"{_written(number)} is not the form of {year}",
        )
        return Miscited(words, sentence, match, certain=False)
    return None


def _is_of_another_year(number: tuple[str, ...], year: int, *, newer: bool) -> bool:
    """Whether a circular is not the form of that year. `newer`: the newer one is cited as well."""
    if year >= NEW_FORM_SINCE:
        return number == CIRCULARS["有关事项"] and not newer
    return number == CIRCULARS["年度报告格式"]


def _written(number: tuple[str, ...]) -> str:
    return f"国办公开办函〔{number[0]}〕{number[1]}号"


def _decree(sentence: Sentence, match: re.Match[str], year: int | None) -> Miscited | None:
    number = match[1]
    if number == IN_FORCE or f"第{IN_FORCE}号" in sentence.plain:
        return None
    if number == REPEALED and (year is None or year < REVISED_IN):
        return None
    return Miscited(
        Words(
            f"《条例》的文号写作国务院令第{number}号，现行的是第{IN_FORCE}号",
            f"the Regulation is cited as decree no. {number}; no. {IN_FORCE} is in force",
        ),
        sentence,
        match,
    )


def _as_cited(wrong: list[Miscited]) -> Part:
    """One finding however many citations are wrong: the introduction is copied as a whole."""
    if not wrong:
        return Held()
    wrong.sort(key=lambda each: not each.certain)
    first = wrong[0]
    once = list(dict.fromkeys(each.words for each in wrong))
    return Finding(
        message=told(
            "；".join(each.zh for each in once),
            "; ".join(each.en for each in once),
            certain=first.certain,
        ),
        where=first.sentence.where,
        side=side(certain=first.certain),
        actual=first.match.group(),
        quote=first.sentence.quote(*first.match.span()),
    )
