"""`chunxun evidence`: what was seen of one agency's report of one year, as a WACZ that ReplayWeb.page opens.

Every look is in it, those that found nothing and those that could not look included. Pages of other agencies' reports
opened in the same look are named by address and hash, and their bytes left out. The same database gives the same file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from flows.home import Home
from flows.judge import assessment_at
from flows.known import known_agency
from flows.whole import write_whole
from models.agency import Agency
from models.assessment import Assessment
from models.plain import plain
from models.stores.visits import listing_mark
from models.times import shown
from models.visit import Link, Opened, Seen, Sighting, Via, Visit
from models.words import Words
from notifications.words import SEEN, STANDING
from scrapers.errors import VaultDamaged
from scrapers.vault import Vault
from scrapers.wacz import PageSeen, Wacz
from scrapers.warc import Indexed, Warc, final_url

FORMAT = "chunxun-evidence-1"
MOST_NAMED = 10  # lost files named on the terminal
MISSING, DAMAGED = "缺失 missing", "损坏 damaged"


class NoEvidence(Exception):
    """There is nothing to write: the agency was never looked at for the year."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Unwritable(NoEvidence):
    """The file cannot be written."""


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
    case = _Case(home=home, agency=agency, year=year, sightings=sightings)
    try:
        return write_whole(file, lambda out: _write(case, out))
    except OSError as error:
        raise Unwritable(
            Words(zh=f"无法写入 {file}：{error.strerror}", en=f"Cannot write {file}: {error.strerror}")
        ) from error


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """One agency and year, and what was seen of its report, oldest first."""

    home: Home
    agency: Agency
    year: int
    sightings: Sequence[Sighting]

    @property
    def title(self) -> str:
        return f"{self.agency.name} {self.year} 年度政府信息公开工作年度报告：访问证据 · evidence of visits"

    @property
    def ended(self) -> datetime:
        return self.sightings[-1].at

    def standing(self) -> Assessment | None:
        """As last judged; under a set clock, or where nobody judged yet, as it can be known from these looks."""
        home = self.home
        if not home.clock_set:
            judged = (each for each in home.store.assessments(self.year) if each.agency == self.agency.code)
            if (last := next(judged, None)) is not None:
                return last
        return assessment_at(home, self.agency, self.year, home.now() if home.clock_set else self.ended)


@dataclass(slots=True)
class _Bytes:
    """The vault's bytes, and what could not be had of them."""

    vault: Vault
    sizes: dict[str, int] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    def read(self, sha256: str) -> bytes | None:
        """The bytes, or None where they are gone or damaged, which is remembered."""
        try:
            content = self.vault.read(sha256)
        except FileNotFoundError:
            self.lost[sha256] = "missing"
            return None
        except VaultDamaged:
            self.lost[sha256] = "damaged"
            return None
        self.sizes[sha256] = len(content)
        return content


@dataclass(slots=True)
class _Gathered:
    """What the looks bring together while the WARC is written."""

    visits: list[dict[str, Any]] = field(default_factory=list)
    listings: dict[str, tuple[Link, ...]] = field(default_factory=dict)
    pages: list[PageSeen] = field(default_factory=list)
    main: PageSeen | None = None
    screenshots: dict[str, str] = field(default_factory=dict)  # path by SHA-256


def _write(case: _Case, out: BinaryIO) -> Written:
    home, kept, gathered = case.home, _Bytes(case.home.vault), _Gathered()
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
    manifest = _manifest(case, standing, kept, gathered, index)
    wacz.write_lines("evidence/manifest.json", [manifest])
    wacz.write("evidence/readme.txt", _readme(case, standing, kept).encode("utf-8-sig"))
    wacz.finish(gathered.pages, main=gathered.main)
    return Written(
        agency=case.agency,
        visits=len(gathered.visits),
        records=len(index),
        screenshots=len(gathered.screenshots),
        lost=dict(kept.lost),
        standing=standing,
    )


def _looks(case: _Case) -> Iterator[tuple[Visit, Sighting]]:
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
    visit: Visit, sighting: Sighting, left_out: frozenset[str], warc: Warc, kept: _Bytes, gathered: _Gathered
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
    gathered.visits.append(_visit_line(visit, sighting, mark, left_out, kept))


