"""A report that says one thing, and what the reader makes of it."""

from models.report import Report, Section
from reports.prose import Prose, read_prose
from reports.prose.statements import Statement

AGENCY = "青石县水利局"


def saying(text: str, *, year: int | None = 2025, agency: str | None = AGENCY, section: int = 1) -> Report:
    """A report of 2025 with this text in one section and nothing else."""
    return Report(
        title=None,
        agency=agency,
        title_year=year,
        year=year,
        edition="2021",
        sections=(Section(no=section, title="", text=text),),
    )


def heard(text: str, *, year: int | None = 2025, agency: str | None = AGENCY, section: int = 1) -> Prose:
    """What is read of it."""
    return read_prose(saying(text, year=year, agency=agency, section=section)) or Prose((), ())


def told(text: str, **given: object) -> list[str]:
    """Each statement as `subject number cells`, cells without their table and the total column."""
    return [_told(each) for each in heard(text, **given).statements]  # type: ignore[arg-type]


def _told(each: Statement) -> str:
    sums = "|".join("+".join(_short(address) for address in cells) for cells in each.sums)
    return f"{each.subject} {each.number} {sums}".rstrip()


def _short(address: str) -> str:
    return address.partition(".")[2].removesuffix(".total")
