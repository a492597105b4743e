"""What a person sees while a step runs: a bar on a terminal, one line per stage elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from models.visit import Visit
from models.words import Language, Words


@dataclass(frozen=True, slots=True)
class Telling:
    """Callbacks for the steps. `on_progress` after each column, `on_stage` after each step."""

    console: Console
    language: Language
    bar: Progress

    async def on_progress(self, visit: Visit) -> None:
        """One more column was visited."""
        task = self.bar.task_ids[0]
        self.bar.update(task, advance=1, description=f"{visit.outcome} {visit.column_url[:60]}")

    async def on_stage(self, words: Words) -> None:
        """One more step is done."""
        # Text, not markup: an address or a title may hold square brackets.
        self.console.print(Text(words.said_in(self.language)), soft_wrap=True)


@contextmanager
def telling(total: int, language: Language) -> Iterator[Telling]:
    """Show progress over `total` columns while the block lasts; the bar only on a terminal."""
    console = Console()
    bar = Progress(
        TextColumn("{task.description}", markup=False, table_column=None),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    with bar:
        bar.add_task("…", total=total)
        yield Telling(console, language, bar)
