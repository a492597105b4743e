"""Word documents: what a reader sees of them, and no more."""

import pytest
from hypothesis import given, settings

from models.report import CellKind, Legibility, Medium
from reports.editions import EDITIONS, Edition
from reports.reading import Unreadable, read
from reports.reading.docx import read_docx
from reports.reading.manuscript import Line
from tests.reports.reading.material import counted, read_values, shared
from tests.reports.reading.test_read import filled
from tests.reports.reading.word import STRICT, as_docx, counted_in, docx, level, p, row, tbl, tc

PICTURE = "<w:r><w:drawing><wp:inline><wp:extent cx='{width}' cy='100'/><a:blip r:embed='x'/></wp:inline></w:drawing></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
TRACKED = "<w:del><w:r><w:delText>旧</w:delText><w:t>删去的字</w:t></w:r></w:del>"


def said(*blocks: str, **more: str) -> list[str]:
    """The lines of a document with that body, cells between bars."""
    lines = read_docx(docx(*blocks, **more)).lines  # type: ignore[arg-type]
    return [" | ".join(line.cells) if line.table else line.text for line in lines]


def test_the_official_template_is_blank_in_every_cell() -> None:
    report = read(shared("corpus/reports/blank_template_2021.docx"))

    assert (report.edition, report.unread) == ("2021", ())
    assert {name: len(table.cells) for name, table in report.tables.items()} == {
        "disclosure": 10,
        "applications": 175,
        "remedies": 15,
    }
    assert {cell.kind for table in report.tables.values() for _, _, cell in table} == {CellKind.BLANK}
    assert [section.no for section in report.sections] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("form", EDITIONS, ids=lambda form: form.id)
def test_every_cell_is_read_in_its_place(form: Edition) -> None:
    report = read(as_docx(form, counted(form)))

    assert (read_values(report), report.unread) == (counted(form), ())


