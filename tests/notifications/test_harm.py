"""Eighty hostile texts through everything that is sent or handed out: shown as text, and nothing more.

Pages are in test_pages.py, the ledger in test_ledger.py, letters in test_letters.py.
"""

import csv
import io
import json
import re
from dataclasses import astuple, replace
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from playwright.sync_api import Page

from models.message import Delivery, Handover, Message
from models.words import Language
from notifications import status
from notifications.digest import compose
from notifications.enclosure import XLSX, Enclosure, sheets
from notifications.feed import due_dates, feed
from notifications.mail import _words
from notifications.register import Register
from notifications.render import Rendered, markdown, render
from notifications.send import parcels, service_of
from notifications.service import Reply
from notifications.shown import clean
from notifications.trouble import notice, troubles
from notifications.workbook import write_workbook
from tests.notifications.chromium import browser, hostile_places, hostile_rows, watched
from tests.notifications.payloads import PAYLOADS
from tests.notifications.season import AS_OF, CITY, OFFICES, ROWS, season, untold
from tests.notifications.test_chats import KINDS
from tests.office import saved_as, sheets_of

__all__ = ["browser"]  # a fixture

BATCHES = [PAYLOADS[start : start + len(ROWS)] for start in range(0, len(PAYLOADS), len(ROWS))]
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
CHATS = {name: kind.address for name, kind in KINDS.items() if name != "json"} | {
    "dingtalk": f"dingtalk://{'ab' * 16}",
    "wecombot": "wecombot://0123-4567",
    "feishu": f"feishu://{'ab' * 16}",
}


@cache
def harmed(batch: tuple[str, ...] | None):
    """A season in which names, titles, reasons, findings, addresses and regions are these; None: harmless ones."""
    texts = batch or ("年报",)
    return hostile_places(season(rows=hostile_rows(*texts)), *texts)


@cache
def digest(batch: tuple[str, ...] | None):
    return compose(
        replace(CITY, name=batch[0] if batch else "年报"),
        harmed(batch),
        untold(hostile_rows(*(batch or ("年报",)))),
        number=3,
    )


@cache
def rendered(batch: tuple[str, ...] | None) -> Rendered:
    return render(digest(batch), Language.ZH)


def message(batch: tuple[str, ...] | None) -> Message:
    said = rendered(batch)
    return Message(
        id="990100-zwgk-1-2025-0003", number=3, office="990100-zwgk", channel="1", created=AS_OF,
        subject=said.subject, text=said.text, html=said.html,
    )  # fmt: skip


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_mail_has_the_headers_and_the_lines_of_a_harmless_one(batch: tuple[str, ...]):
    address = "mailto://127.0.0.1/?from=w@example.org&to=o@example.org"
    plain, mail = (
        message_from_bytes(parcels(message(each), address)[0].content, policy=default)
        for each in (None, batch)
    )
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")

    assert mail.items() == plain.items()
    assert [part.get_content_type() for part in mail.walk()] == [
        part.get_content_type() for part in plain.walk()
    ]
    assert text.count("\n") == rendered(None).text.count("\n")
    assert CONTROL.search(text) is None
    assert "49" not in text


def test_no_mail_runs_fetches_or_changes_shape_in_a_real_browser(browser, tmp_path: Path):
    page: Page = watched(browser.new_page())
    shape = "[...document.querySelectorAll('*')].map(e => e.tagName + e.getAttributeNames().sort()).join()"
    shapes = []
    for number, batch in enumerate([None, *BATCHES]):
        file = tmp_path / f"{number}.html"
        file.write_text(rendered(batch).html, encoding="utf-8")
        page.goto(file.as_uri())
        shapes.append(page.evaluate(shape))
        linked = page.evaluate("[...document.links].map(a => a.protocol)")

        assert set(linked) <= {"http:", "https:", "mailto:"}
        assert CONTROL.search(page.content()) is None
        assert "49" not in page.locator("body").inner_text()
    page.close()

    assert page.trouble == []
    assert len({re.sub(r",A(class|href|style)*", "", each) for each in shapes}) == 1


