"""The papers laid beside an archive of evidence: a line for each look, the manifest, and the readme for people."""

from collections.abc import Sequence
from typing import Any

from flows.evidence_case import Case, Gathered, KeptBytes
from models.assessment import Assessment
from models.plain import plain
from models.times import shown
from models.visit import Opened, Sighting, Visit
from notifications.words import STANDING
from scrapers.warc import Indexed

FORMAT = "chunxun-evidence-1"


def visit_line(
    visit: Visit, sighting: Sighting, listing: str, left_out: frozenset[str], kept: KeptBytes
) -> dict[str, Any]:
    """One look as a line of visits.jsonl; times are UTC."""
    said: dict[str, Any] = plain(visit)
    for page, opened in zip(said["opened"], visit.opened, strict=True):
        page["bytes"] = _whereabouts(opened, left_out, kept)
    said.pop("links")
    seen = {name: value for name, value in plain(sighting).items() if name not in {"agency", "year", "visit"}}
    return said | {"listing": listing, "listed": len(visit.links), "sighting": seen}


def _whereabouts(opened: Opened, left_out: frozenset[str], kept: KeptBytes) -> str:
    """Where a page's bytes are: in this file, left out as another agency's, lost, or nothing came."""
    if not opened.sha256:
        return "none"
    if opened.url in left_out:
        return "left out: another agency's report"
    return kept.lost.get(opened.sha256, "archive")


def manifest_of(
    case: Case, standing: Assessment | None, kept: KeptBytes, gathered: Gathered, index: Sequence[Indexed]
) -> dict[str, Any]:
    """manifest.json: whose report, the standing and the looks it rests on, every file kept and every one lost; times are UTC."""
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


def readme_of(case: Case, standing: Assessment | None, kept: KeptBytes) -> str:
    """readme.txt, Chinese first; times are Asia/Shanghai."""
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
