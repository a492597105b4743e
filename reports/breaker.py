"""Many agencies with something in common turn absent at once: likelier one cause than many lapses (R-22, I-06). Pure.

A moved platform, a new design, a stale mirror pass every gate of every single look. So an accusation that rests on our
own absences is held back while too many of its cohort would be accused together; a named person may release a cohort.
What an agency says against itself, such as its own late date, is held back by nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

from models.agency import Agency
from models.alarm import Alarm, AlarmKind
from models.assessment import Assessment, Flag, Standing
from models.times import local_day
from models.words import Words
from reports.policy import Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Accused:
    """An accusation that rests on absences alone, and the moment from which it does."""

    agency: str
    cohorts: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A cohort of which too many were to be accused at once."""

    cohort: str
    size: int
    agencies: tuple[str, ...]  # codes, sorted
    began: datetime


def cohorts_of(agency: Agency) -> tuple[str, ...]:
    """What the agency shares with others: the site its column is on, the portal family, county, city and province."""
    site = _site(agency.column_url)
    region = agency.region
    return tuple(
        dict.fromkeys(
            (
                *((f"site:{site}",) if site else ()),
                *((f"family:{agency.family}",) if agency.family else ()),
                *((f"region:{region[:length].ljust(6, '0')}" for length in (6, 4, 2)) if region else ()),
            )
        )
    )


def _site(url: str) -> str:
    """The host; of a host under gov.cn the name registered there, because one platform carries all below it."""
    host = urlsplit(url).hostname or ""
    labels = host.split(".")
    if _is_address(host) or labels[-2:] != ["gov", "cn"]:
        return host
    return ".".join(labels[-3:])


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def sizes_of(agencies: Iterable[Agency]) -> Mapping[str, int]:
    """How many of these agencies belong to each cohort."""
    return Counter(cohort for agency in agencies for cohort in cohorts_of(agency))


def breaks(
    accused: Iterable[Accused],
    sizes: Mapping[str, int],
    *,
    policy: Policy,
    released: frozenset[str] = frozenset(),
) -> tuple[Break, ...]:
    """The cohorts that must not be believed, by name. Whoever belongs to one that was `released` is let go."""
    members: dict[str, list[Accused]] = defaultdict(list)
    for each in accused:
        if not released.isdisjoint(each.cohorts):
            continue
        for cohort in each.cohorts:
            members[cohort].append(each)
    found = (
        _break(cohort, sizes.get(cohort, 0), sorted(several, key=lambda each: (each.at, each.agency)), policy)
        for cohort, several in sorted(members.items())
    )
    return tuple(each for each in found if each is not None)


def _break(cohort: str, size: int, several: Sequence[Accused], policy: Policy) -> Break | None:
    held = dict.fromkeys(
        each
        for together in _at_once(several, policy)
        if _too_many(len(together), size, policy)
        for each in together
    )
    if not held:
        return None
    return Break(
        cohort=cohort,
        size=size,
        agencies=tuple(sorted(each.agency for each in held)),
        began=min(each.at for each in held),
    )


def _at_once(several: Sequence[Accused], policy: Policy) -> Iterator[Sequence[Accused]]:
    """The longest runs that begin with each of them and last no longer than the policy's hours."""
    window, end = timedelta(hours=policy.cohort_hours), 0
    for start, first in enumerate(several):
        before = end
        while end < len(several) and several[end].at - first.at <= window:
            end += 1
        if end > before:  # otherwise it is a part of the run before it
            yield several[start:end]


def _too_many(count: int, size: int, policy: Policy) -> bool:
    whole = size >= policy.cohort_whole and count >= size
    return whole or (count > policy.cohort_least and 100 * count > policy.cohort_percent * size)


def says_itself_after(due: date, assessment: Assessment) -> bool:
    """Whether the agency's own date, where it can be believed, is later than `due`."""
    claimed, seen = assessment.claimed_date, assessment.first_seen
    return claimed is not None and seen is not None and due < claimed <= local_day(seen)


def held_back(assessment: Assessment, broken: Break) -> Assessment:
    """The assessment without its accusation, and why. What it rests on stays named."""
    flags = tuple(_flags_kept(assessment))
    if not _accuses(assessment):
        return replace(assessment, flags=flags)
    standing = Standing.SUSPECTED if assessment.standing is Standing.OVERDUE else Standing.UNKNOWN
    return replace(assessment, standing=standing, flags=flags, days_late=None, why=_why(broken))


def _accuses(assessment: Assessment) -> bool:
    """Whether the standing itself is held back, and not only a local date missed beside it."""
    doubted = Flag.BACKDATING in assessment.flags
    return assessment.standing is not Standing.ON_TIME and (
        assessment.standing is not Standing.UNKNOWN or doubted
    )


def _flags_kept(assessment: Assessment) -> Iterator[Flag]:
    """The flags that our absences alone do not carry; of a report said to be withdrawn, that it was not seen for a while."""
    local = assessment.local_due
    for flag in assessment.flags:
        own = flag is Flag.LOCAL_DUE_MISSED and local is not None and says_itself_after(local, assessment)
        if own or flag not in _RESTING_ON_ABSENCES:
            yield flag
    if assessment.standing is Standing.WITHDRAWN:
        yield Flag.VANISHING


_RESTING_ON_ABSENCES = frozenset({Flag.BACKDATING, Flag.WITHDRAWN, Flag.LOCAL_DUE_MISSED})


def _why(broken: Break) -> Words:
    count = len(broken.agencies)
    return Words(
        zh=f"「{broken.cohort}」的 {broken.size} 个单位中有 {count} 个同时检索不到，更像是网站或我方的问题，待人工核对",
        en=f"{count} of the {broken.size} agencies of {broken.cohort} could not be found at once, which looks like one "
        "cause on the portal's side or ours: a person must look",
    )


def cohort_alarms(broken: Iterable[Break]) -> tuple[Alarm, ...]:
    """One alarm for each cause: a cohort whose agencies all lie in another one that broke is not named again."""
    alarms: list[Break] = []
    for each in sorted(broken, key=lambda each: (-len(each.agencies), each.size, each.cohort)):
        if not any(set(each.agencies) <= set(larger.agencies) for larger in alarms):
            alarms.append(each)
    return tuple(_alarm(each) for each in alarms)


def _alarm(broken: Break) -> Alarm:
    count, listed = len(broken.agencies), "、".join(broken.agencies[:3])
    return Alarm(
        kind=AlarmKind.COHORT,
        key=broken.cohort,
        began=broken.began,
        agencies=broken.agencies,
        words=Words(
            zh=f"「{broken.cohort}」{broken.size} 个单位中 {count} 个同时检索不到（{listed}…），一律未认定；"
            "请打开其中几个栏目核对，确实没有的，在 releases.toml 中具名放行",
            en=f"{broken.cohort}: {count} of {broken.size} agencies could not be found at once ({listed}…), and none is "
            "accused. Open some of their columns; where the reports are indeed not there, release the cohort by name in releases.toml",
        ),
    )
