"""The clothes of portals: HTML as editors, word processors and templates leave it."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from json import dumps

from reports.editions import TableForm
from tests.reports.clothes import habits
from tests.reports.clothes.clothing import NO_BLANKS, Rack
from tests.reports.clothes.facts import Address, Facts
from tests.reports.clothes.form import Box, Row, Sheet, sheet

RACK = Rack()
NUMERALS = "一二三四五六"
Draw = Callable[[Box], str]


def td(box: Box) -> str:
    """A cell as an editor writes it."""
    spans = "".join(
        f' {name}="{size}"' for name, size in (("colspan", box.across), ("rowspan", box.down)) if size > 1
    )
    return f'<td{spans} style="border: 1px solid;"><p>{escape(box.text) or "&nbsp;"}</p></td>'


def tr(row: Row, draw: Draw = td) -> str:
    """A row."""
    return f"<tr>{''.join(map(draw, row))}</tr>"


def table(rows: Sheet, draw: Draw = td) -> str:
    """A table."""
    return (
        f'<table border="1" cellspacing="0"><tbody>{"".join(tr(row, draw) for row in rows)}</tbody></table>'
    )


def p(text: str) -> str:
    """A paragraph."""
    return f'<p style="text-indent: 2em;">{escape(text)}</p>'


def article(facts: Facts, tables: Callable[[TableForm], str], paragraph: Callable[[str], str] = p) -> str:
    """The report: title, preamble, six sections with the tables in theirs."""
    parts = [paragraph(facts.title), *map(paragraph, facts.preamble)]
    for section in facts.form.sections:
        parts.append(paragraph(f"{NUMERALS[section.no - 1]}、{section.title}"))
        parts += [tables(each) for each in facts.form.tables if each.section == section.no]
        parts += map(paragraph, facts.texts[section.no])
    return "\n".join(parts)


def portal(facts: Facts, body: str, *, charset: str = "utf-8") -> str:
    """The page of a portal around the report: menu, place, date, links to other reports, foot."""
    links = "".join(
        f'<li><a href="/{year}.html">{facts.agency}{year}年政府信息公开工作年度报告</a></li>'
        for year in range(2008, 2012)
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><meta name="ArticleTitle" content="{facts.title}">'
        f"<title>{facts.title}_示例门户网站</title></head><body>"
        '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></div>'
        '<div class="place">当前位置：<a href="/">首页</a> &gt; <a href="/nb">政府信息公开年报</a></div>'
        f'<div class="side"><h3>往年报告</h3><ul>{links}</ul></div>'
        f'<div class="main"><div class="info"><span>发布时间：{facts.year + 1}-01-20</span><span>字号：[大 中 小]</span></div>'
        f'<div id="zoom">{body}</div><div class="tools"><a>打印</a> <a>关闭</a></div></div>'
        '<div class="foot"><p>主办：示例县人民政府办公室</p><p>网站标识码：1234560001</p></div></body></html>'
    )


def official(
    facts: Facts, change: Callable[[Sheet, TableForm], Sheet] = lambda rows, _: rows, draw: Draw = td
) -> str:
    """The report on a portal, its tables drawn like the template, after a change to them."""
    return portal(facts, article(facts, lambda form: table(change(sheet(facts, form), form), draw)))


@RACK.hang("official template")
def official_template(facts: Facts) -> bytes:
    return official(facts).encode()


# Word processors.

_MSO = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>'
    '<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View>'
    "</w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-name:正文; margin:0cm; font-size:10.5pt}"
    " span.hide {display:none} --></style></head><body lang=ZH-CN style='tab-interval:21.0pt'><div class=WordSection1>"
)
_RUN = (
    "<span lang=EN-US style='font-size:12.0pt;font-family:仿宋_GB2312;mso-bidi-font-family:宋体;color:black'>"
)


def mso_td(box: Box) -> str:
    """A cell as Word saves it: clutter around a few characters."""
    spans = f" colspan={box.across}" * (box.across > 1) + f" rowspan={box.down}" * (box.down > 1)
    inner = f"{_RUN}{escape(box.text)}<o:p></o:p></span>" if box.text else f"{_RUN}<o:p>&nbsp;</o:p></span>"
    return (
        f"<td width=57{spans} nowrap style='width:43.0pt;border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;"
        f"padding:0cm 5.4pt 0cm 5.4pt;height:20.0pt'>\r\n  <p class=MsoNormal align=center style='text-align:center;"
        f"mso-pagination:widow-orphan;mso-element:frame;mso-element-frame-hspace:9.0pt'>{inner}</p>\r\n  </td>"
    )


def mso_p(text: str) -> str:
    """A paragraph as Word saves it: the number of a heading in a list of its own, a bookmark, a smart tag."""
    number, mark, rest = text.partition("、") if text[0] in NUMERALS and text[1] == "、" else ("", "", text)
    listed = (
        f"<![if !supportLists]><span style='mso-list:Ignore'>{number}{mark}<span style='font:7.0pt \"Times New Roman\"'>"
        "&nbsp;</span></span><![endif]>"
        if number
        else ""
    )
    return f"<p class=MsoNormal style='text-indent:24.0pt;mso-list:l0 level1 lfo1'>{listed}<a name=_Toc1></a>{_RUN}{escape(rest)}</span></p>"


@RACK.hang("pasted from Word")
def pasted_from_word(facts: Facts) -> bytes:
    body = article(facts, lambda form: table(sheet(facts, form), mso_td), mso_p)
    return f"{_MSO}{body}</div></body></html>".encode()


# Tables drawn otherwise than the template.


@RACK.hang("header and data spans that disagree", form="2019")
def spans_that_disagree(facts: Facts) -> bytes:
    """上海市人民政府办公厅 2019: header 1+1+2+1, data 1+2+1+1."""

    def change(rows: Sheet, form: TableForm) -> Sheet:
        return tuple(map(_otherwise_spanned, rows)) if form.id == "disclosure" else rows

    return official(facts, change).encode()


def _otherwise_spanned(row: Row) -> Row:
    if len(row) != 4 or row[1].head:
        return row
    return tuple(replace(box, across=across) for box, across in zip(row, (1, 2, 1, 1), strict=True))


@RACK.hang("one table a caption")
def one_table_a_caption(facts: Facts) -> bytes:
    """Table 二 in as many tables as it has captions, the caption above each; table 四 in three."""
    return portal(facts, article(facts, lambda form: "".join(_apart(facts, form)))).encode()


def _apart(facts: Facts, form: TableForm) -> list[str]:
    rows = sheet(facts, form)
    match form.id:
        case "disclosure":
            starts = [number for number, row in enumerate(rows) if len(row) == 1]
            return [
                p(rows[start][0].text) + table(rows[start + 1 : end])
                for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)
            ]
        case "remedies":
            heads = tuple(Box(text=column.label, head=True) for column in form.columns)
            return [
                p(row.label) + table((heads, tuple(Box(text=text) for text in facts.row("remedies", row.id))))
                for row in form.rows
            ]
        case _:
            return [table(rows)]


@RACK.hang("all three tables in one")
def all_in_one(facts: Facts) -> bytes:
    """One table from 二 to 四, the headings in rows of their own."""
    rows: list[Row] = []
    for form in facts.form.tables:
        section = facts.form.sections[form.section - 1]
        rows += [(Box(text=f"{NUMERALS[section.no - 1]}、{section.title}", across=15),), *sheet(facts, form)]
    body = article(facts, lambda _: "@")
    start, end = body.index(p(f"二、{facts.form.sections[1].title}")), body.rindex("@") + 1
    return portal(facts, body[:start] + table(tuple(rows)) + body[end:]).encode()


@RACK.hang("one table from top to bottom")
def one_table_from_top_to_bottom(facts: Facts) -> bytes:
    """The whole report in the rows of one table."""

    def row(text: str) -> str:
        return tr((Box(text=text, across=15),))

    body = article(facts, lambda form: "".join(map(tr, sheet(facts, form))), row)
    return portal(facts, f"<table><tbody>{body}</tbody></table>").encode()


@RACK.hang("tables for layout around the tables")
def layout_tables(facts: Facts) -> bytes:
    menu = "<table width='100%'><tr><td>栏目一</td></tr><tr><td>栏目二</td></tr></table>"
    body = article(
        facts, lambda form: f"<table width='100%'><tr><td>{table(sheet(facts, form))}</td></tr></table>"
    )
    page = (
        f"<table><tr><td width='200'>{menu}</td><td><table><tr><td>{body}</td></tr></table></td></tr></table>"
    )
    return f"<html><head><title>{facts.title}</title></head><body>{page}</body></html>".encode()


@RACK.hang("figures in tables inside cells")
def figures_in_inner_tables(facts: Facts) -> bytes:
    """Each row's figures in a table of one row inside one cell."""

    def change(rows: Sheet, _: TableForm) -> str:
        drawn = ""
        for row in rows:
            values = tuple(box for box in row if box.address)
            labels = "".join(td(box) for box in row if not box.address)
            drawn += f"<tr>{labels}{f'<td>{table((values,))}</td>' if values else ''}</tr>"
        return f"<table>{drawn}</table>"

    return portal(facts, article(facts, lambda form: change(sheet(facts, form), form))).encode()


