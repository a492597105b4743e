"""`chunxun evidence`: what was seen of one agency's report of one year, as a WACZ that ReplayWeb.page opens.

Every look is in it, those that found nothing and those that could not look included. Pages of other agencies' reports
opened in the same look are named by address and hash, and their bytes left out. The same database gives the same file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flows.evidence_case import Case, Gathered, KeptBytes
from flows.evidence_papers import manifest_of, readme_of, visit_line
from flows.home import Home
from flows.known import known_agency
from flows.whole import write_whole, written_or_said
from models.agency import Agency
from models.assessment import Assessment
from models.plain import plain
from models.stores.visits import listing_mark
from models.times import shown
from models.visit import Opened, Seen, Sighting, Via, Visit
from models.words import Words
from notifications.words import SEEN
from scrapers.wacz import PageSeen, Wacz
from scrapers.warc import Warc, final_url

MOST_NAMED = 10  # lost files named on the terminal
MISSING, DAMAGED = "缺失 missing", "损坏 damaged"


class NoEvidence(Exception):
    """There is nothing to write: the agency was never looked at for the year."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What went into a file. `lost` are the SHA-256 whose bytes are gone from the vault or no longer match."""

    agency: Agency
    visits: int
    records: int
    screenshots: int
    lost: Mapping[str, str]
    standing: Assessment | None


def write_evidence(home: Home, year: int, who: str, file: Path) -> Written:
    """Write the evidence of an agency (code, name or alias) and year, whole or not at all.

    Raises UnknownAgency, NoEvidence, or Unwritable.
    """
    agency = known_agency(home, who)
    sightings = home.store.sightings(year, until=home.now(), agency=agency.code).get(agency.code, ())
    if not sightings:
        raise NoEvidence(
            Words(
                zh=f"{agency.name} {year} 年度报告尚无任何访问记录，无证据可写；请先运行 chunxun visit",
                en=f"{agency.name} was not looked at for {year} yet: there is nothing to write; "
                "run `chunxun visit` first",
            )
        )
    case = Case(home=home, agency=agency, year=year, sightings=sightings)
    with written_or_said(file):
        return write_whole(file, lambda out: _write(case, out))


def said_of(written: Written, file: Path) -> Words:
    """What a person is told of it."""
    why = written.standing.why if written.standing else Words("", "")
    return Words(
        zh=f"已写入 {file}：{written.visits} 次访问，{written.records} 条记录，{written.screenshots} 张截图。{why.zh}",
        en=f"Wrote {file}: {written.visits} visits, {written.records} records, {written.screenshots} screenshots. {why.en}",
    )


def said_of_lost(written: Written, home: Home) -> Words:
    """Which kept bytes the file lacks, and what to do."""
    named = [
        f"  {home.vault.path(sha256)}  {MISSING if trouble == 'missing' else DAMAGED}"
        for sha256, trouble in sorted(written.lost.items())
    ]
    beyond = len(named) - MOST_NAMED
    named = named[:MOST_NAMED] + ([f"  … + {beyond}"] if beyond > 0 else [])
    zh = f"证据不完整：{len(written.lost)} 个保管的文件缺失或损坏（manifest.json 的 lost 列出全部），请从备份恢复后重写："
    en = f"The evidence is incomplete: {len(written.lost)} kept files are missing or damaged (`lost` in manifest.json names all); restore them from a backup and write it again:"
    return Words(zh="\n".join([zh, *named]), en="\n".join([en, *named]))


