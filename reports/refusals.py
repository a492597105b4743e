"""What a title names that is not an annual report of information disclosure, though it stands beside one. Pure.

Words count only where they cannot belong to an agency's name: a statistics bureau publishes this report too.
Examples of each kind: domain §6.7 and the columns it was gathered from.
"""

import re
from enum import StrEnum

from reports.phrases import Phrase


class Refusal(StrEnum):
    """What a refused title names instead of an annual report (domain §6.7)."""

    NOTICE = "notice"  # 关于做好…的通知, 通报, 催报
    RELEASE_NEWS = "release_news"  # …公布情况, 全部公布
    MEETING = "meeting"  # 部署会, 培训
    RULES = "rules"  # 制度, 格式, 规范, 模板
    WEBSITE_REPORT = "website_report"  # 政府网站工作年度报表
    LAW_GOVERNMENT = "law_government"  # 法治政府建设年度报告
    STATISTICS = "statistics"  # 统计表, 统计年报, 行政执法年报
    FINANCE = "finance"  # 部门决算
    COMPANION = "companion"  # 图解, 图片版, 解读: beside a report, not the report
    PERIOD = "period"  # a quarter or half a year
    OTHER = "other"


_Words = tuple[tuple[Refusal, re.Pattern[str]], ...]

PICTURED = re.compile(r"图解|一图(?:读懂|看懂|了解|速览)?|图说|解读|漫画|长图|数说|速览")

_TAIL: _Words = (
    (
        Refusal.COMPANION,
        re.compile(
            r"^(?!\(?[及和与含附]).{0,20}?(?:图解|图片|图文|一图|图说|解读|超链|漫画|长图|视频|音频|动画|动漫|h5|简版|英文)"
        ),
    ),
    (Refusal.MEETING, re.compile(r"会议|培训|讲座|动员|部署|推进|座谈|例会|^会")),
    (
        Refusal.RULES,
        re.compile(r"制度|(?<!新)格式|规范|办法|模板|模版|样本|样表|范本|范文|要求|指南|指引|须知|规程|流程"),
    ),
    (Refusal.STATISTICS, re.compile(r"^(?!\(?[及和与含附]).{0,8}(?:统计|附表|数据表)")),
    (Refusal.NOTICE, re.compile(r"通知|通报|催|函$|提醒")),
    (
        Refusal.RELEASE_NEWS,
        re.compile(
            r"[公发]布工作|^(?!\(?[及和与含附]).{0,24}情况|出炉|完成|全部|一览|名单|汇总表|家单位|排名"
        ),
    ),
    (
        Refusal.OTHER,
        re.compile(r"编制(?!\))|编写|撰写|评估|考核|点评|述评|答复|咨询|投诉|举报|建议|问卷|征求|提纲|审计"),
    ),
)
_HEAD: _Words = (
    (Refusal.COMPANION, PICTURED),
    (Refusal.MEETING, re.compile(r"召开|举办|参加")),
    (
        Refusal.NOTICE,
        re.compile(
            r"(?:关于|^|[,:])(?:认真|切实|扎实|进一步|及时|抓紧|按时|全面|全力|组织){0,3}"
            r"(?:做好|抓好|编制(?!委|办|部)|编写|开展|填报|加强|规范|启动|催报|征集|落实|推进|部署|提交|汇总|调整|完善|建立)"
        ),
    ),
    (Refusal.RELEASE_NEWS, re.compile(r"做好|抓好|完成|督促|全部|如期|按时|家单位|个单位|圆满|高质量")),
    (Refusal.PERIOD, re.compile(r"[上下]半年|季度|\d月份?$")),
    (Refusal.FINANCE, re.compile(r"[预决]算$")),
)
_JOINT: _Words = (
    (Refusal.STATISTICS, re.compile(r"统计")),
    (Refusal.PERIOD, re.compile(r"[上下]半年|季度")),
    (Refusal.MEETING, re.compile(r"培训|会议")),
    (Refusal.RULES, re.compile(r"制度|办法|规定|指南|目录")),
    (Refusal.OTHER, re.compile(r"要点|计划|方案|自查|检查|督查|整改|评估|考核|考评|测评|调研|督导|满意度")),
)
_READ_TAIL = 24  # characters: what follows further behind is a summary, not the title

# A letter or notice that may itself carry the report: 关于公布…年度报告的公告 (domain I06).
_BRINGS_REPORT = re.compile(r"关于(?:印发|公布|发布|报送|上报|呈报|呈送)")
_ASKS_FOR_REPORT = re.compile(r"关于(?:报送|上报|呈报|呈送)")
_BARE_LETTER = re.compile(r"\)?的?(?:通知|公告|函|报告|公示)?")


def refusal_of(phrase: Phrase) -> Refusal | None:
    """What a title with the report's phrase in it names instead, or None: then it names the report."""
    if _brings_report(phrase):
        return None
    for part, words in ((phrase.tail[:_READ_TAIL], _TAIL), (phrase.joint, _JOINT), (phrase.head, _HEAD)):
        refusal = _first(words, part)
        if refusal is not None:
            return refusal
    return None


def _brings_report(phrase: Phrase) -> bool:
    if not _BRINGS_REPORT.search(phrase.head) or not _BARE_LETTER.fullmatch(phrase.tail):
        return False
    return not (phrase.tail.endswith("通知") and _ASKS_FOR_REPORT.search(phrase.head))


_TOPICS: _Words = (
    (Refusal.WEBSITE_REPORT, re.compile(r"网站.{0,20}(?:报表|年报|年度报告)|新媒体.{0,20}报表")),
    (Refusal.LAW_GOVERNMENT, re.compile(r"法治政府|法治建设|依法行政|法治工作")),
    (Refusal.FINANCE, re.compile(r"决算|预算|三公|财政收支")),
    (Refusal.STATISTICS, re.compile(r"统计(?:表|年报|公报|数据|报告|年鉴)|行政执法(?!局|大队|支队|队)")),
    (Refusal.NOTICE, re.compile(r"通知$|通报$|函$|通告$|的通知")),
    (Refusal.MEETING, re.compile(r"召开|举办|会议|培训")),
    (Refusal.RULES, re.compile(r"制度|格式|规范|办法|模板|指南|目录|条例|规定$")),
)


def topic_refused(text: str) -> Refusal | None:
    """What a title without the report's phrase names, where that is one of the kinds known."""
    if "公开" in text and PICTURED.search(text):
        return Refusal.COMPANION
    return _first(_TOPICS, text)


def _first(words: _Words, text: str) -> Refusal | None:
    return next((refusal for refusal, pattern in words if pattern.search(text)), None)
