"""How values become text: times, dates, spans of days, and words from a portal made inert."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import urlsplit

from models import times
from models.assessment import Assessment, Standing
from models.words import Language, Words

_DROPPED = frozenset({"Cf", "Cs"})  # bidi marks, zero-width characters, lone surrogates
_SPACES = frozenset({"Cc", "Zl", "Zp", "Zs"})
_NO_CHARACTERS = frozenset(
    "\ufffe\uffff"
)  # no XML file can hold them; other unassigned ones may be rare Chinese names


def clean(text: str, limit: int = 200) -> str:
    """One line without control or invisible characters, at most `limit` characters.

    Every text that a portal, a document or a roster gave away passes here before it is shown; escaping for HTML
    or Markdown comes after.
    """
    if len(text) <= limit and text.isprintable() and "  " not in text and text.strip() == text:
        return text  # most are: nothing printable is dropped below
    kept = (
        " " if category in _SPACES else character
        for character in text[: limit * 4]
        if (category := unicodedata.category(character)) not in _DROPPED and character not in _NO_CHARACTERS
    )
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


@lru_cache(maxsize=1000)
def link(address: str) -> str:
    """The address if it may be offered as a link, else empty: plain http or https without a user name."""
    if len(address) > 1000 or any(c.isspace() or not c.isprintable() or c in '\\<>"`' for c in address):
        return ""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return address if plain else ""


def say(phrase: Words, language: Language, **values: object) -> str:
    """One of our own phrases with its blanks filled in."""
    return phrase.said_in(language).format(**values)


def moment(at: datetime | None) -> str:
    """A moment in Beijing time, e.g. `2026-02-05 09:00`; a dash where there is none."""
    return "—" if at is None else times.shown(at)


def day(value: date | None) -> str:
    """A date, e.g. `2026-01-31`; a dash where there is none."""
    return "—" if value is None else value.isoformat()


_DAYS = Words("{span} 天", "{span} days")
_ONE_DAY = Words("1 天", "1 day")


def days(span: tuple[int, int] | None, language: Language) -> str:
    """Days late as least–most, e.g. `2–3 天`; a dash where lateness is no question."""
    if span is None:
        return "—"
    least, most = span
    if span == (1, 1):
        return _ONE_DAY.said_in(language)
    return say(_DAYS, language, span=str(least) if least == most else f"{least}–{most}")


def late(assessment: Assessment, language: Language) -> str:
    """Days late where the standing says so; the doubt behind other standings is not put into days."""
    accused = assessment.standing in {Standing.OVERDUE, Standing.LATE}
    return days(assessment.days_late if accused else None, language)


def spoken(phrases: Mapping[str, Words], language: Language) -> dict[str, str]:
    """A set of phrases in one language, for a template."""
    return {name: phrase.said_in(language) for name, phrase in phrases.items()}
