"""The numbers a reader finds on the pages, read back from their HTML."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from selectolax.lexbor import LexborHTMLParser, LexborNode

from models.assessment import Flag, Standing
from models.times import BEIJING
from models.verdict import Severity
from models.words import Language
from notifications.page_words import PAGE
from notifications.words import FLAG, OFFICES_TOGETHER, SEVERITY, STANDING, TOGETHER
from tests.notifications.numbers.truth import Told

NAMED = tuple(each for each in Standing if each is not Standing.SUSPECTED)


def on_pages(files: Mapping[str, str], regions: Mapping[str, str]) -> Iterator[Told]:
    """Everything counted or dated on every page. `regions`: what each code is called."""
    for path, text in files.items():
        if path.endswith(".html"):
            yield from _Page(path, LexborHTMLParser(text), regions).said()


class _Page:
    def __init__(self, path: str, html: LexborHTMLParser, regions: Mapping[str, str]) -> None:
        self.path, self.html = path, html
        self.language = Language.EN if path.startswith("en/") else Language.ZH
        self.regions = {name or code or "—": code for code, name in regions.items()}
        self.name = PurePosixPath(path).stem

    def said(self) -> Iterator[Told]:
        folder = self.path.removeprefix("en/").rpartition("/")[0]
        match folder, self.name:
            case "", "index":
                yield from self._list("all")
                yield from self._grid("regions")
                yield from self._grid("offices")
            case (("offices" | "operators/offices"), code):
                yield from self._list(f"office {code}")
                yield from self._circular(f"office {code}")
            case "", "unverified":
                yield from self._unverified()
            case "operators", "index":
                yield self._told("all", "suspected", int(self._one("#suspected small")))
                yield self._told("all", "for review", int(self._one("#review small")))
            case (("agencies" | "operators/agencies"), code):
                yield from self._dossier(f"agency {code}")

    def _told(self, of: str, what: str, value: object) -> Told:
        return Told(f"{self.path} {of}", (of, what), value)

    def _one(self, selector: str) -> str:
        node = self.html.css_first(selector)
        assert node is not None, (self.path, selector)
        return node.text(strip=True)

    def _word(self, key: str) -> str:
        return PAGE[key].said_in(self.language)

    # A list with its tiles, bar, facts, chart and rows.

    def _list(self, of: str) -> Iterator[Told]:
        yield from self._tiles(of)
        yield from self._head(of)
        yield from self._chart(of)
        yield from self._rows(of)
        hidden = self.html.css_first(".hidden-ones")
        yield self._told(of, "suspected", _numbers(hidden.text())[0] if hidden else 0)

    def _tiles(self, of: str) -> Iterator[Told]:
        total, *tiles = self.html.css(".tile")
        yield self._told(of, "total", _number(total.css_first("b")))
        for tile in tiles:
            yield self._told(of, _key(tile.css_first("span")), _number(tile.css_first("b")))
        bar = self.html.css("section > .bar rect")
        yield self._told(of, "total", sum(int(each.attributes["width"] or 0) for each in bar))

    def _head(self, of: str) -> Iterator[Told]:
        facts = {
            each.css_first("dt").text(): each.css_first("dd").text() for each in self.html.css(".facts div")
        }
        counted = _numbers(facts[self._word("coverage")])
        for what, value in zip(("owing", "completed", "incomplete", "unvisited"), counted, strict=True):
            yield self._told(of, what, value)
        day = re.match(r"\d{4}-\d\d-\d\d", facts[self._word("next_due")])
        yield self._told(of, "next due", day and day[0])
        yield self._told(of, "owing then", _numbers(facts[self._word("next_due")])[-1] if day else 0)
        share = facts.get(self._word("on_time_share"))
        yield self._told(of, "percent", re.match(r"[\d.]+%", share)[0] if share else "—")
        if share:
            due, punctual = _numbers(share)[-2:] if self.language is Language.ZH else _numbers(share)[:-3:-1]
            yield self._told(of, "due", due)
            yield self._told(of, "punctual", punctual)

    def _chart(self, of: str) -> Iterator[Told]:
        table = self.html.css(".season ~ details tr")
        if not table:
            return
        heads = [cell.text() for cell in table[0].css("th")][1:]
        last = [_number(cell) for cell in table[-1].css("td")]
        for label, number in zip(heads, last, strict=True):
            yield self._told(of, _standing(label, self.language), number)
        said = _numbers(self._one("figcaption"))[-2:]
        total, found = said if self.language is Language.ZH else said[::-1]
        yield self._told(of, "total", total)
        yield self._told(of, "reports found", found)

    def _rows(self, of: str) -> Iterator[Told]:
        rows = self.html.css(".rows tbody tr")
        counts = Counter(_key(row.css_first("td b")) for row in rows)
        yield self._told(of, "named", int(self._one(".tally")))
        for standing in NAMED:
            yield self._told(of, standing, counts[standing])
        totals: Counter[str] = Counter()
        for row in rows:
            told = list(self._row(row))
            totals.update({each.fact[1]: each.value for each in told if each.fact[1] in set(Severity)})
            yield from told
        for severity in Severity:
            yield self._told(of, severity, totals[severity])

    def _row(self, row: LexborNode) -> Iterator[Told]:
        code = PurePosixPath(row.css_first("a").attributes["href"] or "").stem
        of = f"agency {code}"
        heads = [head.text() for head in self.html.css(".rows thead th")]
        cells = dict(zip(heads, row.css("th, td"), strict=True))
        yield self._told(of, "standing", _key(cells[self._word("standing")].css_first("b")))
        yield self._told(of, "due", cells[self._word("due")].text())
        yield self._told(of, "claimed", _blank(cells[self._word("claimed")].text()))
        yield self._told(of, "days late", _days(cells[self._word("late_by")].text()))
        yield from self._badges(of, cells[self._word("findings")])
        if self._word("first_seen") in cells:
            yield self._told(of, "first seen", _moment(cells[self._word("first_seen")].text()))
            yield self._told(of, "last absent", _moment(cells[self._word("last_absent")].text()))

    def _badges(self, of: str, cell: LexborNode) -> Iterator[Told]:
        labels = {label.said_in(self.language): str(each) for each, label in SEVERITY.items()}
        counts = dict.fromkeys(labels.values(), 0)
        for badge in cell.css("b"):
            label, _, number = badge.text().rpartition(" ")
            counts[labels[label]] = int(number)
        for severity, number in counts.items():
            yield self._told(of, severity, number)

    # The grids of the first page.

    def _grid(self, name: str) -> Iterator[Told]:
        section = self.html.css_first(f"section[aria-labelledby={name}]")
        if section is None:
            return
        heads = [_standing(head.text(), self.language) for head in section.css("thead th")[4:]]
        sums: Counter[str] = Counter()
        for row in section.css("tbody tr"):
            total, share, _, *counts = row.css("td")
            numbers = {"total": _number(total)} | dict(zip(heads, map(_number, counts), strict=True))
            sums.update(numbers)
            of = self._line(name, row.css_first("th"))
            if of:
                yield self._told(of, "percent", share.text())
                yield from (self._told(of, what, value) for what, value in numbers.items())
        yield from (self._told("all", what, sums[what]) for what in ("total", *heads))

    def _line(self, grid: str, head: LexborNode) -> str:
        """Of what a row is; empty for the row of those that are counted as one."""
        if head.text() in {each.said_in(self.language) for each in (TOGETHER, OFFICES_TOGETHER)}:
            return ""
        if grid == "offices":
            link = head.css_first("a")
            return f"office {PurePosixPath(link.attributes['href'] or '').stem}"
        return f"region {self.regions[head.text()]}"

    def _circular(self, of: str) -> Iterator[Told]:
        said = [each.text() for each in self.html.css("blockquote p")]
        for fact, value in in_circular(said, self.language) if said else ():
            yield self._told(of, fact, value)

    # The other pages.

    def _unverified(self) -> Iterator[Told]:
        yield self._told("all", "unknown", int(self._one("#unknown small")))
        yield self._told("all", "unread columns", int(self._one("#unread small")))
        for section, what in zip(self.html.css("section"), ("unknown", "unread columns"), strict=True):
            yield self._told("all", what, len(section.css("tbody tr")))
        hidden = self.html.css_first(".hidden-ones")
        yield self._told("all", "suspected", _numbers(hidden.text())[0] if hidden else 0)

    def _dossier(self, of: str) -> Iterator[Told]:
        yield self._told(of, "standing", _key(self.html.css_first(".verdict .badge")))
        pairs = {e.css_first("dt").text(): e.css_first("dd").text() for e in self.html.css(".pairs div")}
        yield self._told(of, "claimed", _blank(pairs[self._word("claimed_long")]))
        yield self._told(of, "first seen", _moment(pairs[self._word("first_seen")]))
        yield self._told(of, "last absent", _moment(pairs[self._word("last_absent")]))
        flags = {each.text() for each in self.html.css(".lead .flag")}
        labelled = FLAG[Flag.LOCAL_DUE_MISSED].said_in(self.language) in flags
        yield self._told(of, "local date missed", labelled)
        yield self._told(of, "local date missed", self.html.css_first(".verdict .local") is not None)
        late = self.html.css_first(".lead .late")
        yield self._told(of, "days late", _days(late.text()) if late else None)
        labels = {label.said_in(self.language): str(each) for each, label in SEVERITY.items()}
        counts = Counter(labels[each.text()] for each in self.html.css(".defects > li > .badge"))
        for severity in Severity:
            yield self._told(of, severity, counts[severity])
        heading = self.html.css_first("#found small")
        assert (int(heading.text()) if heading else 0) == counts.total(), self.path


def in_circular(said: list[str], language: Language) -> Iterator[tuple[str, object]]:
    """The numbers of the paragraphs for a 通报."""
    first, second, *rest = said
    # The year stands before the number in the one language, and after it in the other.
    counted = _numbers(re.sub(r"[\d.]+%", "", first))[-4:]
    owing, due, punctual = counted[1:] if language is Language.ZH else (counted[0], *counted[2:])
    yield "owing", owing
    yield "due", due
    yield "punctual", punctual
    yield "percent", (re.findall(r"[\d.]+%", first) or ["—"])[0]
    yield "owing", _numbers(second)[0]
    for standing, label in STANDING.items():
        if standing is not Standing.EXEMPT:
            number = re.search(rf"{re.escape(label.said_in(language))} (\d+)", second)
            assert number, (label, second)
            yield standing, int(number[1])
    yield from _named(rest, language)


def _named(rest: list[str], language: Language) -> Iterator[tuple[str, object]]:
    """Who is named, standing by standing; and how many are not."""
    for line in rest:
        for standing in (Standing.OVERDUE, Standing.WITHDRAWN, Standing.LATE):
            if line.startswith(STANDING[standing].said_in(language)):
                names = re.split("[:：]", line, maxsplit=1)[1].strip("。. ")
                yield standing, _numbers(line)[0]
                yield standing, len(re.split("、|, ", names))
    doubtful = [_numbers(line) for line in rest if line.startswith(("待核实", *"0123456789"))]
    if doubtful:
        suspected, unknown = doubtful[0]
        yield Standing.SUSPECTED, suspected
        yield Standing.UNKNOWN, unknown


def _numbers(text: str) -> list[int]:
    """Every whole number of a text; those of dates, times and shares are among them."""
    return [int(each) for each in re.findall(r"\d+", text)]


def _number(node: LexborNode) -> int:
    text = node.text(strip=True)
    return 0 if text == "·" else int(text)


def _key(node: LexborNode) -> str:
    """The standing whose mark is drawn before a label."""
    found = re.search(r"k-(\w+)", node.attributes["class"] or "")
    assert found, node.html
    return found[1]


def _standing(label: str, language: Language) -> str:
    return next(str(each) for each, said in STANDING.items() if said.said_in(language) == label)


def _blank(text: str) -> str | None:
    return None if text == "—" else text


def _days(text: str) -> tuple[int, int] | None:
    found = _numbers(text)
    return (found[0], found[-1]) if found else None


def _moment(text: str) -> datetime | None:
    return None if text == "—" else datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)
