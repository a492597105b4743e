"""What a digest says around its facts. Blanks in braces are filled by `shown.say`."""

from models.words import Words
from notifications.lines import Part, Topic

HEADING = {
    Topic.OVERDUE: Words("新增逾期未检索到", "Newly overdue, not found"),
    Topic.LATE: Words("逾期发布", "Published late"),
    Topic.WITHDRAWN: Words("曾发布，现不可访问", "Published, now gone"),
    Topic.CHANGED: Words("发布后内容有变动", "Changed after publication"),
    Topic.BACKDATING: Words("发布日期存疑", "Publication date in doubt"),
    Topic.ESCALATED: Words("逾期仍未检索到", "Overdue and still not found"),
    Topic.CORRECTED: Words("更正", "Corrections"),
    Topic.REOPENED: Words("须重新决定", "To be decided anew"),
    Topic.DISPUTED: Words("有异议，核查中", "Disputed, being looked into"),
    Topic.FINDING: Words("报告内容新发现的问题", "New findings in reports"),
    Topic.LOCAL: Words("晚于本地时限", "Local due date missed"),
    Topic.MENDED: Words("已消除的问题", "Findings mended"),
    Topic.UNVERIFIED: Words("无法核验", "Could not be verified"),
}

SHORT = {
    Topic.OVERDUE: Words("逾期未检索到", "overdue"),
    Topic.LATE: Words("逾期发布", "late"),
    Topic.BACKDATING: Words("发布日期存疑", "date in doubt"),
    Topic.FINDING: Words("内容问题", "findings"),
    Topic.LOCAL: Words("晚于本地时限", "local date missed"),
    Topic.WITHDRAWN: Words("不可访问", "gone"),
    Topic.CHANGED: Words("内容变动", "changed"),
    Topic.ESCALATED: Words("逾期仍未检索到", "still overdue"),
    Topic.CORRECTED: Words("更正", "corrected"),
    Topic.MENDED: Words("已消除", "mended"),
    Topic.REOPENED: Words("须重新决定", "to decide anew"),
    Topic.DISPUTED: Words("有异议", "disputed"),
    Topic.UNVERIFIED: Words("无法核验", "not verified"),
}
"""A section's name at a glance."""

PARTS = {
    Part.NEW: Words("新增", "New"),
    Part.WORSE: Words("加重或变动", "Worse or changed"),
    Part.BETTER: Words("更正与好转", "Corrected and better"),
    Part.WAITING: Words("待处理", "Waiting for you"),
}
PART_TONE = {Part.NEW: "red", Part.WORSE: "violet", Part.BETTER: "green", Part.WAITING: "amber"}
AS_BEFORE = Words("无变化", "Unchanged")
NEWLY_ON_TIME = Words("按时发布", "on time")
TO_VERIFY = Words("另有待核实 {n} 家，不列名单", "{n} more to be verified, not named")

NOTE = {
    Topic.OVERDUE: Words(
        "到期后多次完整巡查均未检索到。如已在其他位置发布，请告知网址，我们立即复查。",
        "Not found at several complete visits after the due date. If it stands elsewhere, tell us the address "
        "and we look again at once.",
    ),
    Topic.BACKDATING: Words(
        "以下为两方面的记录，供核实，不作结论。",
        "Both sides of the record, to be verified; not a conclusion.",
    ),
    Topic.LOCAL: Words(
        "本地时限早于法定时限，依本地要求登记在名录中；此项只作提示，不是法定义务逾期的结论。",
        "The local due date is earlier than the statutory one and was entered in the roster by a local order. "
        "For your information: it does not say that the statutory duty was missed.",
    ),
    Topic.CORRECTED: Words(
        "以下事项此前曾告知，现情况已变，请以本期为准。",
        "We told you of these before; they have changed since. This message is the one to rely on.",
    ),
    Topic.REOPENED: Words(
        "以下人工决定已自行失效，未有人另作决定；请贵办审核人决定是否重新作出。",
        "These decisions ended by themselves, and nobody decided anew: your reviewer decides whether to make them again.",
    ),
    Topic.DISPUTED: Words(
        "核查期间此前的结论不再作为依据；核查结果另行告知。",
        "While it is looked into, what was said before is not to be relied on; the outcome will be told.",
    ),
    Topic.UNVERIFIED: Words(
        "未能得出结论，不表示未发布。",
        "No conclusion could be reached; this does not say that nothing was published.",
    ),
}

TONE = {
    Topic.OVERDUE: "red",
    Topic.LATE: "orange",
    Topic.WITHDRAWN: "violet",
    Topic.CHANGED: "violet",
    Topic.BACKDATING: "amber",
    Topic.ESCALATED: "red",
    Topic.CORRECTED: "green",
    Topic.REOPENED: "amber",
    Topic.DISPUTED: "amber",
    Topic.FINDING: "orange",
    Topic.LOCAL: "blue",
    Topic.MENDED: "green",
    Topic.UNVERIFIED: "grey",
}

