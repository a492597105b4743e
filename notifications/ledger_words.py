"""What the ledger says around its facts."""

from models.agency import Kind
from models.verdict import RuleOutcome
from models.words import Words

KIND = {
    Kind.GOVERNMENT: Words("政府", "government"),
    Kind.OFFICE: Words("政府办", "government office"),
    Kind.DEPARTMENT: Words("部门", "department"),
    Kind.TOWNSHIP: Words("乡镇", "township"),
    Kind.STREET: Words("街道", "street"),
    Kind.ZONE: Words("开发区", "zone"),
    Kind.VERTICAL: Words("垂管", "vertical"),
    Kind.AUTHORISED: Words("授权组织", "authorised body"),
}

EDITION = {
    "2008": Words("旧（2018 年度及以前）", "before 2019"),
    "2019": Words("60号（试行）", "No. 60 (trial)"),
    "2021": Words("30号", "No. 30"),
}

MEDIUM = {
    "text/html": Words("网页", "web page"),
    "text/plain": Words("文本", "text"),
    "application/pdf": Words("PDF", "PDF"),
    "application/ofd": Words("OFD", "OFD"),
    "application/msword": Words("DOC/WPS", "DOC/WPS"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Words("DOCX", "DOCX"),
    "application/rtf": Words("RTF", "RTF"),
    "image/": Words("图片", "picture"),
}

AGREES = {
    RuleOutcome.PASSED: Words("一致", "agrees"),
    RuleOutcome.FAILED: Words("不一致", "differs"),
    RuleOutcome.REVIEW: Words("待核实", "to be verified"),
    RuleOutcome.NOT_CHECKED: Words("未核对", "not checked"),
}

YES = Words("是", "yes")
UNVERIFIED = Words("待核实", "To be verified")
DOUBTED = Words("待核实（{side}）", "To be verified ({side})")
ALL_OFFICES = Words("全部单位", "All agencies")

TITLE = Words(
    "{office} {year} 年度政府信息公开工作年度报告台账",
    "{office}: ledger of annual disclosure reports on {year}",
)
AS_OF = Words(
    "截至 {at}（北京时间）；春巡 {release} 生成。空白表示未知或不适用，不是 0。",
    "As of {at} (Beijing time); made by Chunxun {release}. A blank is unknown or does not apply, never 0.",
)
REHEARSAL = Words(
    "演练：时钟设为 {at}，内容不作为依据。",
    "Rehearsal: the clock was set to {at}. Nothing here is to be relied on.",
)
NOT_NAMED = Words(
    "另有 {n} 个单位到期后暂未检索到，证据尚不足，正在核实，不列名单。",
    "{n} more not found since due; proof does not suffice yet, so they are not named.",
)
INTERNAL = Words(
    "内部核实用：含待核实单位的名称和我方读取存疑之处，不得外传，不作为依据。",
    "For operators only: names agencies that are merely suspected, and doubts of our own reading. Not to be passed on.",
)

LEDGER = Words("台账", "Ledger")
FINDINGS = Words("问题", "Findings")
TO_VERIFY = Words("待核实", "To verify")
STATISTICS = Words("统计", "Statistics")
COULD_NOT = Words("未能核验", "Not verified")

FINDINGS_TITLE = Words("{year} 年度报告问题清单", "Findings in the reports on {year}")
FINDINGS_NOTE = Words(
    "只列报告本身的问题；由同一错误引起的只列其源头。依据为法规、统一格式的，注明条款；为检查中通行做法的，写明做法。",
    "Defects of the reports themselves; of those with one cause, the cause.",
)
TO_VERIFY_TITLE = Words("{year} 年度报告待核实事项", "To be verified in the reports on {year}")
TO_VERIFY_NOTE = Words(
    "待核实：须由人工核对后方可认定，不计入问题，不作为整改依据。",
    "A person must look first: these are no findings, and nothing is to be asked of an agency because of them.",
)
STATISTICS_TITLE = Words("{year} 年度报告公布情况统计", "Statistics of the reports on {year}")
COULD_NOT_TITLE = Words(
    "{year} 年度报告未能核验的情况及原因", "What could not be verified of {year}, and why"
)
COULD_NOT_NOTE = Words(
    "未能得出结论，不表示未公布。",
    "No conclusion could be reached; this does not say that nothing was published.",
)

PUBLICATION = Words("公布情况", "publication")
LATEST_LOOK = Words("最近一次访问未完成", "latest look not completed")
READING = Words("报告未能读取", "report could not be read")
NOT_CHECKED = Words("规则未核对", "rule not checked")
UNVISITED = Words("尚未访问", "not visited yet")
SO_MANY = Words("{n} 份报告", "{n} reports")
LOOKS = Words("{n} 次访问", "{n} visits")
LISTED = Words("等，共 {n} 项，见「问题」表", "…, {n} in all: see “Findings”")

COMMONEST = Words("{reason}（其中 {n} 份）", "{reason} ({n} of them)")
COMMA = Words("，", ", ")

TOTAL = Words("合计", "Total")
REGION = Words("地区", "Region")
AGENCIES = Words("单位数", "Agencies")
ON_TIME_SHARE = Words("按时公布率", "On time")
NO_REGION = Words("（未填地区）", "(no region)")
FOUND_BY_SEVERITY = Words("报告问题：{parts}。", "Findings: {parts}.")

SEVERITY = Words("严重程度", "Severity")
STATE = Words("核实状态", "State")
FINDING_COLUMNS = (
    (Words("序号", "No."), 6),
    (Words("单位编码", "Code"), 12),
    (Words("单位全称", "Agency"), 20),
    (Words("规则", "Rule"), 16),
    (Words("规则编号", "Rule id"), 18),
    (SEVERITY, 9),
    (Words("位置", "Place"), 22),
    (Words("单元格", "Cell"), 18),
    (Words("问题", "Finding"), 38),
    (Words("应为", "Expected"), 9),
    (Words("实为", "Found"), 9),
    (Words("依据", "Basis"), 28),
    (Words("改正提示", "Hint"), 24),
)
COULD_NOT_COLUMNS = (
    (Words("类别", "What"), 18),
    (Words("单位编码／规则编号", "Code or rule"), 22),
    (Words("单位全称／规则", "Agency or rule"), 30),
    (Words("状态", "State"), 20),
    (Words("原因", "Why"), 70),
    (Words("最近一次完整访问", "Last completed visit"), 17),
)
"""Headings with widths in half characters."""
