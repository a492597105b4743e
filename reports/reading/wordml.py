"""The elements of a Word document by short names, in the transitional and the strict dress alike."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_RELATIONS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_SHORT = {
    **dict.fromkeys(_WORD, "w"),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://purl.oclc.org/ooxml/drawingml/chart": "c",
    "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
    "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
}
# What stands around text without being any: changes kept, controls, links, fields, direction.
_WRAPPERS = frozenset(
    {
        "w:sdt",
        "w:sdtContent",
        "w:ins",
        "w:moveTo",
        "w:customXml",
        "w:smartTag",
        "w:hyperlink",
        "w:fldSimple",
        "w:dir",
        "w:bdo",
        "w:ruby",
        "w:rubyBase",  # and not w:rt beside it, the pronunciation
    }
)
_OFF = frozenset({"0", "false", "off"})


@lru_cache(maxsize=2048)
def _shortened(tag: str) -> str:
    namespace, _, local = tag[1:].rpartition("}")
    prefix = _SHORT.get(namespace)
    return f"{prefix}:{local}" if prefix else ""


def name_of(node: etree._Element) -> str:
    """`w:p`, `mc:Choice` …; empty for an element of a namespace no text stands in."""
    return _shortened(str(node.tag))


def children(parent: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The direct children of that name."""
    return (node for node in (() if parent is None else parent) if name_of(node) == name)


def first(parent: etree._Element | None, *path: str) -> etree._Element | None:
    """The element at the end of a path of names, the first child taken at each step."""
    for name in path:
        parent = next(children(parent, name), None)
    return parent


def value_of(node: etree._Element | None, attribute: str = "val") -> str:
    """A Word attribute, empty where it is not there."""
    return _attribute(node, _WORD, attribute)


def whole(text: str, default: int) -> int:
    """A whole number as a file writes it; the default for anything else, and for what no document counts to."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else default


def relation_of(node: etree._Element) -> str:
    """The id of the relationship an element refers to, empty where it does not."""
    return _attribute(node, _RELATIONS, "id")


def is_on(parent: etree._Element | None, name: str) -> bool | None:
    """Whether a switch such as w:vanish is on; None where it is not there."""
    node = first(parent, name)
    return None if node is None else value_of(node) not in _OFF


def chosen(alternatives: etree._Element) -> etree._Element:
    """The first of the alternatives in an mc:AlternateContent, the element itself where there is none."""
    found = first(alternatives, "mc:Choice")
    found = first(alternatives, "mc:Fallback") if found is None else found
    return alternatives if found is None else found


def shown(parent: etree._Element) -> Iterator[etree._Element]:
    """The elements a reader sees in order: wrappers opened, tracked deletions left out, one of several alternatives."""
    for node in parent:
        name = name_of(node)
        if name in _WRAPPERS:
            yield from shown(node)
        elif name == "mc:AlternateContent":
            yield from shown(chosen(node))
        elif name:
            yield node


def _attribute(node: etree._Element | None, namespaces: tuple[str, ...], name: str) -> str:
    if node is None:
        return ""
    return next((text for ns in namespaces if (text := node.get(f"{{{ns}}}{name}")) is not None), "")
