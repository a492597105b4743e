"""The same numbers on every page, in every mail, ledger and file, whatever the season was like."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from models.assessment import Standing
from models.words import Language
from notifications.digest import compose
from notifications.ledger import sheets, title
from notifications.ledger_entries import Audience, Book, Particulars
from notifications.render import render
from notifications.season import Season
from notifications.summary import pages
from notifications.workbook import write_workbook
from tests.notifications.numbers.in_files import in_data, in_ledger, in_mail
from tests.notifications.numbers.on_pages import on_pages
from tests.notifications.numbers.seasons import OFFICES, REGIONS, all_suspected, random_season
from tests.notifications.numbers.truth import Told, truth

FEW, MANY = (0, 1, 5), range(6, 86)


def told(season: Season) -> Iterator[Told]:
    """Every number that is told of a season, wherever."""
    files = dict(pages(season, offices=OFFICES, papers={}))
    yield from on_pages(files, REGIONS)
    yield from in_data(files)
    for audience in Audience:
        yield from in_ledger(ledger(season, audience), REGIONS, internal=audience is Audience.OPERATORS)
    for office in OFFICES:
        digest = compose(office, season, season.changes, number=1)
        for language in Language if digest.total else ():
            yield from in_mail(render(digest, language).text, language, of=f"office {office.code}")


def ledger(season: Season, audience: Audience) -> io.BytesIO:
    known = Particulars(regions=REGIONS)
    book = Book(season=season, known=known, language=Language.ZH, audience=audience, office="全部单位")
    out = io.BytesIO()
    write_workbook(sheets(book), out, title=title(book), made=season.as_of)
    return out


def differences(season: Season, known: Season | None = None) -> list[tuple[Told, object]]:
    """What is told of a season and is not so of the season known."""
    facts = truth(known or season)
    return [(each, facts.get(each.fact)) for each in told(season) if facts.get(each.fact) != each.value]


@pytest.mark.parametrize("seed", FEW)
def test_every_place_tells_the_same_numbers(seed: int) -> None:
    assert differences(random_season(seed)) == []


def test_who_may_not_be_named_is_counted_everywhere() -> None:
    season = all_suspected(3)

    assert differences(season) == []
    assert truth(season)["all", "suspected"] == len(season.assessments)


@pytest.mark.slow
def test_every_place_tells_the_same_numbers_of_many_seasons() -> None:
    assert [(seed, found) for seed in MANY if (found := differences(random_season(seed)))] == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_feed_has_an_entry_for_every_change_on_the_open_pages(folder: str) -> None:
    files = dict(pages(random_season(5), offices=OFFICES, papers={}))
    steps = {
        path.removeprefix(folder): len(
            LexborHTMLParser(text).css("section[aria-labelledby=history] tbody tr")
        )
        for path, text in files.items()
        if path.startswith(f"{folder}agencies/")
    }
    links = LexborHTMLParser(files[f"{folder}changes.atom"]).css("entry > link")

    assert Counter(link.attributes["href"] for link in links) == Counter(steps)
    assert sum(steps.values()) > 0


def test_a_number_that_is_off_is_found_in_every_place() -> None:
    """The test itself can fail: were one agency late in truth, every place that counts it on time would show."""
    season = random_season(5)
    punctual = next(each for each in season.assessments if each.standing is Standing.ON_TIME)
    late = replace(punctual, standing=Standing.LATE, days_late=(1, 1))
    known = replace(season, assessments=tuple(late if a is punctual else a for a in season.assessments))

    places = {each.place.partition(" ")[0] for each, _ in differences(season, known)}

    assert {"index.html", "en/index.html", "status.csv", "status.jsonl", "台账", "统计", "mail"} <= places
    assert any(place.startswith("offices/") for place in places)
    assert f"agencies/{punctual.agency}.html" in places
