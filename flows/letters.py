"""`chunxun letter`: what is known of an agency now → its 整改通知书 or 催办函; of all agencies of an office, one file each.

A letter rests on what is known now, not on what was judged last: a report found since then is not asked for.
"""

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from flows.home import Home
from flows.judge import assessments_at
from flows.ledger import counting_season, form_of, place_in
from flows.offices import read_offices
from flows.whole import write_asked_for, write_whole, written_or_said
from models.agency import Agency
from models.assessment import Assessment, Standing
from models.times import local_day
from models.verdict import Verdict
from models.visit import Seen, Sighting
from models.words import Language, Words
from notifications.letter_file import write_letter
from notifications.letter_page import letter
from notifications.letters import Basis, Case, Spot, is_reminder, matters, withheld
from notifications.status import inert
from reports.duties import obligation
from reports.law import PROVISIONS
from reports.rules import RULES
from reports.standing import admissible
from reports.working_days import working_days_after

REPLY_DAYS = 5  # working days an agency has to answer
LIST = "清单.csv"

BASES = {
    each.id: Basis(citation=each.citation, quoted=each.words, source=each.source, asks=each.asks)
    for each in PROVISIONS
}

MENDS = {
    rule.id: Words(rule.page.entries[Language.ZH][-1][1], rule.page.entries[Language.EN][-1][1])
    for rule in RULES
}  # the last entry of a rule's page says what mends it


def write_one(home: Home, year: int, agency: Agency, file: Path) -> Words:
    """Write the letter of one agency, or say why it gets none: then no file is written. Raises Unwritable."""
    case = next(_cases(home, year, [agency]), None)
    why = withheld(case) if case is not None else _OWES_NOTHING
    if case is None or why is not None:
        return _not_written(agency, year, why or _OWES_NOTHING, file)
    page = letter(case, home.settings.language)
    write_asked_for(file, ".docx", lambda out: write_letter(page, out, made=case.as_of))
    more_zh, more_en = ("（余项见附件）", " (with an annex)") if page.annex else ("", "")
    return Words(zh=f"{page.title}：{file}{more_zh}", en=f"{page.title}: {file}{more_en}")


_OWES_NOTHING = Words("本年度没有报告义务", "it owes no report for that year")