SUBJECT = Words(
    "{rehearsal}年报监测 第{number}期 {day}：新增未检索到{overdue} · 逾期发布{late} · 不可访问{withdrawn} · 更正{corrected}"
    " · 问题{findings} · 待核{suspected}",
    "{rehearsal}Annual report watch no. {number}, {day}: overdue {overdue} · late {late} · "
    "gone {withdrawn} · corrected {corrected} · findings {findings} · to verify {suspected}",
)
STILL_OVERDUE = Words(" · 仍逾期{n}", " · still overdue {n}")
DUE_NEAR = Words(" · 时限将至{n}", " · due dates near {n}")
QUIET_SUBJECT = Words(
    "{rehearsal}年报监测 第{number}期 {day}：无变化 · 已巡查{completed}/{owing} · 待核{suspected}",
    "{rehearsal}Annual report watch no. {number}, {day}: no change · visited {completed}/{owing} · to verify {suspected}",
)
QUIET_SUBJECT_OF_NO_VISIT = Words(
    "{rehearsal}年报监测 第{number}期 {day}：无变化 · 最近一次巡查 {last} · 待核{suspected}",
    "{rehearsal}Annual report watch no. {number}, {day}: no change · last visit {last} · to verify {suspected}",
)
QUIET = Words("自上一期以来没有变化。", "Nothing has changed since the last number.")
REHEARSAL_MARK = Words("【演练】", "[Rehearsal] ")
REHEARSAL = Words(
    "演练：时钟设为 {at}（北京时间），本期内容不作为依据。",
    "Rehearsal: the clock was set to {at} (Beijing time). Nothing here is to be relied on.",
)

TITLE = Words("政府信息公开工作年度报告监测", "Annual disclosure report watch")
LEAD = Words(
    "{office} · {year} 年度报告 · 第 {number} 期 · 截至 {at}（北京时间）",
    "{office} · reports on {year} · no. {number} · as of {at} (Beijing time)",
)
ZONE = Words("文中时间均为北京时间。", "All times are Beijing time.")

NOT_FOUND = Words(
    "截至 {at}（北京时间），在下列位置未检索到", "Not found at the place below as of {at} (Beijing time)"
)
BACKDATED = Words(
    "网站标注 {claimed}；{absent} 完整巡查时未检索到，{found} 首次检索到（北京时间）。两者不一致，请核实。",
    "Dated {claimed} by the portal; not found at a complete visit at {absent}, first found at {found} "
    "(Beijing time). The two disagree: please verify.",
)
CHANGED = Words(
    "首次检索到之后，报告内容有变动，请核对前后版本。",
    "What the report says has changed since it was first found: compare the versions.",
)
LATE = Words("已发布，晚于时限。", "Published, after the due date.")
LATE_UNDATED = Words(
    "晚于时限方检索到，网站未标注发布日期。",
    "Found only after the due date; the portal shows no publication date.",
)
CORRECTED = Words("此前告知「{was}」，现为「{now}」。", "Told before: “{was}”. Now: “{now}”.")
RETRACTED = Words(
    "此前告知「{was}」，现依据不足，予以撤回，正在重新核实。",
    "Told before: “{was}”. The proof no longer suffices: taken back, and being verified again.",
)
SETTLED = Words(
    "此前告知有异议，现已不在核查中；状况为「{now}」。",
    "Told before: disputed. It is no longer being looked into; now: “{now}”.",
)
SETTLED_OPEN = Words(
    "此前告知有异议，现已不在核查中；尚在继续核实。",
    "Told before: disputed. It is no longer being looked into; still being verified.",
)
DISPUTED = Words("此前告知「{was}」。", "Told before: “{was}”. ")
CONTESTED = Words("此前告知的问题：{finding}。", "Finding told before: {finding}.")
SET_ASIDE = Words(
    "此前告知的问题，现不再列出：{finding}。", "Finding told before and no longer listed: {finding}."
)
RESOLVED = Words("此前所列「{was}」的疑点已解除。", "The doubt told before, “{was}”, no longer stands.")

TO_APPROVE_SHORT = Words("待复核的决定", "decisions to approve")
TO_APPROVE = Words(
    "待另一名审核人复核的决定 {n} 项：chunxun decide list --waiting --year {year}。",
    "Decisions waiting for another reviewer: {n}; see `chunxun decide list --waiting --year {year}`.",
)
NO_LONGER_LISTED = Words("此前告知「{was}」，现不再列出。", "Told before: “{was}”. It is no longer listed.")

