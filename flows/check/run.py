"""`chunxun check` from its arguments to its exit status. One bad document never stops the others."""

import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from flows.check import words
from flows.check.contents import NotFetched, content_of
from flows.check.crew import in_order
from flows.check.examination import Task, Terms, examine, shelve
from flows.check.paper import Paper, Tally, paper_for
from flows.check.progress import stage
from flows.check.result import Status, Unread
from flows.check.sources import Source, sources_of
from flows.check.style import TextStyle
from flows.check.told import Told, told
from flows.options import CheckFormat
from flows.settings import Settings
from flows.terminal import SafeFormatter
from models.words import Words
from reports.predecessor import Filed, shelf_of

FIRST_YEAR = 2008  # the first year reports were owed for
INTERRUPTED = 128 + signal.SIGINT
NOBODY_READS = 128 + signal.SIGPIPE
MOST_TOLD = 5  # of last year's reports in a folder that could not be read

Answer = TypeVar("Answer")


class BadYear(Exception):
    """No report can be of that year."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What was asked for."""

    sources: tuple[str, ...]
    agency: str = ""
    year: int | None = None
    previous: tuple[str, ...] = ()
    shape: CheckFormat = CheckFormat.TEXT
    style: TextStyle
    jobs: int = 0  # 0: as many as there are processors


def require_year(year: int | None, today: date) -> None:
    """Raise BadYear unless a report can be of the year: from 2008 to the year that is running."""
    if year is None or FIRST_YEAR <= year <= today.year:
        return
    raise BadYear(
        Words(
            zh=f"报告年度 {year} 不可用：请给出 {FIRST_YEAR} 至 {today.year} 之间的年度",
            en=f"There is no report of {year}: choose a year from {FIRST_YEAR} to {today.year}",
        )
    )


def run_check(settings: Settings, order: Order) -> int:
    """Check everything that was named and write it as it comes; the exit status."""
    _prepare_output(order.shape)
    order = replace(order, style=replace(order.style, given=_given(order)))
    tally, paper = Tally(), paper_for(order.shape, order.style)
    finished = False
    try:
        paper.begin()
        try:
            _check(settings, order, paper, tally)
            finished = True
        finally:
            paper.end(tally, previous_given=bool(order.previous), finished=finished)
    except KeyboardInterrupt:
        sys.stderr.write(f"{order.style.say(words.INTERRUPTED)}\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough: no traceback, neither now nor when Python closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS
    return tally.worst


def _prepare_output(shape: CheckFormat) -> None:
    """JSON is UTF-8 wherever it goes; text is what the terminal understands, and a sign for what it does not."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        if shape is not CheckFormat.TEXT:
            sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.reconfigure(errors="replace")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(errors="replace")
    # What the readers log may quote a document or its name.
    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(SafeFormatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[log], force=True)


def _check(settings: Settings, order: Order, paper: Paper, tally: Tally) -> None:
    sources = sources_of(order.sources)
    with TemporaryDirectory(prefix="chunxun-") as folder:
        terms = _terms(settings, order, paper, tally, single=len(sources) == 1, folder=Path(folder))
        style = replace(order.style, several=len(sources) > 1)
        work = partial(_told, terms=terms, shape=order.shape, style=style)
        lost = partial(_told_lost, shape=order.shape, style=style)
        with stage(words.CHECKING, len(sources), style.language) as bar:
            for each in _answers(work, lost, sources, settings, order.jobs):
                bar.hide()
                paper.add(each)
                tally.count(each)
                bar.advance(each.source)


def _given(order: Order) -> frozenset[str]:
    """What is laid beside every report of the run, by the names rules ask for."""
    named = {
        "agency": order.agency,
        "year": order.year,
        "previous": order.previous,
        "succession": order.previous,
    }
    return frozenset(name for name, value in named.items() if value)


def _told(task: Task, terms: Terms, shape: CheckFormat, style: TextStyle) -> Told:
    return told(examine(task, terms), shape, style)


def _told_lost(task: Task, why: Words, shape: CheckFormat, style: TextStyle) -> Told:
    return told(Unread(source=task.source, words=why), shape, style)


def _terms(
    settings: Settings, order: Order, paper: Paper, tally: Tally, *, single: bool, folder: Path
) -> Terms:
    """What holds for every document, last year's reports put on a shelf in the folder."""
    terms = Terms(agency=order.agency, year=order.year, folder=folder)
    filed = tuple(_filed(settings, order, paper, tally, folder)) if order.previous else ()
    if single and len(order.previous) == 1 and not Path(order.previous[0]).is_dir():
        return replace(terms, only=filed[0] if filed else None)
    return replace(terms, shelf=shelf_of(filed))


def _filed(settings: Settings, order: Order, paper: Paper, tally: Tally, folder: Path) -> Iterator[Filed]:
    """Last year's reports that could be read. One that was named and could not be read counts as the others do."""
    sources = sources_of(order.previous)
    work = partial(shelve, folder=folder)
    unread = 0
    with stage(words.READING_EARLIER, len(sources), order.style.language) as bar:
        for each in _answers(work, _lost, sources, settings, order.jobs):
            bar.hide()
            if isinstance(each, Filed):
                yield each
            else:
                unread += 1
                if each.source in order.previous:
                    tally.worst = Status.UNREADABLE
                if each.source in order.previous or unread <= MOST_TOLD:
                    paper.remark(each.source, words.no_predecessor(each.words))
            bar.advance(each.source)


def _lost(task: Task, why: Words) -> Unread:
    return Unread(source=task.source, words=why)


def _answers(
    work: Callable[[Task], Answer],
    lost: Callable[[Task, Words], Answer],
    sources: Sequence[Source | Unread],
    settings: Settings,
    jobs: int,
) -> Iterator[Answer]:
    """The answer for every source in order, from processes beside us: no document, and no bug of ours, stops the others."""
    tasks = (_task(source, settings) for source in sources)
    count = min(jobs or len(os.sched_getaffinity(0)), len(sources))
    with closing(in_order(work, tasks, jobs=count, lost=lost)) as answers:
        yield from answers


def _task(source: Source | Unread, settings: Settings) -> Task:
    """What a process needs to work on a source. Pages are fetched here, one after the other: one visitor, not many."""
    if isinstance(source, Unread):
        return Task(source=source.source, refused=source.words)
    if source.is_file:
        return Task(source=source.name)
    try:
        content = content_of(source, settings)
    except NotFetched as error:
        return Task(source=source.name, refused=error.words)
    return Task(source=source.name, content=content)