@RACK.hang("paragraphs and breaks in cells")
def broken_cells(facts: Facts) -> bytes:
    """Labels broken after every third character, figures in nested paragraphs."""

    def draw(box: Box) -> str:
        if box.address:
            inner = f"<div><p>{escape(box.text)}</p><p>&nbsp;</p></div>"
        elif box.head:
            inner = "<br/>".join(escape(box.text[at : at + 3]) for at in range(0, len(box.text), 3))
        else:
            inner = "".join(f"<p>{escape(box.text[at : at + 6])}</p>" for at in range(0, len(box.text), 6))
        return f"<td colspan={box.across} rowspan={box.down}>{inner}</td>"

    return official(facts, draw=draw).encode()


@RACK.hang("labels left out or indented, a blank cell at the end", absent=NO_BLANKS)
def indented_labels(facts: Facts) -> bytes:
    return official(
        facts, lambda rows, form: habits.indented(rows) if form.id == "applications" else rows
    ).encode()


@RACK.hang("tables cut in two, header repeated")
def cut_with_header(facts: Facts) -> bytes:
    return _cut(facts, header=True)


@RACK.hang("tables cut in two, in wrappers of their own")
def cut_without_header(facts: Facts) -> bytes:
    return _cut(facts, header=False)


def _cut(facts: Facts, *, header: bool) -> bytes:
    def halves(form: TableForm) -> str:
        pieces = habits.cut(sheet(facts, form), form.id, header=header)
        return "".join(f"<div class='page'>{table(piece)}</div>" for piece in pieces if piece)

    return portal(facts, article(facts, halves)).encode()