def _add_screenshots(held: Sequence[Opened], kept: _Bytes, gathered: _Gathered) -> None:
    for opened in held:
        sha256 = opened.screenshot
        if sha256 and sha256 not in kept.lost:
            path = f"screenshots/{opened.at:%Y%m%dT%H%M%SZ}-{sha256[:12]}.png"
            gathered.screenshots.setdefault(sha256, path)


def _add_pages(visit: Visit, sighting: Sighting, held: Sequence[Opened], gathered: _Gathered) -> None:
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


def _visit_line(
    visit: Visit, sighting: Sighting, listing: str, left_out: frozenset[str], kept: _Bytes
) -> dict[str, Any]:
    """One look as a line of visits.jsonl; times are UTC."""
    said: dict[str, Any] = plain(visit)
    for page, opened in zip(said["opened"], visit.opened, strict=True):
        page["bytes"] = _whereabouts(opened, left_out, kept)
    said.pop("links")
    seen = {name: value for name, value in plain(sighting).items() if name not in {"agency", "year", "visit"}}
    return said | {"listing": listing, "listed": len(visit.links), "sighting": seen}


def _whereabouts(opened: Opened, left_out: frozenset[str], kept: _Bytes) -> str:
    """Where a page's bytes are: in this file, left out as another agency's, lost, or nothing came."""
    if not opened.sha256:
        return "none"
    if opened.url in left_out:
        return "left out: another agency's report"
    return kept.lost.get(opened.sha256, "archive")


def _manifest(
    case: _Case, standing: Assessment | None, kept: _Bytes, gathered: _Gathered, index: Sequence[Indexed]
) -> dict[str, Any]:
    agency = case.agency
    return {
        "format": FORMAT,
        "agency": {"code": agency.code, "name": agency.name, "column_url": agency.column_url},
        "year": case.year,
        "standing": plain(standing) if standing else None,
        "first_look": plain(case.sightings[0].at),
        "last_look": plain(case.ended),
        "visits": len(gathered.visits),
        "records": len(index),
        "rehearsal": any(sighting.clock_set for sighting in case.sightings),
        "screenshots": gathered.screenshots,
        "objects": [{"sha256": sha256, "bytes": size} for sha256, size in sorted(kept.sizes.items())],
        "lost": [{"sha256": sha256, "trouble": trouble} for sha256, trouble in sorted(kept.lost.items())],
        "release": case.home.release,
    }


def _readme(case: _Case, standing: Assessment | None, kept: _Bytes) -> str:
    said = f"{STANDING[standing.standing].zh}：{standing.why.zh}" if standing else "本年度不需发布"
    told = f"{STANDING[standing.standing].en}: {standing.why.en}" if standing else "Owes no report this year"
    lost = len(kept.lost)
    return README.format(
        title=case.title,
        since=shown(case.sightings[0].at),
        until=shown(case.ended),
        count=len(case.sightings),
        said=said,
        told=told,
        lost=f"注意：{lost} 个文件在保管库中已缺失或损坏，见 manifest.json 的 lost。\n" if lost else "",
        gone=f"Note: {lost} files are missing from the vault or damaged; see `lost` in manifest.json.\n"
        if lost
        else "",
    )


README = """{title}

本文件为 WACZ 网页存档，可在 https://replayweb.page 或其离线程序中打开；也可改名为 .zip 直接解开查看。
北京时间 {since} 至 {until} 共 {count} 次访问。{said}
{lost}
  archive/data.warc.gz      当时取得的网页与附件（WARC 1.1），含服务器答复头、时间、IP 地址和 TLS 信息
  screenshots/              当时浏览器所见的整页截图
  evidence/visits.jsonl     每次访问一行：时间（UTC）、结果、疑点、打开过的每个网址及其 SHA-256
  evidence/listings.jsonl   每次所见列表的全部标题和网址
  evidence/manifest.json    单位、状态及其依据、全部文件的 SHA-256
  datapackage.json          本包每个文件的 SHA-256

This is a WACZ web archive: open it at https://replayweb.page or in its desktop application, or unpack it as a .zip.
{count} visits from {since} to {until}, Asia/Shanghai. {told}
{gone}
  archive/data.warc.gz      the pages and attachments as they came, with headers, times, addresses and TLS facts
  screenshots/              whole pages as a browser showed them then
  evidence/visits.jsonl     one line a visit: time (UTC), outcome, doubts, every address opened and its SHA-256
  evidence/listings.jsonl   every title and address of each listing seen
  evidence/manifest.json    the agency, its standing and the proof, the SHA-256 of everything
  datapackage.json          the SHA-256 of each file in this package
"""