DUTY = Words("{year} 年度报告，时限 {due}", "Report on {year}, due {due}")
DUTY_LOCAL = Words(
    "{year} 年度报告，时限 {due}，本地时限 {local}", "Report on {year}, due {due}, locally {local}"
)
CLAIMED = Words("网站标注", "Dated by the portal")
FIRST_SEEN = Words("首次检索到", "First found")
LAST_ABSENT = Words("最近未检索到", "Last not found")
LATE_BY = Words("逾期", "Late by")
BASIS = Words("依据", "Under")
LAST_LOOK = Words("最近完整巡查", "Last complete visit")
EVIDENCE = Words("证据", "Evidence")
CITED = Words("文中所引：{listed}。", "Cited in full: {listed}.")
OVERVIEW = Words("网页总览", "Summary")
CIRCULAR = Words("通报用语（可直接引用）", "For a circular, ready to be pasted")
LONG_LIST = Words(
    "（名单较长，见台账或网页总览。）", "(A list that is longer stands in the ledger and the summary.)"
)
STILL_NOT_FOUND = Words(
    "时限过后第 {days} 天，截至 {at}（北京时间）仍未检索到。",
    "Day {days} after the due date: still not found as of {at} (Beijing time).",
)
WHERE = Words("位置", "Place")
EXPECTED = Words("应为", "Expected")
ACTUAL = Words("实为", "Found")
COLUMN = Words("栏目", "Column")
REPORT = Words("报告", "Report")

REMINDERS = Words("时限提醒", "Due dates that are near")
REMINDERS_SHORT = Words("时限将至", "due dates near")
REMINDERS_NOTE = Words(
    "以下为时限前的检索情况，不是结论。", "What was found before the due date; not a conclusion."
)
REMINDER_DUE = Words("时限 {due}（{left}）", "Due {due} ({left})")
DAYS_LEFT = Words("还有 {days} 天", "days left: {days}")
TODAY = Words("今天到期", "today")
LOCAL_FIRST = Words("本地时限，法定时限在后", "local, before the statutory one")
REMINDER_DUE_LOCALLY = Words(
    "本地时限 {due}（{left}；法定时限在后）",
    "Due locally {due} ({left}; the statutory date is later)",
)
REMINDER = Words(
    "应发布 {owing} 家，已检索到或无法核验 {found} 家，尚未检索到 {missing} 家：",
    "Owing {owing}, found or not verifiable {found}, not found yet {missing}:",
)
AND_OTHERS = Words(" 等，另有 {n} 家", " and {n} more")
NOTED = Words(
    "逾期单位中已知悉、暂不再提醒 {n} 家：{names}。",
    "Overdue, taken note of and not told again for now: {n} ({names}).",
)
OVERSIGHT = Words("主管", "Overseen by")
PUBLISHED = Words("新增按时发布 {n} 家。", "Newly published on time: {n}.")
PUBLISHED_NAMED = Words("新增按时发布 {n} 家：{names}。", "Newly published on time: {n} ({names}).")
UNCHANGED = Words(
    "共 {total} 家：本期涉及 {named} 家，待核实 {suspected} 家，其余 {n} 家无变化。",
    "{total} agencies: told of here {named}, to be verified {suspected}, unchanged {n}.",
)
SUSPECTED = Words(
    "另有 {n} 家到期后暂未检索到，证据尚不足，正在核实，不列名单。",
    "{n} more not found since due; proof does not suffice yet, so they are not named.",
)
COVERAGE = Words(
    "最近一轮应巡查 {owing} 家：完整 {completed}，未完整 {incomplete}，未巡查 {unvisited}。",
    "Latest round, {owing} to be looked for: completed {completed}, incomplete {incomplete}, "
    "not visited {unvisited}.",
)
COVERED_LAST = Words("最近一次巡查：{at}（北京时间）。", "Last visit: {at} (Beijing time).")
NEXT_DUE = Words(
    "下一时限 {due}（{n} 家，还有 {days} 天）。", "Next due date {due} (agencies: {n}, days left: {days})."
)
NO_NEXT_DUE = Words("本年度时限均已到期。", "No due date is ahead this season.")
COUNTS = Words("各单位现状（共 {total} 家）", "Where all stand ({total} in all)")
TOTAL = Words("合计", "Total")
AND_MORE = Words("本节另有 {n} 条，见{where}。", "{n} more in this section: see {where}.")
CUT = Words(
    "正文未能全列：{parts}。全部见{where}。", "Not all of it stands here: {parts}. All of it: {where}."
)
CUT_LINES = Words("共 {n} 条，列出 {kept} 条", "{kept} of {n} lines")
CUT_REMINDERS = Words(
    "时限将至尚未检索到 {n} 家，列出 {kept} 家", "{kept} of {n} agencies not found yet before a due date"
)
AND_CUT = Words("；", "; ")
IN_FILE = Words("附件 {file}", "the attached {file}")
ON_PAGES = Words("网页总览", "the summary pages")
ON_PAGES_SOMEWHERE = Words("网页总览或台账", "the summary pages or the ledger")
SEAL = Words(
    "留痕封印（核对：chunxun audit --expect 封印）", "Seals (to be checked by `chunxun audit --expect SEAL`)"
)
CHAINS = {
    "acknowledgement": Words("知悉", "notes taken"),
    "change": Words("变化", "changes"),
    "decision": Words("人工决定", "decisions"),
}
SEALED = Words("{chain}至第 {last} 条 {hash}", "{chain} up to no. {last} {hash}")
FOOTER = Words("春巡 {release} 自动生成", "Made by Chunxun {release}")
SEPARATOR = Words("、", ", ")
COLON = Words("：", ": ")
