"""What an agency owes for one report year, and until when."""

from dataclasses import dataclass
from datetime import date

from models.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One agency's duty for one report year, made before the season from roster and law.

    A due date means the end of that day in Asia/Shanghai.
    """

    agency: str  # code
    year: int  # the year reported on; publication falls in the next
    statutory_due: date | None  # None: no statute names this kind of agency
    local_due: date | None  # None: no local order known
    provision: str  # id of a provision in reports/law
    exempt_reason: str = ""  # not empty: nothing is owed, and why
    exempt_document: str = ""  # what the exemption rests on: its number or name
    exempt_until: date | None = None  # the exemption's last day; None: without end
    remarks: tuple[
        Words, ...
    ] = ()  # what must be said beside any standing: whose duty it was, an exemption that ended

    @property
    def due(self) -> date:
        """The date judged: the statutory one where there is one, else the local one."""
        due = self.statutory_due or self.local_due
        if due is None:
            raise ValueError(
                f"{self.agency} {self.year}: an obligation needs a statutory or a local due date"
            )
        return due
