"""What reading can raise: Unreadable, and nothing else."""

from models.words import Words


class Unreadable(Exception):
    """No part of the document can be read; `words` says what it is and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words
