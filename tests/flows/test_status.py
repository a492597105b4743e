"""The table of `chunxun status` says no more of an agency, and no less, than the papers made of the same facts."""

from dataclasses import replace
from datetime import date

from flows.status import table
from flows.terminal import Screen
from models.assessment import Flag, Standing
from models.words import Language
from tests.notifications.season import season

PIPE = Screen(width=0, folds=False, colour=False)


def row(standing: Standing, **more: object) -> str:
    """The one line that tells of an agency that stands so, with days that could be held against it."""
    listed = season()
    one = next(each for each in listed.assessments if each.standing is Standing.LATE)
    said = replace(one, standing=standing, days_late=(71, 72), **more)
    folded = table(replace(listed, assessments=(said,)), Language.ZH, PIPE)
    return "".join(each.strip() for each in folded.splitlines()[1:])


def test_days_late_stand_only_beside_who_is_called_late() -> None:
    told = {each for each in Standing if "71–72" in row(each)}

    assert told == {Standing.LATE, Standing.OVERDUE}


def test_an_earlier_local_date_missed_is_told_in_the_words_of_the_ledger() -> None:
    missed = row(Standing.ON_TIME, local_due=date(2026, 1, 20), flags=(Flag.LOCAL_DUE_MISSED,))

    assert "；名录所列本地时限 2026-01-20：" in missed
    assert "名录所列本地时限" not in row(Standing.ON_TIME, local_due=date(2026, 1, 20))
