"""What was named on the command line → the documents to check, in a fixed order."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.check.result import Unread
from models.words import Words

STDIN = "-"
_SUFFIXES = (  # of the files taken out of a folder; a file named by itself is read whatever its name
    *("htm", "html", "mht", "mhtml", "shtml", "xhtml", "md", "markdown", "txt"),
    *("pdf", "doc", "docx", "wps", "rtf", "odt"),
    *("bmp", "gif", "jpeg", "jpg", "png", "tif", "tiff", "webp"),
)
_NOTHING_IN_IT = Words(
    f"文件夹里没有报告：只找扩展名为 {' '.join(_SUFFIXES)} 的文件，不看隐藏文件；其他名字的文件请逐个写出",
    f"No report in the folder: files ending in {' '.join(_SUFFIXES)} are looked for, hidden ones left out; "
    "name any other file itself",
)


@dataclass(frozen=True, slots=True)
class Source:
    """One document to read: a file, an http(s) address, or `-` for standard input."""

    name: str

    @property
    def is_address(self) -> bool:
        """Whether it must be fetched."""
        return self.name.startswith(("http://", "https://"))

    @property
    def is_file(self) -> bool:
        """Whether any process can read it by its name."""
        return self.name != STDIN and not self.is_address


def sources_of(named: Sequence[str]) -> tuple[Source | Unread, ...]:
    """Every document named: as named, folders spread out and sorted, each once; and what was named for nothing."""
    found: dict[str, Source | Unread] = {}
    for name in named:
        for each in _one(name):
            found.setdefault(_identity(each), each)
    return tuple(found.values())


def _identity(each: Source | Unread) -> str:
    """What makes two names one document: `a.html` and `./a.html`."""
    if isinstance(each, Source) and each.is_file:
        return str(Path(each.name).resolve())
    return each.name if isinstance(each, Source) else each.source


def _one(name: str) -> Iterator[Source | Unread]:
    source = Source(name)
    if not source.is_file or not Path(name).is_dir():
        yield (
            source
            if name
            else Unread(source=name, words=Words("文件名是空的", "the name of the file is empty"))
        )
        return
    empty = True
    for path in _files_in(name):
        empty = False
        yield Source(path)
    if empty:
        yield Unread(source=name, words=_NOTHING_IN_IT)


def _files_in(folder: str) -> Iterator[str]:
    """Files of known types below a folder, sorted by path; links to folders are not followed, so that none is endless."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for file in sorted(files):
            # ~$draft.docx is what Word leaves beside a document that is open.
            if not file.startswith((".", "~$")) and Path(file).suffix[1:].lower() in _SUFFIXES:
                yield str(Path(here, file))
