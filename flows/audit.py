"""`chunxun audit`: whether what was sealed is still what it was, in this home's database or in an export of one."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, TextIO

import typer

from flows.options import AuditFormat, HomeOption, explained, say, settings_of
from models.chain import Audit, Fault, Head, Link, audited, entry_of, line_of
from models.words import Language, Words

FileArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="--export 写出的文件，- 为标准输入 · what --export wrote, or - (else this home's database)",
    ),
]
ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--export", help="写出封印链，供脱机核验 · write the chains, to be checked without a database"
    ),
]
ExpectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--expect",
        help="以前记下的封印，须仍在链中，可重复 · a seal noted earlier that must still be there, repeatable",
        show_default=False,
    ),
]


class NoSeal(Exception):
    """What was expected cannot be a seal."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class NoExport(Exception):
    """A file holds no chain, or not only chains; the words say which line."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def audit(
    file: FileArgument = "",
    export: ExportOption = None,
    expect: ExpectOption = None,
    shape: Annotated[AuditFormat, typer.Option("--format", help="输出格式 · output")] = AuditFormat.TEXT,
    home: HomeOption = None,
) -> None:
    """核验封印链：有无改动、删除、插入。Are the sealed rows what they were? 0 intact, 1 broken, 2 not readable."""
    settings = settings_of(home)
    language = settings.language
    with explained(language, failure=2):
        _refuse_what_is_no_seal(expect or ())
        if file:
            found = look_through(_written(_entries_of(file), export), expect or ())
        else:
            from flows.home import open_home_to_read

            with open_home_to_read(settings) as opened:  # nothing there is not "intact"
                found = look_through(_written(opened.store.chains(), export), expect or ())
    for line in lines_of(found) if shape is AuditFormat.JSON else _texts_of(found, language):
        sys.stdout.write(line + "\n")
    if not found.is_intact:
        say(WHAT_TO_DO, language, err=True)
    raise typer.Exit(0 if found.is_intact else 1)


def _refuse_what_is_no_seal(expected: Sequence[str]) -> None:
    """Half a seal is in no chain, and would accuse an intact one of having been rewritten. Raises NoSeal."""
    for each in expected:
        if re.fullmatch("[0-9a-f]{64}", each) is None:
            raise NoSeal(
                Words(
                    zh=f"「{each}」不是封印：封印是 64 位十六进制数（0–9、a–f），请从邮件末尾原样复制",
                    en=f"“{each}” is no seal: a seal has 64 digits (0–9, a–f); copy it from the foot of a mail",
                )
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an audit found: each chain, and of each seal that was asked for whether it is there."""

    audits: tuple[Audit, ...]
    expected: dict[str, bool] = field(default_factory=dict)

    @property
    def is_intact(self) -> bool:
        return all(each.broken is None for each in self.audits) and all(self.expected.values())


def look_through(entries: Iterable[Head | Link], expected: Sequence[str] = ()) -> Found:
    """Audit the entries, and look for the seals expected among them."""
    there = dict.fromkeys(expected, False)
    return Found(audits=audited(_looked_for(entries, there)), expected=there)


def _looked_for(entries: Iterable[Head | Link], there: dict[str, bool]) -> Iterator[Head | Link]:
    for entry in entries:
        if isinstance(entry, Link) and entry.row.get("hash") in there:
            there[entry.row["hash"]] = True
        yield entry


def _written(entries: Iterable[Head | Link], export: Path | None) -> Iterator[Head | Link]:
    """The entries, written to a file as they go by; a file only half written does not take the name."""
    if export is None:
        yield from entries
        return
    partial = export.with_name(f"{export.name}.part")
    try:
        with partial.open("w", encoding="utf-8") as out:
            for entry in entries:
                out.write(line_of(entry) + "\n")
                yield entry
        partial.replace(export)
    except OSError as error:
        raise NoExport(
            Words(
                zh=f"无法写出 {export}：{error.strerror}", en=f"{export} cannot be written: {error.strerror}"
            )
        ) from error


