"""Tables whose cells have run together in the text: seen, named as unread, and kept out of the sections' text."""

import re

from reports.editions import TableForm
from reports.reading.labels import plain, wordings

_START = {
    "disclosure": re.compile(r"第\s*二\s*十\s*条\s*第\s*[（(]|信息内容"),
    "applications": re.compile(r"[（(]\s*本列数据|申请人情况"),
    "remedies": re.compile(r"(?:行政复议\s*行政诉讼\s*)?结果维持"),
}
_SIGN = r"[+\-−]?\d"
_VALUES = re.compile(r"\s*[+\-−]?\d[\d\s.,+/\-−]*(?:万?元)?")
_ENOUGH = 2  # rows whose label is at once followed by a digit


def runs_together(text: str, form: TableForm) -> bool:
    """Whether the text holds the table with its cells joined: the opening words, then labels and digits without a gap."""
    if not _START[form.id].search(text):
        return False
    joined = plain(text)
    if form.id == "remedies":
        return re.search(r"总计\d{5,}", joined) is not None
    followed = sum(
        any(re.search(re.escape(word) + _SIGN, joined) for word in wordings(row)) for row in form.rows
    )
    return followed >= _ENOUGH


def without_table(text: str, form: TableForm) -> str:
    """The text without the run-together table in it."""
    start = _START[form.id].search(text)
    if start is None:
        return text
    labels = (
        [form.columns[-1].label] if form.id == "remedies" else [w for row in form.rows for w in wordings(row)]
    )
    last = max((text.rfind(label) + len(label) for label in labels if label in text), default=0)
    values = _VALUES.match(text, last)
    end = values.end() if values else last
    return (text[: start.start()] + text[end:]).strip() if end > start.start() else text
