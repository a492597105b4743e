"""Numbers made up of the numbers behind them."""

import pytest

from reports.prose.lists import Breakdown, breakdowns
from tests.reports.prose.spoken import heard


def only(text: str) -> Breakdown:
    (found,) = breakdowns(heard(text).sentences)
    return found


# 南阳高新区 2020
def test_the_parts_behind_of_these() -> None:
    found = only(
        "公开信息共 262 条，其中规范性文件 5 条，领导信息 9 条、人事任免 3 条，公示公告 78 条，预决算公开 167 条。"
    )

    assert (found.whole, found.sum, found.closed) == (262, 262, False)


# 平潭 2020: eleven kinds, the last of them 其他, which come to one more.
def test_a_list_that_ends_with_the_rest_is_complete() -> None:
    found = only(
        "共公布政府信息2602条（其中机构职能类信息82条，政策、规范性文件类信息80条，其他应主动公开政府信息2441条），通过网站公开。"
    )

    assert (found.whole, found.sum, found.closed) == (2602, 2603, True)


# 河北教育厅 2022
def test_a_list_may_begin_the_next_sentence() -> None:
    assert only("主动公开政务信息664件。其中，文件类47件，公示公告85个，其他事项532个。").sum == 664


def test_a_list_ends_where_something_else_is_said() -> None:
    assert only("公开政策文件58件，其中规范性文件10件、各类政策文件48件；公开提案办理结果29件。").parts == (
        10,
        48,
    )


@pytest.mark.parametrize(
    "text",
    [
        "受理依申请公开30件，其中网上申请10件，信函申请15件。",  # ways and kinds may overlap
        "收到申请10件，其中办结8件，予以公开5件。",
        "公开信息若干，其中规范性文件5条，领导信息9条。",
        "公开信息30条，其中规范性文件5条。",
        "公开信息7700余条，其中民生领域2000余条。",
    ],
)
def test_what_is_no_list_of_what_was_published(text: str) -> None:
    assert list(breakdowns(heard(text).sentences)) == []
