"""Dates as real pages and addresses give them away, and which is believed (domain §6.1 to §6.3)."""

import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.visit import DateKind, DateRead
from reports.dates import claimed, contradictions, dates_of, disagreements, read_day

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
        # No day in it.
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
    begun = time.perf_counter()

    dates_of(html, url="https://x.gov.cn/" + "2026/01/15/" * 100_000)

    assert time.perf_counter() - begun < 3
