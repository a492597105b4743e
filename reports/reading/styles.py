"""What the styles of a Word document decide: which text is hidden, which paragraph is a title, which is counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from reports.reading.wordml import children, first, is_on, value_of, whole

_DEEPEST = 20  # styles based on styles; a loop ends here


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    nodes: Mapping[str, etree._Element]

    def is_title(self, style: str) -> bool:
        """Whether a paragraph style is Word's own Title, whatever it is called on the screen."""
        return value_of(first(self.nodes.get(style), "w:name")).lower() == "title"

    def is_hidden(self, properties: etree._Element | None) -> bool:
        """Whether a run of these properties is hidden text."""
        own = is_on(properties, "w:vanish")
        if own is not None:
            return own
        for node in self._line(value_of(first(properties, "w:rStyle"))):
            if (hidden := is_on(first(node, "w:rPr"), "w:vanish")) is not None:
                return hidden
        return False

    def numbered(self, properties: etree._Element | None) -> tuple[str, int]:
        """The list and the depth, from 0, a paragraph of these properties is counted in; an empty id: in none."""
        number, depth = _number(properties)
        for node in self._line(value_of(first(properties, "w:pStyle"))):
            if number and depth:
                break
            inherited = _number(first(node, "w:pPr"))
            number, depth = number or inherited[0], depth or inherited[1]
        return ("" if number == "0" else number), whole(depth, 0)

    def _line(self, style: str) -> Iterator[etree._Element]:
        """A style and those it is based on."""
        for _ in range(_DEEPEST):
            node = self.nodes.get(style)
            if node is None:
                return
            yield node
            style = value_of(first(node, "w:basedOn"))


def styles_of(root: etree._Element | None) -> Styles:
    """The styles a styles part defines; none without one."""
    return Styles({value_of(node, "styleId"): node for node in children(root, "w:style")})


def _number(properties: etree._Element | None) -> tuple[str, str]:
    """The id of the list and the depth as written; empty where not."""
    node = first(properties, "w:numPr")
    return value_of(first(node, "w:numId")), value_of(first(node, "w:ilvl"))
