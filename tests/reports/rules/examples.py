"""For every rule one report of which it says nothing, and one of which it says something. A new rule adds its own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from models.agency import Agency, Kind, Level
from models.filing import Filing
from models.report import Legibility, Report
from models.resemblance import Resemblance
from models.version import Printed, Version
from models.visit import DateKind, DateRead
from reports.dates import believe
from reports.rules import Beside
from tests.reports.likeness.prose import ANOTHER, OVERVIEW
from tests.reports.rules.sample import NUMBERS, Changes, agency, report, row

ALONE = Beside(year=2020)
RIGHT = report()
NEWER = report(form="2021", year=2023, title_year=2023)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A report in which a rule finds nothing wrong, and one in which it does, each with what lies beside it."""

    fails: Report
    passes: Report = RIGHT
    beside: Beside = ALONE
    beside_passing: Beside | None = None  # None: the same


def introduced(text: str) -> Report:
    """The right report with an introduction."""
    return report(preamble=text)


def told(text: str) -> Report:
    """The right report with another overview."""
    return report(texts={1: text})


def dated(shown: str, *, listed: str = "", address: str = "") -> Beside:
    """A report of 2020 with these dates on its portal."""
    said = {DateKind.PUBLISHED: shown, DateKind.LISTED: listed, DateKind.ADDRESS: address}
    reads = [DateRead(kind=kind, day=date.fromisoformat(day), raw=day) for kind, day in said.items() if day]
    return Beside(year=2020, agency=agency(), belief=believe(reads))


def printed(*versions: Report, title: str = "") -> Beside:
    """A report of 2020 in these versions, oldest first; the title under which the last one is listed."""
    listed = [""] * (len(versions) - 1) + [title]
    moments = [datetime(2021, 2, day, tzinfo=UTC) for day in range(1, len(versions) + 1)]
    return Beside(
        year=2020,
        versions=tuple(
            Printed(version=Version(document=str(at), first=at, last=at, title=title), report=each)
            for each, at, title in zip(versions, moments, listed, strict=True)
        ),
    )


LAST_YEAR = Beside(year=2020, previous=report(year=2019, title_year=2019, texts={1: OVERVIEW}))
ALIKE = Resemblance(section=1, agency="青石县教育局", year=2020, other_section=1, share=0.95)
SIX = "总体情况、主动公开情况、依申请公开情况、复议诉讼情况、存在的问题及改进情况、其他事项"
NUMBERED = replace(
    RIGHT, sections=(*RIGHT.sections[:5], replace(RIGHT.sections[5], title="七、其他需要报告的事项"))
)

AFTER_2019 = Beside(year=2020, previous=report(year=2019, title_year=2019))
AFTER_2022 = Beside(
    year=2023,
    previous=report({"disclosure.fees.amount": "38.5"}, form="2021", year=2022, title_year=2022),
)
COUNTY = Agency(code="990121-ZF", name="青石县人民政府", kind=Kind.GOVERNMENT, level=Level.COUNTY)
MEMBER = Agency(
    code="990121-SL", name="青石县水利局", kind=Kind.DEPARTMENT, level=Level.COUNTY, parent=COUNTY.code
)


def later(changes: Changes) -> Report:
    """The right report of 2023 with the changes given."""
    return report({"disclosure.fees.amount": "38.5", **changes}, form="2021", year=2023, title_year=2023)


