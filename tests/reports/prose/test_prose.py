"""The text as a whole: what is in it, what is not, and how long that takes."""

from time import process_time

import pytest

from models.report import Report, Section
from reports.prose import Subject, read_prose
from tests.reports.prose.spoken import heard, saying

OVERVIEW = (
    "2025年，我局坚持以公开为常态、不公开为例外。全年通过门户网站主动公开信息664条。"
    "全年共收到政府信息公开申请44件，上年结转2件，办结45件，结转下年度1件。其中，予以公开27件，部分公开3件，不予公开3件。"
    "因政府信息公开被申请行政复议4件，被提起行政诉讼2件。"
    "全年制发行政规范性文件5件，废止17件，现行有效159件。按季度组织业务培训，强化监督保障，提升工作人员能力和水平。"
)


def test_statements_stand_in_the_order_met_and_can_be_asked_for_by_subject() -> None:
    prose = heard(OVERVIEW)

    assert [int(each.number) for each in prose.statements] == [44, 2, 45, 1, 27, 3, 3, 4, 2, 5, 17, 159]
    assert [int(each.number) for each in prose.of(Subject.DOCUMENT, Subject.REMEDY)] == [4, 2, 5, 17, 159]


def test_a_report_without_text_says_nothing() -> None:
    empty = Report(
        title=None,
        agency=None,
        title_year=None,
        year=None,
        edition=None,
        sections=(Section(no=1, title="总体情况", text=" \n "),),
    )

    assert read_prose(empty) is None


def test_a_report_that_names_neither_agency_nor_year_is_read_all_the_same() -> None:
    assert [int(each.number) for each in heard("2019年收到申请5件。", year=None, agency=None).statements] == [
        5
    ]


HOSTILE = {
    "numbers": "收到申请1件，" * 250 + "。",
    "numbers without marks": "收到1件" * 400 + "。",
    "words": "政府信息公开申请" * 200 + "5件。",
    "negations": "未收到" * 600 + "。",
    "marks": "，、" * 900 + "5件申请。",
    "numerals": "一二三四五六七八九十百千万" * 100 + "件申请。",
    "spaces": "申请 5 " * 400 + "。",
    "carried": "上年结转" * 400 + "5件申请。",
    "lists": "公开信息9条，其中" + "信息1条，" * 250 + "。",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    few, many = _seconds(piece * 20), _seconds(piece * 80)  # the least of some: a busy machine only adds

    assert many < 8 * few + 0.05
    assert many < 1.5


def _seconds(text: str) -> float:
    report = saying(text)
    return min(_seconds_once(report) for _ in range(3))


def _seconds_once(report: Report) -> float:
    start = process_time()
    read_prose(report)
    return process_time() - start
