"""What the pages of the summary say around their facts; each name is used in templates as `t.name`."""

from models.words import Words

PAGE = {
    "site": Words("年报监测总览", "Annual report watch"),
    "overview": Words("总览", "Overview"),
    "operators": Words("值守人员", "Operators"),
    "rules_page": Words("规则", "Rules"),
    "unverified": Words("无法核验", "Not verified"),
    "data": Words("数据", "Data"),
    "pages": Words("页面", "Pages"),
    "other_language": Words("English", "中文"),
    "skip": Words("跳至正文", "Skip to content"),
    "zone": Words("时间均为北京时间（UTC+8）。", "All times are Beijing time (UTC+8)."),
    "release": Words("春巡", "Chunxun"),
    "open_page": Words(
        "未检索到不等于未公开：所列均为截至所示时间的巡查所见。",
        "Not found does not mean not published: this is what was seen up to the time shown.",
    ),
    "internal": Words(
        "内部工作页面：证据未足或须人工判断，请勿对外引用，转交网页时请勿包含 operators 文件夹。",
        "Internal: proof is not sufficient yet or a person must judge. Not for publication; leave the folder "
        "“operators” out when you hand these pages on.",
    ),
    "standings": Words("各单位现状", "Where all stand"),
    "progress": Words("进度", "Progress"),
    "as_table": Words("以表格查看", "Show as a table"),
    "total": Words("合计", "Total"),
    "show_all": Words("全部", "All"),
    "search": Words("查找单位", "Find an agency"),
    "clear_all": Words("清除", "Clear"),
    "tally": Words(
        "显示 {n} 家，符合条件 {found} 家，共 {all} 家", "Showing {n} of {found} that match, {all} in all"
    ),
    "show_rest": Words("显示全部 {n} 家", "Show all {n}"),
    "region": Words("地区", "Region"),
    "office": Words("主管办公室", "Oversight office"),
    "grid_lead": Words(
        "数字为单位数，点击可在下表列出；颜色越深，占该地区的比例越大。",
        "Numbers of agencies; a click lists them below. The deeper the tint, the larger the share of the region.",
    ),
    "offices_lead": Words("按名录中的主管办公室汇总。", "By the oversight office the roster names."),
    "agencies": Words("全部单位", "All agencies"),
    "circular": Words("通报用语", "For a circular"),
    "next_due": Words("下一时限", "Next due date"),
    "coverage": Words("最近一轮巡查", "Latest round"),
    "on_time_share": Words("按时公布率", "On time"),
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
    "report": Words("报告", "Report"),
    "report_title": Words("标题", "Title"),
    "report_address": Words("网址", "Address"),
    "column": Words("年报栏目", "Column"),
    "kept": Words("留存原件（SHA-256）", "Kept document (SHA-256)"),
    "decisions": Words("人工决定", "Decisions"),
    "decided_by": Words("决定人", "Decided by"),
    "decision_state": Words("效力", "In force"),
    "dates": Words("关键日期", "Key dates"),
    "believed": Words("采信的日期及理由", "Which date is believed, and why"),
    "clocks": Words("各处时钟", "What each clock says"),
    "clocks_note": Words(
        "各处日期可能有不同含义，仅供比对。竖线为时限。",
        "They may mean different things: for comparison only. The line across is the due date.",
    ),
    "axis": Words("时间轴", "Axis"),
    "our_own": Words("我方所见", "Seen by us"),
    "our_own_note": Words("在这两次巡查之间出现", "It appeared between these two looks"),
    "our_own_by": Words("不晚于此次巡查出现", "It appeared no later than this look"),
    "kind": Words("出处", "Where"),
    "day": Words("日期", "Date"),
    "looks": Words("巡查记录", "Looks"),
    "looks_key": Words(
        "长线：检索到；短线：未检索到；点：未能查看。",
        "Long stroke: found; short: not found; point: could not look.",
    ),
    "looks_note": Words(
        "最近的在前；连续相同的合为一行。", "Latest first; equal ones in a row stand together."
    ),
    "when": Words("时间", "When"),
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
    "hint": Words("改法", "Mend"),
    "consequences": Words("由此引起", "Follows from it"),
    "forms": Words("报告所载表格", "The report's own tables"),
    "forms_note": Words(
        "照报告原样；圈出的格有问题，格后的编号指向上面的问题。",
        "As the report has them; a ringed cell has a finding, its number leads there.",
    ),
    "item": Words("项目", "Item"),
    "finding_mark": Words("问题", "Finding"),
    "versions": Words("版本比较", "Versions compared"),
    "first_version": Words("首次检索到的版本。", "The version found first."),
    "not_compared": Words(
        "有一版未能读取内容，无法比较。", "One of the two could not be read; nothing is compared."
    ),
    "before": Words("原为", "Before"),
    "after": Words("改为", "After"),
    "place": Words("处", "Place"),
    "chain": Words("历年衔接", "Years chained"),
    "chain_note": Words(
        "「上年结转」应与上一年「结转下年度」相同；此处仅并列，是否成为问题以规则检查为准。",
        "What is carried in should be what the year before carried out. Side by side only; the rules judge.",
    ),
    "year": Words("年度", "Year"),
    "follows": Words("与上年衔接", "Follows"),
    "meets": Words("一致", "agrees"),
    "breaks": Words("不一致", "differs"),
    "evidence": Words("证据与文书", "Evidence and papers"),
    "review": Words("须人工复核", "For review"),
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
    "suspected": Words("待核实", "To be verified"),
    "suspected_lead": Words(
        "到期后未检索到，证据尚不足，须继续核实。仅供内部使用。",
        "Not found since due, proof not sufficient yet. For internal use only.",
    ),
    "unread_lead": Words(
        "已有结论或未到期，但最近一轮巡查未能完整查看其栏目。",
        "Concluded or not due, yet the latest round could not read their column to the end.",
    ),
    "causes": Words("原因", "Causes"),
    "complete_data": Words("含待核实单位的完整数据", "All data, the suspected included"),
    "unread_columns": Words("栏目未能完整查看", "Columns not read to the end"),
    "none": Words("无。", "None."),
    "last_visit": Words("最近访问", "Last visit"),
    "files": Words("下载", "Downloads"),
    "found_in": Words("发现单位数", "Agencies with it:"),
    "bar": Words("各状况占比", "Shares"),
    "troubles": Words("须人工处理的投递", "Deliveries that need a person"),
    "troubles_note": Words(
        "用 chunxun outbox 处理：确认后标记，或再试一次。",
        "Settle them with `chunxun outbox`: mark what is known, or try again.",
    ),
    "questions": Words("等待决定的事项", "Waiting for people who decide"),
    "questions_note": Words(
        "人工决定自行失效的，须由审核人重新决定；须两人的，由作出人以外的审核人复核：chunxun decide list --waiting。",
        "Where a decision ended by itself a reviewer decides anew; where it takes two, a reviewer other than its author "
        "approves: `chunxun decide list --waiting`.",
    ),
    "open_again": Words("须重新决定", "To be decided anew"),
    "to_approve": Words("待另一人复核", "Waits for a second reviewer"),
    "digest": Words("消息", "Message"),
    "recipient": Words("收件方", "Recipient"),
    "state": Words("送达", "Delivery"),
}

