"""Whose report it is: who is named as its author, and as whom the text speaks."""

import re
import unicodedata

from models.agency import Agency, Kind
from models.report import Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.doubt import side, told
from reports.rules.passages import Sentence, sentences

WHOLE_NAME = 6  # characters from which a name is taken to carry its place, as 建水县民政局 does
# A bureau may well compile a city's or county's report; a township's it never does.
SPEAK_FOR_THEMSELVES = (Kind.TOWNSHIP, Kind.STREET)
DEPARTMENT_ENDS = ("局", "厅", "委员会")


@rule("identity.agency", severity=Severity.CRITICAL, basis="regulation.49")
def agency_named(report: Report, agency: Agency | None = None) -> Parts:
    """报告主体 · The agency that speaks.

    查什么：标题和正文自称的单位是同一个，并且是名录中的单位；简称、别名、省略地名的都认。
    何时不查：标题和正文都没有写出单位，或者只有一处写出而又没有给出名录中的单位。除非正文自称的显然是另一类机关，只提请人工复核。
    符合：名录“南阳高新技术产业开发区管委会”，标题“高新区管委会”。
    不符：某镇人民政府的报告，正文写“现公布某县民族宗教事务局……年度报告”。
    怎样改：改正正文中的单位名称，并通查全文是否还有他单位的内容。

    Checks: title and text name the same agency as their author, and it is the one of the roster; short names, aliases and
        names without their place are all accepted.
    Not checked: neither names an agency, or only one does and no agency of the roster was given. Unless the text names
        an organ of plainly another kind as its author, a person is asked to look.
    Passes: 南阳高新技术产业开发区管委会 in the roster, 高新区管委会 in the title.
    Fails: the report of a township government says it is published by a county bureau.
    Mend: correct the name, and read the whole text for more that belongs to others.
    """
    known = () if agency is None else agency.names()
    in_title = (report.agency,) if report.agency else ()
    if not in_title and not report.body_agencies:
        yield NotChecked(Words("标题和正文都没有写出单位", "neither title nor text names an agency"))
    elif not known and not (in_title and report.body_agencies):
        yield NotChecked(
            Words("没有给出名录中的单位，无从对照", "no agency of the roster was given to compare with")
        )
    else:
        if known and in_title:
            yield Held() if _any_same(known, in_title) else _other_title(known, in_title[0])
        if report.body_agencies:
            yield _author(agency, in_title, report.body_agencies)


def _other_title(known: tuple[str, ...], named: str) -> Finding:
    return Finding(
        message=Words(
            f"标题写的单位是“{named}”，名录中是“{known[0]}”，请核对",
            f"the title names {named}, the roster {known[0]}; please look",
        ),
        where="title",
        side=Side.UNDECIDED,
        expected=known[0],
        actual=named,
    )


def _author(agency: Agency | None, in_title: tuple[str, ...], authors: tuple[str, ...]) -> Part:
    """Whether the text's author is the agency; one fitting name is enough."""
    known = () if agency is None else agency.names()
    own = (*known, *in_title)
    if _any_same(own, authors):
        return Held()
    certain = (
        agency is not None
        and _any_same(known, in_title)
        and all(_another_kind(agency, each) for each in authors)
    )
    listed = "、".join(authors)
    return Finding(
        message=told(
            f"正文自称的单位是“{listed}”，而报告属于“{own[0]}”",
            f"the text calls {listed} its author, the report is that of {own[0]}",
            certain=certain,
        ),
        where="section.1",
        side=side(certain=certain),
        expected=own[0],
        actual=listed,
    )


