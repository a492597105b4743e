"""How far a run is, on standard error: a bar on a terminal, one line a stage elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.check import words
from flows.terminal import safe, shortened
from models.words import Language, Words

EVERY = 0.1  # seconds between two looks of the bar
LONGEST_NAME = 40


class Bar:
    """A bar that leaves the screen before anything else is written to it.

    It is drawn from the one thread there is: a process forked beside a drawing thread may never wake up.
    """

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.drawn = 0.0

    def hide(self) -> None:
        """Take the bar away, where what is written next goes to the same screen."""
        if self.progress.live.is_started and sys.stdout.isatty():
            self.progress.stop()

    def advance(self, source: str) -> None:
        """One more document is done."""
        task = self.progress.task_ids[0]
        self.progress.update(task, advance=1, source=shortened(safe(source), LONGEST_NAME))
        if not self.progress.disable and time.monotonic() - self.drawn > EVERY:
            self.progress.start()
            self.progress.refresh()
            self.drawn = time.monotonic()


@contextmanager
def stage(said: Words, count: int, language: Language) -> Iterator[Bar]:
    """Show one stage of so many documents while the block lasts; nothing for a single document."""
    console = Console(stderr=True)
    shown = count > 1 and console.is_terminal
    if count > 1 and not shown:
        sys.stderr.write(f"{words.stage(said, count).said_in(language)}\n")
        sys.stderr.flush()
    progress = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[source]}", markup=False),
        console=console,
        transient=True,
        auto_refresh=False,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=not shown,
    )
    progress.add_task(said.said_in(language), total=count, source="")
    bar = Bar(progress)
    try:
        if shown:
            progress.start()
            progress.refresh()
        yield bar
    finally:
        progress.stop()
