"""What the text of a message has room for, and where the rest stands. Pure."""

from models.words import Language
from notifications import phrases
from notifications.digest import Digest
from notifications.lines import Line, Topic
from notifications.shown import say

MOST_LINES = 70  # mail clients hide what is beyond 102 KB; a line with all its facts takes 1.3. Corrections are never left out
MOST_MISSING = 60  # names before a due date


def is_cut(digest: Digest) -> bool:
    """Whether the text of a message can only list a part of what is to be told."""
    return _kept_lines(digest) < len(digest.lines) or any(
        len(each.missing) > MOST_MISSING for each in digest.reminders
    )


def kept_of(digest: Digest) -> dict[Topic, tuple[Line, ...]]:
    """The lines that the text has room for, section by section; corrections are never left out."""
    room = MOST_LINES - len(digest.of(Topic.CORRECTED))
    kept = {}
    for topic in Topic:
        lines = digest.of(topic)
        kept[topic] = lines if topic is Topic.CORRECTED else lines[: max(0, room)]
        if topic is not Topic.CORRECTED:
            room -= len(kept[topic])
    return kept


def _kept_lines(digest: Digest) -> int:
    return sum(map(len, kept_of(digest).values()))


def said_of_cut(digest: Digest, language: Language, where: str) -> str:
    """How much is left out, of what, and where all of it stands; empty where nothing is."""
    lines, kept = len(digest.lines), _kept_lines(digest)
    missing = [len(each.missing) for each in digest.reminders]
    parts = []
    if kept < lines:
        parts.append(say(phrases.CUT_LINES, language, n=lines, kept=kept))
    if max(missing, default=0) > MOST_MISSING:
        named = sum(min(each, MOST_MISSING) for each in missing)
        parts.append(say(phrases.CUT_REMINDERS, language, n=sum(missing), kept=named))
    listed = phrases.AND_CUT.said_in(language).join(parts)
    return say(phrases.CUT, language, parts=listed, where=where) if parts else ""


def where_all_is(digest: Digest, language: Language, file: str) -> str:
    """Where all of it can be read."""
    if file:
        return say(phrases.IN_FILE, language, file=file)
    return (phrases.ON_PAGES if digest.summary_at else phrases.ON_PAGES_SOMEWHERE).said_in(language)
