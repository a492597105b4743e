"""What changed, as an Atom feed; what is due, as a calendar. Nobody suspected is named in either. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event
from lxml import etree

from models.agency import Agency
from models.assessment import Assessment, Flag, Standing
from models.change import About, Change
from models.words import Language
from notifications import page_words, shown, words
from notifications.dossier import told
from notifications.register import Register, page_of
from notifications.shown import say

MOST_ENTRIES = 500  # the latest; the database keeps all
ATOM = "http://www.w3.org/2005/Atom"
NAME = "chunxun"


def feed(register: Register) -> str:
    """An Atom feed (RFC 4287) of what may be told, latest first; links lead to the pages beside it."""
    season, language = register.season, register.language
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item] # the default namespace
    root.set("{http://www.w3.org/XML/1998/namespace}lang", "zh-CN" if language is Language.ZH else "en")
    _add(root, "id", f"urn:{NAME}:{season.year}:{language}")
    _add(root, "title", say(page_words.TITLE, language, year=season.year))
    _add(root, "updated", _instant(season.as_of))
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _add(author, "name", page_words.PAGE["release"].said_in(language))
    for agency, assessment, change in _latest(register):
        _entry(root, agency, assessment, change, register)
    etree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _latest(register: Register) -> list[tuple[Agency, Assessment, Change]]:
    """The latest changes that may be told; of agencies whose own are all older nothing is looked at."""
    own: dict[str, list[Change]] = defaultdict(list)
    for change in register.season.changes:
        own[change.agency].append(change)
    known = [
        each for each in register.judged if each[1].standing is not Standing.SUSPECTED and own[each[0].code]
    ]
    known.sort(key=lambda each: max(map(_moment, own[each[0].code])), reverse=True)
    found: list[tuple[Agency, Assessment, Change]] = []
    for agency, assessment in known:
        if len(found) >= MOST_ENTRIES and max(map(_moment, own[agency.code])) < _moment(
            found[MOST_ENTRIES - 1][2]
        ):
            break
        verdicts = register.season.verdicts.get(agency.code, ())
        found += [(agency, assessment, change) for change in told(own[agency.code], verdicts)]
        found.sort(key=lambda each: _moment(each[2]), reverse=True)
        del found[MOST_ENTRIES:]
    return found


def _moment(change: Change) -> tuple[datetime, int]:
    return change.at, change.id or 0


def _entry(
    root: etree._Element, agency: Agency, assessment: Assessment, change: Change, register: Register
) -> None:
    entry = etree.SubElement(root, f"{{{ATOM}}}entry")
    _add(entry, "id", f"urn:{NAME}:{register.season.year}:change:{change.id}")
    _add(entry, "title", f"{shown.clean(agency.name)}：{_what(change, register.language)}")
    _add(entry, "updated", _instant(change.at))
    link = etree.SubElement(entry, f"{{{ATOM}}}link")
    link.set("href", page_of(agency, assessment))
    _add(entry, "summary", shown.clean(change.why.said_in(register.language), 500))


def _what(change: Change, language: Language) -> str:
    match change.about:
        case About.STANDING:
            return words.STANDING[Standing(change.new)].said_in(language)
        case About.OVERLAY:
            return words.SUBJECT[change.about].said_in(language)
        case About.FLAG:
            flag = words.FLAG[Flag(change.key)].said_in(language)
            return flag if change.new else say(page_words.ENDED, language, what=flag)
        case About.FINDING:
            finding = words.SUBJECT[change.about].said_in(language)
            return finding if change.new else say(page_words.ENDED, language, what=finding)


def _add(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = _xml_text(text)


def _xml_text(text: str) -> str:
    """The text without what XML 1.0 forbids; `shown.clean` has taken the rest."""
    return "".join(c for c in text if c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def due_dates(register: Register) -> str:
    """The due dates as a calendar (RFC 5545): one all-day event an office and day, with how many agencies owe."""
    season, language = register.season, register.language
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAME}//{language}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", say(page_words.TITLE, language, year=season.year))
    for office, day, number in _owing(register):
        event = Event()
        event.add("uid", f"due-{season.year}-{day:%Y%m%d}-{office or 'none'}@{NAME}")
        event.add("dtstamp", season.as_of.astimezone(UTC))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        name = register.office_names[office]
        event.add("summary", say(page_words.DUE_EVENT, language, office=name, n=number, year=season.year))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _owing(register: Register) -> Iterator[tuple[str, date, int]]:
    owing = Counter(
        (agency.oversight, each.due)
        for agency, each in register.judged
        if each.standing is not Standing.EXEMPT
    )
    for (office, day), number in sorted(owing.items(), key=lambda item: (item[0][1], item[0][0])):
        yield office, day, number
