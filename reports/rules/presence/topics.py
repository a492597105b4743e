"""What the sections in words must speak of: the overview's topics, problems and improvements, fees; and its length."""

import re
from collections.abc import Iterable, Mapping

from models.agency import Agency, Kind
from models.report import Report, Section
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.editions import Edition
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.absence import may_be_unread
from reports.rules.doubt import side, told
from reports.rules.passages import LONGEST, masked, passages

# Words by which a topic is known. Wide on purpose: reports put a topic under many headings, or under none.
TOPICS: Mapping[str, re.Pattern[str]] = {
    "主动公开": re.compile(r"主动公开|公开[^。，]{0,8}信息|发布[^。，]{0,8}信息"),
    "依申请公开": re.compile(r"申请"),
    "政府信息管理": re.compile(r"信息管理|管理制度|审|清理|归档|规范性文件|台账|保密|目录|源头|公文|更新"),
    "政府信息公开平台建设": re.compile(r"平台|网站|公众号|微信|微博|新媒体|专栏|公报|栏目"),
    "监督保障": re.compile(r"监督|保障|考核|培训|评议|督促|督查|检查|领导|责任"),
}
ACCOUNT: Mapping[str, re.Pattern[str]] = {
    "工作考核": re.compile(r"考核|评估|测评|绩效"),
    "社会评议": re.compile(r"评议|满意|民意|监督员|问卷"),
    "责任追究": re.compile(r"追究|问责|追责"),
}
GOVERNMENTS = (Kind.GOVERNMENT, Kind.TOWNSHIP)


@rule("presence.overview-topics", severity=Severity.MINOR, basis="form.overview")
def overview_topics(report: Report, edition: Edition, agency: Agency | None = None) -> Parts:
    """总体情况的五个方面 · The five topics of the overview.

    查什么：第一部分说到主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面；各级人民政府的报告还说到工作考核、
        社会评议和责任追究结果。各方面不必单列标题，有相关的话即可。
    何时不查：没有第一部分；不是2021格式。有的方面写在其他部分，政府的三项只缺一两项，报告缺少部分或者有未读懂的内容时，
        只提请人工复核。
    符合：（一）主动公开……（五）监督保障……。
    不符：第一部分只有一段前言。
    怎样改：补写缺少的方面；政府的报告写明当年的考核、评议和追责结果，没有追责情形的写明没有。

    Checks: section 1 speaks of disclosure, requests, management of information, platforms, and supervision; a government's
        report also of assessment, public appraisal and accountability. A topic needs no heading of its own.
    Not checked: no section 1, or not the 2021 form. A topic found in another section only, a government that leaves out one
        or two of its three, and a report with sections missing or parts unread are for a person.
    Passes: （一）主动公开… （五）监督保障….
    Fails: section 1 holds nothing but an introduction.
    Mend: write on the missing topics; a government says how assessment, appraisal and accountability went, if only that
        nobody had to be called to account.
    """
    overview = report.section(1)
    if edition.id != "2021" or overview is None or not overview.characters:
        yield NotChecked(Words("没有2021格式的第一部分", "there is no section 1 of the 2021 form"))
        return
    said = "\n".join(passage.text for passage in passages(report))
    whole = len(report.sections) == len(edition.sections) and not may_be_unread(report)
    yield _topics(overview, said, whole=whole)
    if agency.kind in GOVERNMENTS if agency is not None else (report.agency or "").endswith("人民政府"):
        yield _account(said, whole=whole)


def _topics(overview: Section, said: str, *, whole: bool) -> Part:
    missing = _missing(TOPICS, overview.text[:LONGEST])
    if not missing:
        return Held()
    certain = whole and bool(_missing({topic: TOPICS[topic] for topic in missing}, said))
    return _silent("section.1.topics", "第一部分", "section 1", missing, certain=certain)


def _account(said: str, *, whole: bool) -> Part:
    missing = _missing(ACCOUNT, said)
    if not missing:
        return Held()
    certain = whole and len(missing) == len(ACCOUNT)
    return _silent(
        "section.1.accountability", "政府的报告", "the report of a government", missing, certain=certain
    )


def _missing(words: Mapping[str, re.Pattern[str]], text: str) -> list[str]:
    return [topic for topic, pattern in words.items() if not pattern.search(text)]


def _silent(where: str, zh: str, en: str, missing: Iterable[str], *, certain: bool) -> Finding:
    listed = "、".join(missing)
    return Finding(
        message=told(f"{zh}没有说到{listed}", f"{en} has no word of {listed}", certain=certain),
        where=where,
        side=side(certain=certain),
        expected=listed,
    )


FEWEST = 50  # characters in which problems and improvements can hardly be told
NOTHING = re.compile(r"(?:本年度)?(?:无|暂无|没有)[^。]{0,20}[。.]?")
PROBLEM = re.compile(r"问题|不足|差距|薄弱|有待|不够|不高|不强|不深|不及时|困难|短板|欠缺|需|滞后|缺乏|单一")
IMPROVEMENT = re.compile(r"改进|下一步|今后|将|措施|整改|加强|完善|提升|提高|继续|强化|推进")


