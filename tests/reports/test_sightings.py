"""What one visit says of each agency: presence by a title and an opened page, absence only through every gate."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from models.agency import Agency, Kind, Level
from models.report import Legibility, Medium, Report, Table
from models.visit import (
    Candidate,
    DateKind,
    DateRead,
    Document,
    Doubt,
    Gate,
    Link,
    Outcome,
    Seen,
    Sighting,
    Visit,
)
from models.words import Words
from reports.claims import Contents, is_wanted
from reports.sightings import sight

NOON = datetime(2026, 2, 1, 4, 0, tzinfo=UTC)
COLUMN = "http://portal.example/zfxxgknb/"
WATER = Agency(code="w", name="青石县水利局", kind=Kind.DEPARTMENT, level=Level.COUNTY, aliases=("县水利局",))
HEALTH = Agency(code="h", name="青石县卫生健康局", kind=Kind.DEPARTMENT, level=Level.COUNTY)
BOTH = (WATER, HEALTH)

LAST_YEAR = (
    Link(url=f"{COLUMN}w24.html", title="青石县水利局2024年政府信息公开工作年度报告"),
    Link(url=f"{COLUMN}h24.html", title="青石县卫生健康局2024年政府信息公开工作年度报告"),
)


def link(title: str, name: str = "x25.html", listed: date | None = date(2026, 1, 20)) -> Link:
    return Link(url=COLUMN + name, title=title, listed_date=listed)


def document(sha: str) -> Document:
    return Document(sha256=sha, url=COLUMN, final_url=COLUMN, media_type="text/html", size=1, fetched_at=NOON)


def opened(to: Link, *shas: str) -> Candidate:
    return Candidate(
        link=to, outcome=Outcome.COMPLETED, documents=tuple(document(s) for s in shas or (to.url,))
    )


def visit(*candidates: Candidate, links: tuple[Link, ...] = LAST_YEAR, **changed: object) -> Visit:
    made = Visit(
        id="v",
        column_url=COLUMN,
        started=NOON,
        finished=NOON,
        outcome=Outcome.COMPLETED,
        reason=Words(zh="完成", en="done"),
        line_healthy=True,
        listing_complete=True,
        links=(*links, *(c.link for c in candidates)),
        candidates=candidates,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def seen_of(
    agency: Agency,
    looked: Visit,
    agencies: tuple[Agency, ...] = BOTH,
    contents: Contents | None = None,
    before: Visit | None = None,
) -> Sighting:
    sightings = sight(
        looked, agencies, (2025,), contents or Contents(), before=before.links if before else None
    )
    return next(s for s in sightings if s.agency == agency.code)


def test_a_title_and_an_opened_page_are_presence() -> None:
    found = opened(link("青石县水利局2025年政府信息公开工作年度报告"))

    sighting = seen_of(WATER, visit(found))

    assert (sighting.seen, sighting.url) == (Seen.PRESENT, found.link.url)
    assert seen_of(HEALTH, visit(found)).seen is Seen.ABSENT


def test_an_alias_is_as_good_as_the_name() -> None:
    assert seen_of(WATER, visit(opened(link("县水利局2025年政府信息公开工作年度报告")))).seen is Seen.PRESENT


def test_in_a_column_of_its_own_an_agency_need_not_be_named() -> None:
    looked = visit(opened(link("2025年政府信息公开工作年度报告")))

    assert seen_of(WATER, looked, (WATER,)).seen is Seen.PRESENT


def test_in_a_shared_column_a_report_without_a_name_is_nobodys_absence() -> None:
    looked = visit(opened(link("2025年政府信息公开工作年度报告")))

    assert {seen_of(a, looked).seen for a in BOTH} == {Seen.UNSEEN}


def test_a_listed_report_that_cannot_be_opened_is_neither_present_nor_absent() -> None:
    listed = link("青石县水利局2025年政府信息公开工作年度报告")

    sighting = seen_of(WATER, visit(Candidate(link=listed, outcome=Outcome.SOFT_404)))

    assert (sighting.seen, sighting.outcome, sighting.title) == (Seen.UNSEEN, Outcome.SOFT_404, listed.title)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"line_healthy": False}, "线路"),
        ({"line_healthy": None}, "CHUNXUN_CANARIES"),
        ({"listing_complete": False}, "末页"),
        ({"links": ()}, "以前年度"),
    ],
)
def test_every_gate_that_fails_makes_an_absence_weak(changed: dict[str, object], named: str) -> None:
    sighting = seen_of(WATER, visit(**changed))

    assert sighting.seen is Seen.ABSENT_WEAK
    assert named in sighting.reason.zh


@pytest.mark.parametrize("gate", list(Gate))
def test_a_doubt_noted_at_any_gate_makes_an_absence_weak_and_spoils_no_presence(gate: Gate) -> None:
    noted = Doubt(gate=gate, words=Words(zh="存疑", en="in doubt"))
    found = opened(link("青石县卫生健康局2025年政府信息公开工作年度报告"))
    looked = visit(found, doubts=(noted,))

    assert seen_of(WATER, visit(found)).seen is Seen.ABSENT
    assert (seen_of(WATER, looked).seen, seen_of(WATER, looked).reason) == (Seen.ABSENT_WEAK, noted.words)
    assert seen_of(HEALTH, looked).seen is Seen.PRESENT


@pytest.mark.parametrize(
    ("title", "listed", "seen"),
    [
        ("青石县\ue012利局\ue0132\ue0145年政府信\ue015公开年报", date(2026, 1, 20), Seen.ABSENT_WEAK),
        ("青石县\ufffd\ufffd局2025年", None, Seen.ABSENT_WEAK),
        (
            "\ue600 春季植树活动",
            date(2025, 3, 12),
            Seen.ABSENT,
        ),  # of an earlier season: no report of this one
        ("\ue600 关于做好2025年政府信息公开工作年度报告编制工作的通知", date(2026, 1, 5), Seen.ABSENT),
    ],
)
def test_a_title_that_cannot_be_read_may_be_the_reports(title: str, listed: date | None, seen: Seen) -> None:
    assert seen_of(WATER, visit(links=(*LAST_YEAR, link(title, listed=listed)))).seen is seen


def test_an_agency_whose_own_earlier_reports_left_a_shared_column_may_have_moved() -> None:
    others = tuple(
        Link(url=f"{COLUMN}h{y}.html", title=f"青石县卫生健康局{y}年政府信息公开工作年度报告")
        for y in range(2015, 2025)
    )
    before, now = visit(links=(*others, LAST_YEAR[0])), visit(links=others)

    assert seen_of(WATER, now, before=before).seen is Seen.ABSENT_WEAK
    assert seen_of(HEALTH, now, before=before).seen is Seen.ABSENT
    assert seen_of(WATER, now, (WATER,), before=now).seen is Seen.ABSENT


def test_last_years_report_dated_this_season_is_no_absence_of_this_years() -> None:
    again = link("青石县水利局2024年政府信息公开工作年度报告", "w24b.html", listed=date(2026, 1, 22))

    sighting = seen_of(WATER, visit(opened(again), links=LAST_YEAR))

    assert (sighting.seen, "误标年度" in sighting.reason.zh) == (Seen.ABSENT_WEAK, True)
    assert seen_of(HEALTH, visit(opened(again), links=LAST_YEAR)).seen is Seen.ABSENT


# A look at the listing alone (`--listing-only`) opens nothing.


def left(*links: Link, aside: tuple[Link, ...] = (), **changed: object) -> Visit:
    return visit(links=(*LAST_YEAR, *links), unopened=(*links, *aside), **changed)


def test_a_report_listed_and_left_unopened_is_neither_present_nor_absent() -> None:
    named = link("青石县水利局2025年政府信息公开工作年度报告")

    sighting = seen_of(WATER, left(named))

    assert (sighting.seen, sighting.url, sighting.claimed) == (Seen.LISTED, named.url, date(2026, 1, 20))
    assert sighting.document == ""
    assert seen_of(WATER, left(aside=(named,))).seen is Seen.LISTED


def test_an_absence_in_a_listing_read_alone_counts_like_any_other() -> None:
    named = link("青石县水利局2025年政府信息公开工作年度报告")

    assert seen_of(HEALTH, left(named)).seen is Seen.ABSENT
    assert seen_of(HEALTH, left(named, line_healthy=False)).seen is Seen.ABSENT_WEAK


@pytest.mark.parametrize(
    "title",
    [
        "2025年",  # says too little: only opening it can tell
        "青石县水利局2025年",
        "青石县水利局2025年年报",  # an unusual wording
        "青石县水利局2024年政府信息公开工作年度报告",  # a slip of the pen, listed in this season
        "青石县水利局政府信息公开工作年度报告",  # no year
        "2025年政府信息公开工作年度报告",  # anybody's
    ],
)
def test_what_only_opening_could_tell_is_not_told_by_the_listing_alone(title: str) -> None:
    sighting = seen_of(WATER, left(link(title)))

    assert (sighting.seen, sighting.title) == (Seen.UNSEEN, title)


def test_whether_a_report_no_longer_listed_is_gone_is_not_told_by_the_listing_alone() -> None:
    known = link("青石县水利局2025年政府信息公开工作年度报告")
    looked = replace(
        left(), candidates=(Candidate(link=known, outcome=Outcome.PARTIAL, reason="只看列表，未打开"),)
    )

    assert seen_of(WATER, looked).seen is Seen.ABSENT_WEAK


# One report at several addresses.


def test_one_report_at_several_addresses_is_one_report_with_several_locations_and_its_companions() -> None:
    first, again = (
        opened(link("青石县水利局2025年政府信息公开工作年度报告", name), "one")
        for name in ("a.html", "b.html")
    )
    drawing = link("图解：青石县水利局2025年政府信息公开工作年度报告", "c.html")

    sighting = seen_of(WATER, visit(first, again, links=(*LAST_YEAR, drawing)))

    assert (sighting.url, sighting.locations) == (first.link.url, (again.link.url,))
    assert (sighting.copies, sighting.related) == ((), (drawing.url,))


def test_a_listing_that_lost_its_earlier_reports_proves_no_absence() -> None:
    older = tuple(
        Link(url=f"{COLUMN}{y}.html", title=f"青石县水利局{y}年政府信息公开工作年度报告")
        for y in range(2016, 2025)
    )
    full, half = visit(links=older), visit(links=older[:5])

    assert seen_of(WATER, full, (WATER,), before=full).seen is Seen.ABSENT
    assert seen_of(WATER, half, (WATER,), before=full).seen is Seen.ABSENT_WEAK


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.COMPLETED])
def test_a_visit_that_was_not_completed_proves_no_absence(outcome: Outcome) -> None:
    assert seen_of(WATER, visit(outcome=outcome)).seen is Seen.UNSEEN


def test_a_visit_cut_short_still_proves_what_it_opened() -> None:
    found = opened(link("青石县水利局2025年政府信息公开工作年度报告"))

    assert seen_of(WATER, visit(found, outcome=Outcome.PARTIAL)).seen is Seen.PRESENT


def test_a_new_name_in_the_column_may_be_anybodys() -> None:
    stranger = opened(link("青石县水务和移民局2025年政府信息公开工作年度报告"))

    sighting = seen_of(WATER, visit(stranger))

    assert sighting.seen is Seen.ABSENT_WEAK
    assert "别名" in sighting.reason.zh


def test_a_name_that_published_before_is_somebody_else() -> None:
    before = link("青石县残疾人联合会2024年政府信息公开工作年度报告", "c24.html")
    stranger = opened(link("青石县残疾人联合会2025年政府信息公开工作年度报告", "c25.html"))

    assert seen_of(WATER, visit(stranger, links=(*LAST_YEAR, before))).seen is Seen.ABSENT


def test_a_companion_in_the_list_makes_an_absence_weak() -> None:
    drawing = link("图解：青石县水利局2025年政府信息公开工作年度报告")

    assert seen_of(WATER, visit(links=(*LAST_YEAR, drawing))).seen is Seen.ABSENT_WEAK


@pytest.mark.parametrize(
    "decoy",
    [
        "关于做好2025年政府信息公开工作年度报告编制和发布工作的通知",
        "青石县水利局2025年度政府网站工作年度报表",
        "青石县水利局2025年法治政府建设年度报告",
    ],
)
def test_a_decoy_is_not_opened_and_is_no_presence(decoy: str) -> None:
    assert not is_wanted(link(decoy), 2025)
    assert seen_of(WATER, visit(links=(*LAST_YEAR, link(decoy)))).seen is Seen.ABSENT


def report(body_years: tuple[int, ...], title_year: int | None = None) -> Report:
    return Report(
        title=None,
        agency=None,
        title_year=title_year,
        year=title_year or (body_years[0] if body_years else None),
        body_years=body_years,
        edition="2021",
        tables={"applications": Table("applications", {})},
    )


def test_a_slip_in_the_titles_year_is_forgiven_when_the_text_and_the_season_agree() -> None:
    slip = opened(link("青石县水利局2024年政府信息公开工作年度报告"), "s")
    published = DateRead(kind=DateKind.PUBLISHED, day=date(2026, 1, 22), raw="2026-01-22")
    contents = Contents(reports={"s": report((2025,), 2024)}, dates={slip.link.url: (published,)})

    sighting = seen_of(WATER, visit(slip), contents=contents)

    assert (sighting.seen, sighting.claimed) == (Seen.PRESENT, date(2026, 1, 22))


def test_a_date_to_come_gives_way_to_one_that_can_be() -> None:
    found = opened(link("青石县水利局2025年政府信息公开工作年度报告"), "s")
    typo = DateRead(kind=DateKind.PUBLISHED, day=date(2062, 1, 22), raw="2062-01-22")
    tag = DateRead(kind=DateKind.META, day=date(2026, 1, 22), raw="2026-01-22")

    both = seen_of(WATER, visit(found), contents=Contents(dates={found.link.url: (typo, tag)}))
    alone = seen_of(WATER, visit(found), contents=Contents(dates={found.link.url: (typo,)}))

    assert (both.claimed, both.dates) == (tag.day, (typo, tag))
    assert alone.claimed == typo.day  # as the portal says it; the judge believes no such day


def test_last_years_report_does_not_become_this_years_by_looking_ahead() -> None:
    older = opened(link("青石县水利局2024年政府信息公开工作年度报告", listed=date(2025, 1, 20)), "o")
    published = DateRead(kind=DateKind.PUBLISHED, day=date(2025, 1, 20), raw="2025-01-20")
    contents = Contents(reports={"o": report((2024, 2025), 2024)}, dates={older.link.url: (published,)})

    assert seen_of(WATER, visit(older), contents=contents).seen is Seen.ABSENT


def test_a_report_no_longer_listed_but_still_there_is_present() -> None:
    kept = opened(link("青石县水利局2025年政府信息公开工作年度报告"))
    looked = visit(kept, links=LAST_YEAR)
    unlisted = replace(looked, links=LAST_YEAR)

    assert seen_of(WATER, unlisted).seen is Seen.PRESENT


@pytest.mark.parametrize(
    ("outcome", "seen"),
    [
        (Outcome.COLUMN_LOST, Seen.ABSENT),
        (Outcome.SOFT_404, Seen.ABSENT),
        (Outcome.UNREACHABLE, Seen.ABSENT_WEAK),
        (Outcome.BLOCKED, Seen.ABSENT_WEAK),
    ],
)
def test_a_report_gone_from_the_list_is_absent_only_if_its_page_is_gone_too(
    outcome: Outcome, seen: Seen
) -> None:
    gone = Candidate(link=link("青石县水利局2025年政府信息公开工作年度报告"), outcome=outcome)
    unlisted = replace(visit(gone), links=LAST_YEAR)

    assert seen_of(WATER, unlisted).seen is seen


def test_a_title_that_says_only_the_year_is_opened_and_counts_if_a_report_stands_behind_it() -> None:
    bare = opened(link("2025年"), "b")

    assert is_wanted(bare.link, 2025)
    assert (
        seen_of(WATER, visit(bare), (WATER,), Contents(reports={"b": report((2025,))})).seen is Seen.PRESENT
    )
    assert seen_of(WATER, visit(bare), (WATER,)).seen is Seen.ABSENT


def test_a_report_that_is_listed_and_was_not_opened_is_no_absence() -> None:
    # A look at the listing alone (`--listing-only`) opens nothing.
    listed = link("青石县水利局2025年政府信息公开工作年度报告")

    sighting = seen_of(WATER, visit(links=(*LAST_YEAR, listed)))

    assert (sighting.seen, sighting.title) == (Seen.UNSEEN, listed.title)
    assert seen_of(HEALTH, visit(links=(*LAST_YEAR, listed))).seen is Seen.ABSENT


def test_a_scan_hung_on_a_page_that_says_nothing_is_the_report() -> None:
    page = replace(report(()), tables={}, sections=())
    scan = replace(page, legibility=Legibility(medium=Medium.PICTURES))
    found = seen_of(
        WATER, visit(opened(link("2025年政府信息公开工作年度报告"), "page", "scan")), (WATER,),
        Contents(reports={"page": page, "scan": scan}),
    )  # fmt: skip

    assert (found.seen, found.document) == (Seen.PRESENT, "scan")


def test_the_fuller_of_two_pages_is_the_report() -> None:
    thin = opened(link("青石县水利局2025年政府信息公开工作年度报告", "thin.html"), "t")
    full = opened(link("青石县水利局2025年政府信息公开工作年度报告", "full.html"), "f")
    contents = Contents(reports={"t": replace(report((2025,)), tables={}), "f": report((2025,))})

    assert seen_of(WATER, visit(thin, full), contents=contents).document == "f"


def test_earlier_years_are_told_only_where_present() -> None:
    older = opened(LAST_YEAR[0])

    sightings = sight(visit(older, links=LAST_YEAR), BOTH, (2025, 2024), Contents())

    assert [(s.agency, s.year, s.seen) for s in sightings if s.year == 2024] == [("w", 2024, Seen.PRESENT)]


def test_an_unusual_title_counts_only_with_a_report_behind_it() -> None:
    unusual = opened(link("青石县水利局2025年度政务公开工作总结"), "u")

    with_report = seen_of(WATER, visit(unusual), contents=Contents(reports={"u": report((2025,))}))
    without = seen_of(WATER, visit(unusual))

    assert (with_report.seen, without.seen) == (Seen.PRESENT, Seen.UNSEEN)


def test_two_links_that_name_one_report_leave_a_copy_beside_the_one_chosen() -> None:
    """The same report listed twice, under one document or under two: 石狮 links each report into a second column."""
    first, again, other = (
        opened(link("青石县水利局2025年政府信息公开工作年度报告", name), sha)
        for name, sha in (("a.html", "one"), ("b.html", "one"), ("c.html", "two"))
    )
    report = Report(
        title=None,
        agency=None,
        title_year=None,
        year=2025,
        edition="2021",
        tables={"remedies": Table("remedies", {})},
    )
    contents = Contents(reports={"one": report, "two": report})

    assert seen_of(WATER, visit(first, again), contents=contents).copies == ()
    assert seen_of(WATER, visit(first, again, other), contents=contents).copies == ("two",)


def test_a_page_that_holds_no_report_is_no_copy() -> None:
    first, notice = (
        opened(link("青石县水利局2025年政府信息公开工作年度报告", name), sha)
        for name, sha in (("a.html", "one"), ("b.html", "two"))
    )

    assert seen_of(WATER, visit(first, notice)).copies == ()
