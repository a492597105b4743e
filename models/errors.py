"""What the memory can say when it cannot do what was asked.

MemoryTrouble
├── UnknownDatabase   the address names neither SQLite nor PostgreSQL
├── NewerSchema       the database was written by a later release
├── OlderSchema       the database was written by an earlier release, and only a writer may bring it up to date
├── UnknownMessage    no such message was ever frozen
├── Overtaken         somebody else decided on the same agency meanwhile
├── CodeUsed          a one-time code served before
└── NaiveTime         an instant without a time zone (also a ValueError)
"""

from models.words import Words


class MemoryTrouble(Exception):
    """Root of this package's errors; `words` is for people."""

    def __init__(self, words: Words) -> None:
        super().__init__(f"{words.zh} {words.en}")
        self.words = words


class UnknownDatabase(MemoryTrouble):
    """The address names neither SQLite nor PostgreSQL."""


class NewerSchema(MemoryTrouble):
    """The database was written by a later release of chunxun; nothing was changed."""


class OlderSchema(MemoryTrouble):
    """The database is empty or of an earlier release, and whoever opened it only reads."""


class UnknownMessage(MemoryTrouble):
    """No message of that id was ever frozen."""


class Overtaken(MemoryTrouble):
    """Another decision on the same agency and year was kept since this one's facts were read."""


class CodeUsed(MemoryTrouble):
    """The same person gave this one-time code, or a later one, before."""


class NaiveTime(MemoryTrouble, ValueError):
    """An instant without a time zone was to be kept."""