@rule("presence.problems", severity=Severity.MINOR, basis="regulation.50.1")
def problems(report: Report, edition: Edition) -> Parts:
    """问题和改进都有内容 · Problems and improvements are told.

    查什么：第五部分既说到问题，也说到改进，不是“无”“暂无”，也不止一两句话。
    何时不查：没有第五部分，或者其中没有文字；报告年度2018及以前。不符时只提请人工复核。
    符合：存在更新不够及时的问题，下一步将明确责任科室和更新时限……。
    不符：无。
    怎样改：写明当年发现的具体问题和改进措施；上年所列问题的改进情况也在此说明。

    Checks: section 5 speaks of problems and of improvements, is not merely 无 or 暂无, and has more than a sentence or two.
    Not checked: no section 5, or no text in it; report years up to 2018. A person is asked to look.
    Passes: information is not always updated in time; next, departments and deadlines will be fixed….
    Fails: 无。
    Mend: tell the problems found this year and how they will be mended, and what became of last year's.
    """
    section = report.section(5)
    if edition.free or section is None or not section.characters:
        yield NotChecked(Words("没有第五部分的文字", "there is no text of section 5"))
        return
    wrong = _empty_words("".join(section.text[:LONGEST].split()))
    if wrong is None:
        yield Held()
        return
    yield Finding(
        message=Words(f"第五部分{wrong.zh}，请人工查看", f"section 5 {wrong.en}; please look"),
        where="section.5",
        side=Side.UNDECIDED,
        actual=str(section.characters),
        quote=masked(section.text.strip())[:FEWEST],
    )


def _empty_words(text: str) -> Words | None:
    """What is wrong with a text on problems; None: nothing."""
    if NOTHING.fullmatch(text):
        return Words("没有写问题和改进情况", "tells no problem and no improvement")
    if not PROBLEM.search(text):
        return Words("没有说到问题", "has no word of problems")
    if not IMPROVEMENT.search(text):
        return Words("没有说到改进", "has no word of improvements")
    if len(text) < FEWEST:
        return Words(f"只有{len(text)}个字", f"has only {len(text)} characters")
    return None


FEE = re.compile(r"处理费|收费|收取[^。，]{0,12}费|费用")


@rule("presence.fee-statement", severity=Severity.MINOR, basis="practice.fees")
def fee_statement(report: Report, edition: Edition) -> Parts:
    """信息处理费情况 · Fees for processing are reported.

    查什么：第六部分（写在别处也可）说明当年是否收取政府信息公开信息处理费。
    何时不查：没有第六部分，或者其中没有文字；不是2021格式。这一要求来自通行做法，不符时只提请人工复核。
    符合：本年度未收取信息处理费。
    不符：第六部分只有“无”。
    怎样改：写明收取的件数和金额，没有收取的写明没有收取。

    Checks: section 6, or any other, says whether fees for processing requests were charged.
    Not checked: no section 6, or no text in it; not the 2021 form. The demand is one of practice: a person is asked to look.
    Passes: no fees for processing were charged this year.
    Fails: section 6 says nothing but 无.
    Mend: say how many fees were charged and how much, or that none were.
    """
    section = report.section(6)
    if edition.id != "2021" or section is None or not section.characters:
        yield NotChecked(Words("没有2021格式的第六部分", "there is no section 6 of the 2021 form"))
    elif any(FEE.search(passage.text) for passage in passages(report)):
        yield Held()
    else:
        yield Finding(
            message=Words(
                "没有说明是否收取信息处理费，请人工查看",
                "it is not said whether fees for processing were charged; please look",
            ),
            where="section.6",
            side=Side.UNDECIDED,
            quote=masked(section.text.strip())[:FEWEST],
        )


LONG = 1000  # characters one city asks the overview not to exceed


@rule("presence.length", severity=Severity.HINT, basis="local.length")
def length(report: Report, edition: Edition) -> Parts:
    """总体情况的篇幅 · The length of the overview.

    查什么：第一部分不超过一千字。这是个别地方的要求，不是法律规定，只作提示。
    何时不查：没有第一部分；报告年度2018及以前。
    符合：第一部分800字。
    不符：第一部分1500字，而当地要求不超过一千字。
    怎样改：当地有要求的，删去与政府信息公开无关的内容。

    Checks: section 1 has no more than 1,000 characters. Some places ask for it, the law does not: a hint only.
    Not checked: no section 1; report years up to 2018.
    Passes: section 1 has 800 characters.
    Fails: section 1 has 1,500 characters, where the place asks for 1,000 at most.
    Mend: where the place asks for it, cut what is not about disclosure.
    """
    overview = report.section(1)
    if edition.free or overview is None:
        yield NotChecked(Words("没有第一部分", "there is no section 1"))
    elif overview.characters <= LONG:
        yield Held()
    else:
        yield Finding(
            message=Words(
                f"第一部分有{overview.characters}字；当地要求不超过一千字的，请精简",
                f"section 1 has {overview.characters} characters; some places ask for no more than 1,000",
            ),
            where="section.1.length",
            side=Side.UNDECIDED,
            expected=str(LONG),
            actual=str(overview.characters),
        )
