"""What we call standings, severities, flags and outcomes: one home, both languages, and a tone for each standing."""

from models.assessment import Flag, Standing
from models.change import About
from models.decision import KINDS, Mark, State
from models.message import Delivery
from models.verdict import SEVERITIES, RuleOutcome, Severity, Side
from models.visit import DATE_KINDS, OUTCOMES, Seen
from models.words import Words

ABOUT_STANDING = Words("状况", "standing")
"""What a decision is about that is about no finding."""

STANDING = {
    Standing.OVERDUE: Words("逾期未检索到", "Overdue, not found"),
    Standing.WITHDRAWN: Words("曾发布，现不可访问", "Published, now gone"),
    Standing.LATE: Words("逾期发布", "Published late"),
    Standing.SUSPECTED: Words("待核实", "To be verified"),
    Standing.UNKNOWN: Words("无法核验", "Could not be verified"),
    Standing.DUE_SOON: Words("即将到期", "Due soon"),
    Standing.NOT_DUE: Words("未到期", "Not due yet"),
    Standing.ON_TIME: Words("已按时发布", "Published on time"),
    Standing.EXEMPT: Words("豁免", "Exempt"),
}
"""Worst first: the order in which standings are listed everywhere."""

STANDING_MEANS = {
    Standing.OVERDUE: Words(
        "到期后多次完整巡查均未检索到", "Not found at several complete visits after the due date"
    ),
    Standing.WITHDRAWN: Words(
        "曾检索到，此后多次完整巡查均不可访问", "Found once, gone at several complete visits since"
    ),
    Standing.LATE: Words("已发布，晚于时限", "Published after the due date"),
    Standing.SUSPECTED: Words(
        "到期后未检索到，证据尚不足，仅供内部核实",
        "Not found since due, proof not sufficient yet; internal only",
    ),
    Standing.UNKNOWN: Words(
        "未能得出结论，原因见各单位", "No conclusion possible; each agency's page says why"
    ),
    Standing.DUE_SOON: Words("时限将至，尚未检索到", "The due date is near, not found yet"),
    Standing.NOT_DUE: Words("时限未到", "The due date is still ahead"),
    Standing.ON_TIME: Words("在时限内发布", "Published within the time limit"),
    Standing.EXEMPT: Words("本年度不需发布", "Owes no report this year"),
}

TOGETHER = Words("其余地区", "Other regions")
OFFICES_TOGETHER = Words("其余办公室", "Other offices")
"""Regions and offices that are counted as one (`season.veiled`)."""

TONE = {
    Standing.OVERDUE: "red",
    Standing.WITHDRAWN: "violet",
    Standing.LATE: "orange",
    Standing.SUSPECTED: "amber",
    Standing.UNKNOWN: "grey",
    Standing.DUE_SOON: "blue",
    Standing.NOT_DUE: "pale",
    Standing.ON_TIME: "green",
    Standing.EXEMPT: "pale",
}
"""The colour of a standing, by name; colour never stands without the label."""

FLAG = {
    Flag.BACKDATING: Words("发布日期存疑", "Publication date in doubt"),
    Flag.CHANGED: Words("发布后有变动", "Changed after publication"),
    Flag.WITHDRAWN: Words("现不可访问", "No longer accessible"),
    Flag.VANISHING: Words("近期未再见到", "Not seen lately"),
    Flag.PORTAL_BLOCKED: Words("网站拒绝程序访问", "Portal refuses programs"),
    Flag.PORTAL_DOWN: Words("网站无法连接", "Portal unreachable"),
    Flag.PORTAL_CHANGED: Words("栏目已变动", "Column changed"),
    Flag.LOCAL_DUE_MISSED: Words("晚于本地时限", "Local due date missed"),
}

SEVERITY = {severity: Words(name.zh, name.en.capitalize()) for severity, name in SEVERITIES.items()}
"""Worst first."""

SEVERITY_TONE = {
    Severity.CRITICAL: "red",
    Severity.MAJOR: "orange",
    Severity.MINOR: "blue",
    Severity.HINT: "grey",
}

RULE_OUTCOME = {
    RuleOutcome.FAILED: Words("不符合", "Failed"),
    RuleOutcome.REVIEW: Words("须人工复核", "For review"),
    RuleOutcome.NOT_CHECKED: Words("未检查", "Not checked"),
    RuleOutcome.PASSED: Words("符合", "Passed"),
}

SIDE = {
    Side.AGENCY: Words("报告本身", "The report itself"),
    Side.READING: Words("可能是我方读取有误", "Perhaps our reading"),
    Side.UNDECIDED: Words("责任未定", "Undecided"),
}

OUTCOME = OUTCOMES

SEEN = {
    Seen.PRESENT: Words("检索到", "Found"),
    Seen.LISTED: Words("列表中有，未打开", "Listed, not opened"),
    Seen.ABSENT: Words("未检索到", "Not found"),
    Seen.ABSENT_WEAK: Words("未检索到（不作为依据）", "Not found (proves nothing)"),
    Seen.UNSEEN: Words("未能查看", "Could not look"),
}

SEEN_TONE = {
    Seen.PRESENT: "green",
    Seen.LISTED: "green",
    Seen.ABSENT: "red",
    Seen.ABSENT_WEAK: "amber",
    Seen.UNSEEN: "grey",
}

DATE_KIND = DATE_KINDS

SUBJECT = {
    About.STANDING: Words("状况", "Standing"),
    About.FLAG: Words("另有情况", "Flag"),
    About.FINDING: Words("报告问题", "Finding"),
    About.OVERLAY: Words("人工决定", "Decision"),
}

KIND = {kind: Words(name.zh, name.en.capitalize()) for kind, name in KINDS.items()}

MARK = {
    Mark.DISPUTED: Words("有异议，核查中", "Disputed"),
    Mark.OVERRIDDEN: Words("人工认定", "Decided by a person"),
    Mark.DISMISSED: Words("人工认定不成立", "Dismissed"),
    Mark.WAIVED: Words("本年度不适用", "Waived this year"),
    Mark.CONFIRMED: Words("人工确认", "Confirmed by people"),
}

STATE = {
    State.WAITING: Words("待另一人复核", "Waits for another person's approval"),
    State.IN_FORCE: Words("有效", "In force"),
    State.EXPIRED: Words("已到期", "Expired"),
    State.ENDED: Words("已被取代或撤销", "Ended"),
    State.CONTRADICTED: Words("与新情况不符，须重新决定", "Contradicted by new facts: to be decided anew"),
    State.DONE: Words("已记录", "Done"),
}

DELIVERY = {
    Delivery.PENDING: Words("待发送", "Waiting to be sent"),
    Delivery.SENDING: Words("发送中", "Being sent"),
    Delivery.SENT: Words("已送达邮件服务器或群组", "Accepted by the service"),
    Delivery.UNCERTAIN: Words("是否送达不明，须人工确认", "Perhaps delivered: a person must find out"),
    Delivery.UNDELIVERED: Words("未能送达", "Undelivered"),
}
