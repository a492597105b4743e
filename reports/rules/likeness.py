"""Whose words they are: last year's, another agency's, everybody's, or too few. All of it is left to a person."""

from collections.abc import Sequence

from models.agency import Agency
from models.report import Report
from models.resemblance import Resemblance
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.likeness import SAME, introductions
from reports.likeness.sections import LEAST
from reports.prose.numerals import plain
from reports.prose.sentences import printed_sentences
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.leftovers import (
    ENOUGH_GENERAL,
    Leftover,
    foreign_names,
    general_phrases,
    other_years,
    own_of,
    speaks_of_itself,
)
from reports.rules.passages import masked
from reports.rules.repetition import (
    TOO_SHORT,
    against_last_year,
    comparable,
    partly_like,
    partly_repeated,
    resembling,
)

PROBLEMS = 5  # the section on problems and improvements, which has a rule of its own
OVERVIEW = 1
ENOUGH = 150  # characters of section 1 (domain §4.2 G06)


@rule("likeness.last-year", severity=Severity.MAJOR, basis="form.duty")
def last_year(
    report: Report, previous: Report, agency: Agency | None = None, year: int | None = None
) -> Parts:
    """与本单位上年报告雷同 · Much the same as last year's report.

    查什么：第五部分以外的各部分，遮去统一格式和文件的用语、单位名称、地点、年份和数字后，本年文字有多少见于本单位上一年度报告的同一部分；
        达到90%的提请人工复核。
    何时不查：没有上一年度报告，或者给出的不是上一年度；遮去后余下的文字太少（第一部分不足80字，其他部分不足200字）。
    符合：第一部分写的是当年做的事，与上年相同的文字不到一半。
    不符：第一部分除年份和数字外，与上年逐句相同。
    怎样改：按当年实际工作重新撰写；沿用的只限于统一格式的用语。

    Checks: of each section but 5, how much of this year's text stands in the same section of last year's, once the words
        of form and circulars, names, places, years and figures are masked. From 90% on a person is asked to look.
    Not checked: no report of the year before, or one of another year; too little text is left (under 80 characters in
        section 1, under 200 in others).
    Passes: section 1 tells what was done in the year; less than half of it stands in last year's.
    Fails: but for years and figures, section 1 is last year's, sentence by sentence.
    Mend: write it anew from the year's own work; only the form's own words stay as they are.
    """
    yield from against_last_year(report, previous, agency, year, [no for no in LEAST if no != PROBLEMS])


@rule("likeness.problems-section", severity=Severity.MAJOR, basis="form.duty")
def problems_section(
    report: Report, previous: Report, agency: Agency | None = None, year: int | None = None
) -> Parts:
    """问题与改进与上年雷同 · The same problems as last year.

    查什么：第五部分“存在的主要问题及改进情况”，遮去统一用语、名称、地点、年份和数字后，本年文字有多少见于上一年度报告的第五部分；
        达到90%的提请人工复核。
    何时不查：没有上一年度报告，或者给出的不是上一年度；遮去后余下的文字不足80字。
    符合：上年提出的问题写明改进结果，另写当年的新问题。
    不符：三年的第五部分一字不改。
    怎样改：逐条写明上年问题改进得如何，再写当年发现的问题和下一年的打算。

    Checks: of section 5, how much of this year's text stands in section 5 of last year's, once common words, names,
        places, years and figures are masked. From 90% on a person is asked to look.
    Not checked: no report of the year before, or one of another year; fewer than 80 characters are left.
    Passes: it says what became of last year's problems, and names new ones.
    Fails: section 5 has not changed by a word in three years.
    Mend: say of each of last year's problems what was done, then name this year's and what is planned.
    """
    yield from against_last_year(report, previous, agency, year, [PROBLEMS])


@rule("likeness.other-agency", severity=Severity.MAJOR, basis="form.duty")
def other_agency(
    report: Report, resemblances: tuple[Resemblance, ...], agency: Agency | None = None
) -> Parts:
    """与其他单位报告雷同 · Much the same as another agency's report.

    查什么：各部分文字，遮去统一用语、名称、地点、年份和数字后，与名录中其他单位同年或者往年的报告比对；较短一篇有90%见于另一篇的，
        提请人工复核，两个单位的报告都会提示，不说明谁先谁后。
    何时不查：没有与其他单位比对（单独检查一个文件时）；遮去后余下的文字太少；长短相差三分之一以上的两篇不比；本单位历年的报告、
        机构改革前后的单位、政府与其办公室之间不在此查。
    符合：两个局的第一部分只有统一用语相同。
    不符：两个镇的第五部分，除镇名和数字外逐句相同。
    怎样改：由单位核对原稿；确属照搬的，按本单位实际重写。

    Checks: every section, once common words, names, places, years and figures are masked, against those of all other
        agencies known, of the same year and of earlier ones. Where 90% of the shorter text stands in the other a person is
        asked to look; both agencies are told of, and nothing is said of who was first.
    Not checked: nothing was compared (a single file was checked); too little text is left; texts of which one is longer
        than the other by more than half. An agency's own years, agencies before and after a reorganisation, and a
        government and its own office are no matter of this rule.
    Passes: two bureaus' sections 1 have only the form's words in common.
    Fails: but for name and figures, section 5 of two towns is the same, sentence by sentence.
    Mend: lay the drafts side by side; what was taken over is to be written anew.
    """
    compared = comparable(report, agency)
    if not compared:
        yield NotChecked(TOO_SHORT)
    for no in compared:
        alike = [each for each in resemblances if each.section == no and each.share >= SAME]
        yield resembling(no, alike) if alike else Held()


