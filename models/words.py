"""Text for people, in the two languages we speak; Chinese first."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages a message can be shown in."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One statement in Chinese and in English; both always present."""

    zh: str
    en: str

    def said_in(self, language: Language) -> str:
        """The statement in one language."""
        return self.zh if language is Language.ZH else self.en
