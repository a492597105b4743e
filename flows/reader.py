"""The process that reads untrusted documents, one after another: `python -m flows.reader`, started by flows.worker.

A question is whether to recognise scans (1 byte), the length of the document (8 bytes, big-endian) and the document. An answer is one or more objects of
JSON, each behind its length (4 bytes): first the kind, if it is known, then the report or why there is none.
It never answers with anything a reader of the answer would have to execute.
"""

import json
import os
import queue
import resource
import signal
import struct
import sys
import threading
import traceback
from collections.abc import Iterator
from importlib import import_module
from typing import Any, BinaryIO

from flows.limits import Limits, limits_of
from models.plain import plain
from reports.reading import Unreadable, read
from reports.reading.content import CONVERTIBLE, media

LENGTH, QUESTION = struct.Struct(">I"), struct.Struct(">?Q")
_PAGE = resource.getpagesize()


def main() -> None:
    """Answer until the other side hangs up."""
    for kind in ("docx", "image", "ofd", "pdf"):
        import_module(f"reports.reading.{kind}")  # while what is compiled can still be written down
    questions, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not belong among the answers
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # reading writes nothing
    waiting: queue.SimpleQueue[tuple[bool, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(questions, waiting), daemon=True).start()
    while True:
        for answer in _answers(*waiting.get()):
            said = json.dumps(answer, ensure_ascii=False).encode()
            answers.write(LENGTH.pack(len(said)) + said)
            answers.flush()


def _listen(questions: BinaryIO, waiting: "queue.SimpleQueue[tuple[bool, bytes]]") -> None:
    """Hand on documents; when the other side is gone, go too, in the middle of a document if need be."""
    while len(asked := questions.read(QUESTION.size)) == QUESTION.size:
        recognise, size = QUESTION.unpack(asked)
        waiting.put((recognise, questions.read(size)))
    os.killpg(0, signal.SIGKILL)


def _answers(recognise: bool, content: bytes) -> Iterator[dict[str, Any]]:
    try:
        kind = media(content)
        yield {"kind": kind.value}
        _confine(limits_of(kind))
        yield {
            "report": None if kind in CONVERTIBLE else plain(read(content, recognise=recognise)),
            "held": _held(),
        }
    except Unreadable as refused:
        yield {"unreadable": [refused.words.zh, refused.words.en], "held": _held()}
    except MemoryError:
        yield {"memory": True}
    except Exception:  # noqa: BLE001 - the process exists so that no document stops those behind it
        yield {"fault": traceback.format_exc(limit=-3)}


def _confine(limits: Limits) -> None:
    """What this document may use; both limits are ours to raise again for the next."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    cores = os.cpu_count() or 1  # recognition uses them all, and is given its time by the clock
    seconds = int(used.ru_utime + used.ru_stime) + limits.seconds * cores
    for what, most in ((resource.RLIMIT_AS, limits.memory), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


def _held() -> int:
    """Bytes of address space this process holds now."""
    with open("/proc/self/statm", encoding="ascii") as numbers:  # noqa: PTH123 - a Path costs more than the read
        return int(numbers.read().split()[0]) * _PAGE


if __name__ == "__main__":
    sys.setrecursionlimit(1000)
    main()
