"""The first page, an office's page, and what could not be verified: finished strings. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from models.assessment import Assessment, Standing
from models.change import Change
from models.times import local_day
from models.words import Language
from notifications import circular, page_words, shown, words
from notifications.progress import Chart, chart
from notifications.register import Register, Row, shares
from notifications.rows import full_rows, short_rows
from notifications.season import (
    TOGETHER,
    counted,
    covered_at,
    names_nobody,
    next_due,
    share_on_time,
    veiled,
)
from notifications.shown import say
from notifications.trouble import Trouble, troubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One standing, and how many stand there."""

    key: str
    rank: int
    label: str
    means: str
    tone: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a bar, in agencies."""

    tone: str
    key: str
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A region or an office in the grid. `counts` follow the order of the tiles."""

    code: str
    name: str
    page: str  # empty: it has none of its own
    inner: bool  # lies within the line above that is not inner
    total: int
    counts: tuple[tuple[str, str, int, int], ...]  # key, tone, number, depth of the tint from 0 to 4
    bar: tuple[Part, ...]
    on_time: str  # the share, or a dash while nothing is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands at the top of the first page and of an office's page."""

    tiles: tuple[Tile, ...]
    total: int
    bar: tuple[Part, ...]
    facts: tuple[tuple[str, str], ...]  # label, value
    chart: Chart | None
    hidden: str  # how many are counted and not named; empty: none


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The first page."""

    head: Head
    regions: tuple[Line, ...]
    offices: tuple[Line, ...]
    number: int  # of the agencies listed
    rows: Markup
    troubles: tuple[Trouble, ...]  # deliveries that need a person


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePage:
    """One office's page."""

    name: str
    internal: bool  # nobody of it may be named
    head: Head
    circular: tuple[str, ...] = field(repr=False)
    """For a 通报, in the offices' own words; empty while nothing is due. It bears the moment and else says what stands
    beside it: no part of the page's mark, lest every page be made anew at every run."""
    number: int
    rows: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Unverified:
    """What could not be verified, and why."""

    causes: tuple[str, ...]  # each with how many; an agency may have several
    unknown: tuple[Row, ...]
    unread: tuple[Row, ...]  # the latest look at the column was not completed
    suspected: str  # how many more are counted and not named; empty: none


def overview(register: Register) -> Overview:
    """The first page: counts that add up, and every agency that may be named."""
    listed = register.listed()
    regions, offices = tuple(_regions(register)), tuple(_offices(register))
    return Overview(
        head=_head(register, register.assessments(), register.moves[None]),
        regions=regions,
        offices=offices,
        number=len(listed),
        rows=short_rows(listed, [line.code for line in offices], [line.code for line in regions]),
        troubles=troubles(register.season.troubled, register.language),
    )


def office(register: Register, code: str) -> OfficePage:
    """One office's page."""
    assessments = register.assessments(code)
    listed = register.listed(code)
    return OfficePage(
        name=register.office_names[code],
        internal=names_nobody(assessments),
        head=_head(register, assessments, register.moves[code]),
        circular=_circular(register, code),
        number=len(listed),
        rows=full_rows(listed),
    )


def _circular(register: Register, code: str) -> tuple[str, ...]:
    if not share_on_time(register.assessments(code), register.season.as_of).due:
        return ()
    return tuple(circular.sentences(register.season, register.of_office(code), register.language))


def unverified(register: Register) -> Unverified:
    """The agencies of which nothing could be said, or whose column was not read to its end."""
    unread = [
        register.rows[agency.code]
        for agency, each in register.judged
        if each.standing not in _LISTED_APART and register.unread(agency)
    ]
    unknown = tuple(row for row in register.listed() if row.key == Standing.UNKNOWN)
    return Unverified(
        causes=tuple(_causes(unknown, register.language)),
        unknown=unknown,
        unread=tuple(unread),
        suspected=_hidden(register.assessments(), register.language),
    )


def _causes(unknown: Sequence[Row], language: Language) -> Iterator[str]:
    counts = Counter(flag for row in unknown for flag in row.flags)
    for cause, number in counts.most_common():
        yield say(page_words.CAUSE, language, cause=cause, n=number)


_LISTED_APART = frozenset({Standing.UNKNOWN, Standing.SUSPECTED, Standing.EXEMPT})


