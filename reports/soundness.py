"""Do our own readers of titles still read what they must? Gate G8, for what the scrapers cannot try. Pure."""

from collections.abc import Iterator

from models.visit import Doubt, Gate
from models.words import Words
from reports.titles import TitleReading, names_report, read_title

# (title, a report?, its year, its agency): the plain forms of domain §6.7, one of each kind.
_TITLES = (
    ("青石县水利局2025年政府信息公开工作年度报告", True, 2025, "青石县水利局"),
    ("2025年度青石县水利局政府信息公开年报", True, 2025, "青石县水利局"),
    ("青石县水利局二〇二五年政府信息公开工作年…", True, 2025, "青石县水利局"),
    ("青石縣水利局２０２５ 年 政府信息公開 年報", True, 2025, "青石县水利局"),
    ("关于做好2025年政府信息公开工作年度报告编制和发布工作的通知", False, None, ""),
    ("2025年政府网站工作年度报表", False, None, ""),
)


def reads_titles() -> bool:
    """Whether each known title is read as a person reads it."""
    return all(
        names_report(title) == is_report and (not is_report or _says(read_title(title), year, agency))
        for title, is_report, year, agency in _TITLES
    )


def doubts_about_titles(*, sound: bool) -> Iterator[Doubt]:
    """A doubt where titles are misread."""
    if not sound:
        words = Words(
            zh="本机的标题识别未通过自检，未检索到不作为依据",
            en="our own reader of titles misreads known ones: nothing it does not find counts",
        )
        yield Doubt(gate=Gate.SOUND, words=words)


def _says(reading: TitleReading, year: int | None, agency: str) -> bool:
    return (reading.year, reading.agency) == (year, agency)
