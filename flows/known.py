"""What a command may be asked about: the report years, offices and agencies there are. Each refusal says which."""

from datetime import date, datetime

from flows.home import Home
from models.agency import Agency
from models.times import local_day
from models.words import Words

FIRST_YEAR = 2019  # the first report year under the Regulation as revised in 2019 (Article 49)


class UnknownYear(Exception):
    """No duty is known for that report year; the words say which years there are."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def season_at(moment: datetime) -> int:
    """The report year whose season it is: last year, in Asia/Shanghai."""
    return local_day(moment).year - 1


def require_known_year(year: int, today: date) -> None:
    """Raise UnknownYear unless duties are known for the year: from 2019 to the year that is running."""
    if FIRST_YEAR <= year <= today.year:
        return
    raise UnknownYear(
        Words(
            zh=f"报告年度 {year} 不可用：现行条例的年报义务自 {FIRST_YEAR} 年度起，至 {today.year} 年度止",
            en=f"No duty is known for report year {year}: choose from {FIRST_YEAR} to {today.year}",
        )
    )


class UnknownOffice(Exception):
    """No agency of the roster is overseen by that office; the words say which offices there are."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def require_known_office(home: Home, office: str | None) -> None:
    """Raise UnknownOffice unless some agency of the roster is overseen by the office; None is everybody."""
    offices = () if office is None else home.store.offices()
    if office is None or office in offices:
        return
    known = "、".join(offices) or "—"
    raise UnknownOffice(
        Words(
            zh=f"名录中没有由「{office}」主管的单位；已有的主管单位：{known}",
            en=f"No agency of the roster is overseen by “{office}”; offices there are: {known}",
        )
    )


class UnknownAgency(Exception):
    """No agency of the roster has that code, name or alias, or several have it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def known_agency(home: Home, who: str) -> Agency:
    """The agency of that code, full name or alias. Raises UnknownAgency where none is, or several are."""
    if (by_code := home.store.agency(who)) is not None:
        return by_code
    named = [agency for agency in home.store.agencies() if who in agency.names()]
    exact = [agency for agency in named if agency.name == who] or named
    if len(exact) == 1:
        return exact[0]
    if exact:
        codes = "、".join(agency.code for agency in exact[:5])
        raise UnknownAgency(
            Words(
                zh=f"「{who}」可指 {len(exact)} 个单位（{codes}），请写单位编码",
                en=f"“{who}” may be any of {len(exact)} agencies ({codes}): give its code",
            )
        )
    raise UnknownAgency(
        Words(
            zh=f"名录中没有「{who}」：请写单位编码或全称（chunxun status 可查）",
            en=f"No agency “{who}” in the roster: give its code or full name (`chunxun status` lists them)",
        )
    )