@RACK.hang("digits in spans, header cells in rows, hidden cells")
def strange_cells(facts: Facts) -> bytes:
    """Digits each in a span of their own; labels as header cells; a hidden cell and a hidden row with other figures."""

    def draw(box: Box) -> str:
        spans = f"colspan={box.across} rowspan={box.down}"
        if not box.address:
            return f"<th {spans}>{escape(box.text)}</th>"
        digits = "".join(f"<span>{escape(character)}</span>" for character in box.text)
        return f"<td {spans}>{digits}</td><td style='display:none'>9</td>"

    def rows(form: TableForm) -> str:
        hidden = "<tr style='visibility:hidden'><td>规章</td><td>8</td><td>8</td><td>8</td></tr>"
        return table(sheet(facts, form), draw).replace("</tbody>", f"{hidden}</tbody>")

    return portal(facts, article(facts, rows)).encode()


# Habits of agencies.


@RACK.hang("rows 小计 in table 三", strange=("小计",), absent=NO_BLANKS)
def subtotal_rows(facts: Facts) -> bytes:
    return official(
        facts, lambda rows, form: habits.with_subtotals(rows) if form.id == "applications" else rows
    ).encode()


@RACK.hang("a column 小计 in table 三", strange=("格式以外的一格",), absent=NO_BLANKS)
def subtotal_column(facts: Facts) -> bytes:
    return official(
        facts, lambda rows, form: habits.with_legal_subtotal(rows) if form.id == "applications" else rows
    ).encode()


