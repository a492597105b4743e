"""A clock that cannot be right: nothing is looked at or judged by it (reliability R-15).

It went back behind what is already kept, or the canaries' own clocks say another time.
"""

from datetime import timedelta

from flows.home import Home
from models.times import shown
from models.words import Words

SLACK = timedelta(minutes=1)  # a clock is set right by seconds every day


class ClockWrong(Exception):
    """Our clock cannot be right; the words say how that is known and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class ClockWentBack(ClockWrong):
    """Our clock says a time before that of what is kept."""


class ClockAstray(ClockWrong):
    """Most canaries say another time than our clock does."""


def require_clock_right(home: Home, ahead: timedelta | None) -> None:
    """Raise ClockAstray where the canaries found our clock ahead, or behind (negative); a rehearsal has no clock.

    Two hours ahead on the evening of the due date, every look would prove an absence that is none.
    """
    if home.clock_set or ahead is None:
        return
    way = ("快", "ahead of") if ahead > timedelta() else ("慢", "behind")
    seconds = round(abs(ahead).total_seconds())
    raise ClockAstray(
        Words(
            zh=f"警报：本机时钟比对照站点{way[0]} {seconds} 秒：未访问也未判定，已有记录不受影响；请校准时钟后重新运行",
            en=f"Alarm: our clock is {seconds} s {way[1]} those of the canaries: nothing was visited or judged, "
            "and nothing kept was touched. Set the clock right, then run again",
        )
    )


def require_clock_went_on(home: Home) -> None:
    """Raise ClockWentBack where something kept bears a later time than now; a rehearsal may go where it likes.

    A look under a clock that runs behind would find a late report in time, and a judgement would take back what was
    rightly said: both are refused, and what is kept stays as it is (reliability R-15).
    """
    if home.clock_set:
        return
    now, last = home.now(), home.store.last_moment()
    if last is None or last <= now + SLACK:
        return
    raise ClockWentBack(
        Words(
            zh=f"本机时钟为 {shown(now)}，早于已保存的记录（{shown(last)}）：未访问也未判定，已有记录不受影响；"
            "请校准时钟（chunxun doctor）后重新运行",
            en=f"Our clock says {shown(now)}, earlier than what is already kept ({shown(last)}): nothing was visited or judged, "
            "and nothing kept was touched. Set the clock right (chunxun doctor), then run again",
        )
    )