@settings(max_examples=25)
@given(filled())
def test_a_document_is_read_in_full_whatever_its_cells_hold(
    case: tuple[Edition, dict[tuple[str, str, str], str]],
) -> None:
    form, values = case
    report = read(as_docx(form, values))

    assert (read_values(report), report.unread) == (values, ())


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (p("共受理", TRACKED, "<w:ins><w:r><w:t>12</w:t></w:r></w:ins>", "件"), ["共受理12件"]),
        (p("<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>", "<w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo>"), ["移来"]),
        (p("看得见", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"), ["看得见"]),
        (p("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>不隐藏</w:t></w:r>"), ["不隐藏"]),
        (p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:tab/><w:t>右</w:t></w:r>"), ["上", "下 右"]),
        (p("<w:r><w:t>软</w:t><w:softHyphen/><w:t>连</w:t><w:noBreakHyphen/><w:t>字</w:t></w:r>"), ["软连-字"]),
        (p("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='宋体' w:char='4E00'/></w:r>"), ["☑一"]),
        (p("见注", "<w:r><w:footnoteReference w:id='2'/></w:r>", "。"), ["见注。"]),
        (p("<w:hyperlink r:id='x'><w:r><w:t>链接</w:t></w:r></w:hyperlink>"), ["链接"]),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>gōng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>公</w:t></w:r></w:rubyBase></w:ruby></w:r>", "开"), ["公开"]),
        ("<w:sdt><w:sdtContent>" + p("控件里") + "</w:sdtContent></w:sdt>", ["控件里"]),
        (p("<w:fldSimple w:instr='DATE'><w:r><w:t>2024年</w:t></w:r></w:fldSimple>"), ["2024年"]),
        (p(), []),
    ],
    ids=["deleted", "moved", "hidden", "not-hidden", "breaks", "hyphens", "symbols", "footnote", "link", "ruby", "control", "field", "empty"],
)  # fmt: skip
def test_a_paragraph_says_what_a_reader_sees(block: str, expected: list[str]) -> None:
    assert said(p("首行"), block) == ["首行", *expected]


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def test_a_field_shows_its_result_and_not_its_code() -> None:
    inner = (
        field("begin")
        + "<w:r><w:t>内层代码</w:t></w:r>"
        + field("separate")
        + "<w:r><w:t>内层</w:t></w:r>"
        + field("end")
    )
    outer = p("前", field("begin"), inner, field("separate"), "结果", field("end"), "后")

    assert said(outer) == ["前结果后"]


def test_a_field_that_never_ends_ends_with_its_paragraph() -> None:
    assert said(p("前", field("begin"), "代码"), p("下一段")) == ["前", "下一段"]


def test_hidden_text_is_hidden_by_its_style_too() -> None:
    styles = (
        "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/><w:rPr><w:vanish/></w:rPr></w:style>"
    )
    run = "<w:r><w:rPr><w:rStyle w:val='a'/></w:rPr><w:t>隐藏</w:t></w:r>"

    assert said(p("看得见", run), styles=styles) == ["看得见"]


def test_a_text_box_is_read_once_though_it_is_stored_twice() -> None:
    twice = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"

    assert said(p("正文", twice)) == ["正文", "框里的字"]


def test_only_pictures_wide_enough_to_hold_a_part_are_counted() -> None:
    wide, seal = PICTURE.format(width=5_400_000), PICTURE.format(width=1_500_000)
    drawn = "<w:r><w:pict><v:shape style='width:415pt;height:20pt'><v:imagedata r:id='x'/></v:shape></w:pict></w:r>"

    assert read(docx(p("正文", wide, seal, drawn))).legibility.pictures == 2


def test_a_document_of_pictures_alone_is_pictures_and_nothing_else() -> None:
    scan = read(docx(p(PICTURE.format(width=5_400_000))))

    assert scan.legibility == Legibility(medium=Medium.PICTURES, pictures=1)


def test_a_document_of_nothing_says_so() -> None:
    with pytest.raises(Unreadable, match="holds no text"):
        read(docx(p()))


def test_an_embedded_workbook_is_named_as_unread() -> None:
    thing = "<w:r><w:object><v:shape><v:imagedata r:id='x'/></v:shape><o:OLEObject ProgID='Excel.Sheet.12'/></w:object></w:r>"
    report = read(docx(p("一、总体情况", thing)))

    assert report.unread == ("文档里嵌有 1 个对象（如 Excel 表），没有读取",)


# Tables.


def test_merged_cells_count_once_and_spans_are_not_unrolled() -> None:
    table = tbl(
        row(
            tc(p("甲"), properties="<w:gridSpan w:val='2'/>"),
            tc(p("乙"), properties="<w:vMerge w:val='restart'/>"),
        ),
        row("丙", "丁", tc(p("看不见"), properties="<w:vMerge/>")),
    )

    assert said(table) == ["甲 | 乙", "丙 | 丁"]


def test_a_cell_that_continues_nothing_is_a_cell() -> None:
    assert said(tbl(row(tc(p("3"), properties="<w:vMerge/>"), "4"))) == ["3 | 4"]


def test_cells_merged_sideways_in_the_old_manner_count_once() -> None:
    merged = tc(p(""), properties="<w:hMerge w:val='continue'/>")

    assert said(tbl(row(tc(p("宽"), properties="<w:hMerge w:val='restart'/>"), merged, "右"))) == ["宽 | 右"]


def test_deleted_and_hidden_rows_are_left_out() -> None:
    table = tbl(
        row("1", "2"), row("3", "4", properties="<w:del w:id='1'/>"), row("5", "6", properties="<w:hidden/>")
    )

    assert said(table) == ["1 | 2"]


def test_a_label_over_two_paragraphs_is_one_and_two_numbers_are_two() -> None:
    table = tbl(row(tc(p("商业"), p("企业")), tc(p("1"), p("2"))))

    assert said(table) == ["商业企业 | 1\n2"]


def test_a_frame_around_text_is_no_table() -> None:
    assert read_docx(docx(tbl(row(tc(p("框内"), p("文字")))))).lines == (Line(("框内",)), Line(("文字",)))


def test_a_table_inside_a_table_is_read_in_its_place() -> None:
    inner = tbl(row("1", "2"))

    assert read_docx(
        docx(tbl(row("甲", "乙"), row(tc(p("标签")), tc(inner, p(""))), row("丙", "丁")))
    ).lines == (
        Line(("甲", "乙"), 1),
        Line(("标签",)),
        Line(("1", "2"), 2),
        Line(("丙", "丁"), 1),
    )


def test_rows_and_cells_in_content_controls_are_read() -> None:
    table = tbl(
        f"<w:sdt><w:sdtContent>{row('1', '<w:sdt><w:sdtContent>' + tc(p('2')) + '</w:sdtContent></w:sdt>')}</w:sdtContent></w:sdt>"
    )

    assert said(table) == ["1 | 2"]


# Numbers Word counts.

CHAPTERS = (
    f"<w:abstractNum w:abstractNumId='7'>{level(0, 'japaneseCounting', '%1、')}{level(1, 'chineseCounting', '（%2）')}"
    f"{level(2, 'decimal', '%3.')}</w:abstractNum>"
    "<w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride></w:num>"
)


def test_the_numbers_of_chapters_are_counted_as_word_counts_them() -> None:
    body = [p(text, properties=counted_in(1, depth)) for text, depth in
            [("总体情况", 0), ("主动公开", 1), ("依申请公开", 1), ("主动公开政府信息情况", 0), ("甲", 1), ("细目", 2)]]  # fmt: skip

    assert said(*body, numbering=CHAPTERS) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开政府信息情况",
        "（一）甲",
        "1.细目",
    ]