TEXT = object()
NOBODY = {"atMobiles": [], "isAtAll": False}
SLACK = {"text": TEXT, "mrkdwn": False, "unfurl_links": False, "unfurl_media": False}
SHAPES = {
    "dingtalk": {"msgtype": "text", "at": NOBODY, "text": {"content": TEXT}},
    "wecombot": {"msgtype": "text", "text": {"content": TEXT}},
    "feishu": {"msg_type": "text", "content": {"text": TEXT}},
    "slack": SLACK,
    "slack bot": {**SLACK, "channel": "#duty"},
    "slack workflow": {"text": TEXT},
    "tgram": {
        "chat_id": -1001234567890, "text": TEXT, "disable_notification": False,
        "link_preview_options": {"is_disabled": True},
    },
}  # fmt: skip
"""All that a service is sent: each is a form without Markdown, and mentions nobody."""


def shape(payload, frozen: str):
    """The payload, the message in it replaced by TEXT, as it is or as Slack escapes it."""
    if isinstance(payload, dict):
        return {name: shape(value, frozen) for name, value in payload.items()}
    return TEXT if payload in (frozen, frozen.replace("&", "&amp;")) else payload


@pytest.mark.parametrize("name", CHATS)
@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_chat_is_sent_plain_text_without_mention_tag_or_markup(name: str, batch: tuple[str, ...]):
    for parcel in parcels(message(batch), CHATS[name]):
        service = service_of(CHATS[name])
        service.frozen = parcel.content.decode()
        payload = service.request().payload

        assert not set("<>@") & set(service.frozen)
        assert CONTROL.search(service.frozen) is None
        if name == "workflows":
            card = payload["attachments"][0]["content"]
            assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
            assert {type(run) for block in card["body"] for run in block["inlines"]} == {str}
            assert card["msteams"] == {"width": "full"}
        else:
            assert shape(payload, service.frozen) == SHAPES[name]


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_a_webhook_is_given_the_very_text_as_one_string(batch: tuple[str, ...]):
    address = "json://127.0.0.1/x"
    (parcel,) = parcels(message(batch), address)
    service = service_of(address)
    service.frozen, service.subject = parcel.content.decode(), message(batch).subject

    read = json.loads(json.dumps(service.request().payload))
    assert (read["message"], read["title"]) == (rendered(batch).text, rendered(batch).subject)


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_markdown_in_prefect_shows_text(batch: tuple[str, ...]):
    said = markdown([digest(batch)], Language.ZH)
    bare = re.sub(r"\\.", "", said)

    assert not re.search(r"<|\]\(|https?:|!\[|`|@", bare)
    assert said.count("\n") == markdown([digest(None)], Language.ZH).count("\n")
    assert CONTROL.search(said) is None


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_feed_and_calendar_hold_the_entries_of_harmless_ones(batch: tuple[str, ...]):
    def register(texts: tuple[str, ...] | None) -> Register:
        offices = tuple(
            replace(office, name=(texts or ("年报",))[n % len(texts or "x")])
            for n, office in enumerate(OFFICES)
        )
        return Register(season=harmed(texts), offices=offices, language=Language.ZH)

    plain, hostile = register(None), register(batch)
    read = feedparser.parse(feed(hostile))
    events = Calendar.from_ical(due_dates(hostile)).walk("VEVENT")

    assert not read.bozo
    assert [entry.link for entry in read.entries] == [
        entry.link for entry in feedparser.parse(feed(plain)).entries
    ]
    assert [CONTROL.search(entry.title + entry.summary) for entry in read.entries] == [None] * len(
        read.entries
    )
    assert [set(event) for event in events] == [
        set(event) for event in Calendar.from_ical(due_dates(plain)).walk("VEVENT")
    ]


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_csv_and_jsonl_have_a_row_an_agency_and_no_formula(batch: tuple[str, ...]):
    of = harmed(batch)
    rows = list(csv.reader(io.StringIO(status.as_csv(of).removeprefix("\ufeff"))))
    objects = [json.loads(line) for line in status.as_jsonl(of).split("\n")[:-1]]

    assert len(rows) - 1 == len(objects) == len(ROWS)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@＝＋－＠\t\r")] == []
    assert [cell for row in rows for cell in row if CONTROL.search(cell)] == []


