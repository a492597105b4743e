"""The links of a page as its markup shows them, each read once: its words, its fullest title, the day beside it. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

DAY = re.compile(r"(?<!\d)(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?")
DAY_ABOVE_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})\s+(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\d)"
)  # drawn as a calendar leaf
DAY_BEHIND = re.compile(rf"[\s\[(（【]*{DAY.pattern}[\s\])）】]*$")
DAY_BEFORE = re.compile(
    rf"^[\s\[(（【]*{DAY.pattern}[\s\])）】]+"
)  # glued to what follows it is part of the title
CUT = re.compile(r"(?:…+|\.{2,}|．{2,})\s*$")
SHORTEST_TITLE = 5  # characters: 2025年报
LONGEST_TEXT = 2000  # characters of a link that are looked at
INVISIBLE = re.compile(
    r"\x1b\[[0-9;]*[A-Za-z]|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
ROW_DEPTH = 5  # elements around a link that may still be its row


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One `<a>`, whether it leads anywhere or not."""

    node: LexborNode
    attributes: Mapping[str, str | None]
    words: str  # its text, white space collapsed
    title: str  # empty: it has none
    day: date | None  # printed in its row; None also where its title is too short for a document's

    @property
    def is_titled(self) -> bool:
        """Whether its title is long enough for a document's."""
        return len(self.title) >= SHORTEST_TITLE

    @property
    def href(self) -> str:
        """Where it leads as the markup says; empty where it says nothing."""
        return self.attributes.get("href") or ""

    @property
    def leads_nowhere(self) -> bool:
        """Whether its markup gives no address: only a script, if anything, knows where it leads."""
        return _leads_nowhere(self.href)


def anchors_of(tree: LexborHTMLParser) -> tuple[Anchor, ...]:
    """Every link of a page or of a part of one, in its order."""
    named = [_named(node) for node in tree.css("a")]
    around = _Around(several=_naming_several(named))
    return tuple(
        Anchor(
            node=link.node,
            attributes=link.attributes,
            words=link.words,
            title=link.title,
            day=_day_of_row(link, around) if link.is_titled else None,
        )
        for link in named
    )


class _Named(NamedTuple):
    """A link without regard to what stands around it."""

    node: LexborNode
    attributes: Mapping[str, str | None]
    words: str
    title: str

    @property
    def is_titled(self) -> bool:
        return len(self.title) >= SHORTEST_TITLE


def _named(node: LexborNode) -> _Named:
    attributes, words = node.attributes, collapsed(node.text(separator=""))
    title = _fullest(words, attributes.get("title") or "") or _of_its_picture(node)
    return _Named(node, attributes, words, title)


def _fullest(words: str, said: str) -> str:
    """The words of a link; its `title=` where they are cut short, or where the attribute says the same and more."""
    text = _without_day(words)
    if said and (said := collapsed(said)):
        stem = CUT.sub("", text)
        if not text or said.startswith(stem) or stem != text:
            return _without_day(said)
    return text


def _of_its_picture(node: LexborNode) -> str:
    image = node.css_first("img[alt]")
    return collapsed(image.attributes.get("alt") or "") if image else ""


def read_day(text: str) -> date | None:
    """The first full date in a text; a day without its year is no date."""
    if not _may_hold_a_day(text):
        return None
    if found := DAY.search(text):
        year, month, day = found.groups()
    elif found := DAY_ABOVE_MONTH.search(text):
        day, year, month = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def collapsed(text: str) -> str:
    """The beginning of a text, white space collapsed, characters nobody sees left out."""
    text = text[:LONGEST_TEXT]
    return " ".join((text if text.isprintable() else INVISIBLE.sub("", text)).split())


def _may_hold_a_day(text: str) -> bool:
    return "20" in text or "19" in text  # the century of every day that is read


def _without_day(title: str) -> str:
    """A title without the date printed into its link; a title that is only a date stays."""
    if not (_may_hold_a_day(title) and DAY.search(title)):
        return title
    return DAY_BEFORE.sub("", DAY_BEHIND.sub("", title)).strip() or title


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What is known of the elements around links, by `mem_id`."""

    several: set[int]  # holding titled links to more than one page
    texts: dict[int, str] = field(default_factory=dict)  # of elements met before: thousands may share one

    def text(self, element: LexborNode) -> str:
        known = self.texts.get(element.mem_id)
        if known is None:
            known = self.texts[element.mem_id] = collapsed(element.text(separator=" "))
        return known


def _day_of_row(link: _Named, around: _Around) -> date | None:
    """The date of the row a link stands in: the smallest part of the page around it that names no other page."""
    words = link.words
    if (
        _may_hold_a_day(words)
        and DAY.search(words)
        and (ends := DAY_BEHIND.search(words) or DAY_BEFORE.search(words))
    ):
        return read_day(ends[0])
    node, own = link.node.parent, collapsed(link.node.text(separator=" "))
    for _ in range(ROW_DEPTH):
        if node is None or node.tag == "body" or node.mem_id in around.several:
            return None
        found = read_day(around.text(node).replace(own, " "))
        if found is not None:
            return found
        node = node.parent
    return None


def _naming_several(links: Iterable[_Named]) -> set[int]:
    """The elements that hold titled links to more than one page. A climb ends where all above is known to hold the same."""
    several: set[int] = set()
    lead: dict[int, str] = {}  # where the first link in an element leads
    for link in links:
        href = link.attributes.get("href") or ""
        leads = f"{href} {link.attributes.get('onclick')}" if _leads_nowhere(href) else href
        for element in _above(link.node) if link.is_titled else ():
            if element in several or (element in lead and lead[element] == leads):
                break
            if element in lead:
                several.add(element)
            lead[element] = leads
    return several


def _leads_nowhere(href: str) -> bool:
    return not href or href.lower().lstrip().startswith(("javascript:", "#"))


def _above(node: LexborNode) -> Iterator[int]:
    parent = node.parent
    while parent is not None:
        yield parent.mem_id
        parent = parent.parent
