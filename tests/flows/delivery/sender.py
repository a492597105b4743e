"""The sender that is killed: it lives through the days of a season, from wherever the one before it came to."""

import asyncio
import os
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flows.home import Home, open_home
from flows.settings import read_settings
from flows.tell import deliver_waiting, tell_offices
from models.agency import Agency, Kind, Level
from models.assessment import Standing
from models.change import About, Change
from models.times import BEIJING
from models.verdict import Severity
from models.words import Words
from reports.duties import obligation
from reports.standing import assess

FIRST = datetime(2026, 2, 5, 8, 0, tzinfo=BEIJING)
# Of a day: tell, then try again what failed. In life it is tried every quarter of an hour: with three steps a day one
# digest in a thousand of those that waited through the dead days met a fault each time until it was given up.
STEPS = tuple(timedelta(hours=hour) for hour in (0, 1, 5, 10, 16))
DEAD = (3, 4)  # days without a mail server: 48 hours


def agencies(number: int) -> list[Agency]:
    """One agency for each office."""
    return [
        Agency(code=f"a{n}", name=f"第{n}局", kind=Kind.DEPARTMENT, level=Level.COUNTY, oversight=f"o{n}")
        for n in range(number)
    ]


def live(folder: Path, database: str, offices: int, days: int) -> None:
    """Every day something changes for every office; what is told, and how far we came, is kept."""
    os.environ["DATABASE_URL"] = database
    progress = folder / "progress"
    settings = read_settings(folder)
    down = folder / "down"
    with open_home(settings, now=FIRST) as opened:
        for step in range(int(progress.read_text()) if progress.exists() else 0, (days + 1) * len(STEPS)):
            day, part = divmod(step, len(STEPS))
            now = FIRST + timedelta(days=day) + STEPS[part]
            down.touch() if day in DEAD else down.unlink(missing_ok=True)
            home = replace(opened, now=partial(_same, now))
            if part == 0 and day < days:
                _judge(home, offices, day, now)
            asyncio.run(tell_offices(home, 2025) if part == 0 else deliver_waiting(home))
            (folder / "progress.new").write_text(str(step + 1))
            (folder / "progress.new").replace(progress)


def _same(moment: datetime) -> datetime:
    return moment


def _judge(home: Home, offices: int, day: int, now: datetime) -> None:
    old, new = ("late", "overdue") if day % 2 == 0 else ("overdue", "late")
    if [change.new for change in home.store.changes(2025, agency="a0")[-1:]] == [new]:
        return  # by the sender before this one
    known = agencies(offices)
    changes = [
        Change(
            agency=agency.code, year=2025, about=About.STANDING, key="standing", old=old, new=new, at=now,
            why=Words(zh="因", en="because"), severity=Severity.CRITICAL, release="1", policy="p", clock_set=True,
        )
        for agency in known
    ]  # fmt: skip
    assessments = [
        replace(assess(obligation(a, 2025), [], now=now), standing=Standing(new), days_late=(3, 5))
        for a in known
    ]
    home.store.save_judgement(assessments, changes)
