"""One way to dress a report: what makes it, and what it cannot carry."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from models.report import Report
from reports.reading import read
from tests.reports.clothes.facts import ABSENT, Address, Facts

NO_BLANKS = ("0", "/", "—")

Dress = Callable[[Facts], bytes]


def as_it_is(_: Address, text: str) -> str:
    """The figure as plainly written."""
    return text


def everyone(_: Facts) -> bool:
    """Any facts."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Clothing:
    """`written`: how it writes a figure. `absent`: the ways to write nought that it can carry.

    `strange`: words of the notes on what it adds to the form, such as 小计. `certain`: whether nothing is lost of
    which figure stands in which cell; otherwise a cell may be in doubt, but the truth is among its readings.
    `dear`: how many times as long as a web page it takes, roughly. `form`: the only edition it is for. `suits`: which facts it can carry at all.
    """

    name: str
    dress: Dress
    written: Callable[[Address, str], str] = as_it_is
    absent: tuple[str, ...] = ABSENT
    strange: tuple[str, ...] = ()
    certain: bool = True
    form: str = ""
    suits: Callable[[Facts], bool] = everyone
    dear: int = 1
    read: Callable[[bytes], Report] = read

    def worn(self, facts: Facts) -> Facts:
        """The facts with every figure written its way."""
        return facts.with_figures(
            {address: self.written(address, text) for address, text in facts.figures.items()}
        )


@dataclass(slots=True)
class Rack:
    """The clothes of one file, hung there by a decorator at the function that makes them."""

    clothes: list[Clothing] = field(default_factory=list)

    def hang(self, name: str, **limits: object) -> Callable[[Dress], Dress]:
        """A decorator for a function that dresses facts."""
        return partial(self._hang, name, limits)

    def _hang(self, name: str, limits: dict[str, object], dress: Dress) -> Dress:
        self.clothes.append(Clothing(name=name, dress=dress, **limits))  # type: ignore[arg-type]
        return dress
