"""What a draft or a template left in the text: remarks to its author, and numbers never filled in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.report import Report
from models.verdict import Finding, Severity
from models.words import Words
from reports.prose.numerals import plain
from reports.rules._registry import Held, NotChecked, Parts, rule
from reports.rules.doubt import side, told
from reports.rules.passages import Sentence, sentences

MOST = 12  # remnants named in one message
PLACES: Mapping[str, Words] = {
    "title": Words("标题", "the title"),
    "preamble": Words("前言", "the introduction"),
}

# 尼勒克某镇 2023 left the first; the next two are remarks of blank templates in circulation.
REMARKS = re.compile(
    r"该部分以表格形式报告|[（(]文字描述[^（()）]{0,30}[）)]?|在此处报告|年度报告格式模板"
    r"|20[xX×Ｘ＊*]{2}年"
    r"|(?<![A-Za-z0-9])[xXＸ×]{2,4}(?=[省市县区镇乡局厅委办年月日件条次项元]|街道|单位|部门|机关|科室)"
    r"|[（(](?:填写?|填报|写明|注明)?(?:行政)?(?:单位|机关|部门)(?:全称|名称)[）)]"
    r"|[（(]请?(?:在此|此处)?填写[^（()）]{0,20}[）)]|[（(](?:参考)?(?:模板|模版|范本)[）)]"
    r"|^(?:填写|填表|填报)说明[:：]?"
)
# Without one of these nothing of the above can be found; looking for them first is quicker.
NEEDED = re.compile(
    r"[xX×Ｘ＊*]{2}|表格形式|文字描述|此处报告|格式模板|名称[）)]|填写|填表|填报|模板|模版|范本|例[:：]"
)
PERHAPS = re.compile(r"(?:^|[（(])(?:示)?例[:：]")


@dataclass(frozen=True, slots=True)
class Left:
    """Something left over in a sentence, and whether that is certain."""

    sentence: Sentence
    match: re.Match[str]
    certain: bool


@rule("presence.residue", severity=Severity.MINOR, basis="practice.proofreading")
def residue(report: Report) -> Parts:
    """模板残留 · Nothing is left over from a template.

    查什么：标题和正文没有留下模板的提示语、填写说明，没有“XX局”“20XX年”“（单位名称）”之类待替换的字样。
    何时不查：没有读到文字。“例：”之类可能另有用意，只提请人工复核。
    符合：各处都已换成本单位的内容。
    不符：“该部分以表格形式报告。”“20XX年，XX镇严格落实……”。
    怎样改：删去提示语，把待替换的字样换成本单位的内容，并通读全文。

    Checks: title and text have no remarks of a template to its author, no instructions for filling in, and nothing that was
        to be replaced, such as XX局, 20XX年 or （单位名称）.
    Not checked: no text was read. 例： and the like may have been meant, and are left to a person.
    Passes: everything was replaced by the agency's own words.
    Fails: 该部分以表格形式报告。 20XX年，XX镇严格落实……
    Mend: delete the remarks, put in the agency's own words, and read the whole text.
    """
    said = _with_title(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    left = list(_left(said))
    yield _found(left, "留有模板的字样", "still has words of a template") if left else Held()


def _with_title(report: Report) -> tuple[Sentence, ...]:
    said = sentences(report)
    title = report.title or ""
    if not title or (said and plain(title) in said[0].plain):
        return said
    return (Sentence("title", title, plain(title)), *said)


def _left(said: tuple[Sentence, ...]) -> Iterator[Left]:
    for sentence in filter(lambda each: NEEDED.search(each.plain), said):
        yield from (Left(sentence, match, True) for match in REMARKS.finditer(sentence.plain))
        yield from (Left(sentence, match, False) for match in PERHAPS.finditer(sentence.plain))


def _found(left: list[Left], zh: str, en: str) -> Finding:
    """One finding however much there is: it was overlooked once."""
    first = min(left, key=lambda each: not each.certain)
    words: dict[str, list[str]] = {}
    for each in left[:MOST]:
        words.setdefault(each.sentence.where, []).append(f"“{each.match.group()}”")
    places = [(_place(where), "、".join(dict.fromkeys(said))) for where, said in words.items()]
    return Finding(
        message=told(
            f"{zh}：{'；'.join(place.zh + said for place, said in places)}",
            f"the report {en}: {'; '.join(f'{place.en} {said}' for place, said in places)}",
            certain=first.certain,
        ),
        where=first.sentence.where,
        side=side(certain=first.certain),
        actual=first.match.group(),
        quote=first.sentence.quote(*first.match.span()),
    )


def _place(where: str) -> Words:
    number = where.rpartition(".")[2]
    return PLACES.get(where) or Words(f"第{number}部分", f"section {number}")


# A verb, what is counted, and its unit, with no number between. 收到的申请件 and 公开信息条例 are words of their own.
_STOP = r"(?=[，。；、,;（(]|其中|$)"
_WHAT = r"(?:各类|各种|有关|政府|政务|公开|信息|申请|文件|规范性|行政)"
NO_NUMBER = re.compile(
    rf"(?:公开|发布|推送|更新|公布|编发)(?:各类|各种|有关|政府|政务){{0,3}}信息[条件篇次]{_STOP}"
    rf"|共计?(?:主动|依法)?(?:公开|发布|收到|受理|办理|答复|制发|印发|接收|办结){_WHAT}{{0,6}}[条件次份篇]{_STOP}"
    rf"|(?:共|全年|本年度?|20\d\d年度?)[^，。；、,;\d]{{0,12}}(?:收到|受理|接收){_WHAT}{{0,6}}申请件{_STOP}"
    r"|20\d\d年(?:\d{1,2})?月日"
)
NO_CONTACT = re.compile(
    r"(?:电话|邮政编码|邮编|传真|邮箱|电子邮件|地址|联系人)[:：]"
    r"(?=[，。；、,;）)]|(?:联系)?(?:电话|邮编|传真|电子邮箱|邮箱|地址)[:：])"
)


@rule("presence.gap", severity=Severity.MINOR, basis="practice.proofreading")
def gap(report: Report) -> Parts:
    """数字缺漏 · No number is left out of a sentence.

    查什么：正文该写数字的地方没有空着：件数、条数、日期、联系电话。
    何时不查：没有读到文字。联系方式空着的，以及该部分一个数字也没有读到、文字有缺损，可能是转换造成的，只提请人工复核。
    符合：2020年主动公开信息262条。
    不符：“2020年主动公开信息  条”；“共主动公开条”；“电话：，”。
    怎样改：补上数字。

    Checks: wherever the text calls for a number there is one: counts, dates, the telephone.
    Not checked: no text was read. A telephone or an address left out, and a section in which no figure at all was read or
        letters are damaged, which reading may have done, are left to a person.
    Passes: 2020年主动公开信息262条.
    Fails: 2020年主动公开信息  条; 共主动公开条; 电话：，.
    Mend: fill the number in.
    """
    said = sentences(report)
    if not said:
        yield NotChecked(Words("没有读到文字", "no text was read"))
        return
    sound = {each.where for each in said if re.search(r"\d", each.plain)}
    left = [
        Left(sentence, match, certain and sentence.where in sound and not report.legibility.damaged)
        for sentence in said
        for pattern, certain in ((NO_NUMBER, True), (NO_CONTACT, False))
        for match in pattern.finditer(sentence.plain)
    ]
    yield _found(left, "缺少数字", "lacks numbers") if left else Held()
