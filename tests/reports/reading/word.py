"""Word documents made of a few lines of WordprocessingML, so that a test shows exactly what it is about."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

from reports.editions import Edition, TableForm
from tests.reports.reading.material import Values, grid, paragraphs

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SPACES = {
    "r": _RELATIONS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of runs; text without a tag becomes a run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def _run(text: str) -> str:
    return text if text.startswith("<") else f"<w:r><w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; text without a tag becomes a cell."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(_cell, cells))}</w:tr>"


def _cell(text: str) -> str:
    return text if text.startswith("<") else tc(p(text))


def tc(*blocks: str, properties: str = "") -> str:
    """A cell of blocks."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def counted_in(number: int, depth: int = 0) -> str:
    """The property that puts a paragraph into a list."""
    return f"<w:numPr><w:ilvl w:val='{depth}'/><w:numId w:val='{number}'/></w:numPr>"


def level(depth: int, form: str, text: str, *, start: int = 1, more: str = "") -> str:
    """One level of a list."""
    return (
        f"<w:lvl w:ilvl='{depth}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{more}"
        f"<w:lvlText w:val='{text}'/></w:lvl>"
    )


def docx(
    *blocks: str,
    styles: str = "",
    numbering: str = "",
    word: str = W,
    main: str = "word/document.xml",
    kind: str = MAIN,
    doctype: str = "",
    parts: Mapping[str, bytes] = {},
    relations: str = "",
    packing: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A Word document with that body."""
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in {"w": word, **_SPACES}.items())
    folder, name = main.rpartition("/")[::2]
    related = "".join(
        f'<Relationship Id="own-{part}" Type="{_RELATIONS}/{part}" Target="{part}.xml"/>'
        for part in ("styles", "numbering")
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Override PartName="/{main}" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{_RELATIONS}/officeDocument" Target="/{main}"/></Relationships>',
        f"{folder}/_rels/{name}.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{related}{relations}</Relationships>',
        main: f"{doctype}<w:document {spaces}><w:body>{''.join(blocks)}<w:sectPr/></w:body></w:document>",
        f"{folder}/styles.xml": f"<w:styles {spaces}>{styles}</w:styles>",
        f"{folder}/numbering.xml": f"<w:numbering {spaces}>{numbering}</w:numbering>",
    }
    return zipped({**{name: text.encode() for name, text in files.items()}, **parts}, packing)


def zipped(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file of these entries."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def as_docx(edition: Edition, values: Values) -> bytes:
    """The report of the form's own cells, its label cells merged as the official template merges them."""
    blocks = []
    for line in paragraphs(edition, lambda table: f"<{table.id}>").split("\n"):
        table = line.strip("<>")
        blocks.append(_merged(edition.table(table), values) if line.startswith("<") else p(line))
    return docx(*blocks)


def _merged(table: TableForm, values: Values) -> str:
    """Empty label cells reach down from the cell above; value cells are kept whatever they hold."""
    rows = grid(table, values)
    labels = {"applications": 3, "disclosure": 0, "remedies": 0}[table.id]
    body = []
    for number, cells in enumerate(rows):
        drawn = []
        for place, text in enumerate(cells):
            above = number > 0 and place < labels and not text
            drawn.append(tc(p(text), properties="<w:vMerge/>" if above else "<w:vMerge w:val='restart'/>"))
        body.append(row(*drawn))
    return tbl(*body)