def test_two_lists_of_one_pattern_count_on_unless_one_starts_anew() -> None:
    body = [
        p(text, properties=counted_in(number))
        for text, number in [("甲", 1), ("乙", 1), ("丙", 2), ("丁", 2)]
    ]

    assert said(*body, numbering=CHAPTERS) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_paragraph_is_counted_through_its_style_and_not_where_it_says_so() -> None:
    styles = f"<w:style w:styleId='h'><w:pPr>{counted_in(1)}</w:pPr></w:style><w:style w:styleId='k'><w:basedOn w:val='h'/></w:style>"
    styled = p("总体情况", properties="<w:pStyle w:val='k'/>")
    plain = p("正文", properties="<w:pStyle w:val='k'/><w:numPr><w:numId w:val='0'/></w:numPr>")

    assert said(styled, plain, numbering=CHAPTERS, styles=styles) == ["一、总体情况", "正文"]


def test_sections_with_counted_headings_are_found() -> None:
    titles = [section.title for section in EDITIONS[-1].sections]
    body = [
        block for title in titles for block in (p(title, properties=counted_in(1)), p(f"{title}的文字。"))
    ]
    report = read(docx(*body, numbering=CHAPTERS))

    assert [(s.no, s.title, s.text) for s in report.sections] == [
        (no, title, f"{title}的文字。") for no, title in enumerate(titles, start=1)
    ]


def test_the_style_of_titles_gives_the_title() -> None:
    styles = "<w:style w:styleId='a3'><w:name w:val='Title'/></w:style>"
    title = "示例县水利局2023年政府信息公开工作年度报告"

    assert read_docx(docx(p(title, properties="<w:pStyle w:val='a3'/>"), styles=styles)).titles == (title,)


# Dresses of the file.


@pytest.mark.parametrize(
    "dress",
    [
        {"word": STRICT},
        {"main": "word/document2.xml"},
        {"main": "deep/down/main.xml"},
        {"kind": "application/vnd.ms-word.document.macroEnabled.main+xml"},
        {"kind": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"},
    ],
    ids=["strict", "other-name", "other-folder", "docm", "dotx"],
)
def test_every_dress_of_word_is_read(dress: dict[str, str]) -> None:
    content = docx(p("总体情况", properties=counted_in(1)), numbering=CHAPTERS, **dress)  # type: ignore[arg-type]

    assert read(content).sections[0].title == "总体情况"


def test_a_web_page_laid_into_the_document_is_read() -> None:
    page = "<html><body><p>页里的字</p><table><tr><td>1</td><td>2</td></tr></table></body></html>".encode()
    relations = '<Relationship Id="c1" Type="x/aFChunk" Target="chunk.htm"/>'
    content = docx(
        tbl(row("0", "0")),
        "<w:altChunk r:id='c1'/>",
        tbl(row("9", "9")),
        parts={"word/chunk.htm": page},
        relations=relations,
    )

    assert read_docx(content).lines == (
        Line(("0", "0"), 1),
        Line(("页里的字",)),
        Line(("1", "2"), 2),
        Line(("9", "9"), 3),
    )


def test_what_lies_outside_the_document_is_named_and_never_opened() -> None:
    relations = '<Relationship Id="c1" Type="x/aFChunk" Target="file:///etc/hostname" TargetMode="External"/>'
    report = read(docx(p("一、总体情况"), "<w:altChunk r:id='c1'/>", relations=relations))

    assert report.unread == ("文档里嵌有 1 个其他格式的文件，没有读取",)
