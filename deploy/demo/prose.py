"""Agency and year → the words of its report, in agreement with its figures. Sentences come from prose.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from .facts import FOLDER, Agency, Article, Report, land
from .figures import Figures, figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The words around the tables; the overview's paragraphs carry the five topics' headings."""

    preface: str
    overview: tuple[str, ...]
    problems: tuple[str, ...]
    other: str
    contact: str


@cache
def _sentences() -> Mapping[str, list[str]]:
    told = tomllib.loads((FOLDER / "prose.toml").read_text(encoding="utf-8"))
    return {key: value for key, value in told.items() if isinstance(value, list)}


@cache
def _notices() -> Mapping[str, str]:
    told: dict[str, str] = tomllib.loads((FOLDER / "prose.toml").read_text(encoding="utf-8"))["notice"]
    return told


def notice(article: Article) -> str:
    """The text of a page that is not a report."""
    return _notices()[article.kind].format(title=article.title)


class _Writer:
    """Takes sentences for one report; two years running never share one."""

    def __init__(self, agency: Agency, report: Report) -> None:
        self.agency, self.year = agency, report.year
        self.dice = Random(f"{agency.code}/{report.year}/prose")
        self.words = {
            "name": report.author,
            "us": _self(agency),
            "year": report.year,
            "next": report.year + 1,
            **{f"w{place}": work for place, work in enumerate(agency.work)},
        }

    def take(self, topic: str, count: int, *, start: str = "") -> str:
        return "".join(self.each(topic, count, start=start))

    def each(self, topic: str, count: int, *, start: str = "") -> list[str]:
        choice = [sentence for sentence in _sentences()[topic] if sentence.startswith(start)]
        Random(f"{self.agency.code}/{topic}").shuffle(choice)
        first = self.year * count
        return [self.say(choice[(first + place) % len(choice)]) for place in range(count)]

    def say(self, sentence: str) -> str:
        return sentence.format(**self.words, n=self.dice.randint(21, 380), m=self.dice.randint(2, 9))


def prose(agency: Agency, report: Report) -> Prose:
    """The words of one report; they tell the true figures, never a misprint."""
    writer = _Writer(agency, report)
    whose = land().agency(report.problems_of) if report.problems_of else agency
    preface = writer.take("preface", 1)
    overview = _overview(writer, figures(agency, report.year, carried_in=report.carried_in))
    return Prose(
        preface=_printed(preface, report),
        overview=tuple(_printed(text, report) for text in overview),
        problems=tuple(_printed(text, report) for text in _problems(_Writer(whose, report))),
        other=_printed(writer.take("fees", 1), report),
        contact=_printed(writer.take("contact", 1), report),
    )


def _printed(text: str, report: Report) -> str:
    """A text with the slips of its report."""
    for meant, slipped in report.slips:
        text = text.replace(meant, slipped)
    return text


def _problems(writer: _Writer) -> tuple[str, ...]:
    """What falls short and why, what will be done and how: enough to choose from that no two agencies agree by chance."""
    causes, ways = writer.each("causes", 2), writer.each("ways", 3)
    short = [writer.take("problems", 1, start=first) for first in ("一是", "二是")]
    better = writer.each("improvements", 3)
    return (
        f"{writer.year}年，政府信息公开工作还存在一些不足："
        + "".join(what + why for what, why in zip(short, causes, strict=True)),
        "改进情况：" + "".join(what + how for what, how in zip(better, ways, strict=True)),
    )


def _overview(writer: _Writer, true: Figures) -> tuple[str, ...]:
    return (
        writer.take("opening", 1),
        f"（一）主动公开情况。{writer.take('active', 3)}{_of_documents(true)}",
        f"（二）依申请公开情况。{_of_applications(writer, true)}{writer.take('handling', 2)}{_of_remedies(true)}",
        f"（三）政府信息管理情况。{writer.take('management', 3)}",
        f"（四）政府信息公开平台建设情况。{writer.take('platform', 3)}",
        f"（五）监督保障情况。{writer.take('supervision', 3)}{_of_accountability(writer)}",
    )


def _of_documents(true: Figures) -> str:
    if not true.documents["valid"]:
        return ""
    return (
        f"全年制发行政规范性文件{true.documents['made']}件，废止{true.documents['repealed']}件，"
        f"现行有效{true.documents['valid']}件。"
    )


def _of_applications(writer: _Writer, true: Figures) -> str:
    new, carried, closed, left = (
        true.applications[row]["total"] for row in ("new", "carried_in", "total", "carried_out")
    )
    past = f"，上年结转{carried}件" if carried else ""
    on = f"，结转下年度继续办理{left}件" if left else "，无结转下年度继续办理的申请"
    ways = (
        f"全年新收政府信息公开申请{new}件{past}，办结{closed}件{on}。",
        f"{writer.year}年新收到政府信息公开申请{new}件{past}，全年办结{closed}件{on}。",
    )
    return writer.dice.choice(ways) + _of_results(true)


def _of_results(true: Figures) -> str:
    granted, partial = (true.applications[row]["total"] for row in ("granted", "partial"))
    return f"其中，予以公开{granted}件，部分公开{partial}件。"


def _of_remedies(true: Figures) -> str:
    review = true.remedies["review"]["total"]
    direct, after = (
        true.remedies[block]["total"] for block in ("litigation_direct", "litigation_after_review")
    )
    if not review + direct + after:
        return "全年未发生因政府信息公开引起的行政复议和行政诉讼。"
    return f"因政府信息公开被申请行政复议{review}件，被提起行政诉讼{direct + after}件。"


def _of_accountability(writer: _Writer) -> str:
    governs = writer.agency.kind in {"government", "township", "street"}
    return writer.take("accountability", 1) if governs else ""


_SELVES = (
    ("镇人民政府", "我镇"), ("街道办事处", "我街道"), ("办公室", "我办"), ("委员会", "我委"), ("局", "我局"),
    ("市人民政府", "我市"), ("县人民政府", "我县"), ("区人民政府", "我区"),
)  # fmt: skip


def _self(agency: Agency) -> str:
    return next(us for ending, us in _SELVES if agency.name.endswith(ending))
