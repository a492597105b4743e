"""A clock that went back: nothing is looked at or judged before what is already kept."""

from datetime import timedelta

from flows.home import Home
from models.times import shown
from models.words import Words

SLACK = timedelta(minutes=1)  # a clock is set right by seconds every day


class ClockWentBack(Exception):
    """Our clock says a time before that of what is kept; the words say both times and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


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
