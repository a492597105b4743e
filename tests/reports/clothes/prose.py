"""A report's sections in words that agree with its figures."""

from collections.abc import Mapping

from reports.editions import Edition

Figures = Mapping[tuple[str, str, str], str]


def preamble(agency: str, year: int) -> tuple[str, ...]:
    """What a report says of itself before section 一."""
    return (
        "根据《中华人民共和国政府信息公开条例》的规定，现公布本年度报告。"
        f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        f"如对本报告有疑问，请与{agency}联系。",
    )


def texts(year: int, figures: Figures, form: Edition) -> dict[int, tuple[str, ...]]:
    """The paragraphs of each section; none where the form has a table."""
    written = {1: _overview(year, figures, form), 5: _problems(), 6: _other(year)}
    return {section.no: written.get(section.no, ()) for section in form.sections}


def _overview(year: int, figures: Figures, form: Edition) -> tuple[str, ...]:
    return (
        f"{year}年，本机关依法做好政府信息公开工作，各项任务按时完成。",
        f"（一）主动公开。{_documents(figures, form)}公开内容及时更新，方便群众查阅。",
        f"（二）依申请公开。{_requests(figures)}{_remedies(figures)}",
        "（三）政府信息管理。明确专人负责，严格执行发布前的审查程序。",
        "（四）政府信息公开平台建设。按照统一要求维护政府信息公开专栏，定期检查链接是否有效。",
        "（五）监督保障。把政府信息公开纳入工作考核，开展社会评议，本年度没有需要追究责任的情形。",
    )


def _documents(figures: Figures, form: Edition) -> str:
    if form.id != "2021":
        return ""
    made, repealed, valid = (
        figures["disclosure", "normative_documents", column] for column in ("made", "repealed", "valid")
    )
    if not all(text.isdigit() for text in (made, repealed, valid)):
        return ""
    return f"本年度制发行政规范性文件{made}件，废止{repealed}件，现行有效{valid}件。"


def _requests(figures: Figures) -> str:
    new, before, closed, after = (
        figures["applications", row, "total"] for row in ("new", "carried_in", "total", "carried_out")
    )
    if not all(text.isdigit() for text in (new, before, closed, after)):
        return "申请渠道畅通，答复文书规范。"
    return f"本年度新收政府信息公开申请{new}件，上年结转{before}件；办结{closed}件，结转下年度继续办理{after}件。"


def _remedies(figures: Figures) -> str:
    reviews = figures["remedies", "review", "total"]
    return f"因政府信息公开被申请行政复议{reviews}件。" if reviews.isdigit() else ""


def _problems() -> tuple[str, ...]:
    return (
        "存在的主要问题：一是部分内容更新不够及时；二是解读形式比较单一，群众关心的事项说得不够明白。",
        "改进情况：一是把更新时限写进岗位职责，逐月检查；二是增加图表和问答，由业务科室与办公室一起把关。",
    )


def _other(year: int) -> tuple[str, ...]:
    return (f"{year}年，本机关没有收取政府信息公开信息处理费，没有其他需要报告的事项。",)