def _write(case: Case, out: BinaryIO) -> Written:
    home, kept, gathered = case.home, KeptBytes(case.home.vault), Gathered()
    wacz = Wacz(out, created=case.ended, title=case.title, software=f"chunxun {home.release}")

    def fill(warc: Warc) -> None:
        for visit, sighting in _looks(case):
            _add(visit, sighting, _left_out(home, visit, case.agency), warc, kept, gathered)

    index, standing = wacz.write_archive(fill, kept.read), case.standing()
    for sha256, path in gathered.screenshots.items():
        wacz.write(path, home.vault.read(sha256))
    wacz.write_lines("evidence/visits.jsonl", gathered.visits)
    listed = sorted(gathered.listings.items())
    wacz.write_lines("evidence/listings.jsonl", [{"sha256": k, "links": plain(v)} for k, v in listed])
    manifest = manifest_of(case, standing, kept, gathered, index)
    wacz.write_lines("evidence/manifest.json", [manifest])
    wacz.write("evidence/readme.txt", readme_of(case, standing, kept).encode("utf-8-sig"))
    wacz.finish(gathered.pages, main=gathered.main)
    return Written(
        agency=case.agency,
        visits=len(gathered.visits),
        records=len(index),
        screenshots=len(gathered.screenshots),
        lost=dict(kept.lost),
        standing=standing,
    )


def _looks(case: Case) -> Iterator[tuple[Visit, Sighting]]:
    for sighting in case.sightings:
        visit = case.home.store.visit(sighting.visit)
        if visit is not None:
            yield visit, sighting


def _left_out(home: Home, visit: Visit, agency: Agency) -> frozenset[str]:
    """The addresses of pages and attachments that this look found to be other agencies' reports."""
    own: set[str] = set()
    theirs: set[str] = set()
    for said in home.store.seen_at([visit.id]):
        (own if said.agency == agency.code else theirs).update((said.url, *said.locations))
    documents = {c.link.url: {d.url for d in c.documents} | {c.link.url} for c in visit.candidates}
    mine = {url for link in own for url in documents.get(link, ())}
    return frozenset(url for link in theirs - own for url in documents.get(link, ())) - mine


def _add(
    visit: Visit,
    sighting: Sighting,
    left_out: frozenset[str],
    warc: Warc,
    kept: KeptBytes,
    gathered: Gathered,
) -> None:
    """Write one look's pages, and take down what is to be known of it."""
    for opened in visit.opened:
        if opened.url not in left_out:
            warc.add(opened)
    held = [
        opened
        for opened in visit.opened
        if opened.url not in left_out and opened.sha256 and opened.sha256 not in kept.lost
    ]
    _add_screenshots(held, kept, gathered)
    _add_pages(visit, sighting, held, gathered)
    mark = listing_mark(visit.links)
    gathered.listings.setdefault(mark, visit.links)
    gathered.visits.append(visit_line(visit, sighting, mark, left_out, kept))


def _add_screenshots(held: Sequence[Opened], kept: KeptBytes, gathered: Gathered) -> None:
    for opened in held:
        sha256 = opened.screenshot
        if sha256 and sha256 not in kept.lost:
            path = f"screenshots/{opened.at:%Y%m%dT%H%M%SZ}-{sha256[:12]}.png"
            gathered.screenshots.setdefault(sha256, path)


def _add_pages(visit: Visit, sighting: Sighting, held: Sequence[Opened], gathered: Gathered) -> None:
    said, when = SEEN[sighting.seen], shown(sighting.at)
    column = next((o for o in held if o.url == visit.column_url), None) or next(iter(held), None)
    if column is not None:
        title = f"{when} 栏目列表：{said.zh} · the listing: {said.en.lower()}"
        gathered.pages.append(page := _page(column, title))
        gathered.main = page if sighting.seen is not Seen.PRESENT else gathered.main
    report = next((o for o in held if o.url == sighting.url), None)
    if report is not None and sighting.seen is Seen.PRESENT:
        gathered.pages.append(page := _page(report, f"{when} {sighting.title}"))
        gathered.main = page


def _page(opened: Opened, title: str) -> PageSeen:
    """Where replay begins: at the first answer by HTTP, at what a browser had drawn in the end."""
    if opened.via is Via.HTTP and opened.exchanges:
        first = opened.exchanges[0]
        return PageSeen(url=first.url, at=first.asked_at, title=title)
    return PageSeen(url=final_url(opened), at=opened.at, title=title)