EXAMPLES: Mapping[str, Example] = {
    # Whose report, and of which year.
    "identity.title-year": Example(fails=report(title_year=2019, body_years=(2020,))),
    "identity.title-form": Example(fails=report(title="南阳市民政局2020年政府信息公开工作报告")),
    "identity.agency": Example(
        passes=report(agency="面甸镇", body_agencies=("建水县面甸镇人民政府",)),
        fails=report(agency="面甸镇", body_agencies=("建水县民族宗教事务局",)),
    ),
    "identity.level-words": Example(
        passes=report(texts={1: "我局及时公开信息。"}), fails=report(texts={1: "我镇及时公开信息。"})
    ),
    "identity.period": Example(
        passes=introduced("统计期限自2020年1月1日至2020年12月31日。"),
        fails=introduced("统计期限自2020年1月1日至2019年12月31日。"),
    ),
    "identity.preamble": Example(
        passes=introduced(f"本报告包括{SIX}等六个部分。"), fails=introduced(f"本报告包括{SIX}等五项内容。")
    ),
    "identity.cited-form": Example(
        passes=introduced("根据《中华人民共和国政府信息公开条例》（国务院令第711号）。"),
        fails=introduced("根据《中华人民共和国政府信息公开条例》（国务院令第492号）。"),
    ),
    "identity.cover-letter": Example(
        fails=report(
            preamble="现将我局年度报告报来，请审示。",
            without=(1, 2, 3, 4, 5, 6, "disclosure", "applications", "remedies"),
        )
    ),
    "identity.duplicate": Example(
        fails=report(texts={1: "今年与往年不同，公开工作由新设的机构承担，" * 20}),
        beside=Beside(year=2020, copies=(RIGHT,)),
    ),
    "timeliness.backdated": Example(
        fails=RIGHT,
        beside=dated("2021-01-30", address="2021-02-27"),
        beside_passing=dated("2021-01-30", address="2021-01-30"),
    ),
    "timeliness.dates-disagree": Example(
        fails=RIGHT,
        beside=dated("2021-01-30", listed="2021-02-03"),
        beside_passing=dated("2021-01-30", listed="2021-01-30"),
    ),
    "timeliness.copies-differ": Example(
        fails=report({"applications.new.total": "5"}), beside=Beside(year=2020, copies=(RIGHT,))
    ),
    "timeliness.changed": Example(
        fails=report(),
        beside=printed(report({"applications.new.total": "5"}), RIGHT),
        beside_passing=printed(told("另写的总体情况。"), RIGHT),
    ),
    "timeliness.corrected": Example(
        fails=report(),
        beside=printed(report({"applications.new.total": "5"}), RIGHT, title="（更正版）"),
        beside_passing=printed(report({"applications.new.total": "5"}), RIGHT),
    ),
    # What must stand in it.
    "presence.section": Example(fails=report(without=(6,))),
    "presence.order": Example(fails=NUMBERED),
    "presence.table": Example(fails=report(without=("remedies",))),
    "presence.cells": Example(fails=report({"remedies.review.upheld": None})),
    "presence.form": Example(fails=report(form="2021")),
    "presence.number": Example(fails=report({"applications.new.natural": "-3"})),
    "presence.blank": Example(fails=report({"remedies.review.other": ""})),
    "presence.placeholder": Example(fails=report({"remedies.review.other": "XX"})),
    "presence.overview-topics": Example(
        passes=NEWER, fails=report(form="2021", texts={1: "现将有关情况公布如下。"})
    ),
    "presence.problems": Example(fails=report(texts={5: "无。"})),
    "presence.fee-statement": Example(passes=NEWER, fails=report(form="2021", texts={6: "无。"})),
    "presence.length": Example(fails=report(texts={1: "公开" * 600})),
    "presence.residue": Example(fails=report(texts={1: "（文字描述）"})),
    "presence.gap": Example(fails=report(texts={1: "2020年主动公开信息  条。"})),
    # What must add up.
    "arithmetic.balance": Example(fails=report({"applications.new.natural": "4"})),
    "arithmetic.result-total": Example(fails=report({"applications.granted.natural": "4"})),
    "arithmetic.row-total": Example(fails=report({"applications.granted.natural": "4"})),
    "arithmetic.remedies": Example(fails=report({"remedies.review.total": "7"})),
    "arithmetic.stock": Example(fails=report(row("disclosure.normative_documents", "1", "10", "2"))),
    # What must follow from last year.
    "continuity.carried-in": Example(
        fails=report({"applications.carried_in.natural": "2", "applications.carried_in.total": "2"}),
        beside=AFTER_2019,
    ),
    "continuity.stock": Example(
        passes=later({"disclosure.normative_documents.valid": "11"}), fails=later({}), beside=AFTER_2022
    ),
    "continuity.items": Example(
        fails=report({"disclosure.licences.previous_items": "7"}),
        beside=AFTER_2019,
    ),
    "continuity.jump": Example(
        passes=later({}), fails=later({"disclosure.licences.decisions": "3189"}), beside=AFTER_2022
    ),
    "continuity.same-tables": Example(
        passes=report({"applications.new.natural": "4"}), fails=RIGHT, beside=AFTER_2019
    ),
    "continuity.all-zero": Example(
        fails=report(dict.fromkeys(NUMBERS, "0")),
        beside=Beside(
            year=2020,
            previous=report({"applications.carried_out.total": "2"}, year=2019, title_year=2019),
        ),
    ),
    # What text and tables must agree on.
    "agreement.received": Example(
        passes=told("全年收到政府信息公开申请3件。"), fails=told("全年收到政府信息公开申请6件。")
    ),
    "agreement.carried-out": Example(
        passes=told("收到申请3件，无结转下年度。"), fails=told("收到申请3件，余下2件转至2021年办理。")
    ),
    "agreement.carried-in": Example(
        passes=told("收到申请3件，上年结转0件。"), fails=told("收到申请3件，上年结转2件。")
    ),
    "agreement.closed": Example(passes=told("收到申请3件，办结3件。"), fails=told("收到申请3件，办结2件。")),
    "agreement.results": Example(
        passes=told("收到申请3件，予以公开3件。"), fails=told("收到申请3件，部分公开2件。")
    ),
    "agreement.remedies": Example(
        passes=told("因政府信息公开被申请行政复议2件。"), fails=told("因政府信息公开被申请行政复议3件。")
    ),
    "agreement.none-claimed": Example(
        passes=report(dict.fromkeys(NUMBERS, "0"), texts={1: "本年度未收到政府信息公开申请。"}),
        fails=told("本年度未收到政府信息公开申请。"),
    ),
    "agreement.documents": Example(
        passes=told("全年制定规范性文件1件。"), fails=told("全年制定规范性文件5件。")
    ),
    "agreement.decisions": Example(
        passes=told("全年作出行政许可决定0件。"), fails=told("全年作出行政许可决定12件。")
    ),
    "agreement.fees": Example(
        passes=report(form="2021", texts={6: "发出收费通知0件。"}),
        fails=report(form="2021", texts={6: "收取信息处理费380元。"}),
    ),
    "agreement.parts": Example(
        passes=told("公布政府信息12条，其中政策类5条，其他7条。"),
        fails=told("公布政府信息12条，其中政策类5条，其他8条。"),
    ),
    # What must fit those above and below.
    "hierarchy.sum": Example(
        fails=report({"applications.new.total": "1"}),
        beside=Beside(year=2020, agency=COUNTY, members=(Filing(agency=MEMBER, year=2020, report=RIGHT),)),
    ),
    "hierarchy.office-copy": Example(
        passes=report({"applications.new.natural": "9"}, texts={1: OVERVIEW}),
        fails=RIGHT,
        beside=Beside(year=2020, agency=COUNTY, office=RIGHT),
    ),
    "hierarchy.rulemaking": Example(fails=report({"disclosure.regulations.made": "6"})),
    "hierarchy.enforcement": Example(
        passes=report(agency="南阳市信访局"), fails=report(agency="南阳市公安局")
    ),
    "hierarchy.fee-scale": Example(
        passes=later({}), fails=later({"disclosure.fees.amount": "385000"}), beside=AFTER_2022
    ),
    # Whose words they are.
    "likeness.last-year": Example(passes=told(ANOTHER), fails=told(OVERVIEW), beside=LAST_YEAR),
    "likeness.in-part": Example(
        passes=told(ANOTHER), fails=told(OVERVIEW[:120] + ANOTHER[:40]), beside=LAST_YEAR
    ),
    "likeness.problems-section": Example(
        passes=report(texts={5: ANOTHER}),
        fails=report(texts={5: OVERVIEW}),
        beside=Beside(year=2020, previous=report(year=2019, title_year=2019, texts={5: OVERVIEW})),
    ),
    "likeness.other-agency": Example(
        passes=told(OVERVIEW),
        fails=told(OVERVIEW),
        beside=Beside(year=2020, resemblances=(ALIKE,)),
        beside_passing=Beside(year=2020, resemblances=()),
    ),
    "likeness.generic": Example(
        fails=told("各级政府部门通过网站公开信息，多数部门能在法定时限内答复申请。部分地区开通了在线申请。")
    ),
    "likeness.foreign-name": Example(
        passes=told("我局坚持谁制作谁公开。"), fails=told("四川省宜宾市坚持以公开为常态。")
    ),
    "likeness.too-short": Example(passes=told(OVERVIEW), fails=told("认真做好公开工作。")),
    # Whether it can be read, and whether it should have been.
    "access.image-only": Example(fails=report(without=("remedies",), legibility=Legibility(pictures=1))),
    "access.garbled": Example(fails=introduced("统计期限为202011日至1231日。")),
    "privacy.identity-number": Example(fails=report(texts={1: "申请人（11010119900307002X）。"})),
    "privacy.phone": Example(fails=report(texts={1: "村民张某（13912345678）申请公开。"})),
}