def _any_same(names: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return any(same_agency(name, other) for name in names for other in others)


def same_agency(name: str, other: str) -> bool:
    """Whether one name may be a shorter form of the other.

    Chinese short forms keep the order of the characters they keep (高新区 for 高新技术产业开发区), and so does a name
    without its place; therefore the shorter name must be a subsequence of the longer. Errs towards the same agency.
    """
    shorter, longer = sorted((_stem(name), _stem(other)), key=len)
    rest = iter(longer)
    return bool(shorter) and all(character in rest for character in shorter)


def _stem(name: str) -> str:
    return re.sub(r"[\s()（）“”\"]", "", unicodedata.normalize("NFKC", name))


def _another_kind(agency: Agency, author: str) -> bool:
    """Whether the author is, by its whole name, a department where the agency is a township or street."""
    return (
        agency.kind in SPEAK_FOR_THEMSELVES and len(author) >= WHOLE_NAME and author.endswith(DEPARTMENT_ENDS)
    )


# Who may call itself so, by the end of its name; and as what it would then be speaking for another kind of agency.
SELVES = re.compile(
    r"(?:我|(?<![基根资成样版文书剧日原])本)(?P<kind>局|厅|镇|乡|街道|街办)(?![长面部限势镇])"
)
KINDS = (
    (re.compile(r"(?:镇|乡|镇人民政府|乡人民政府|镇政府|乡政府)$"), ("局", "厅", "街道", "街办")),
    (re.compile(r"(?:街道|街道办事处|街道办)$"), ("局", "厅", "镇", "乡")),
    (re.compile(r"局$"), ("厅", "镇", "乡", "街道", "街办")),
    (re.compile(r"厅$"), ("局", "镇", "乡", "街道", "街办")),
    (re.compile(r"(?:委员会|办公室|办公厅)$"), ("镇", "乡", "街道", "街办")),
    (re.compile(r"(?:[省市县区州]人民政府)$"), ("局", "厅", "镇", "乡", "街道", "街办")),
)


@rule("identity.level-words", severity=Severity.MINOR, basis="form.duty")
def level_words(report: Report, agency: Agency | None = None) -> Parts:
    """自称与单位相符 · It speaks as what it is.

    查什么：正文的自称与单位的类别相符：镇政府的报告不写“我局”，局的报告不写“我镇”。
    何时不查：单位的类别看不出来；正文没有这类自称。“我市”“我县”“我办”之类各单位都可能用，不查。不符时只提请人工复核。
    符合：某镇人民政府的报告写“我镇”。
    不符：某镇人民政府的报告写“我局严格落实信息发布审查制度”。
    怎样改：改正自称，并通查全文是否还有从其他单位的报告带来的内容。

    Checks: the text speaks of itself as what its agency is: a township does not write 我局, a bureau does not write 我镇.
    Not checked: the kind of agency cannot be told, or the text has no such word. 我市, 我县 and 我办 are used by all and are
        not checked. A person is asked to look.
    Passes: a township government writes 我镇.
    Fails: a township government writes that 我局 reviews what it publishes.
    Mend: correct the word, and read the whole text for more that came from another agency's report.
    """
    named = agency.name if agency is not None else report.agency or ""
    foreign = next((words for ending, words in KINDS if ending.search(_stem(named))), None)
    if foreign is None:
        yield NotChecked(Words("看不出是哪一类单位", "the kind of agency cannot be told"))
        return
    said = [
        (sentence, match)
        for sentence in sentences(report)
        if "我" in sentence.plain or "本" in sentence.plain
        for match in SELVES.finditer(sentence.plain)
    ]
    if not said:
        yield NotChecked(Words("正文没有“我局”“我镇”之类的自称", "the text has no word for itself"))
        return
    wrong = [(sentence, match) for sentence, match in said if match["kind"] in foreign]
    yield _speaks_as(named, wrong) if wrong else Held()


def _speaks_as(named: str, wrong: list[tuple[Sentence, re.Match[str]]]) -> Finding:
    sentence, match = wrong[0]
    words = "、".join(dict.fromkeys(f"“{match.group()}”" for _, match in wrong))
    return Finding(
        message=Words(
            f"{named}的报告自称{words}（{len(wrong)}处），请人工查看",
            f"the report of {named} calls itself {words} ({len(wrong)} times); please look",
        ),
        where=sentence.where,
        side=Side.UNDECIDED,
        actual=match.group(),
        quote=sentence.quote(*match.span()),
    )