@rule("likeness.in-part", severity=Severity.HINT, basis="form.duty")
def in_part(
    report: Report,
    previous: Report | None = None,
    resemblances: tuple[Resemblance, ...] | None = None,
    agency: Agency | None = None,
    year: int | None = None,
) -> Parts:
    """部分内容相似 · Alike in part.

    查什么：与上面三条规则相同，但相同的部分在75%与90%之间；只作提示。
    何时不查：既没有上一年度报告，也没有与其他单位比对；遮去统一用语后余下的文字太少。
    符合：与上年、与其他单位相同的都不到75%。
    不符：第一部分有80%的文字见于上年报告。
    怎样改：看相同的部分是不是当年的事实；不是的，按实际重写。

    Checks: what the three rules above check, where the share lies between 75% and 90%; a hint and no more.
    Not checked: neither last year's report nor those of others were given; too little text is left.
    Passes: less than 75% stands in last year's report or in another agency's.
    Fails: 80% of section 1 stands in last year's report.
    Mend: see whether what is the same is true of this year; where not, write it anew.
    """
    if previous is None and resemblances is None:
        yield NotChecked(
            Words(
                "没有上一年度报告，也没有与其他单位比对", "no previous report, and not compared with others"
            )
        )
        return
    if previous is not None:
        yield from partly_repeated(report, previous, agency, year)
    if resemblances is not None:
        yield from partly_like(report, resemblances, agency)


@rule("likeness.generic", severity=Severity.MINOR, basis="form.duty")
def generic(report: Report, agency: Agency | None = None) -> Parts:
    """总体情况未写本单位 · An overview of nobody in particular.

    查什么：第一部分通篇没有本单位的名称、简称、地名，也没有“我局”“全镇”一类自称，却至少有两处泛指各单位的说法
        （如“各级政府部门”“多数部门”“部分地区”）。只提请人工复核。
    何时不查：没有第一部分；既没有给出名录中的单位，标题也没有写出单位。
    符合：第一部分写“我局全年主动公开信息145条”。
    不符：第一部分写“多数部门能在法定时限内答复”“部分地区开通在线平台”，没有一处写到本单位。
    怎样改：写本单位当年做了什么，用本单位的数字。

    Checks: section 1 never names the agency, its short name or its place, nor says 我局, 全镇 or the like, and yet speaks
        of agencies at large (各级政府部门, 多数部门, 部分地区) at least twice. A person is asked to look.
    Not checked: there is no section 1; neither roster nor title names the agency.
    Passes: section 1 says that 我局 published 145 items.
    Fails: section 1 says that most departments answer in time and some regions have online forms, and never names the
        agency.
    Mend: write what the agency itself did in the year, with its own figures.
    """
    overview, own = report.section(OVERVIEW), own_of(report, agency, None)
    if overview is None:
        yield NotChecked(Words("没有读到第一部分", "section 1 was not read"))
        return
    if not own.names:
        yield NotChecked(Words("不知道报告属于哪个单位", "it is not known which agency the report is of"))
        return
    phrases = general_phrases(overview.text)
    if len(phrases) < ENOUGH_GENERAL or speaks_of_itself(overview.text, own):
        yield Held()
        return
    listed = "、".join(f"“{phrase}”" for phrase in phrases)
    yield Finding(
        message=Words(
            f"第1部分没有写到“{own.names[0]}”，而有{listed}等泛指的说法，请核对是否写的是本单位的工作",
            f"section 1 never names {own.names[0]}, but speaks of agencies at large ({listed}); please look whether it "
            "tells of this agency's work",
        ),
        where=f"section.{OVERVIEW}",
        side=Side.UNDECIDED,
        quote=next(
            (masked(said) for said in printed_sentences(overview.text) if phrases[0] in plain(said)), None
        ),
    )