def _head(register: Register, assessments: Sequence[Assessment], changes: Sequence[Change]) -> Head:
    counts, language = counted(assessments), register.language
    return Head(
        tiles=tuple(_tiles(counts, language)),
        total=len(assessments),
        bar=_bar(counts),
        facts=tuple((page_words.PAGE[key].said_in(language), v) for key, v in _facts(register, assessments)),
        chart=chart(changes, assessments, local_day(register.season.as_of), language),
        hidden=_hidden(assessments, language),
    )


def _hidden(assessments: Sequence[Assessment], language: Language) -> str:
    number = sum(1 for each in assessments if each.standing is Standing.SUSPECTED)
    return say(page_words.HIDDEN, language, n=number) if number else ""


def _tiles(counts: Mapping[Standing, int], language: Language) -> Iterator[Tile]:
    for rank, (standing, label) in enumerate(words.STANDING.items()):
        yield Tile(
            key=standing,
            rank=rank,
            label=label.said_in(language),
            means=words.STANDING_MEANS[standing].said_in(language),
            tone=words.TONE[standing],
            number=counts[standing],
        )


def _bar(counts: Mapping[Standing, int]) -> tuple[Part, ...]:
    return tuple(
        Part(tone=words.TONE[Standing(key)], key=key, start=start, length=length)
        for key, start, length in shares((standing, counts[standing]) for standing in words.STANDING)
    )


def _facts(register: Register, assessments: Sequence[Assessment]) -> Iterator[tuple[str, str]]:
    season, language = register.season, register.language
    coverage = covered_at(register.agencies, assessments, register.visits)
    yield (
        "coverage",
        say(
            page_words.COVERAGE,
            language,
            owing=coverage.owing,
            completed=coverage.completed,
            incomplete=coverage.incomplete,
            unvisited=coverage.unvisited,
        ),
    )
    due, agencies_then = next_due(assessments, season.as_of)
    yield (
        "next_due",
        say(page_words.NEXT_DUE, language, due=shown.day(due), n=agencies_then)
        if due is not None
        else page_words.NO_NEXT_DUE.said_in(language),
    )
    share = share_on_time(assessments, season.as_of)
    if share.due:
        yield (
            "on_time_share",
            say(page_words.ON_TIME, language, due=share.due, n=share.on_time, share=share.percent),
        )


def _regions(register: Register) -> Iterator[Line]:
    of_region: dict[str, list[Assessment]] = {}
    for agency, assessment in register.judged:
        of_region.setdefault(agency.region, []).append(assessment)
    members = veiled(of_region)
    if members.keys() <= {"", TOGETHER}:
        return
    above = ""
    for code in sorted(members, key=lambda code: (code == TOGETHER, not code, code)):
        inner = bool(above) and code.startswith(above)
        if not inner:
            above = code[:4] if code.endswith("00") else ""
        name = words.TOGETHER.said_in(register.language) if code == TOGETHER else register.region_name(code)
        yield _line(register, code, name, members[code], inner=inner and code != above + "00")


def _offices(register: Register) -> Iterator[Line]:
    members = {code: some for code in register.office_names if (some := register.assessments(code))}
    for code, those in veiled(members).items():
        if code == TOGETHER:
            yield _line(register, code, words.OFFICES_TOGETHER.said_in(register.language), those)
        else:
            yield _line(register, code, register.office_names[code], those, page=register.office_page(code))


def _line(
    register: Register,
    code: str,
    name: str,
    assessments: Sequence[Assessment],
    *,
    page: str = "",
    inner: bool = False,
) -> Line:
    counts, total = counted(assessments), len(assessments)
    return Line(
        code=code,
        name=name,
        page=page,
        inner=inner,
        total=total,
        counts=tuple(
            (str(standing), words.TONE[standing], counts[standing], _depth(counts[standing], total))
            for standing in words.STANDING
        ),
        bar=_bar(counts),
        on_time=share_on_time(assessments, register.season.as_of).percent,
    )


def _depth(number: int, total: int) -> int:
    """How deep a cell is tinted: 0 where there is nothing, 4 where it is more than half of all."""
    share = number / max(total, 1)
    return 0 if not number else 1 + sum(share > step for step in (0.05, 0.2, 0.5))
