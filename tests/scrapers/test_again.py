"""What is kept is asked for only if it has changed; a list is always asked for whole."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from models.agency import Portal as Column
from models.visit import Outcome, Visit
from scrapers.again import Held, held_of
from scrapers.crawl import look
from scrapers.opener import Opener
from tests.scrapers.portal import (
    Answers,
    Asked,
    Portal,
    Reply,
    an_opener,
    files_in,
    html,
    listing,
    names_2025,
    page,
)

NB = "/zwgk/nb/"
DETAIL = f"{NB}202601/t20260126_1.html"
ONE = "云溪县水利局2025年政府信息公开工作年度报告"
BODY = page("trs/report.html").body
MARKS = ({"ETag": '"v1"'}, {"Last-Modified": "Tue, 27 Jan 2026 01:00:00 GMT"})


def marked(marks: Mapping[str, str]) -> Mapping[str, Answers]:
    """A column whose report says that it has not changed, to whoever shows its mark; so would the list, if asked."""

    def answer(body: bytes, asked: Asked) -> Reply:
        shown = {asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")}
        same = bool(shown & set(marks.values()))
        return Reply(status=304) if same else Reply(body=body, headers=marks)

    return {
        NB: lambda asked: answer(listing(ONE).encode(), asked),
        DETAIL: lambda asked: answer(BODY, asked),
    }


async def looked(opener: Opener, portal: Portal, held: Mapping[str, Held] | None = None) -> Visit:
    column = Column(column_url=portal.url(NB), family="", agencies=())
    return await look(column, opener=opener, sought=names_2025, wanted=names_2025, visit_id="v", held=held)


def conditional(portal: Portal) -> list[str]:
    """Paths asked for on a condition."""
    return [a.path for a in portal.asked if {"if-none-match", "if-modified-since"} & set(a.headers)]


@pytest.mark.parametrize("marks", MARKS, ids=["etag", "date"])
async def test_a_report_that_has_not_changed_is_the_same_report_seen_again(
    tmp_path: Path, marks: Mapping[str, str]
) -> None:
    async with Portal(marked(marks)) as portal, an_opener(tmp_path) as opener:
        first = await looked(opener, portal)
        again = await looked(opener, portal, held_of(first))

    [before], [after] = first.candidates, again.candidates
    assert conditional(portal) == [DETAIL]
    assert after.outcome is Outcome.COMPLETED
    assert after.documents[0].sha256 == before.documents[0].sha256
    assert after.documents[0].last_modified == before.documents[0].last_modified
    assert again.opened[-1].exchanges[-1].status == 304
    assert again.opened[-1].outcome is Outcome.COMPLETED


async def test_every_second_look_asks_for_the_bytes_themselves(tmp_path: Path) -> None:
    async with Portal(marked(MARKS[0])) as portal, an_opener(tmp_path) as opener:
        first = await looked(opener, portal)
        second = await looked(opener, portal, held_of(first))

    assert held_of(first)
    assert held_of(second) == {}


async def test_a_report_that_has_changed_comes_anew(tmp_path: Path) -> None:
    async with Portal(marked(MARKS[0])) as portal, an_opener(tmp_path) as opener:
        held = held_of(await looked(opener, portal))
        portal.answers[DETAIL] = Reply(
            body=BODY.replace("水利".encode(), "林业".encode()), headers={"ETag": '"v2"'}
        )
        [after] = (await looked(opener, portal, held)).candidates

    assert after.documents[0].sha256 not in {each.sha256 for each in held.values()}


async def test_bytes_no_longer_kept_are_asked_for(tmp_path: Path) -> None:
    async with Portal(marked(MARKS[0])) as portal, an_opener(tmp_path) as opener:
        held = held_of(await looked(opener, portal))
        for file in files_in(tmp_path):
            file.unlink()
        [after] = (await looked(opener, portal, held)).candidates

    assert after.outcome is Outcome.COMPLETED
    assert opener.vault.read(after.documents[0].sha256) == BODY
    assert [asked.path for asked in portal.asked].count(DETAIL) == 3


async def test_a_report_without_a_mark_is_not_held(tmp_path: Path) -> None:
    answers = {NB: html(listing(ONE)), DETAIL: Reply(body=BODY)}
    async with Portal(answers) as portal, an_opener(tmp_path) as opener:
        assert held_of(await looked(opener, portal)) == {}
