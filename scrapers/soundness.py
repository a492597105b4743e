"""Do our own readers still read what they must? Gate G8: a family whose sample is misread proves no absence."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from models.visit import Doubt, Gate
from models.words import Words
from scrapers.adapters import ADAPTERS
from scrapers.adapters.protocol import Adapter
from scrapers.page import Page, page_of_bytes
from scrapers.samples import LAST_YEARS, SAMPLES, THIS_YEARS, Sample

SHOWN_AT = datetime(2026, 2, 1, tzinfo=UTC)


def unsound(
    adapters: Iterable[Adapter] = ADAPTERS, samples: Mapping[str, Sample] = SAMPLES
) -> frozenset[str]:
    """The families that misread their sample, or have none. Takes a few milliseconds."""
    return frozenset(
        adapter.name
        for adapter in adapters
        if adapter.name not in samples or not _reads(adapter, samples[adapter.name])
    )


def doubts_about(family: str, misread: frozenset[str]) -> Iterator[Doubt]:
    """A doubt where the family that read a listing is among those that misread their samples."""
    if family in misread:
        words = Words(
            zh=f"本机的 {family} 读取模块未通过自检，未检索到不作为依据",
            en=f"our own reader of {family} misreads its sample: nothing it does not find counts",
        )
        yield Doubt(gate=Gate.SOUND, words=words)


def _reads(adapter: Adapter, sample: Sample) -> bool:
    """Whether both reports are found under their whole titles, in the list or one step from it."""
    page = page_of(sample)
    reading = adapter.read(page)
    found = {link.url: link.title for link in reading.links}
    steps = {step.url for step in reading.steps}
    newer_is_listed = found.get(sample.newer) == THIS_YEARS
    return (
        reading.recognised
        and newer_is_listed
        and (found.get(sample.older) == LAST_YEARS or sample.older in steps)
    )


def page_of(sample: Sample) -> Page:
    """The sample as a portal would have answered it."""
    return page_of_bytes(
        url=sample.url,
        final_url=sample.url,
        status=200,
        headers={"content-type": sample.media_type},
        content=sample.text.encode(),
        fetched_at=SHOWN_AT,
    )
