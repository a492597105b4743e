"""The looks of a season made again over the pages they kept, with the adapters now installed. Nothing is asked or written.

Of each column the last look of each outcome is made again; where one of them would be otherwise, every look of the year
is, for a standing rests on all of them.
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from flows.home import Home
from flows.visit import LOOK_BACK, family_of, finished, offered_links, sightings_of
from models.agency import Agency, Portal
from models.visit import Link, Sighting, Visit
from models.words import Words
from reports.claims import is_wanted
from reports.replay import ColumnTurned, NotReplayed, column_turned
from reports.soundness import doubts_about_titles, reads_titles
from scrapers.errors import VaultDamaged
from scrapers.replay import NotKept, look_again
from scrapers.soundness import doubts_about, unsound

A_MOMENT = timedelta(microseconds=1)  # what was known before a look is what was known just before it began


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """One look made again; `says` are the sightings that would take the place of those it gave, if any would."""

    turned: ColumnTurned | NotReplayed | None
    says: tuple[Sighting, ...] = ()


class Replay:
    """The looks made for one report year, at the columns of these agencies as the roster has them now."""

    def __init__(self, home: Home, year: int, agencies: Mapping[str, Agency]) -> None:
        self._home, self._year = home, year
        self._agencies = agencies
        self._misread, self._titles_sound = unsound(), reads_titles()

    def looks(self) -> Iterator[Replayed]:
        """Each look made again, column by column."""
        portals = self._portals()
        for column_url, last in self._home.store.last_looks(self._year).items():
            if (portal := portals.get(column_url)) is None:
                continue
            again = [self._again(portal, name) for name in last]
            yield from again
            if any(isinstance(each.turned, ColumnTurned) for each in again):
                others = self._home.store.looks_at(column_url, self._year)
                yield from (self._again(portal, name) for name in others if name not in last)

    def _portals(self) -> dict[str, Portal]:
        """By address the columns at which one of the agencies is looked for, with all who share them."""
        shared: dict[str, list[Agency]] = {}
        for agency in self._home.store.agencies():
            if agency.column_url:
                shared.setdefault(agency.column_url, []).append(agency)
        return {
            url: Portal(column_url=url, family=family_of(members), agencies=tuple(members))
            for url, members in shared.items()
            if any(agency.code in self._agencies for agency in members)
        }

    def _again(self, portal: Portal, name: str) -> Replayed:
        old = self._home.store.visit(name)
        if old is None:
            raise KeyError(name)
        try:
            new = self._look(portal, old)
            says = self._sightings(portal, new, old)
        except NotKept as missing:
            return Replayed(turned=_not_replayed(old, missing.words))
        except (FileNotFoundError, VaultDamaged):
            return Replayed(turned=_not_replayed(old, LOST))
        said = [each for each in self._home.store.seen_at([name]) if each.agency in self._agencies]
        turned = column_turned(old, new, said, says)
        return Replayed(turned=turned, says=says if turned else ())

    def _look(self, portal: Portal, old: Visit) -> Visit:
        store, year, before = self._home.store, self._year, old.started - A_MOMENT
        codes = [agency.code for agency in portal.agencies]
        lacking = set(codes) - store.seen_since(year - 1, codes, before - LOOK_BACK, before)
        also = (year - 1,) if lacking else ()
        new = asyncio.run(
            look_again(
                portal,
                old,
                vault=self._home.vault,
                sought=lambda link: is_wanted(link, year),
                wanted=lambda link: is_wanted(link, year, also=also),
                known=self._unlisted(old, codes),
                offered=offered_links(portal, year, store.offered(year, codes, before)),
            )
        )
        noted = (*doubts_about(new.family, self._misread), *doubts_about_titles(sound=self._titles_sound))
        new = replace(new, doubts=(*new.doubts, *noted))
        return replace(finished(self._home, new, old.line_healthy), id=old.id, clock_set=old.clock_set)

    def _unlisted(self, old: Visit, codes: list[str]) -> list[Link]:
        """What the look knew of and did not find listed. What it found in the list must be found there again."""
        listed = {link.url for link in old.links}
        known = self._home.store.last_present(self._year, codes, old.started - A_MOMENT)
        return [link for link in known.values() if link.url not in listed]

    def _sightings(self, portal: Portal, new: Visit, old: Visit) -> tuple[Sighting, ...]:
        before = self._home.store.last_listings([portal.column_url], old.started - A_MOMENT)
        return sightings_of(self._home, portal, new, self._year, before.get(portal.column_url))


def _not_replayed(old: Visit, why: Words) -> NotReplayed:
    return NotReplayed(column_url=old.column_url, visit=old.id, at=old.finished, outcome=old.outcome, why=why)


LOST = Words(zh="所留存的文件缺失或损坏", en="kept bytes are missing or damaged")