def _entries_of(file: str) -> Iterator[Head | Link]:
    """The entries of a file, or of standard input. Raises NoExport."""
    if file == "-":
        yield from entries_in(sys.stdin, file)
        return
    try:
        with Path(file).open(encoding="utf-8") as lines:
            yield from entries_in(lines, file)
    except (OSError, UnicodeDecodeError) as error:
        raise NoExport(Words(zh=f"无法读取 {file}：{error}", en=f"{file} cannot be read: {error}")) from error


def entries_in(lines: TextIO | Iterable[str], name: str) -> Iterator[Head | Link]:
    """The entries of an export, a line each. Raises NoExport where a line is none, or there is no line."""
    number = 0
    for number, line in enumerate(lines, start=1):
        try:
            yield entry_of(line)
        except ValueError as error:
            words = Words(
                zh=f"{name} 第 {number} 行不是封印链的内容：请给出 chunxun audit --export 写出的文件",
                en=f"{name}, line {number}, is no part of a chain: give a file that `chunxun audit --export` wrote",
            )
            raise NoExport(words) from error
    if number == 0:
        raise NoExport(Words(zh=f"{name} 是空的", en=f"{name} is empty"))


def lines_of(found: Found) -> Iterator[str]:
    """A JSON object a chain, and one a seal that was asked for."""
    for each in found.audits:
        broken = None if each.broken is None else {"row": each.broken.row, "fault": each.broken.fault}
        head = {"last": each.head.last, "hash": each.head.hash}
        yield json.dumps({"chain": each.head.chain, "rows": each.rows, "head": head, "broken": broken})
    for seal, there in found.expected.items():
        yield json.dumps({"expected": seal, "found": there})


def _texts_of(found: Found, language: Language) -> Iterator[str]:
    for each in found.audits:
        yield f"{'✓' if each.broken is None else '✗'} {_named(each.head.chain, language)}: {said_of(each).said_in(language)}"
    for seal, there in found.expected.items():
        words = Words(zh="仍在链中", en="is still there") if there else _LOST
        yield f"{'✓' if there else '✗'} {seal}: {words.said_in(language)}"


def _named(chain: str, language: Language) -> str:
    """The chain as the seals at the foot of a mail call it; an export of another release may hold others."""
    from notifications.phrases import CHAINS

    return CHAINS[chain].said_in(language) if chain in CHAINS else chain


def said_of(found: Audit) -> Words:
    """One chain in a sentence."""
    if found.broken is None:
        return Words(
            zh=f"{found.rows} 条完好，末条封印 {found.head.hash}",
            en=f"{found.rows} rows intact, the last seal is {found.head.hash}",
        )
    fault, row = _FAULTS[found.broken.fault], found.broken.row
    return Words(
        zh=f"前 {found.rows} 条完好；{fault.zh.format(row=row, last=found.head.last)}",
        en=f"the first {found.rows} rows are intact; {fault.en.format(row=row, last=found.head.last)}",
    )


_FAULTS = {
    Fault.CHANGED: Words(
        zh="第 {row} 条与封印不符：写入后被改动，或是手工加入",
        en="row {row} is not what was sealed: it was changed afterwards, or put in by hand",
    ),
    Fault.MOVED: Words(
        zh="第 {row} 条接不上前一条：其前有删除、插入或调换",
        en="row {row} does not follow the one before it: something was taken out, put in or moved",
    ),
    Fault.ADDED: Words(
        zh="第 {row} 条在登记的末条（{last}）之后：手工加入，或末条登记已失",
        en="row {row} stands behind the recorded end ({last}): put in by hand, or the record of the end was lost",
    ),
    Fault.ENDED: Words(
        zh="第 {row} 条之后直到第 {last} 条缺失",
        en="after row {row}, what came up to row {last} is missing",
    ),
}
_LOST = Words(
    zh="链中没有：不是当时的那条链，或已被重写", en="is not there: this is another chain, or it was rewritten"
)
WHAT_TO_DO = Words(
    zh="请先原样复制数据库留待查验，再用 chunxun restore 恢复最近一份完好的备份；断点之前的各条仍然可信。",
    en="Copy the database as it is for whoever looks into this, then restore the last intact backup with "
    "`chunxun restore`; the rows before the break can still be trusted.",
)
