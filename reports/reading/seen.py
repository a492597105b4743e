"""What a reader sees of a text: without characters that take no room, and without sounds written behind characters.

Copies of reports carry both: zero-width characters in labels and figures, `公(gōng)开` on pages that were tampered with
(reliability.md P30, P33).
"""

import re

# Joiners, direction marks, soft hyphens, variation selectors, fillers, marks of byte order and of annotation.
_UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202d\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
_REVERSED = "\u202e"  # what follows is shown from right to left: `21` may be a 12
_DAMAGED = "\ufffd"
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"

_ANY = re.compile(f"[{_UNSEEN}{_REVERSED}{_TONES}]")
_NOT_SEEN = re.compile(f"[{_UNSEEN}]+")
_SOUND = re.compile(rf"(?<=[\u3400-\u9fff])[(（][a-zü]{{0,5}}[{_TONES}][a-zü]{{0,4}}[)）]")


def is_all_seen(text: str) -> bool:
    """Whether `seen` would change nothing; asked once of a whole document, it spares asking every line."""
    return _ANY.search(text) is None


def seen(text: str) -> str:
    """The text as it is seen; digits that a mark turns round are damaged, for their order cannot be known."""
    return _SOUND.sub("", _NOT_SEEN.sub("", text.replace(_REVERSED, _DAMAGED)))
