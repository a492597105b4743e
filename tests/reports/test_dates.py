"""Dates as real pages and addresses give them away, and which is believed (domain §6.1 to §6.3)."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.times import BEIJING
from models.visit import Belief, DateKind, DateRead, Document, Outcome, Seen, Sighting
from models.words import Words
from reports.clocks.in_file import in_pdf
from reports.dates import belief_of, believe, claimed, contradictions, dates_of, disagreements, read_day

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no corpus at {CORPUS}")

JANUARY_15 = date(2026, 1, 15)


def read(html: str = "", url: str = "", **known: object) -> list[tuple[DateKind, date]]:
    return [(found.kind, found.day) for found in dates_of(html, url=url, **known)]  # type: ignore[arg-type]


def day(kind: DateKind, number: int, raw: str = "", month: int = 1) -> DateRead:
    return DateRead(kind=kind, day=date(2026, month, number), raw=raw)


@pytest.mark.parametrize(
    "text",
    [
        "2026年1月15日",
        "2026年01月15日",
        "2026-01-15",
        "2026-1-15 9:30",
        "2026/1/15",
        "2026.01.15",
        "2026 年 1 月 15 日",
        "２０２６年１月１５日",
        "2026-01-15 15:29:06",
        "20260115",
        "[2026-01-15]",
        "二〇二六年一月十五日",
        "二零二六年一月十五日",
        "二○二六年一月十五日",
        "二O二六年元月十五日",
    ],
)
def test_a_day_is_read_in_every_notation(text: str) -> None:
    assert read_day(text) == JANUARY_15
    assert read(f"<p>发布日期：{text}</p>") == [(DateKind.PUBLISHED, JANUARY_15)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("二〇二六年一月二十九日", date(2026, 1, 29)),
        ("二〇二六年三月三十一日", date(2026, 3, 31)),
        ("二〇二六年十二月十日", date(2026, 12, 10)),
        ("二〇二六年二月廿八日", date(2026, 2, 28)),
        ("二〇二六年二月二十日", date(2026, 2, 20)),
        ("2026-13-01", None),
        ("2026-02-30", None),
        ("1026-01-15", None),
        ("2026年1月", None),
        ("一月十五日", None),
        ("120260115", None),
        ("", None),
    ],
)
def test_only_a_day_that_exists_is_read(text: str, expected: date | None) -> None:
    assert read_day(text) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<span>发布日期：2026-01-15</span>",  # fgw.zj.gov.cn
        '<span alt="时间：2017-11-08 20:26"><i>时间：</i>2026-01-15 06:23</span>',  # Shanxi: the attribute is a leftover
        "<li><b>发布时间</b><em>2026-01-15</em></li>",
        "<td>发 布 日 期：</td><td> 2026年01月15日 </td>",
        "<p>信息公开日期: 2026/1/15</p>",
        "<p>发布于 2026-01-15</p>",
        "<p>更新时间：2026-01-15</p>",
        "<p>日期:2026-01-15</p>",
        "<p>【发布时间：2026-01-15 】</p>",
        "<h4>2026年01月15日 (点击: )</h4>",  # the common Vsb page
        "<p>2026-01-15 09:30　来源：办公室</p>",
        "<p>发布<!-- begin -->日期：2026<span>-01-</span>15</p>",
        "<p>发布日期：\u200b2026\u00a0年1月15日</p>",
        "<table><tr><th>文号</th><th>发布日期</th></tr><tr><td>5</td><td>2026-01-15</td></tr></table>",
    ],
)
def test_a_displayed_date_is_the_agencys_claim(html: str) -> None:
    found = dates_of(html, url="")

    assert [(one.kind, one.day) for one in found] == [(DateKind.PUBLISHED, JANUARY_15)]
    assert claimed(found) == JANUARY_15


@pytest.mark.parametrize(
    "label", ["成文日期", "公文生成日期", "发文日期", "印发日期", "生成日期", "签发日期"]
)
def test_the_day_a_document_was_drawn_up_is_no_claim(label: str) -> None:
    found = dates_of(f"<td>{label}</td><td>二〇二六年一月十五日</td>", url="")

    assert [(one.kind, one.day) for one in found] == [(DateKind.WRITTEN, JANUARY_15)]
    assert claimed(found) is None


def test_written_and_published_are_told_apart_side_by_side_and_in_columns() -> None:
    expected = [(DateKind.PUBLISHED, date(2026, 1, 20)), (DateKind.WRITTEN, JANUARY_15)]

    assert read("<p>成文日期：2026-01-15 发布日期：2026-01-20</p>") == expected
    assert read("<p>发布日期：2026-01-20 成文日期：2026-01-15</p>") == expected
    assert (
        read(
            "<table><tr><th>索引号</th><th>成文日期</th><th>发布日期</th></tr>"
            "<tr><td>A1</td><td>2026-01-15</td><td>2026-01-20</td></tr></table>"
        )
        == expected
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>发布时间：</p>",  # filled in by script
        "<p>发布时间：</p><p>成文</p><p>统计期限2025年1月1日起</p>",
        "<p>发布时间：2026年1月31日前</p>",  # a deadline
        "<p>日期：2025年1月1日至2025年12月31日</p>",  # a span
        "<p>统计时间：2025年1月1日</p>",
        "<p>办公时间：2026-01-15</p>",
        "<p>2026年1月15日，我局召开会议。</p>",
        "<script>var a='发布日期：2026-01-15'</script>",
        "<!-- 发布日期：2026-01-15 -->",
        "<textarea>发布日期：2026-01-15</textarea>",
        "<p>发布日期：2026-02-30</p>",
        "<p>发布日期：见附件中的说明与通知 2026-01-15</p>",
    ],
)
def test_a_date_without_its_label_is_not_taken(html: str) -> None:
    assert read(html) == []


@pytest.mark.parametrize(
    "tag",
    [
        '<meta name="PubDate" content="2026-01-15 09:53">',
        '<META CONTENT="2026-01-15" NAME="PUBDATE"/>',
        "<meta content='2026年1月15日' name=pubdate>",
        '<meta property="article:published_time" content="2026-01-14T16:30:00+00:00">',  # the 15th in Shanghai
        '<meta name="PubDate" content="2026-01-14T17:00:00Z">',
    ],
)
def test_the_meta_tag_is_read_in_any_case_and_order(tag: str) -> None:
    assert read(f"<head>{tag}</head>") == [(DateKind.META, JANUARY_15)]


def test_another_meta_date_is_not_taken() -> None:
    assert read('<meta name="Maketime" content="2019-03-22 12:28:37">') == []


@pytest.mark.parametrize(
    ("url", "days"),
    [
        ("https://x.gov.cn/zfxxgknb/202603/t20260313_105587.htm", [date(2026, 3, 13)]),
        ("https://x.gov.cn/art/2025/1/15/art_1229230631_4327083.html", [date(2025, 1, 15)]),
        ("https://x.gov.cn/nw12344/20230331/4a03b5fa47ae4c73b7ec42801de6be66.html", [date(2023, 3, 31)]),
        ("https://x.gov.cn/cms/html/npszf/2013-01-25/1779102018.html", [date(2013, 1, 25)]),
        ("https://x.gov.cn/jbbmnb/61e26d0ef8fd1c0bdc7a23eb.html", [date(2022, 1, 15)]),
        ("https://x.gov.cn/annual_report/69787ad6f8fd1c0bdc7a23eb.html", [date(2026, 1, 27)]),
        ("https://x.gov.cn/col/4039_446643/art/17356608/17364738729029ffO7DUB.html", [date(2025, 1, 10)]),
        # The column's number is a moment too: when the column was made. The article's day is written twice.
        ("http://jyt.hebei.gov.cn/col/1414231541890/2024/01/26/1706263383193.html", [date(2024, 1, 26)]),
        ("https://x.gov.cn/index.html?article=1707097639386niv&column=1153", [date(2024, 2, 5)]),
        ("https://x.gov.cn/article/1906985018193408001.html", [date(2025, 4, 1)]),
        ("https://x.gov.cn/detail?id=1906985018193408001&type=2", [date(2025, 4, 1)]),
        ("https://x.gov.cn/fujian/W020190918266010069764.jpg", [date(2019, 9, 18)]),
        ("https://x.gov.cn/202601/P020260127336123456789.pdf", [date(2026, 1, 27)]),
        # No day in it.
        ("https://x.gov.cn/article/19069850181934080012.html", []),  # 20 digits
        ("https://x.gov.cn/article/9906985018193408001.html", []),  # more than 63 bits
        ("https://x.gov.cn/1906985018193408001/2.html", []),  # a folder's: the column's
        ("https://x.gov.cn/xxgkAnnualReport.jsp?fbtime=2017&area=113325000026455663", []),  # an organ's code
        ("https://x.gov.cn/W020191818266010069764.jpg", []),
        ("https://x.gov.cn/xzwj/202201/", []),
        ("https://x.gov.cn/hebdlq/c112289c/202602/c01_1108994.shtml", []),
        ("https://x.gov.cn/info/20535/867359.htm", []),
        ("https://x.gov.cn/gkmlpt/content/4/4688/post_4688997.html", []),
        ("https://x.gov.cn/art/2026/art_4a03b5fa47ae4c73b7ec42801de6be66.html", []),
        ("https://x.gov.cn/20231345/1.html", []),
        ("https://x.gov.cn/ffffffffffffffffffffffff.html", []),
        ("http://[broken", []),
        ("", []),
    ],
)
def test_an_address_gives_its_day_away(url: str, days: list[date]) -> None:
    assert read(url=url) == [(DateKind.ADDRESS, day) for day in days]


def test_a_header_in_universal_time_is_a_day_in_shanghai() -> None:
    late = datetime(2026, 1, 31, 16, 30, tzinfo=UTC)

    assert read(last_modified=late) == [(DateKind.LAST_MODIFIED, date(2026, 2, 1))]
    assert read(last_modified=late.replace(tzinfo=None)) == [(DateKind.LAST_MODIFIED, date(2026, 2, 1))]


def test_every_source_is_kept_and_the_displayed_one_is_the_claim() -> None:
    found = dates_of(
        '<meta name="PubDate" content="2026-02-02 08:00"><p>发布日期：2026-01-30</p><p>成文日期：2026-01-28</p>',
        url="/202602/t20260204_1.htm",
        listed=date(2026, 2, 3),
        last_modified=datetime(2026, 2, 5, tzinfo=UTC),
        carried=in_pdf({"CreationDate": "D:20260127"}),
    )

    assert [one.kind for one in found] == list(DateKind)
    assert claimed(found) == date(2026, 1, 30)
    assert [one.raw for one in found][:2] == ["发布日期:2026-01-30", "2026-02-02 08:00"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ((), None),
        ((day(DateKind.LISTED, 9),), date(2026, 1, 9)),
        ((day(DateKind.LISTED, 9), day(DateKind.META, 8)), date(2026, 1, 8)),
        ((day(DateKind.META, 8), day(DateKind.PUBLISHED, 7, "发布日期:2026-01-07")), date(2026, 1, 7)),
        ((day(DateKind.WRITTEN, 6), day(DateKind.ADDRESS, 5), day(DateKind.LAST_MODIFIED, 4)), None),
        # 更新时间 is a claim only where nothing says 发布, whichever stands first.
        (
            (
                day(DateKind.PUBLISHED, 20, "更新时间:2026-01-20"),
                day(DateKind.PUBLISHED, 7, "发布时间:2026-01-07"),
            ),
            date(2026, 1, 7),
        ),
        (
            (
                day(DateKind.PUBLISHED, 20, "更新时间:2026-01-20"),
                day(DateKind.PUBLISHED, 7, "时间:2026-01-07"),
            ),
            date(2026, 1, 7),
        ),
        ((day(DateKind.PUBLISHED, 20, "更新时间:2026-01-20"),), date(2026, 1, 20)),
        # Two under equal labels: the first, unless the list confirms the other.
        (
            (
                day(DateKind.PUBLISHED, 7, "发布时间:2026-01-07"),
                day(DateKind.PUBLISHED, 9, "发布时间:2026-01-09"),
            ),
            date(2026, 1, 7),
        ),
        (
            (
                day(DateKind.PUBLISHED, 7, "发布时间:2026-01-07"),
                day(DateKind.PUBLISHED, 9, "发布时间:2026-01-09"),
                day(DateKind.LISTED, 9),
            ),
            date(2026, 1, 9),
        ),
    ],
)
def test_the_claim_is_displayed_then_tagged_then_listed(
    dates: tuple[DateRead, ...], expected: date | None
) -> None:
    assert claimed(dates) == expected


def test_a_date_in_the_far_future_is_returned_as_it_stands() -> None:
    assert claimed(dates_of("<p>发布日期：2099-01-01</p>", url="")) == date(2099, 1, 1)


def test_claims_that_differ_are_shown_together_and_an_update_is_no_difference() -> None:
    published, listed = day(DateKind.PUBLISHED, 2, "发布日期:2026-01-02"), day(DateKind.LISTED, 3)
    updated = day(DateKind.PUBLISHED, 9, "更新时间:2026-01-09")

    assert disagreements((published, listed)) == (published, listed)
    assert disagreements((published, updated, day(DateKind.WRITTEN, 1))) == ()


def test_an_address_after_the_due_date_contradicts_a_claim_on_time_only() -> None:
    due = date(2026, 1, 31)
    claim, address = day(DateKind.PUBLISHED, 30, "发布日期:2026-01-30"), day(DateKind.ADDRESS, 27, month=2)

    assert contradictions((claim, address), due) == (address,)
    assert contradictions((claim, day(DateKind.ADDRESS, 31)), due) == ()
    assert contradictions((day(DateKind.PUBLISHED, 1, "发布日期:2026-02-01", 2), address), due) == ()
    assert contradictions((address,), due) == ()


# Which day is believed, and why.

PUBLISHED_30 = day(DateKind.PUBLISHED, 30, "发布日期:2026-01-30")
FOUND = datetime(2026, 2, 2, 1, tzinfo=UTC)  # 09:00 in Shanghai


@pytest.mark.parametrize(
    ("dates", "believed", "zh", "en"),
    [
        ((), None, "网站未标注发布日期", "No publication date is shown"),
        ((day(DateKind.WRITTEN, 6),), None, "成文日期不作为发布日期", "no day of publication"),
        (
            (PUBLISHED_30,),
            PUBLISHED_30,
            "采信页面标注的日期 2026-01-30",
            "on the page is believed: 2026-01-30",
        ),
        ((day(DateKind.META, 8),), day(DateKind.META, 8), "页面未标注可采信的日期", "its metadata"),
        (
            (day(DateKind.LISTED, 9),),
            day(DateKind.LISTED, 9),
            "采信列表日期 2026-01-09",
            "the list is: 2026-01-09",
        ),
        (
            (PUBLISHED_30, day(DateKind.LISTED, 3, month=2)),
            PUBLISHED_30,
            "晚于检索到之日而不可采信：列表日期 2026-02-03",
            "later than the day it was found on: date in the list 2026-02-03",
        ),
        (
            (PUBLISHED_30, day(DateKind.LISTED, 1, month=2)),
            PUBLISHED_30,
            "未采信列表日期 2026-02-01",
            "passed over: date in the list 2026-02-01",
        ),
        (
            (day(DateKind.PUBLISHED, 7, "时间:2026-01-07"), day(DateKind.PUBLISHED, 9, "时间:2026-01-09")),
            day(DateKind.PUBLISHED, 7, "时间:2026-01-07"),
            "页面显示 2 个日期，按最先显示者",
            "the page shows 2 dates: the first of them",
        ),
        (
            (
                day(DateKind.PUBLISHED, 7, "时间:2026-01-07"),
                day(DateKind.PUBLISHED, 9, "时间:2026-01-09"),
                day(DateKind.LISTED, 9),
            ),
            day(DateKind.PUBLISHED, 9, "时间:2026-01-09"),
            "页面显示 2 个日期，按与列表日期一致者",
            "the one that is also the date in the list",
        ),
        (
            (day(DateKind.PUBLISHED, 20, "更新时间:2026-01-20"),),
            day(DateKind.PUBLISHED, 20, "更新时间:2026-01-20"),
            "页面只标注更新时间",
            "only when it was updated",
        ),
        (
            (PUBLISHED_30, DateRead(kind=DateKind.ADDRESS, day=date(2026, 2, 1), raw="t20260201")),
            PUBLISHED_30,
            "网址内含日期 2026-02-01，网站迁移也会如此，仅供人工复核",
            "date in the address 2026-02-01; moving a site does that too",
        ),
    ],
)
def test_a_belief_says_what_was_chosen_and_what_was_passed_over(
    dates: tuple[DateRead, ...], believed: DateRead | None, zh: str, en: str
) -> None:
    belief = believe(dates, seen=FOUND)

    assert belief.claim == believed
    assert zh in belief.why.zh
    assert en in belief.why.en


def test_a_day_after_the_look_that_read_it_is_not_believed() -> None:
    typo, listed = day(DateKind.PUBLISHED, 30, "发布日期:2026-12-30", month=12), day(DateKind.LISTED, 30)

    assert believe((typo, listed), seen=FOUND).claim == listed
    assert claimed((typo, listed), seen=FOUND) == listed.day
    assert believe((typo,), seen=FOUND).claim is None
    assert "没有可采信的日期；晚于检索到之日" in believe((typo,), seen=FOUND).why.zh
    assert claimed((typo,), seen=FOUND) == typo.day  # kept as the portal says it
    # 16:30 in Greenwich is the day after in Shanghai.
    assert believe((day(DateKind.META, 3, month=2),), seen=datetime(2026, 2, 2, 16, 30, tzinfo=UTC)).day


def test_only_what_can_be_a_date_speaks_against_the_claim() -> None:
    address = day(DateKind.ADDRESS, 1, month=2)
    number, made_on_asking = day(DateKind.ADDRESS, 9, month=9), day(DateKind.LAST_MODIFIED, 2, month=2)
    before = day(DateKind.ADDRESS, 29)

    belief = believe((PUBLISHED_30, address, number, made_on_asking, before), seen=FOUND)

    assert belief.against == (address,)
    assert contradictions((PUBLISHED_30, number), date(2026, 1, 31), seen=FOUND) == ()


def look(seen: Seen, when: datetime, *dates: DateRead, url: str = "https://x.gov.cn/1.html") -> Sighting:
    return Sighting(
        agency="a",
        year=2025,
        visit=when.isoformat(),
        at=when,
        seen=seen,
        outcome=Outcome.COMPLETED,
        reason=Words("", ""),
        url="" if seen is Seen.ABSENT else url,
        dates=dates,
    )


def test_looks_bound_the_day_and_a_claim_before_them_is_for_a_person() -> None:
    gone, found = datetime(2026, 1, 31, 2, tzinfo=UTC), look(Seen.PRESENT, FOUND, PUBLISHED_30)

    belief = belief_of((look(Seen.ABSENT, gone), found))
    assert belief is not None
    assert (belief.after, belief.until, belief.day, belief.missed) == (gone, FOUND, PUBLISHED_30.day, True)
    assert (
        "2026-01-31 10:00 尚未检索到，2026-02-02 09:00 首次检索到；与所采信日期不一致，须人工核实"
        in belief.why.zh
    )

    same_day = belief_of((look(Seen.ABSENT, datetime(2026, 1, 30, tzinfo=UTC)), found))
    assert same_day is not None
    assert not same_day.missed  # it can have come later that day


def test_what_was_listed_before_an_absence_bounds_nothing() -> None:
    listed = look(Seen.LISTED, datetime(2026, 1, 30, 8, tzinfo=UTC))
    gone = look(Seen.ABSENT, datetime(2026, 1, 31, 2, tzinfo=UTC))

    belief = belief_of((listed, gone, look(Seen.PRESENT, FOUND, PUBLISHED_30)))

    assert belief is not None
    assert belief.after is None


def test_a_date_altered_later_is_named_and_not_believed() -> None:
    late = day(DateKind.PUBLISHED, 1, "发布日期:2026-02-01", month=2)
    first, again = look(Seen.PRESENT, FOUND, late), datetime(2026, 2, 9, 1, tzinfo=UTC)

    belief = belief_of((first, look(Seen.PRESENT, again, PUBLISHED_30)))
    assert belief is not None
    assert (belief.claim, belief.passed_over) == (late, (PUBLISHED_30,))
    assert "2026-02-09 09:00 起另标注页面发布日期 2026-01-30" in belief.why.zh

    elsewhere = belief_of((first, look(Seen.PRESENT, again, PUBLISHED_30, url="https://y.gov.cn/")))
    assert elsewhere == belief_of((first,))


def test_nothing_is_believed_of_what_nobody_opened() -> None:
    assert belief_of(()) is None
    assert belief_of((look(Seen.ABSENT, FOUND), look(Seen.LISTED, FOUND))) is None


def test_a_file_gives_its_own_dates_away_and_none_is_a_claim() -> None:
    url = "https://x.gov.cn/202601/P020260127336123456789.pdf"
    file = Document(
        sha256="0" * 64,
        url=url,
        final_url=url,
        media_type="application/pdf",
        size=1,
        fetched_at=FOUND,
        last_modified=datetime(2026, 1, 28, tzinfo=UTC),
    )

    found = dates_of("", url="https://x.gov.cn/a.html", attachments=(file,))

    assert [(one.kind, one.day.day, one.file) for one in found] == [
        (DateKind.ADDRESS, 27, url),
        (DateKind.LAST_MODIFIED, 28, url),
    ]
    assert claimed(found) is None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("D:20260127164433+08'00'", date(2026, 1, 27)),
        ("D:20260127164433Z", date(2026, 1, 28)),  # past midnight in Shanghai
        ("D:20260127164433-05'00'", date(2026, 1, 28)),
        ("D:20260127164433", date(2026, 1, 27)),  # a clock without its zone
        ("D:202601271644+08", date(2026, 1, 27)),
        ("D:20260127", date(2026, 1, 27)),
        ("D:20260127256161Z", date(2026, 1, 27)),  # no such hour
        ("2026/1/27 16:44:33", date(2026, 1, 27)),
        ("D:2026", None),
        ("D:20261301", None),
        ("D:19700101000000Z", None),
        ("D:99991231235959-23'59'", None),
        ("", None),
    ],
)
def test_a_pdf_says_when_it_was_made_and_that_is_no_claim(written: str, expected: date | None) -> None:
    found = tuple(in_pdf({"ModDate": written}))

    assert [one.day for one in found] == ([expected] if expected else [])
    assert all(one.kind is DateKind.DOCUMENT and one.raw == f"ModDate {written}" for one in found)
    assert claimed(found) is None


def test_a_file_made_after_the_day_shown_speaks_against_it() -> None:
    made = day(DateKind.DOCUMENT, 1, "CreationDate D:20260201", month=2)

    assert contradictions((PUBLISHED_30, made), date(2026, 1, 31), seen=FOUND) == (made,)


@given(st.text(max_size=60) | st.from_regex(r"D:[0-9]{8,14}[Z+-][0-9']{0,6}", fullmatch=True))
def test_no_entry_of_a_pdf_ever_raises(written: str) -> None:
    assert all(2003 <= one.day.year <= 2100 for one in in_pdf({"CreationDate": written, "ModDate": written}))


# Domain §6.1's own examples: two reports whose claim and address disagree, once by a late entry, once by a move.
@pytest.mark.parametrize(
    ("shown", "address", "due"),
    [
        ("2024-02-05", "/t20240227_1.htm", date(2024, 2, 20)),
        ("2017-02-23", "/t20170809_1.htm", date(2017, 3, 31)),
    ],
)
def test_a_hidden_day_never_becomes_the_claim(shown: str, address: str, due: date) -> None:
    found = dates_of(f"<p>发布时间：{shown}</p>", url=address)

    assert claimed(found) == date.fromisoformat(shown)
    assert [one.raw for one in contradictions(found, due)] == [address[1:10]]
    assert "仅供人工复核" in believe(found).why.zh


reads = st.lists(
    st.builds(
        DateRead,
        kind=st.sampled_from(DateKind),
        day=st.dates(date(2026, 1, 1), date(2026, 3, 31)),
        raw=st.sampled_from(["发布日期:1", "更新时间:1", "时间:1", ""]),
    ),
    max_size=8,
)
moments = st.none() | st.integers(0, 90 * 24).map(
    lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
)


@given(reads, moments, moments)
def test_the_day_believed_is_always_one_of_the_claims(
    dates: list[DateRead], seen: datetime | None, absent: datetime | None
) -> None:
    claims = {DateKind.PUBLISHED, DateKind.META, DateKind.LISTED}

    belief: Belief = believe(dates, seen=seen, absent=absent)

    assert belief.claim is None or (belief.claim in dates and belief.claim.kind in claims)
    if seen is not None and belief.day is not None:
        assert belief.day <= seen.astimezone(BEIJING).date()
    assert {one.kind for one in belief.passed_over} <= claims
    assert all(one.kind not in claims and one.day > belief.day for one in belief.against if belief.day)
    assert belief.why.zh
    assert belief.why.en


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                "http://",
                "[",
                "]",
                "/",
                "?",
                "1906985018193408001",
                "９" * 19,
                "²" * 13,
                "t20260131",
                "/P02026",
                "%ff",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_no_address_ever_raises(url: str) -> None:
    assert all(one.kind is DateKind.ADDRESS and 2003 <= one.day.year <= 2100 for one in dates_of("", url=url))


@needs_corpus
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "gne_gzggw_article.html",
            [(DateKind.PUBLISHED, date(2016, 11, 22)), (DateKind.META, date(2016, 11, 22))],
        ),
        (
            "gne_shanxi_gov_article.html",
            [(DateKind.PUBLISHED, date(2019, 9, 18)), (DateKind.META, date(2019, 9, 18))],
        ),
        ("pingtan_zfxxgknb_index.excerpt.html", []),  # a list: its column heading labels no single page
        ("ordos_engebei_xxgknb_index.html", []),
    ],
)
def test_real_pages_give_the_dates_a_reader_sees(name: str, expected: list[tuple[DateKind, date]]) -> None:
    assert read((CORPUS / "lists" / name).read_text(encoding="utf-8")) == expected


@needs_corpus
def test_a_real_report_fragment_gives_its_date() -> None:
    html = (CORPUS / "reports" / "shanghai_office_2019.html").read_text(encoding="utf-8")

    assert read(html) == [(DateKind.PUBLISHED, date(2020, 1, 31))]


@needs_corpus
def test_the_first_lines_of_the_hebei_reports_give_their_dates() -> None:
    paths = sorted((CORPUS / "reports").glob("hebei_*.txt"))
    claims = [claimed(dates_of(path.read_text(encoding="utf-8")[:300], url="")) for path in paths]

    assert len(claims) == 37
    assert all(claim is not None and 1 <= claim.month <= 12 for claim in claims)


# Whatever a portal sends.

_CHINESE = "〇一二三四五六七八九"


def _numerals(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十") + (
        _CHINESE[ones] if ones else ""
    )


def _in_words(when: date) -> str:
    year = "".join(_CHINESE[int(digit)] for digit in str(when.year))
    return f"{year}年{_numerals(when.month)}月{_numerals(when.day)}日"


@given(st.dates(date(2003, 1, 1), date(2099, 12, 31)))
def test_a_day_written_in_any_notation_reads_back(when: date) -> None:
    notations = (
        when.isoformat(),
        f"{when.year}年{when.month}月{when.day}日",
        f"{when:%Y/%m/%d %H:%M}",
        f"{when.year}.{when.month}.{when.day}",
        f"{when:%Y%m%d}",
        _in_words(when),
    )

    assert {read_day(notation) for notation in notations} == {when}
    assert read(url=f"/a/t{when:%Y%m%d}_1.html") == [(DateKind.ADDRESS, when)]
    assert read(url=f"/art/{when.year}/{when.month}/{when.day}/art_1_2.html") == [(DateKind.ADDRESS, when)]


_BITS = (
    "<p> </p> <td> <table><tr> 发布日期 时间 成文日期 ： : 2026-01-15 2026年 13月 一月 三十一日 二〇二六年 "
    '<meta/name=PubDate/content=" " 0000-00-00 \u202e \x00 至 点击'
)


@given(
    st.lists(st.sampled_from(_BITS.split(" ")), max_size=40).map("".join) | st.text(max_size=300),
    st.text(max_size=80),
)
def test_noise_never_raises_and_every_date_is_a_plausible_day(html: str, url: str) -> None:
    found = dates_of(html, url=url)

    assert all(2003 <= one.day.year <= 2100 for one in found)
    assert all(0 < len(one.raw) <= 80 for one in found)
    assert claimed(found) is None or claimed(found) in {one.day for one in found}


@pytest.mark.parametrize(
    "html",
    [
        "发布日期: " * 300_000,
        "2026-01-15 " * 250_000,
        "发布日期:" + " " * 2_000_000,
        "二〇二六年一月" * 300_000,
        "<table>" + "<tr><td>发布日期</td><td>2026-01-15</td></tr>" * 40_000,
        "<table><tr><td>a</td><td>" * 5_000,
        "<div>" * 600_000,  # selectolax alone would take many minutes: its time grows with the square
    ],
)
def test_three_million_characters_take_less_than_three_seconds(html: str) -> None:
    begun = time.process_time()

    dates_of(html, url="https://x.gov.cn/" + "2026/01/15/" * 100_000)

    assert time.process_time() - begun < 3
