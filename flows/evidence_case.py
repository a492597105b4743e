"""One agency's case of one year, as evidence is made of it: what was seen, the bytes kept of it, what goes into the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flows.home import Home
from flows.judge import assessment_at
from models.agency import Agency
from models.assessment import Assessment
from models.visit import Link, Sighting
from scrapers.errors import VaultDamaged
from scrapers.vault import Vault
from scrapers.wacz import PageSeen


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One agency and year, and what was seen of its report, oldest first."""

    home: Home
    agency: Agency
    year: int
    sightings: Sequence[Sighting]

    @property
    def title(self) -> str:
        """What the file is called in the programs that open it."""
        return f"{self.agency.name} {self.year} 年度政府信息公开工作年度报告：访问证据 · evidence of visits"

    @property
    def ended(self) -> datetime:
        """When the last look was made."""
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
class KeptBytes:
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
class Gathered:
    """What the looks bring together while the WARC is written."""

    visits: list[dict[str, Any]] = field(default_factory=list)
    listings: dict[str, tuple[Link, ...]] = field(default_factory=dict)
    pages: list[PageSeen] = field(default_factory=list)
    main: PageSeen | None = None
    screenshots: dict[str, str] = field(default_factory=dict)  # path by SHA-256