@RACK.hang("a title row, a column 备注, a source under each table", strange=("含代收",))
def titles_remarks_sources(facts: Facts) -> bytes:
    def draw(form: TableForm) -> str:
        rows = sheet(facts, form)
        if form.id != "remedies":
            rows = habits.with_remarks(rows)
        return table(habits.titled(rows, f"{facts.year}年度统计表")) + p("数据来源：本机关业务台账。")

    return portal(facts, article(facts, draw)).encode()


# Ways to write figures.


def full_width(_: Address, text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})


@RACK.hang("full-width digits and brackets", written=full_width)
def full_width_digits(facts: Facts) -> bytes:
    half = str.maketrans({"（": "(", "）": ")", "“": '"', "”": '"', "、": "、"})
    return official(
        facts, draw=lambda box: td(replace(box, text=box.text if box.address else box.text.translate(half)))
    ).encode()


def in_thousands(_: Address, text: str) -> str:
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if text[-1:].isdigit() else text


@RACK.hang("thousands separators", written=in_thousands)
def thousands(facts: Facts) -> bytes:
    return official(facts).encode()


def with_units(address: Address, text: str) -> str:
    """Counts as 3件; amounts in 元, though the column asks for 万元."""
    if not text[-1:].isdigit():
        return text
    return f"{Decimal(text) * 10_000:f}元" if address[2] == "amount" else f"{text}件"


@RACK.hang("units in cells", written=with_units)
def units(facts: Facts) -> bytes:
    return official(facts).encode()


@RACK.hang("unseen characters")
def unseen_characters(facts: Facts) -> bytes:
    """Zero-width, non-breaking, soft and ideographic characters, as text and as entities, everywhere."""

    def noisy(text: str) -> str:
        return "&#8203;".join(map(escape, text)) + "\u2060"

    def draw(box: Box) -> str:
        return (
            f"<td colspan={box.across} rowspan={box.down}>\ufeff&nbsp;{noisy(box.text)}\u3000&shy;\u202c</td>"
        )

    body = article(
        facts, lambda form: table(sheet(facts, form), draw), lambda text: f"<p>\u3000\u3000{noisy(text)}</p>"
    )
    return portal(facts, body).encode()


# Encodings and carriers.


@RACK.hang("GB18030 that says gb2312")
def gb18030(facts: Facts) -> bytes:
    return portal(facts, article(facts, lambda form: table(sheet(facts, form))), charset="gb2312").encode(
        "gb18030"
    )


@RACK.hang("UTF-16")
def utf_16(facts: Facts) -> bytes:
    return official(facts).encode("utf-16")


@RACK.hang("in a frame's srcdoc")
def srcdoc(facts: Facts) -> bytes:
    inner = article(facts, lambda form: table(sheet(facts, form)))
    return portal(facts, f'<iframe srcdoc="{escape(inner)}"></iframe>').encode()


@RACK.hang("in a string of a script")
def scripted(facts: Facts) -> bytes:
    inner = article(facts, lambda form: table(sheet(facts, form)))
    return portal(
        facts, f"<div id='app'>正在加载</div><script>var detail = {{body: {dumps(inner)}}}</script>"
    ).encode()


@RACK.hang("a web page saved as one file")
def mhtml(facts: Facts) -> bytes:
    page = MIMEText(official(facts), "html", "utf-8")
    saved = MIMEMultipart("related", type="text/html")
    saved["Subject"] = "report"
    saved.attach(page)
    return saved.as_bytes()
