"""What is missing from a report, and what may only not have been read: in doubt it is not laid on the agency."""

from models.report import Medium, Report
from models.words import Words
from reports.editions import Edition, SectionForm, TableForm

ENOUGH_SECTIONS = 3  # fewer recognised: this may be no report, or its text is an image
TABLE_NAMES = {
    "disclosure": Words("主动公开情况表（表二）", "disclosure table"),
    "applications": Words("申请情况表（表三）", "applications table"),
    "remedies": Words("行政复议、行政诉讼情况表（表四）", "reviews and litigation table"),
}
NO_TABLE = Words("没有读到任何一张表", "no table was read")
NO_TABLES_THEN = Words("报告年度2018及以前没有统一的表格", "no tables were prescribed up to report year 2018")
# Words that stand in a section and nowhere before it: met in the section above, its heading was lost on the way.
SIGNS = {
    4: ("行政复议", "行政诉讼"),
    5: ("问题", "不足"),
    6: ("信息处理费", "需要报告", "其他事项"),
}


def heading_lost(report: Report, form: SectionForm, edition: Edition) -> bool:
    """Whether the section may be there under a heading we did not see: never laid on the agency."""
    if not report.tables or may_be_unread(report):
        return True
    if (
        form.no == 1
    ):  # its text stands in the preamble then; a heading lost cannot be told from one never written
        return True
    if any(table.section == form.no and table.id in report.tables for table in edition.tables):
        return True
    headings = (form.title, *form.accepted)
    if any(heading in each.text for each in report.sections for heading in headings):
        return True
    above = [each.text for each in report.sections if each.no < form.no]
    return bool(above) and any(sign in above[-1] for sign in SIGNS.get(form.no, ()))


def may_be_unread(report: Report, table_id: str = "") -> bool:
    """Whether what seems missing may stand in a part that was not understood, or in a picture."""
    return bool(unread_parts(report, table_id)) or in_pictures(report)


def in_pictures(report: Report) -> bool:
    """Whether parts of the report may be pictures, or were read from such."""
    return report.legibility.pictures > 0 or report.legibility.medium is not Medium.TEXT


def unread_parts(report: Report, table_id: str = "") -> tuple[str, ...]:
    """The unread parts that may hold what is missing: not those of other tables, nor single rows unless of this one."""
    return tuple(part for part in report.unread if _table_of(part) in ("", table_id))


def _table_of(part: str) -> str:
    """The table an unread part belongs to, as in `remedies.review：…`; empty: it may be anything."""
    table_id, dot, _ = part.partition("：")[0].partition(".")
    return table_id if table_id in TABLE_NAMES and dot else ""


def read_beyond(report: Report, form: TableForm) -> bool:
    """Whether this is no fragment, and goes on after the table's section, so that it was not cut short in it."""
    return len(report.sections) >= ENOUGH_SECTIONS and any(each.no > form.section for each in report.sections)
