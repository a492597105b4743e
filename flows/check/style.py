"""How results are written for a person: the language, the screen, and how much."""

from dataclasses import dataclass

from flows.terminal import Screen, safe, wrapped
from models.words import Language, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How results are written. `given`: what is laid beside every report of this run, by the names of `Beside`."""

    language: Language
    screen: Screen
    verbose: bool = False
    several: bool = False  # one document of several: where there is nothing to say of it, one line does
    given: frozenset[str] = frozenset()

    def say(self, said: Words) -> str:
        """One statement in the language chosen."""
        return said.said_in(self.language)

    def pair(self, name: Words, text: str) -> str:
        """`名：内容`, `name: text`."""
        return f"{self.say(name)}{self.say(Words('：', ': '))}{text}"

    def folded(self, text: str, indent: int) -> tuple[str, ...]:
        """The text in lines that fit behind an indent; a single one where nothing folds."""
        text = safe(text)
        return wrapped(text, self.screen.width - indent) if self.screen.folds else (text,)