PLACES = {
    "title": Words("标题", "Title"),
    "dates": Words("日期", "Dates"),
    "preamble": Words("前言", "Preamble"),
    "tables": Words("表格", "Tables"),
    "topics": Words("总体情况所列事项", "Topics of the overview"),
    "disclosure": Words("表二（主动公开）", "Table of section 2"),
    "applications": Words("表三（依申请公开）", "Table of section 3"),
    "remedies": Words("表四（复议诉讼）", "Table of section 4"),
}
"""What the first part of a finding's place is called."""

SECTION = Words("第 {no} 部分", "Section {no}")
CELLS = Words("{table}，{n} 格", "{table}, {n} cells")
HIDDEN = Words(
    "另有 {n} 家待核实：证据尚不足，只计数，不列名。",
    "{n} more are to be verified: proof is not sufficient yet, so they are counted and not named.",
)
CHART_SAYS = Words(
    "{first} 至 {last} 每日各状况单位数；至今 {total} 家中 {n} 家已检索到报告。",
    "Where agencies stood each day from {first} to {last}; by now {n} of {total} have a report that was found.",
)
DUE_MARK = Words("{due} 时限（{n} 家）", "due {due} ({n})")
READ_FIRST = Words("{raw}（{at} 首次读到）", "{raw} (first read {at})")
TIMES = Words("{n} 次", "{n} looks")
MORE = Words("另有 {n} 处未列出。", "{n} more are not listed.")

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
ON_TIME = Words("{share}（已到期 {due} 家，按时 {n} 家）", "{share} ({n} of {due} already due)")
NO_NEXT_DUE = Words("均已到期", "none ahead")
NO_OFFICE = Words("未指定主管办公室", "No oversight office named")
OLDER_LOOKS = Words("更早的 {n} 次未列出。", "{n} earlier looks are not listed.")
ENDED = Words("{what}（已消除）", "{what} (ended)")
DUE_EVENT = Words("{year} 年度报告时限：{office}（{n} 家）", "Reports on {year} due: {office} ({n})")

DOWNLOADS = (
    (
        "status.csv",
        Words("各单位现状，表格（UTF-8，可用 Excel 打开）", "Where all stand, for spreadsheets (UTF-8)"),
    ),
    ("status.jsonl", Words("各单位现状，每行一个 JSON 对象", "Where all stand, one JSON object a line")),
    ("changes.atom", Words("变动订阅（Atom）", "What changed, to subscribe to (Atom)")),
    ("due.ics", Words("时限日历（ICS），可导入日历软件", "The due dates, for a calendar (ICS)")),
)
"""The files beside the pages; those of the first two names are the same in both languages."""

DOWNLOADS_NOTE = Words(
    "待核实的单位只计数，不列名：相应的行没有单位名称和网址。",
    "Agencies still to be verified are counted and not named: their lines bear no name and no address.",
)

COMMANDS = {
    "evidence": (
        Words("导出存证", "Evidence"),
        Words(
            "每次所见，存为 WACZ，可用 ReplayWeb.page 打开。",
            "What was seen at every look, as a WACZ for ReplayWeb.page.",
        ),
    ),
    "letter": (
        Words("整改通知书", "Letter"),
        Words(
            "一页 A4 的 Word 文件，写明问题、依据和改法。",
            "One page for Word: the finding, its basis, what would mend it.",
        ),
    ),
    "reminder": (
        Words("催办函", "Reminder"),
        Words(
            "一页 A4 的 Word 文件，写明在何处、何时未检索到，请其公布或告知网址。",
            "One page for Word: where and when it was not found, asking for the report or its address.",
        ),
    ),
    "versions": (
        Words("各版本", "Versions"),
        Words("逐格列出发布后的改动。", "What was changed after publication, cell by cell."),
    ),
}
"""What can be made of one agency's case: how it is called, and what is to be known of it."""

LEDGER = Words("各单位、问题和统计的 Excel 台账", "The Excel ledger of agencies, findings and statistics")
RULES = Words("{n} 条规则", "{n} rules")
CAUSE = Words("{cause} {n} 家", "{cause}: {n}")
