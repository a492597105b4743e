"""Letters: who gets one, what it may say, and that it stays on its page."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.assessment import Flag, Standing
from models.decision import Decision, DecisionKind, Mark, Overlay, Role
from models.verdict import Finding, RuleOutcome, Severity, Side, Verdict
from models.words import Language, Words
from notifications.letter_file import write_letter
from notifications.letter_page import ROOM, Letter, _height, letter
from notifications.letters import Basis, Case, Spot, is_reminder, withheld
from notifications.shown import clean
from tests.notifications.payloads import PAYLOADS
from tests.notifications.season import AS_OF, BALANCE, ROWS, season
from tests.office import pages_of_all

ZH, EN = Language.ZH, Language.EN
BASES = {
    "regulation.47": Basis(citation="《条例》第四十七条", quoted="予以督促整改", source="某处", asks=Words("督促", "urge")),
    "regulation.49.1": Basis(citation="《条例》第四十九条第一款", quoted="应当在每年1月31日前", source="某处", asks=Words("公布", "publish")),
    "practice": Basis(citation="通行做法", quoted="", source="历年通报", asks=Words("前后一致。", "agree")),
}  # fmt: skip
LATE, OVERDUE, GONE, ON_TIME, SOON = "990100-05", "990100-07", "990100-09", "990100-01", "990121-05"


def case(code: str, **other: Any) -> Case:
    whole = season()
    agency = next(each for each in whole.agencies if each.code == code)
    assessment = next(each for each in whole.assessments if each.agency == code)
    looks = (Spot(address=agency.column_url, looks=4, last=assessment.last_absent),)
    plain = Case(
        agency=agency,
        assessment=assessment,
        overlay=None,
        verdicts=whole.verdicts.get(code, ()),
        spots=looks,
        seen_last=assessment.as_of if assessment.first_seen else None,
        duty="regulation.49.1",
        bases=BASES,
        mends={BALANCE.rule: Words("对照台账核对四项。", "Check the four figures.")},
        places={"applications.*.natural": Words("三、申请情况 › 自然人", "section 3 › natural")},
        office="云汀市政务公开办公室",
        contact="张三 0377-0000",
        as_of=AS_OF,
        reply_by=date(2026, 2, 12),
        release="0.1.0",
        clock_set=False,
    )
    return replace(plain, **other)


def findings(*texts: str, basis: str = "practice") -> tuple[Verdict, ...]:
    """A verdict each, with hostile or long words in every place."""
    return tuple(
        Verdict(
            rule="arithmetic.balance",
            outcome=RuleOutcome.FAILED,
            severity=Severity.MAJOR,
            basis=basis,
            findings=(
                Finding(message=Words(text, text), where=text[:80], side=Side.AGENCY, expected=text, actual=text, hint=Words(text, text)),
            ),
        )
        for text in texts
    )  # fmt: skip


def everything(page: Letter) -> str:
    tables = [page.table, *([page.annex.table] if page.annex else [])]
    rows = [text for table in tables for row in table.rows for text in row]
    return "\n".join([page.title, page.opening, page.ask, *page.bases, *rows])


def written(page: Letter) -> bytes:
    out = io.BytesIO()
    write_letter(page, out, made=AS_OF)
    return out.getvalue()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_only_what_is_proved_gets_a_letter(row: Any) -> None:
    why = withheld(case(row.code))

    told = [f for v in row.verdicts if v.severity is not Severity.HINT for f in v.charged]
    match row.standing:
        case Standing.OVERDUE | Standing.DUE_SOON | Standing.WITHDRAWN | Standing.LATE:
            assert why is None
        case Standing.ON_TIME:
            assert (why is None) == bool(told)
        case _:
            assert why is not None


@pytest.mark.parametrize("standing", [Standing.SUSPECTED, Standing.UNKNOWN])
def test_an_unverified_agency_gets_none_even_with_findings(standing: Standing) -> None:
    known = case(LATE)
    doubtful = replace(known, assessment=replace(known.assessment, standing=standing))

    assert "尚未核实" in withheld(doubtful).zh
    with pytest.raises(ValueError, match="gets no letter"):
        letter(doubtful, ZH)


def test_a_disputed_agency_gets_none() -> None:
    known = case(OVERDUE)
    dispute = Decision(
        kind=DecisionKind.DISPUTE, agency=OVERDUE, year=2025, subject="standing", reason="已公布", author="李四",
        role=Role.OPERATOR, at=AS_OF, release="0.1.0",
    )  # fmt: skip
    overlay = Overlay(
        mark=Mark.DISPUTED, decision=dispute, computed=known.assessment, effective=known.assessment
    )

    assert withheld(replace(known, overlay=overlay)) == Words(
        "单位有异议，正在核查，不发函", "disputed and being looked into: no letter is written"
    )


def test_a_hint_alone_is_nothing_to_mend() -> None:
    hint = replace(BALANCE, severity=Severity.HINT)

    assert withheld(case(ON_TIME, verdicts=(hint,))) is not None
    assert withheld(case(ON_TIME, verdicts=(BALANCE,))) is None


def test_what_waits_for_a_person_and_what_we_may_have_misread_is_not_in_it() -> None:
    page = letter(case(LATE), ZH)

    said = everything(page)
    assert "标题年份 2024" in said
    assert "请复核" not in said
    assert "识别错误" not in said


@pytest.mark.parametrize("code", [LATE, OVERDUE, GONE, SOON])
def test_it_never_says_more_than_was_seen(code: str) -> None:
    said = everything(letter(case(code), ZH))

    assert not any(word in said for word in ("未发布", "未公布年度", "没有公布", "拒不", "违反", "违法"))


def test_a_reminder_names_the_moment_the_places_and_the_looks() -> None:
    page = letter(case(OVERDUE), ZH)

    assert is_reminder(case(OVERDUE))
    assert page.title == "政府信息公开工作年度报告催办函"
    assert "截至 2026-02-05 08:30（北京时间），在下列 1 个位置未检索到贵单位的报告" in page.opening
    assert page.table.rows == (("1", "http://990100-07.portal.example/zfxxgk/nb/", "4", "2026-02-05 08:30"),)


def test_before_the_due_date_it_reminds_and_says_no_lapse() -> None:
    looked = letter(case(SOON), ZH)
    unseen = letter(case(SOON, spots=(Spot(address="", looks=0, last=None),)), ZH)

    assert "时限将至" in looked.opening
    assert "尚未检索到" in looked.opening
    assert "检索到" not in unseen.opening
    assert unseen.table.rows == (("1", "（名录未登记栏目网址）", "0", "—"),)


def test_a_matter_says_cell_figures_provision_and_what_mends_it() -> None:
    page = letter(case(ON_TIME, verdicts=(replace(BALANCE, basis="practice"),)), ZH)

    assert page.table.rows == (
        ("1", BALANCE.findings[0].message.zh, "三、申请情况 › 自然人", "2", "3", "对照台账核对四项。", "[3]"),
    )
    assert page.bases == (
        "[1] 《条例》第四十七条：「予以督促整改」（文字据 某处）",
        "[2] 《条例》第四十九条第一款：「应当在每年1月31日前」（文字据 某处）",
        "[3] 通行做法（概括，非原文：前后一致；见 历年通报）",
    )
    assert "请于 2026年2月12日 前" in page.ask


def test_a_withdrawn_report_is_asked_back_and_its_findings_are_not() -> None:
    known = case(GONE, verdicts=(BALANCE,))
    gone = replace(known.assessment, report_url="http://gone.example/1.html")
    page = letter(replace(known, assessment=gone), ZH)

    [row] = page.table.rows
    assert row[1].startswith("报告曾公布，现不可访问：曾于 2026-01-29 09:00 检索到")
    assert row[1].endswith("；原网址 http://gone.example/1.html")


@pytest.mark.parametrize("language", [ZH, EN])
def test_an_earlier_local_date_missed_is_said_beside_what_is_to_mend_and_is_no_reason_for_a_letter(
    language: Language,
) -> None:
    known = case(ON_TIME, verdicts=())
    assessment = replace(
        known.assessment,
        local_due=date(2026, 1, 20),
        flags=(Flag.LOCAL_DUE_MISSED,),
        claimed_date=date(2026, 1, 28),
    )
    (said,) = [each for each in (assessment.local_due_said(),) if each is not None]

    page = letter(replace(known, assessment=assessment, verdicts=(BALANCE,)), language)

    assert withheld(replace(known, assessment=assessment)) is not None
    assert len(page.table.rows) == 2
    assert page.table.rows[0][1] == said.said_in(language)
    assert page.table.rows[0][-1] == ""  # under no provision


def test_a_rehearsal_says_so_in_the_letter() -> None:
    assert "不得发出" in letter(case(LATE, clock_set=True), ZH).rehearsal


LONG = "申请情况表第七行：各类申请人的件数之和不等于总计，请对照台账逐项核对，并在更正处注明更正情况。" * 4


SIZES = {
    "three": (["短"] * 3, 3),
    "sixty": (["短"] * 60, 5),
    "long": ([LONG] * 30, 1),
    "unbroken": (["x" * 300] * 20, 1),
    "hostile": (list(PAYLOADS), 1),
}
"""What a letter holds, and how many matters at least stay on its page."""


@dataclass(frozen=True)
class Printed:
    """A letter, and the text of each of its pages as LibreOffice prints them."""

    page: Letter
    pages: list[str]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, Language], Printed]:
    """Letters of every size in both languages, printed together."""
    folder = tmp_path_factory.mktemp("letters")
    letters = {(size, language): _sized(SIZES[size][0], language) for size in SIZES for language in (ZH, EN)}
    files = [folder / f"{size}-{language}.docx" for size, language in letters]
    for file, page in zip(files, letters.values(), strict=True):
        file.write_bytes(written(page))
    of_each = zip(letters.items(), pages_of_all(files, folder), strict=True)
    return {name: Printed(page, pages) for (name, page), pages in of_each}


def _sized(texts: list[str], language: Language) -> Letter:
    long = case(LATE, verdicts=findings(*texts), clock_set=True)
    return letter(replace(long, agency=replace(long.agency, name="长" * 90)), language)


@pytest.mark.parametrize("language", [ZH, EN])
@pytest.mark.parametrize("size", SIZES)
def test_the_letter_is_one_page_and_the_rest_an_annex(
    printed: Mapping[tuple[str, Language], Printed], language: Language, size: str
) -> None:
    texts, kept_at_least = SIZES[size]
    page, pages = printed[size, language].page, printed[size, language].pages

    kept, rest = len(page.table.rows), len(page.annex.table.rows) if page.annex else 0
    assert kept + rest == len(texts) + 1
    assert kept >= kept_at_least
    assert page.seal in pages[0].replace("\r\n", "")
    if page.annex is None:
        assert len(pages) == 1
    else:
        assert pages[1].replace("\r\n", "").startswith(page.annex.title.replace("\r\n", "")[:20])
        assert f"{kept + 1}" in page.opening


@given(st.lists(st.text(max_size=200), min_size=1, max_size=12), st.text(max_size=200))
def test_nothing_is_lost_between_page_and_annex(texts: list[str], name: str) -> None:
    known = case(ON_TIME, verdicts=findings(*texts))
    page = letter(replace(known, agency=replace(known.agency, name=name)), ZH)

    rows = [*page.table.rows, *(page.annex.table.rows if page.annex else ())]
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(texts) + 1)]
    assert len(page.table.rows) == 1 or _height(page) <= ROOM


def test_whatever_a_portal_writes_is_text_in_the_file() -> None:
    known = case(LATE, verdicts=findings(*PAYLOADS))
    content = written(letter(known, ZH))

    made = docx.Document(io.BytesIO(content))
    texts = [row.cells[1].text for table in made.tables for row in table.rows if len(row.cells) == 7]
    for payload in PAYLOADS:
        assert clean(payload, 160) in texts
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
        links = package.read("word/_rels/document.xml.rels").decode()
    assert not any(tag in body for tag in ("<w:instrText", "<w:fldSimple", "<w:hyperlink", "<w:object"))
    assert "External" not in links


@pytest.mark.parametrize("payload", PAYLOADS, ids=lambda text: ascii(text)[:30])
def test_a_hostile_name_title_or_address_is_text_too(payload: str) -> None:
    known = case(LATE)
    page = letter(
        replace(
            known,
            agency=replace(known.agency, name=payload),
            assessment=replace(known.assessment, title=payload, report_url=payload),
            office=payload,
            contact=payload,
        ),
        ZH,
    )

    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(written(page))).paragraphs]

    assert f"{clean(payload, 80)}：" in texts
    assert f"{clean(payload, 60)}（盖章）" in texts
