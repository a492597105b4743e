"""What the pages of the summary say around their facts; each name is used in templates as `t.name`."""

from models.words import Words

PAGE = {
    "site": Words("年报监测总览", "Annual report watch"),
    "overview": Words("总览", "Overview"),
    "troubles": Words("须人工处理的投递", "Deliveries that need a person"),
    "troubles_note": Words(
        "用 chunxun outbox 处理：确认后标记，或再试一次。",
        "Settle them with `chunxun outbox`: mark what is known, or try again.",
    ),
    "digest": Words("消息", "Message"),
    "recipient": Words("收件方", "Recipient"),
    "state": Words("送达", "Delivery"),
    "unverified": Words("无法核验", "Not verified"),
    "suspected": Words("待核实", "To be verified"),
    "data": Words("数据", "Data"),
    "pages": Words("页面", "Pages"),
    "other_language": Words("English", "中文"),
    "skip": Words("跳至正文", "Skip to content"),
    "zone": Words("时间均为北京时间（UTC+8）。", "All times are Beijing time (UTC+8)."),
    "release": Words("春巡", "Chunxun"),
    "internal": Words(
        "内部工作页面：含「待核实」名单，证据未足，请勿对外引用。",
        "Internal page: it names agencies still to be verified. Not for publication.",
    ),
    "standings": Words("各单位现状", "Where all stand"),
    "total": Words("合计", "Total"),
    "show_all": Words("全部", "All"),
    "filter": Words("按状况筛选", "Filter by standing"),
    "next_due": Words("下一时限", "Next due date"),
    "coverage": Words("最近一轮巡查", "Latest round"),
    "on_time_share": Words("按时发布", "On time"),
    "agency": Words("单位", "Agency"),
    "standing": Words("状况", "Standing"),
    "due": Words("时限", "Due"),
    "claimed": Words("网站标注", "Dated"),
    "first_seen": Words("首次检索到", "First found"),
    "last_absent": Words("最近未检索到", "Last not found"),
    "late_by": Words("逾期", "Late by"),
    "findings": Words("问题", "Findings"),
    "why": Words("依据", "Why"),
    "since": Words("此状况起于", "So since"),
    "statutory_due": Words("法定时限", "Statutory due date"),
    "local_due": Words("本地时限", "Local due date"),
    "claimed_long": Words("网站标注的发布日期", "Publication date shown by the portal"),
    "last_completed": Words("最近一次完整巡查", "Last completed visit"),
    "flags": Words("另有情况", "Also"),
    "report": Words("报告", "Report"),
    "report_title": Words("标题", "Title"),
    "report_address": Words("网址", "Address"),
    "column": Words("年报栏目", "Column"),
    "kept": Words("留存原件（SHA-256）", "Kept document (SHA-256)"),
    "decisions": Words("人工决定", "Decisions"),
    "decided_by": Words("决定人", "Decided by"),
    "decision_state": Words("效力", "In force"),
    "dates": Words("日期", "Dates"),
    "believed": Words("采信的日期及理由", "Which date is believed, and why"),
    "dates_read": Words("各处标注的日期", "Dates the portal gives away"),
    "dates_read_note": Words(
        "各处日期可能有不同含义，仅供比对。", "They may mean different things: for comparison only."
    ),
    "kind": Words("出处", "Where"),
    "day": Words("日期", "Date"),
    "raw": Words("原文", "As written"),
    "read_first": Words("首次读到", "First read"),
    "looks": Words("巡查记录", "Looks"),
    "looks_note": Words("最近的在前。", "Latest first."),
    "when": Words("时间", "When"),
    "seen": Words("结果", "Result"),
    "outcome": Words("访问", "Visit"),
    "reason": Words("说明", "Reason"),
    "no_looks": Words("尚无巡查记录。", "No look is recorded yet."),
    "report_findings": Words("报告内容检查", "What was checked in the report"),
    "no_report": Words("尚无可供检查的报告。", "There is no report to check yet."),
    "no_findings": Words("已检查的项目未发现报告本身的问题。", "No defect of the report itself was found."),
    "where": Words("位置", "Place"),
    "expected": Words("应为", "Expected"),
    "actual": Words("实为", "Found"),
    "basis": Words("依据", "Basis"),
    "consequences": Words("由此引起", "Follows from it"),
    "review": Words("须人工复核（内部）", "For review (internal)"),
    "review_note": Words(
        "可能是我方读取有误，或须由人判断，不作为对单位的结论。",
        "Perhaps our reading is wrong, or a person must judge: not a conclusion about the agency.",
    ),
    "not_checked": Words("未检查的项目", "Not checked"),
    "rule": Words("规则", "Rule"),
    "because": Words("原因", "Because"),
    "passed": Words("符合的项目", "Passed"),
    "history": Words("变动记录", "History"),
    "no_history": Words("尚无变动。", "Nothing has changed yet."),
    "was": Words("原为", "Was"),
    "now": Words("现为", "Now"),
    "what": Words("事项", "What"),
    "rehearsal_mark": Words("演练", "Rehearsal"),
    "unverified_lead": Words(
        "以下单位未能得出结论。未能核验不表示未发布。",
        "No conclusion could be reached for these. That does not say that nothing was published.",
    ),
    "suspected_lead": Words(
        "到期后未检索到，证据尚不足，须继续核实。仅供内部使用。",
        "Not found since due, proof not sufficient yet. For internal use only.",
    ),
    "unread_lead": Words(
        "已有结论或未到期，但最近一轮巡查未能完整查看其栏目。",
        "Concluded or not due, yet the latest round could not read their column to the end.",
    ),
    "unread_columns": Words("栏目未能完整查看", "Columns not read to the end"),
    "none": Words("无。", "None."),
    "last_visit": Words("最近访问", "Last visit"),
    "bar": Words("各状况占比", "Share of each standing"),
}

TITLE = Words("{year} 年度政府信息公开工作年度报告监测", "Annual disclosure reports on {year}")
AS_OF = Words("截至 {at}（北京时间）", "As of {at} (Beijing time)")
REHEARSAL = Words(
    "演练：时钟设为 {at}（北京时间），所列内容不作为依据。",
    "Rehearsal: the clock was set to {at} (Beijing time). Nothing here is to be relied on.",
)
COVERAGE = Words(
    "应巡查 {owing} 家：完整 {completed}，未完整 {incomplete}，未巡查 {unvisited}",
    "{owing} to be looked for: completed {completed}, incomplete {incomplete}, not visited {unvisited}",
)
NEXT_DUE = Words("{due}（{n} 家）", "{due} (agencies: {n})")
ON_TIME = Words("已到期 {due} 家，按时 {n} 家", "{n} of {due} already due")
NO_NEXT_DUE = Words("均已到期", "none ahead")
GROUP = Words("{name}（{n} 家）", "{name} ({n})")
NO_OFFICE = Words("未指定主管办公室", "No oversight office named")
OLDER_LOOKS = Words("更早的 {n} 次未列出。", "{n} earlier looks are not listed.")
PASSED = Words("{n} 项：{rules}", "{n}: {rules}")
