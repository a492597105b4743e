"""Subject, text, HTML and Markdown of a digest: golden facts, and hostile text that stays text."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from models.assessment import Standing
from models.words import Language, Words
from notifications import room
from notifications.digest import Topic, compose
from notifications.render import markdown, render
from tests.notifications.season import CITY, COUNTY, HARM, OFFICES, ROWS, Row, digest_of, season

LANGUAGES = list(Language)


def made(rows=ROWS, office=CITY, *, clock_set=False):
    return digest_of(office, season(rows=rows, clock_set=clock_set), number=3)


def hostile(payload: str) -> tuple[Row, ...]:
    """Every text a portal, a document or the roster gives away says this."""
    return tuple(
        replace(row, name=f"{row.name}{payload}", title=payload, why=Words(payload, payload)) for row in ROWS
    )


def test_the_subject_has_a_constant_shape():
    assert render(made(), Language.ZH).subject == (
        "年报监测 第3期 2026-02-05：新增未检索到2 · 逾期发布2 · 不可访问1 · 更正2 · 问题2 · 待核2"
    )
    assert render(made(), Language.EN).subject == (
        "Annual report watch no. 3, 2026-02-05: overdue 2 · late 2 · gone 1 · corrected 2 · findings 2 · to verify 2"
    )


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_portal_text_reaches_the_subject(payload, language):
    assert render(made(hostile(payload)), language).subject == render(made(), language).subject


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
@pytest.mark.parametrize("office", OFFICES)
def test_hostile_text_adds_no_element_and_no_address(payload, office):
    plain = LexborHTMLParser(render(made(office=office), office.language).html)
    harmed = LexborHTMLParser(render(made(hostile(payload), office), office.language).html)

    assert [n.tag for n in harmed.css("*")] == [n.tag for n in plain.css("*")]
    assert [a.attributes["href"] for a in harmed.css("a")] == [a.attributes["href"] for a in plain.css("a")]


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
def test_hostile_text_cannot_break_a_line_of_the_text_part(payload):
    plain, harmed = (
        render(made(), Language.ZH).text,
        render(made(hostile(payload)), Language.ZH).text,
    )

    assert harmed.count("\n") == plain.count("\n")
    assert "49" not in harmed  # {{7*7}}
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", harmed)


@pytest.mark.parametrize("payload", HARM.values(), ids=HARM)
def test_markdown_shows_hostile_text_as_text(payload):
    said = markdown([made(hostile(payload))], Language.ZH)
    unescaped = re.sub(r"\\.", "", said)

    assert "<" not in unescaped
    assert not re.search(r"\]\(|https?:|!\[|`|@", unescaped)


def test_an_address_that_is_no_web_address_is_shown_and_not_linked():
    season_ = season()
    agencies = tuple(replace(agency, column_url="javascript:alert(1)") for agency in season_.agencies)
    digest = digest_of(CITY, replace(season_, agencies=agencies))

    html = render(digest, Language.ZH).html

    assert "javascript:alert(1)" in LexborHTMLParser(html).text()
    assert [a for a in LexborHTMLParser(html).css("a") if "javascript" in (a.attributes["href"] or "")] == []


def test_an_overdue_line_says_until_when_and_where_nothing_was_found():
    text = render(made(), Language.ZH).text

    assert "截至 2026-02-05 08:30（北京时间），在下列位置未检索到" in text
    assert "栏目：http://990100-07.portal.example/zfxxgk/nb/" in text
    assert "未发布" not in text.replace("不表示未发布", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_numbers_in_html_and_text_are_those_of_the_digest(language):
    digest = made()
    rendered = render(digest, language)
    cells = [td.text(strip=True) for td in LexborHTMLParser(rendered.html).css("td[align=right]")]
    listed = rendered.text.partition("20 in all)" if language is Language.EN else "共 20 家")[2]
    numbers = [int(n) for n in re.findall(r"^   .+?[：:] ?(\d+)$", listed, re.MULTILINE)]

    assert [int(cell) for cell in cells] == numbers
    assert sum(numbers[:-1]) == numbers[-1] == digest.total == sum(digest.counts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_agency_told_of_stands_in_html_and_text(language):
    digest = made()
    rendered = render(digest, language)
    html = LexborHTMLParser(rendered.html).text()

    assert [ln.agency.name for ln in digest.lines if ln.agency.name not in rendered.text] == []
    assert [ln.agency.name for ln in digest.lines if ln.agency.name not in html] == []


def test_every_link_of_the_html_is_visible_text():
    links = LexborHTMLParser(render(made(), Language.ZH).html).css("a")

    assert len(links) == len(made().lines)
    assert [
        a for a in links if a.text() != a.attributes["href"] or "noreferrer" not in a.attributes["rel"]
    ] == []


def test_five_lines_say_what_changed_and_add_up_to_the_sections():
    digest = made()
    lines = render(digest, Language.ZH).text.splitlines()
    glance = lines[3:8]

    assert glance == [
        "  新增：7　逾期未检索到 2 · 逾期发布 2 · 发布日期存疑 1 · 内容问题 2",
        "  加重或变动：2　不可访问 1 · 内容变动 1",
        "  更正与好转：4　更正 2 · 按时发布 2",
        "  待处理：3　无法核验 3",
        f"  无变化：{digest.unchanged}　另有待核实 2 家，不列名单",
    ]
    assert sum(len(digest.of(topic)) for topic in Topic) == 7 + 2 + 2 + 3


def test_a_line_cites_its_provision_and_leads_to_its_evidence():
    whole = replace(season(), duties={row.code: Words("《条例》第四十九条", "Article 49") for row in ROWS})
    digest = replace(digest_of(CITY, whole), summary_at="https://watch.example/2025")

    text = render(digest, Language.ZH).text
    links = [a.attributes["href"] for a in LexborHTMLParser(render(digest, Language.EN).html).css("a")]

    assert "2025 年度报告，时限 2026-01-31\n   依据：《条例》第四十九条" in text
    assert "依据：国办公开办函〔2021〕30号" in text
    assert "证据：https://watch.example/2025/agencies/990100-07.html" in text
    assert "https://watch.example/2025/en/agencies/990100-07.html" in links


def test_a_quiet_day_has_a_receipt_whose_numbers_add_up():
    digest = compose(CITY, season(), (), number=4)
    rendered = render(digest, Language.ZH)

    assert rendered.subject == "年报监测 第4期 2026-02-05：无变化 · 已巡查16/19 · 待核2"
    assert "自上一期以来没有变化。" in rendered.text
    assert "共 20 家：本期涉及 0 家，待核实 2 家，其余 18 家无变化。" in rendered.text
    assert "  新增：0\n" in rendered.text


@pytest.mark.parametrize("language", Language)
def test_the_latest_round_bears_its_time(language: Language):
    """Where nobody looked any more, the receipts of the days after would read as if somebody had."""
    digest = made()
    ages_ago = replace(digest, coverage=replace(digest.coverage, last=datetime(2026, 1, 9, 1, tzinfo=UTC)))

    assert digest.coverage.last in {visit.finished for visit in season().visits}
    for shown in (render(ages_ago, language).text, render(ages_ago, language).html):
        assert "2026-01-09 09:00" in shown


def test_the_receipt_of_a_day_on_which_nobody_looked_says_so_in_its_subject():
    digest = compose(CITY, season(), (), number=4)
    ages_ago = replace(digest, coverage=replace(digest.coverage, last=datetime(2026, 1, 9, 1, tzinfo=UTC)))
    never = replace(digest, coverage=replace(digest.coverage, last=None))

    assert render(ages_ago, Language.ZH).subject.endswith("：无变化 · 最近一次巡查 2026-01-09 · 待核2")
    assert render(never, Language.EN).subject.endswith(": no change · last visit — · to verify 2")


def test_the_sentences_of_a_circular_stand_ready_to_be_pasted():
    digest = made()
    rendered = render(digest, Language.ZH)

    assert "应公布 2025 年度政府信息公开工作年度报告的单位" in rendered.text
    assert "按时公布率" in LexborHTMLParser(rendered.html).text()
    assert made(many(Standing.NOT_DUE, 3, due=date(2026, 3, 31))).circular == ()


def test_a_rehearsal_is_marked_everywhere():
    rendered = render(made(clock_set=True), Language.ZH)

    assert rendered.subject.startswith("【演练】")
    assert "演练：时钟设为 2026-02-05 09:00（北京时间）" in rendered.text
    assert "演练：时钟设为" in rendered.html
    assert "演练：时钟设为" in markdown([made(clock_set=True)], Language.ZH)
    assert "演练" not in render(made(), Language.ZH).html


def many(standing: Standing, number: int, **other: object) -> tuple[Row, ...]:
    row = next(row for row in ROWS if row.standing is standing)
    return tuple(
        replace(row, code=f"{number}{standing}-{n}", name=f"单位{standing}{n}号人民政府办公室", **other)  # type: ignore[arg-type]
        for n in range(number)
    )


def test_a_season_of_thousands_fits_a_mail_and_says_what_it_leaves_out():
    rows = many(Standing.OVERDUE, 3000) + many(Standing.LATE, 2000)
    digest = made(rows)
    rendered = render(digest, Language.ZH)

    assert (len(digest.of(Topic.OVERDUE)), len(digest.of(Topic.LATE))) == (3000, 2000)
    assert len(rendered.html.encode()) < 100_000
    assert "正文未能全列：共 9000 条，列出 70 条。全部见网页总览或台账。" in rendered.text
    assert "本节另有 2930 条，见网页总览或台账。" in rendered.text
    assert "本节另有 2000 条，见网页总览或台账。" in rendered.text


def test_what_goes_with_a_mail_is_named_and_what_goes_with_a_chat_is_the_summary():
    digest = replace(made(many(Standing.OVERDUE, 130)), summary_at="https://watch.example/2025/")
    mail = render(digest, Language.EN, file="chunxun-2025-0003.xlsx")
    chat = render(digest, Language.ZH)

    for said in (mail.text, LexborHTMLParser(mail.html).text().replace("\n", " ").replace("  ", " ")):
        assert "70 of 130 lines. All of it: the attached chunxun-2025-0003.xlsx." in said
        assert "Summary: https://watch.example/2025/en/index.html" in said
    assert chat.text.splitlines()[2] == "网页总览：https://watch.example/2025/index.html"
    assert "共 130 条，列出 70 条。全部见网页总览。" in chat.text


@pytest.mark.parametrize("standing", [Standing.OVERDUE, Standing.LATE, Standing.WITHDRAWN])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mail_full_of_lines_with_all_their_facts_is_shown_whole(language, standing):
    """Gmail hides what is beyond 102 KB."""
    rows = many(standing, 150)
    basis = Words(
        *["《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）第四十九条第一款"] * 2
    )
    whole = replace(season(rows=rows), duties={row.code: basis for row in rows})
    digest = replace(digest_of(CITY, whole), summary_at="https://nianbao.yunting.gov.example/2025")

    html = render(digest, language, file="chunxun-2025-0001.xlsx").html

    assert len(html.encode()) < 102_000
    assert html.count("第四十九条第一款") == room.MOST_LINES
    assert html.count("国务院令第711号") == 1


def test_corrections_are_never_left_out():
    rows = many(Standing.OVERDUE, 500) + many(
        Standing.ON_TIME, room.MOST_LINES + 50, changed=True, was="overdue"
    )
    rendered = render(made(rows), Language.ZH)

    assert rendered.text.count("此前告知「逾期未检索到」") == room.MOST_LINES + 50


def test_an_english_digest_speaks_english_around_chinese_names():
    text = render(made(office=COUNTY), Language.EN).text
    ours = text
    for row in ROWS:
        ours = ours.replace(row.name, "")

    ours = ours.replace(COUNTY.name, "").replace("2025年年报", "")
    assert not re.search(r"[\u4e00-\u9fff]", ours)