def _not_written(agency: Agency, year: int, why: Words, file: Path) -> Words:
    zh = f"{agency.name} {year} 年度：{why.zh}；未写文件"
    en = f"{agency.name}, {year}: {why.en}; no file was written"
    if file.exists():
        zh += f"。{file} 是此前写的，已不适用，请勿发出"
        en += f". {file} is from before and no longer holds: do not send it"
    return Words(zh, en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One letter of a batch."""

    agency: Agency
    file: str
    title: str
    matters: int
    reply_by: date


def write_all(home: Home, year: int, office: str, folder: Path, on_written: Callable[[Words], None]) -> Words:
    """Write a letter for each agency of an office that gets one, and the list of them. Raises Unwritable."""
    with written_or_said(folder):
        folder.mkdir(parents=True, exist_ok=True)
        before = {path.name for path in folder.glob("*.docx")}
        written, without = _write_each(home, year, office, folder, on_written)
        content = _list_of(written).encode("utf-8-sig")
        write_whole(folder / LIST, lambda out: out.write(content))
    return _said_of(folder, written, without, before - {each.file for each in written})


def _write_each(
    home: Home, year: int, office: str, folder: Path, on_written: Callable[[Words], None]
) -> tuple[list[Written], Counter[Words]]:
    written: list[Written] = []
    without: Counter[Words] = Counter()
    for case in _cases(home, year, home.store.agencies(office), office=office):
        if (why := withheld(case)) is not None:
            without[why] += 1
            continue
        done = _write_case(case, folder, home.settings.language)
        on_written(Words(f"{done.file}　{done.title}", f"{done.file}  {done.title}"))
        written.append(done)
    return written, without


def _write_case(case: Case, folder: Path, language: Language) -> Written:
    page, name = letter(case, language), file_name(case.agency)
    write_whole(folder / name, lambda out: write_letter(page, out, made=case.as_of))
    return Written(
        agency=case.agency,
        file=name,
        title=page.title,
        matters=1 if is_reminder(case) else sum(1 for _ in matters(case)),
        reply_by=case.reply_by,
    )


def file_name(agency: Agency) -> str:
    """A name every system takes: the code tells agencies apart, the name is for people."""
    code, name = (re.sub(r"[^\w-]", "_", text, flags=re.UNICODE) for text in (agency.code, agency.name))
    return f"{code[:60]}_{name[:40]}.docx"


def _list_of(written: Iterable[Written]) -> str:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(["单位编码", "单位全称", "函件", "事项数", "答复期限", "文件"])
    for each in written:
        row = [each.agency.code, each.agency.name, each.title, each.matters, each.reply_by, each.file]
        table.writerow([inert(cell) for cell in row])
    return out.getvalue()


def _said_of(folder: Path, written: Sequence[Written], without: Counter[Words], left: set[str]) -> Words:
    zh = f"已写 {len(written)} 份函件，清单：{folder / LIST}"
    en = f"Wrote {len(written)} letters, listed in {folder / LIST}"
    for why, count in without.most_common():
        zh += f"\n未发函 {count} 个单位：{why.zh}"
        en += f"\nNo letter for {count}: {why.en}"
    if left:
        zh += f"\n注意：文件夹中另有 {len(left)} 份此前的文件不在清单中，请勿发出：{'、'.join(sorted(left)[:5])}"
        en += f"\nNote: {len(left)} files from before are not in the list, do not send them: {', '.join(sorted(left)[:5])}"
    return Words(zh=zh, en=en)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    """What the looks at one agency say to its letter."""

    absent: tuple[Sighting, ...] = ()  # that proved the report absent, oldest first
    seen_last: datetime | None = None  # when it was last found


def _cases(home: Home, year: int, agencies: Sequence[Agency], *, office: str | None = None) -> Iterator[Case]:
    """What is known now of each of these agencies that owes a report, in the roster's order."""
    known = {agency.code: agency for agency in agencies}
    computed = assessments_at(home, year, home.now(), office=office)
    season = counting_season(home, year, agencies, [each for each in computed if each.agency in known])
    looks, forms = _looks(home, year, known), _forms(home, year)
    absences = {look.visit for each in looks.values() for look in each.absent}
    columns = home.store.column_urls(sorted(absences))
    offices = {each.code: each for each in read_offices(home.settings.offices_file)}
    for assessment in season.assessments:
        agency = known[assessment.agency]
        verdicts = season.verdicts.get(agency.code, ())
        seen = looks.get(agency.code, _Looks())
        office_told = offices.get(agency.oversight)
        asked_by = working_days_after(local_day(season.as_of), REPLY_DAYS)
        yield Case(
            agency=agency,
            assessment=assessment,
            overlay=season.overlays.get(agency.code),
            verdicts=verdicts,
            spots=_spots(agency, assessment, seen, columns),
            seen_last=seen.seen_last,
            duty=obligation(agency, year).provision,
            bases=BASES,
            mends=MENDS,
            places=_places(verdicts, forms.get(agency.code) or form_of(year)),
            office=office_told.name if office_told else agency.oversight,
            contact=office_told.contact if office_told else "",
            as_of=season.as_of,
            reply_by=asked_by.day,
            reply_by_holidays=asked_by.by_holidays,
            release=season.release,
            clock_set=season.clock_set,
        )


def _looks(home: Home, year: int, wanted: Container[str]) -> dict[str, _Looks]:
    found: dict[str, _Looks] = {}
    for code, sightings in home.store.each_sighted(year, until=home.now()):
        if code in wanted:
            seen = admissible(sightings, rehearsing=home.clock_set)
            found[code] = _Looks(
                absent=tuple(look for look in seen if look.seen is Seen.ABSENT),
                seen_last=max((look.at for look in seen if look.seen is Seen.PRESENT), default=None),
            )
    return found


def _spots(
    agency: Agency, assessment: Assessment, looks: _Looks, columns: Mapping[str, str]
) -> tuple[Spot, ...]:
    """Where it was looked for: of an overdue one, at the looks that prove it; else at all. Never nowhere."""
    proof = set(assessment.evidence) if assessment.standing is Standing.OVERDUE else None
    at: dict[str, list[datetime]] = defaultdict(list)
    for look in looks.absent:
        if proof is None or look.visit in proof:
            at[columns.get(look.visit, agency.column_url)].append(look.at)
    spots = tuple(Spot(address=url, looks=len(times), last=max(times)) for url, times in at.items())
    return spots or (Spot(address=agency.column_url, looks=0, last=None),)


def _forms(home: Home, year: int) -> dict[str, str | None]:
    return {code: each.edition for code, each in home.store.readings(year, until=home.now()).items()}


def _places(verdicts: Iterable[Verdict], form: str) -> dict[str, Words]:
    return {
        each.where: place_in(form, each.where)
        for v in verdicts
        for each in v.charged
        if place_in(form, each.where).zh
    }
