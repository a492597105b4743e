"""What in a roster may be meant so and should be looked at: it stops no import."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from models.agency import Agency, Kind, Level
from models.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One agency's cell that an auditor should look at."""

    code: str
    column: str
    value: str
    words: Words


def doubts(agencies: Sequence[Agency], *, known: Collection[str] = ()) -> tuple[Doubt, ...]:
    """Every doubt; `known` are codes the store has already, because a roster may come in pieces."""
    return (
        *_codes_of_nobody(agencies, {*known, *(agency.code for agency in agencies)}),
        *_shared_names(agencies),
        *_two_families(agencies),
        *_nowhere_to_look(agencies),
        *_exempt_without_a_document(agencies),
        *_on_the_local_site(agencies),
        *_governments_without_an_office(agencies),
    )


def _codes_of_nobody(agencies: Sequence[Agency], codes: Collection[str]) -> Iterator[Doubt]:
    words = Words("名录中没有这个编码的单位", "no agency of the roster has this code")
    for agency in agencies:
        for column in ("parent", "successor"):
            value = getattr(agency, column)
            if value and value not in codes:
                yield Doubt(code=agency.code, column=column, value=value, words=words)


def _shared_names(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    # A report is laid to the agency its title names: two of one name would share each other's reports.
    for name, members in _grouped(agencies, lambda agency: agency.name).items():
        for agency in members[1:]:
            words = Words(
                f"与 {members[0].code} 同名，标题无法区分两者",
                f"{members[0].code} has the same name; titles cannot tell them apart",
            )
            yield Doubt(code=agency.code, column="name", value=name, words=words)


def _two_families(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    declared = [agency for agency in agencies if agency.column_url and agency.family]
    for members in _grouped(declared, lambda agency: agency.column_url).values():
        for agency in members:
            if agency.family != members[0].family:
                words = Words(
                    f"同一栏目网址在 {members[0].code} 处填的是 {members[0].family}",
                    f"{members[0].code} declares {members[0].family} for the same column",
                )
                yield Doubt(code=agency.code, column="family", value=agency.family, words=words)


def _nowhere_to_look(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    words = Words("没有年报栏目网址，无法巡查", "there is no column address, so that nothing can be visited")
    for agency in agencies:
        if not agency.column_url and not agency.exempt_reason and agency.active_to is None:
            yield Doubt(code=agency.code, column="column_url", value="", words=words)


def _exempt_without_a_document(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    words = Words(
        "豁免没有依据文件（exempt_document）", "the exemption names no document it rests on (exempt_document)"
    )
    for agency in agencies:
        if agency.exempt_reason and not agency.exempt_document:
            yield Doubt(code=agency.code, column="exempt_document", value="", words=words)


def _on_the_local_site(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    """A vertical system publishes on its own site (domain §3.4): on a government's own its report is not to be found."""
    governments = {
        host: agency
        for agency in agencies
        if agency.kind in {Kind.GOVERNMENT, Kind.OFFICE} and (host := urlsplit(agency.column_url).hostname)
    }
    for agency in agencies:
        local = governments.get(urlsplit(agency.column_url).hostname or "")
        if agency.kind is Kind.VERTICAL and local is not None:
            words = Words(
                f"垂直管理单位一般在本系统网站公布，此栏目却在 {local.code} 的网站上",
                f"a vertical system publishes on its own site; this column is on that of {local.code}",
            )
            yield Doubt(code=agency.code, column="column_url", value=agency.column_url, words=words)


def _governments_without_an_office(agencies: Sequence[Agency]) -> Iterator[Doubt]:
    """A government and its office owe two reports (domain §0.1); a roster with offices may have forgotten one."""
    offices = {agency.parent for agency in agencies if agency.kind is Kind.OFFICE}
    words = Words(
        "政府与政府办公厅（室）各有一份年报，名录中没有其办公厅（室）",
        "a government and its office owe a report each; the roster has no office of this one",
    )
    for agency in agencies:
        owes = agency.kind is Kind.GOVERNMENT and agency.level is not Level.TOWNSHIP
        if offices and owes and agency.code not in offices:
            yield Doubt(code=agency.code, column="code", value=agency.code, words=words)


def _grouped(agencies: Sequence[Agency], by: Callable[[Agency], str]) -> dict[str, list[Agency]]:
    groups: dict[str, list[Agency]] = defaultdict(list)
    for agency in agencies:
        groups[by(agency)].append(agency)
    return groups
