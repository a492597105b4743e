"""Whether the report can be read, searched and copied: not in pictures only, and not garbled."""

import re

from models.report import Medium, Report
from models.verdict import Finding, Severity, Side
from models.words import Words
from reports.rules._registry import Held, NotChecked, Part, Parts, rule
from reports.rules.absence import TABLE_NAMES
from reports.rules.passages import Sentence, sentences

MEDIA = {
    Medium.PICTURES: Words("全文是图片，没有可以检索、复制的文字", "it consists of pictures, without text"),
    Medium.RECOGNISED: Words(
        "全文是图片，文字是识别出来的", "it consists of pictures; its text was recognised"
    ),
}


@rule("access.image-only", severity=Severity.MAJOR, basis="regulation.24")
def image_only(report: Report) -> Parts:
    """不能只有图片 · Not in pictures only.

    查什么：报告是可以检索、复制的文字，不是扫描件或者图片；三张表不是图片。
    何时不查：没有读到任何文字和图片。同一报告可能另有文字版，不符时只提请人工复核。
    符合：网页正文，表格是网页表格。
    不符：一份扫描的PDF；网页正文是文字，第三部分是一张截图。
    怎样改：用文字和表格重新发布；图片、扫描件可以作为附件。

    Checks: the report is text that can be searched and copied, not a scan or pictures, and its tables are no pictures.
    Not checked: neither text nor pictures were found. The same report may stand elsewhere as text: a person is asked to look.
    Passes: the text of a web page, with tables of its own.
    Fails: a scanned PDF; a page whose section 3 is a screenshot.
    Mend: publish it as text and tables; pictures and scans may be attached.
    """
    legible = report.legibility
    missing = [name for table_id, name in TABLE_NAMES.items() if table_id not in report.tables]
    if legible.medium in MEDIA:
        yield _pictured(MEDIA[legible.medium], "document")
    elif legible.pictures and missing:
        listed = Words("、".join(each.zh for each in missing), ", ".join(each.en for each in missing))
        yield _pictured(Words(f"{listed.zh}可能是图片", f"these may be pictures: {listed.en}"), "tables")
    elif sentences(report) or report.tables:
        yield Held()
    else:
        yield NotChecked(Words("没有读到文字", "no text was read"))


def _pictured(what: Words, where: str) -> Finding:
    return Finding(
        message=Words(f"{what.zh}，请人工查看", f"{what.en}; please look"), where=where, side=Side.UNDECIDED
    )


MOST_DAMAGED = 0.002  # of the characters; a single strange sign is no garbling
FEWEST_DAMAGED = 5
STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff]")
EXPECTED = "信息"  # a word no report does without, and whose bytes are no white space in any encoding
# As what a page's UTF-8 may have been taken, and how to undo it.
TAKEN_FOR = ("gb18030", "latin-1")
# Letters lost on the way: 2019年1月1日 without its 年 and 月, an address without its @.
LOST = re.compile(
    r"20\d\d年?11日至(?:20\d\d年?)?1231日"
    r"|(?<![A-Za-z0-9@._/-])[A-Za-z][A-Za-z0-9_]{2,20}(?:163|126|qq|sina)\.com"
)


@rule("access.garbled", severity=Severity.MINOR, basis="practice.proofreading")
def garbled(report: Report) -> Parts:
    """没有乱码 · Not garbled.

    查什么：正文没有成片的乱码，没有丢字，如“201911日至1231日”、缺“@”的电子邮箱。
    何时不查：没有读到文字。乱码和丢字也可能是转换造成的，只提请人工复核。
    符合：2019年1月1日至12月31日。
    不符：“涓€銆佹€讳綋鎯呭喌”；“201911日至1231日”。
    怎样改：在浏览器中打开已公布的页面核对，重新发布。

    Checks: the text has no stretch of garbled letters, and no letters lost, as in 201911日至1231日 or an address without @.
    Not checked: no text was read. Reading may have done it: a person is asked to look.
    Passes: 2019年1月1日至12月31日.
    Fails: 涓€銆佹€讳綋鎯呭喌; 201911日至1231日.
    Mend: open the published page in a browser, compare, and publish it anew.
    """
    said = sentences(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    yield _damage(report, said)
    yield _loss(said)


def _damage(report: Report, said: tuple[Sentence, ...]) -> Part:
    text = "".join(each.plain for each in said)
    damaged = max(report.legibility.damaged, len(STRANGE.findall(text)))
    if _taken_for_another(text):
        return _garbled(said[0], "正文是乱码，像是编码用错", "the text is garbled, as by a wrong encoding")
    if damaged >= max(FEWEST_DAMAGED, MOST_DAMAGED * len(text)):
        worst = next((each for each in said if STRANGE.search(each.plain)), said[0])
        return _garbled(worst, f"正文有{damaged}个字是乱码", f"{damaged} letters of the text are garbled")
    return Held()


def _taken_for_another(text: str) -> bool:
    """Whether the text would be one on disclosure, had it not been decoded wrongly."""
    return EXPECTED not in text and any(
        EXPECTED in text.encode(encoding, "replace").decode("utf-8", "ignore") for encoding in TAKEN_FOR
    )


def _garbled(sentence: Sentence, zh: str, en: str) -> Finding:
    return Finding(
        message=Words(f"{zh}，也可能是转换造成的，请人工查看", f"{en}, or reading did it; please look"),
        where=sentence.where,
        side=Side.UNDECIDED,
        quote=sentence.quote(0, 0),
    )


def _loss(said: tuple[Sentence, ...]) -> Part:
    lost = next(((each, match) for each in said if (match := LOST.search(each.plain))), None)
    if lost is None:
        return Held()
    sentence, match = lost
    return Finding(
        message=Words(
            f"“{match.group()}”像是丢了字，也可能是转换造成的，请人工查看",
            f"letters seem to be lost in {match.group()}, or reading lost them; please look",
        ),
        where=f"{sentence.where}.lost",
        side=Side.UNDECIDED,
        actual=match.group(),
        quote=sentence.quote(*match.span()),
    )
