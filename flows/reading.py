"""Reading untrusted documents: every one in a process that can be killed, for check and examine alike.

Web pages too: one title of 100,000 spaces kept a reader of pages busy for minutes. It costs some 3 ms a document.
"""

import logging
from functools import cache
from typing import Any

from flows.conversion import converted
from flows.worker import WORKERS, Died, Workers
from models.plain import Reader, reader
from models.report import Report
from models.words import Words
from notifications.shown import clean
from reports.reading import Unreadable
from reports.reading.content import MOST_BYTES, TOO_LARGE, Media

_LOG = logging.getLogger(__name__)


def read_document(
    content: bytes,
    *,
    media_type: str = "",
    source: str = "",
    recognise: bool = True,
    workers: Workers = WORKERS,
) -> Report:
    """What one document says, as `reports.reading.read` tells it, and old Office files by way of LibreOffice.

    `media_type` and `source` are what others say of it; they are not believed, only logged. Without
    `recognise` scans stay pictures. Raises Unreadable, also
    where reading it crashed, took too long or too much memory: no document stops the others.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(TOO_LARGE)
    answer = _asked(content, workers, recognise=recognise)
    if "report" in answer and answer["report"] is None:
        kind = Media(answer["kind"])
        answer = _asked(converted(content, kind), workers, recognise=recognise)
    if answer.get("report"):
        report: Report = _report()(answer["report"])
        return report
    if "fault" in answer:
        # In one line: a traceback quotes the document, and a line of it may look like one of ours.
        said = (clean(source or "a document"), clean(media_type, 60), clean(answer["fault"], 2000))
        _LOG.error("A reader failed on %s %s: %s", *said)
    raise Unreadable(_why_not(answer))


def _asked(content: bytes, workers: Workers, *, recognise: bool) -> dict[str, Any]:
    try:
        return workers.ask(content, recognise=recognise)
    except Died as died:
        return {"late": died.late}


@cache
def _report() -> Reader:
    return reader(Report)


def _why_not(answer: dict[str, Any]) -> Words:
    if "unreadable" in answer:
        zh, en = answer["unreadable"]
        return Words(zh, en)
    if "memory" in answer:
        return _TOO_MUCH
    if "fault" in answer:
        return _FAULT
    return _DIED if answer["late"] is None else _late(answer["late"])


_RESAVE_ZH, _RESAVE_EN = "请另存后再检查。", "Save it anew and check that."
_TOO_MUCH = Words(
    f"读取文件需要的内存超过限额，已中止。{_RESAVE_ZH}",
    f"Reading the file took more memory than it may; it was stopped. {_RESAVE_EN}",
)
_DIED = Words(
    f"读取文件时程序意外退出（内存或时间超限，或文件损坏）。{_RESAVE_ZH}",
    f"The program reading the file ended before its time: too much memory or time, or a damaged file. {_RESAVE_EN}",
)
_FAULT = Words(
    f"读取程序在这个文件上出错，未能读取；详情在日志中，请告知维护者。{_RESAVE_ZH}",
    f"Our reader failed on this file; the log says how, please tell its maintainers. {_RESAVE_EN}",
)


def _late(seconds: int) -> Words:
    return Words(
        f"读取文件超过 {seconds} 秒，已中止。文件可能损坏。{_RESAVE_ZH}",
        f"Reading the file took longer than {seconds} seconds; it was stopped. It may be damaged. {_RESAVE_EN}",
    )
