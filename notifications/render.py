"""Digest → subject, text and HTML; and Markdown for the page of a run. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from models.words import Language
from notifications.digest import Digest
from notifications.items import Item
from notifications.layout import Glance, Layout, lay_out

ENVIRONMENT = Environment(
    loader=PackageLoader("notifications"),
    autoescape=True,  # for every template whatever its name: `select_autoescape` overlooks *.html.j2
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,  # to ask the disk for every page whether a template changed takes long
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One digest in one language."""

    subject: str
    text: str
    html: str


def render(digest: Digest, language: Language, *, file: str = "") -> Rendered:
    """The digest as a message; `file` is the name of the attached one that holds what the text leaves out, if any."""
    layout = lay_out(digest, language, file=file)
    html = ENVIRONMENT.get_template("digest.html.j2").render(layout=layout)
    return Rendered(subject=layout.subject, text="\n".join(_text(layout)) + "\n", html=html)


def markdown(digests: Iterable[Digest], language: Language) -> str:
    """Several digests as one Markdown page, portal text escaped."""
    return "\n".join(line for digest in digests for line in _markdown(lay_out(digest, language)))


def _text(layout: Layout) -> Iterator[str]:
    colon = layout.colon
    yield from (layout.title, layout.lead)
    if layout.overview[0]:
        yield f"{layout.overview[0]}{colon}{layout.overview[1]}"
    if layout.rehearsal:
        yield from ("", f"*** {layout.rehearsal} ***")
    yield ""
    yield from (_glanced(each, colon) for each in layout.glance)
    yield from (["", layout.cut] if layout.cut else [])
    for block in layout.blocks:
        yield from ("", f"■ {block.heading}", *([block.note] if block.note else []))
        for number, item in enumerate(block.items, start=1):
            yield from _text_item(number, item, colon)
        yield from ([f"   {block.more}"] if block.more else [])
    yield from ("", *layout.remarks, "", layout.counts_heading)
    yield from (f"   {label}{colon}{n}" for label, n, _ in layout.counts)
    yield f"   {layout.total[0]}{colon}{layout.total[1]}"
    if layout.circular:
        yield from ("", f"■ {layout.circular_heading}", "", *layout.circular)
    yield from ("", layout.footer, *([layout.seal] if layout.seal else []))


def _glanced(each: Glance, colon: str) -> str:
    detail = f"　{' · '.join(each.details)}" if each.details else ""
    return f"  {each.label}{colon}{each.number}{detail}"


def _text_item(number: int, item: Item, colon: str) -> Iterator[str]:
    tag = f" [{item.tag}]" if item.tag else ""
    yield from ("", f"{number}. {item.name}{tag}", f"   {item.statement}", f"   {item.duty}")
    for facts in (each for each in (item.dates, item.facts) if each):
        yield "   " + " · ".join(f"{label}{colon}{value}" for label, value in facts)
    yield from (f"   {label}{colon}{visible}" for label, visible, _ in item.links)


_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>@:/=])")


def escaped(text: str) -> str:
    """Text from anywhere, so that Markdown shows it as it is: no link, no tag, no mention."""
    return _MARKS.sub(r"\\\1", text.replace("&", "&amp;").replace("<", "&lt;"))


def _markdown(layout: Layout) -> Iterator[str]:
    yield from (f"## {escaped(layout.lead)}", "", escaped(layout.subject), "")
    if layout.rehearsal:
        yield from (f"> **{escaped(layout.rehearsal)}**", "")
    yield from (f"- {escaped(_glanced(each, layout.colon).strip())}" for each in layout.glance)
    yield from ("", *([escaped(layout.cut), ""] if layout.cut else []))
    for block in layout.blocks:
        yield from (f"### {escaped(block.heading)}", "")
        yield from (_markdown_item(item, layout.colon) for item in block.items)
        yield from ("", *([escaped(block.more), ""] if block.more else []))
    yield from (f"- {escaped(remark)}" for remark in layout.remarks)
    yield from _markdown_counts(layout.counts, layout.total)


def _markdown_item(item: Item, colon: str) -> str:
    facts = [f"{label}{colon}{value}" for label, value in (*item.dates, *item.facts)]
    links = [f"{label}{colon}{visible}" for label, visible, _ in item.links]
    rest = " · ".join(escaped(part) for part in [item.statement, item.duty, *facts, *links])
    tag = f" ({escaped(item.tag)})" if item.tag else ""
    return f"- **{escaped(item.name)}**{tag} {rest}"


def _markdown_counts(counts: Sequence[tuple[str, int, str]], total: tuple[str, int]) -> Iterator[str]:
    yield from ("", "| | |", "| --- | ---: |")
    yield from (f"| {escaped(label)} | {n} |" for label, n, _ in counts)
    yield from (f"| **{escaped(total[0])}** | **{total[1]}** |", "")
