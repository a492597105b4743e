"""A thousand list pages on 250 hosts, or as many as are asked for, and what is true of each: the same every time."""

import random
from dataclasses import dataclass
from enum import StrEnum

HOSTS, COLUMNS = 250, 4
YEAR = 2025
PASSES = 3
NEW = 27  # reports that appear before the last pass
TARGET = 22_000  # bytes of a list page
CONTROL = "127.77.250.1"
CANARIES = ("127.77.251.1", "127.77.252.1", "127.77.253.1")
PLACES = "青石云溪白河金水北岭南川东湖西坪永宁长安太和新安平阳清远"
KINDS = ("水利局", "教育局", "财政局", "民政局", "审计局", "统计局", "司法局", "交通运输局")


class Fault(StrEnum):
    """What is wrong with a page, if anything is."""

    NONE = "none"
    SOFT_404 = "soft_404"
    BUSY = "busy"  # 503
    HANGS = "hangs"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One agency's column: where it is, what it lists from which pass on, and how it behaves."""

    number: int
    host: str
    path: str
    agency: str
    appears: int | None  # the first pass in which the report is listed; None: never
    fault: Fault
    gb18030: bool
    cut: bool
    latency: float  # seconds

    @property
    def code(self) -> str:
        return f"{self.number:06d}"


def columns(hosts: int = HOSTS, each: int = COLUMNS) -> tuple[Column, ...]:
    """Every column, `each` on each host, hosts interleaved."""
    dice = random.Random(20260101)
    total = hosts * each
    faults = [Fault.SOFT_404] * 20 + [Fault.BUSY] * 20 + [Fault.HANGS] * 10 + [Fault.RESET] * 10
    faults += [Fault.NONE] * (total - len(faults))
    dice.shuffle(faults)
    whole = [number for number in range(total) if faults[number] is Fault.NONE]
    new = set(dice.sample(whole, NEW))
    return tuple(
        Column(
            number=number,
            host=host_of(number % hosts),
            path=f"/zwgk/bm{number // hosts}/zfxxgknb/",
            agency=_agency(number),
            appears=PASSES if number in new else (1 if number % 2 else None),
            fault=faults[number],
            gb18030=dice.random() < 0.10,
            cut=dice.random() < 0.10,
            latency=dice.uniform(0.05, 0.15),
        )
        for number in range(total)
    )


def host_of(number: int) -> str:
    return f"127.77.{number // 200}.{number % 200 + 1}"


def _agency(number: int) -> str:
    place = PLACES[2 * (number % 14) : 2 * (number % 14) + 2]
    numeral = "".join("零一二三四五六七八九"[int(digit)] for digit in f"{number:03d}")
    return f"{place}{numeral}县{KINDS[number % len(KINDS)]}"


def page(column: Column, now: int) -> bytes:
    """The column's list page as the portal serves it in a pass."""
    charset = "gb18030" if column.gb18030 else "utf-8"
    declared = "gb2312" if column.gb18030 else "utf-8"
    listed = [_row(column, year, number) for number, year in enumerate(range(YEAR - 1, 2018, -1), 2)]
    if column.appears is not None and column.appears <= now:
        listed.insert(0, _row(column, YEAR, 1))
    dice = random.Random(column.number)
    others = [_other(dice, number) for number in range(12)]
    head = (
        f'<html><head><meta charset="{declared}"><title>{column.agency} 政府信息公开年报</title></head><body>'
    )
    menu = "".join(f'<li><a href="/col{n}/">栏目导航第{n}项</a></li>' for n in range(40))
    text = (
        f'{head}<div class="nav"><ul>{menu}</ul></div><div class="list-box"><ul class="list">'
        f'{"".join(listed)}</ul></div><div class="hot"><ul>{"".join(others)}</ul></div>'
    )
    filler = "<!-- layout -->"
    body = text.encode(charset)
    padding = filler * max(0, (TARGET - len(body)) // len(filler.encode(charset)))
    return body + padding.encode(charset) + b"</body></html>"


def _row(column: Column, year: int, number: int) -> str:
    title = f"{column.agency}{year}年度政府信息公开工作年度报告"
    shown = f"{title[:14]}…" if column.cut else title
    address = f"./{year + 1}01/t{year + 1}0120_{column.number:04d}{number}.html"
    return f'<li><a href="{address}" title="{title}" target="_blank">{shown}</a><span>{year + 1}-01-20</span></li>'


def _other(dice: random.Random, number: int) -> str:
    subject = dice.choice(["召开全体会议", "开展专题学习", "发布工作动态", "公示项目名单", "组织业务培训"])
    return f'<li><a href="/xw/{dice.randrange(10**6)}.html">{subject}第{number + 1}期有关情况通报</a></li>'


def soft_404(host: str) -> bytes:
    """What a portal with soft 404s shows for any address it does not know: 200, and its front page's like."""
    links = "".join(
        f'<li><a href="/news/{n}.html">{host} 政务动态第{n}条有关情况通报</a><span>2026-01-{n % 28 + 1:02d}</span></li>'
        for n in range(30)
    )
    body = f'<html><head><meta charset="utf-8"><title>门户网站</title></head><body><div class="news-list"><ul>{links}</ul></div>'
    return (body + "<!-- layout -->" * 1200 + "</body></html>").encode()
