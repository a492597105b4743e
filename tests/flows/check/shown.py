"""One report examined and shown, without a file and without a process."""

from collections.abc import Sequence

from flows.check.result import Examined
from flows.check.style import TextStyle
from flows.check.text import as_text
from flows.terminal import Screen
from models.report import Report
from models.verdict import Verdict
from models.words import Language, Words
from reports.rules import check

WIDE = Screen(width=100)


def examined(
    of: Report,
    *,
    verdicts: Sequence[Verdict] | None = None,
    source: str = "draft.html",
    previous: str = "",
    remark: Words | None = None,
) -> Examined:
    return Examined(
        source=source,
        sha256="ab" * 32,
        media_type="text/html",
        report=of,
        verdicts=tuple(check(of, year=2020) if verdicts is None else verdicts),
        previous=previous,
        remark=remark,
    )


def shown(
    of: Report | Examined,
    *,
    language: Language = Language.ZH,
    screen: Screen = WIDE,
    verbose: bool = False,
    several: bool = False,
    given: frozenset[str] = frozenset(),
) -> list[str]:
    """The lines of the text."""
    style = TextStyle(language=language, screen=screen, verbose=verbose, several=several, given=given)
    text = as_text(of if isinstance(of, Examined) else examined(of), style)
    return text.splitlines()


def block(lines: list[str], head: str) -> list[str]:
    """From the line that begins so to the blank line behind it."""
    start = next(at for at, line in enumerate(lines) if line.startswith(head))
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return lines[start:end]