def test_libreoffice_computes_nothing_in_the_csv(tmp_path: Path):
    everyone = tuple(
        row for batch in BATCHES for row in list(csv.reader(io.StringIO(status.as_csv(harmed(batch)))))[1:]
    )
    head = next(csv.reader(io.StringIO(status.as_csv(season()))))
    file = tmp_path / "status.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([head, *everyone])

    shown = saved_as(
        "html:HTML (StarCalc):UTF8", file, tmp_path, "--infilter=CSV:44,34,76,1,,0,false,true,true"
    )
    text = shown.read_text(encoding="utf-8")

    assert "49" not in re.sub(r"<[^>]*>", " ", text).split()
    assert "<a " not in text.lower()
    assert "sdval" not in "".join(re.findall(r"<td[^>]*>[^<]*7\*7", text.lower()))


@cache
def enclosed(batch: tuple[str, ...] | None) -> bytes:
    """The workbook that goes with a mail, of a digest whose text needs none."""
    file = io.BytesIO()
    write_workbook(tuple(sheets(digest(batch), Language.ZH)), file, title="x", made=AS_OF)
    return file.getvalue()


@pytest.mark.parametrize("batch", BATCHES, ids=range(len(BATCHES)))
def test_what_goes_with_a_mail_holds_texts_numbers_and_dates_and_no_formula(batch: tuple[str, ...]):
    book = load_workbook(io.BytesIO(enclosed(batch)))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    shown = [unescape(cell.value) for cell in cells if isinstance(cell.value, str)]
    (page,) = book

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [text for text in shown if CONTROL.search(text)] == []
    assert page.max_row == load_workbook(io.BytesIO(enclosed(None))).active.max_row
    assert {cell.hyperlink.target.partition(":")[0] for cell in cells if cell.hyperlink} <= {"http", "https"}


def test_libreoffice_computes_nothing_in_what_goes_with_a_mail(tmp_path: Path):
    for number, batch in enumerate(BATCHES):
        file = tmp_path / f"all{number}.xlsx"
        file.write_bytes(enclosed(batch))
        (rows,) = sheets_of(file, tmp_path).values()
        head = next(at for at, row in enumerate(rows) if row[0] == "序号")

        assert [row[0] for row in rows[head + 1 :]] == [str(n) for n in range(1, len(rows) - head)]
        assert [row[2] for row in rows[head + 1 :]] == [
            clean(line.agency.name) for line in digest(batch).lines
        ]
        assert "49" not in [cell for row in rows for cell in row]


def test_a_mail_with_a_file_has_the_headers_and_the_parts_of_a_harmless_one():
    address = "mailto://127.0.0.1/?from=w@example.org&to=o@example.org"
    mails = [
        message_from_bytes(
            parcels(
                message(batch), address, Enclosure(name="a.xlsx", media_type=XLSX, content=enclosed(batch))
            )[0].content,
            policy=default,
        )
        for batch in (None, *BATCHES)
    ]
    shapes = {tuple((part.get_content_type(), part.get_filename()) for part in mail.walk()) for mail in mails}

    assert len({tuple(mail.items()) for mail in mails}) == 1
    assert shapes == {
        (
            ("multipart/mixed", None),
            ("multipart/alternative", None),
            ("text/plain", None),
            ("text/html", None),
            (XLSX, "a.xlsx"),
        )
    }
    assert [next(mail.iter_attachments()).get_content() for mail in mails] == [
        enclosed(b) for b in (None, *BATCHES)
    ]


def troubled(number: int, said: str) -> Message:
    """A delivery in doubt of which everything a service or a roster said is this."""
    handover = Handover(id=number, recipient=said, last_error=said, delivery=Delivery.UNCERTAIN)
    return replace(message(None), id=said, handovers=(handover,))


def test_a_notice_and_a_terminal_have_one_line_a_delivery():
    every = [troubled(number, said) for number, said in enumerate(PAYLOADS, start=1)]
    subject, text, _ = notice(every, Language.ZH)
    fields = [value for each in troubles(every, Language.ZH) for value in astuple(each)]

    assert str(len(PAYLOADS)) in subject
    assert len(text.splitlines()) == len(PAYLOADS) + 2
    assert CONTROL.search(text.replace("\n", "")) is None
    assert [value for value in fields if CONTROL.search(value) or "\n" in value] == []


@pytest.mark.parametrize("said", PAYLOADS, ids=range(len(PAYLOADS)))
def test_what_a_service_or_a_mail_server_says_becomes_one_clean_line(said: str):
    reply = Reply(status=400, text=said.encode("utf-8", "replace").decode())

    for line in (reply.words, _words(550, said.encode("utf-8", "replace"))):
        assert CONTROL.search(line) is None
        assert "\n" not in line