@rule("likeness.foreign-name", severity=Severity.CRITICAL, basis="regulation.49")
def foreign_name(
    report: Report,
    agency: Agency | None = None,
    year: int | None = None,
    roster: tuple[Agency, ...] | None = None,
) -> Parts:
    """他单位、他地名称和往年年份残留 · Names and years of another report.

    查什么：句首以另一地方或者名录中另一单位为主语（“宜宾市坚持……”“某县民政局认真贯彻……”），或者把往年写成本年
        （2025年度报告写“2023年，我局主动公开……”）。只提请人工复核。
    何时不查：既不知道报告属于哪个单位，也不知道年度。上级机关、本级政府及其办公室、本单位的下属单位、同一上下级地名不算；
        句中有会同、赴、借鉴、帮扶、法院、公司一类字样的不算；与往年比较、引用往年文件的不算；没有行政区划代码的乡镇和简称查不出来。
    符合：望江区教育局的报告写“会同望江区民政局公布资助标准”“与2024年相比”。
    不符：望江区教育局的报告写“望江区民政局对照年度要点列出任务”。
    怎样改：改正名称和年份，并通查全文是否还有他单位或者往年的内容。

    Checks: a sentence that has another place, or another agency of the roster, for its subject (宜宾市坚持…), or that
        speaks of an earlier year as of this one (2023年，我局主动公开… in a report of 2025). A person is asked to look.
    Not checked: neither the agency nor the year is known. Agencies above, the government and its office, the agency's own
        parts, and places above or within its own are no matter of this rule, nor are sentences that tell of meeting,
        visiting, learning from, helping, courts or companies, comparisons with earlier years, and citations. Townships and
        short names without a division code are not found.
    Passes: a bureau says that it set a rate together with another bureau; 与2024年相比.
    Fails: the report of 望江区教育局 has 望江区民政局 for the subject of a sentence.
    Mend: correct the name or the year, and read the whole text for more that belongs to others.
    """
    own, of = own_of(report, agency, roster), year if year is not None else report.year
    if own.code is None and not own.roster and of is None:
        yield NotChecked(
            Words(
                "不知道报告属于哪个单位、哪个年度", "neither the agency nor the year of the report is known"
            )
        )
        return
    found = [*foreign_names(report, own), *(other_years(report, of) if of is not None else ())]
    for no in dict.fromkeys(each.section for each in found):
        yield _left_over([each for each in found if each.section == no], own.names, of)
    if not found:
        yield Held()


@rule("likeness.too-short", severity=Severity.MINOR, basis="form.duty")
def too_short(report: Report) -> Parts:
    """总体情况字数过少 · A very short overview.

    查什么：第一部分除去介绍报告本身的句子（依据、统计期限、联系方式），不少于150字。只提请人工复核。
    何时不查：没有第一部分，或者标题下没有文字（由“六个部分齐全”一条查）。
    符合：第一部分五个方面各有一段，共900字。
    不符：第一部分只有“本年度认真做好政府信息公开工作。”
    怎样改：按五个方面写明当年做了什么、做了多少。

    Checks: section 1 has at least 150 characters, not counting sentences that introduce the report itself (its basis, its
        period, whom to call). A person is asked to look.
    Not checked: there is no section 1, or its heading has no text (presence.section tells of that).
    Passes: five paragraphs, one for each topic, 900 characters in all.
    Fails: section 1 says only that the work was done well.
    Mend: say for each of the five topics what was done, and how much.
    """
    overview = report.section(OVERVIEW)
    if overview is None or overview.characters == 0:
        yield NotChecked(Words("没有读到第一部分的文字", "no text of section 1 was read"))
        return
    count = overview.characters - sum(
        len("".join(overview.text[start:end].split())) for start, end in introductions(overview.text)
    )
    if count >= ENOUGH:
        yield Held()
        return
    yield Finding(
        message=Words(
            f"第1部分除介绍报告本身的句子外只有{count}字，请核对是否写明了当年工作",
            f"section 1 has {count} characters besides its introduction; please look whether it tells of the year's work",
        ),
        where=f"section.{OVERVIEW}",
        side=Side.UNDECIDED,
        expected=f"≥ {ENOUGH}",
        actual=str(count),
    )


def _left_over(found: Sequence[Leftover], names: tuple[str, ...], year: int | None) -> Finding:
    listed = "、".join(dict.fromkeys(f"“{each.words}”" for each in found))
    own = names[0] if names else ""
    of = Words(
        f"本报告是{own}{year}年度的" if year else f"本报告是{own}的",
        f"the report is that of {own} {year or ''}".rstrip(),
    )
    return Finding(
        message=Words(
            f"第{found[0].section}部分以{listed}为主语或者时间，而{of.zh}，请核对是否为他单位或者往年文字残留",
            f"section {found[0].section} speaks of {listed}, but {of.en}; please look whether this was left over from "
            "another report",
        ),
        where=f"section.{found[0].section}",
        side=Side.UNDECIDED,
        expected=own or None,
        actual=listed,
        quote=masked(found[0].sentence),
    )
