"""What a letter says around its facts. No sentence goes beyond what was seen."""

from models.words import Words

MEND_TITLE = Words("政府信息公开工作年度报告整改通知书", "Request to mend an annual disclosure report")
URGE_TITLE = Words("政府信息公开工作年度报告催办函", "Reminder of an annual disclosure report")
NUMBER = Words("〔{year}〕　　　号", "No.          /{year}")
TO = Words("{name}：", "To: {name}")

OPENING = Words(
    "根据{authority}，我办对 {year} 年度政府信息公开工作年度报告（时限 {due}）进行检查。",
    "Under {authority} we look at the annual disclosure reports on {year}, due {due}.",
)
NOT_FOUND = Words(
    "截至 {at}（北京时间），在下列 {n} 个位置未检索到贵单位的报告。此结论只就所列位置和时间而言；如已在其他位置公布，请告知网址，我们立即复查。",
    "As of {at} (Beijing time) your report was not found at the {n} place(s) below. This speaks of these places and times "
    "alone: if it stands elsewhere, tell us the address and we look again at once.",
)
NOT_YET = Words(
    "时限将至。截至 {at}（北京时间），在下列 {n} 个位置尚未检索到贵单位的报告。如已公布，请告知网址；尚未公布的，请在时限内公布。",
    "The due date is near. As of {at} (Beijing time) your report was not found yet at the {n} place(s) below. If it stands "
    "elsewhere, tell us the address; if not, publish it in time.",
)
SOON = Words(
    "时限将至，请在时限内于下列位置公布；如已公布，请告知网址。",
    "The due date is near: publish in time at the place below; if you did already, tell us the address.",
)
CHECKED = Words(
    "检查的是 {at}（北京时间）在贵单位网站所见的版本：《{title}》，{address}。发现下列 {n} 项，请核实、改正。",
    "We checked the version seen on your site at {at} (Beijing time): “{title}”, {address}. Please verify and mend the {n} "
    "matter(s) below.",
)
MATTERS = Words("请核实、改正下列 {n} 项。", "Please verify and mend the {n} matter(s) below.")
ANNEX_SAYS = Words("其中第 {first} 至第 {last} 项见附件。", "Matters {first} to {last} are in the annex.")
ANNEX_SAYS_ONE = Words("其中第 {first} 项见附件。", "Matter {first} is in the annex.")

ASK = Words(
    "请于 {reply} 前书面答复，并将改正后的报告网址一并告知。对所列事项有异议的，请在下栏说明并附依据；说明属实的，相应事项予以撤销。",
    "Please answer in writing by {reply}, with the address of the mended report. If you disagree, say why below and add what "
    "shows it; what proves right is taken back.",
)
ASK_URGED = Words(
    "请于 {reply} 前将公布网址或者未能公布的原因书面告知。对所列情况有异议的，请在下栏说明并附依据；说明属实的，予以撤销。",
    "Please tell us in writing by {reply} where it is published, or why it could not be. If you disagree, say why below and add "
    "what shows it; what proves right is taken back.",
)

MATTER_HEADINGS = (
    (Words("序号", "No."), 1.2),
    (Words("事项", "Matter"), 4.7),
    (Words("位置", "Place"), 3.0),
    (Words("报告所载", "It says"), 1.7),
    (Words("应为", "Should be"), 1.7),
    (Words("怎样改", "What would mend it"), 3.5),
    (Words("依据", "Basis"), 1.5),
)
PLACE_HEADINGS = (
    (Words("序号", "No."), 1.2),
    (Words("位置", "Place"), 9.5),
    (Words("完整访问未检索到（次）", "Complete visits without it"), 3.3),
    (Words("最近一次（北京时间）", "Last (Beijing time)"), 3.3),
)
"""Headings with widths in centimetres."""

LATE = Words("公布时间晚于时限", "Published after the due date")
LATE_MEND = Words("说明原因；下一年度在时限内公布。", "Say why; publish in time next year.")
LOCAL_MEND = Words(
    "供参考；下一年度请在本地时限内公布。", "For your information; publish by the local date next year."
)
WITHDRAWN = Words("报告曾公布，现不可访问", "Published, and now not accessible")
WITHDRAWN_MEND = Words(
    "恢复公布；已更换网址的，告知新网址。", "Publish it again; if its address changed, tell us the new one."
)
PUBLICATION = Words("公布情况", "Publication")

BASES = Words("依据：", "Bases:")
QUOTED = Words("{citation}：「{words}」（文字据 {source}）", "{citation}: “{words}” (as read in {source})")
ASKED = Words(
    "{citation}（概括，非原文：{asks}；见 {source}）", "{citation} (in our words: {asks}; see {source})"
)

STATEMENT = Words("单位说明（可另附页）：", "Your statement (add pages if needed):")
SIGNED = Words(
    "负责人（签字）：　　　　　　　　单位（盖章）：　　　　　　　　　　年　　月　　日",
    "Signed:                              Seal:                              Date:",
)
CONTACT = Words("联系人、电话：{contact}", "Contact: {contact}")
NO_COLUMN = Words("（名录未登记栏目网址）", "(the roster names no column)")
DAY = Words("{year}年{month}月{day}日", "{year}-{month:02d}-{day:02d}")
BLANK_CONTACT = "＿＿＿＿＿＿＿＿＿＿"
SEAL = Words("{office}（盖章）", "{office} (seal)")
DRAFT = Words(
    "本函由春巡 {release} 依据截至 {at}（北京时间）的检查记录拟稿，须经主管单位核对、盖章后发出。",
    "Drafted by Chunxun {release} from what was seen until {at} (Beijing time); to be checked and sealed by the office.",
)
REHEARSAL = Words(
    "演练：时钟设为 {at}，本函不作为依据，不得发出。", "Rehearsal: the clock was set to {at}. Not to be sent."
)
ANNEX = Words("附件：其余事项（{name}，{year} 年度）", "Annex: further matters ({name}, {year})")

NOTHING = Words("没有需要整改或者催办的事项", "nothing to mend and nothing to remind of")
DISPUTED = Words("单位有异议，正在核查，不发函", "disputed and being looked into: no letter is written")
UNPROVED = Words(
    "公布情况尚未核实（{standing}），不发函", "publication is not verified ({standing}): no letter is written"
)

ON_WEEKDAYS = Words(
    "（该年节假日安排尚未收录，按周一至周五计）",
    " (Mondays to Fridays: that year's holidays are not known yet)",
)
