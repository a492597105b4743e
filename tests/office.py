"""Files as LibreOffice sees and saves them: a workbook's sheets, a document's pages, any file as another kind."""

import csv
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest

from flows.conversion import converter

# Comma, quotes, UTF-8, from row 1, as shown, every sheet.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def sheets_of(file: Path, folder: Path) -> dict[str, list[list[str]]]:
    """What each sheet shows, by its name, row by row."""
    saved_as(_CSV, file, folder)
    made = {path.stem.removeprefix(f"{file.stem}-"): path for path in folder.glob(f"{file.stem}-*.csv")}
    return {name: list(csv.reader(path.read_text().splitlines())) for name, path in made.items()}


def pages_of(file: Path, folder: Path) -> list[str]:
    """The text of each printed page."""
    return pages_of_all([file], folder)[0]


def pages_of_all(files: Sequence[Path], folder: Path) -> list[list[str]]:
    """The text of each printed page of each file. LibreOffice is started once: that takes longer than to print."""
    _save("pdf", files, folder)
    return [_pages(folder / f"{file.stem}.pdf") for file in files]


def _pages(file: Path) -> list[str]:
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def saved_as(kind: str, file: Path, folder: Path, *options: str) -> Path:
    """A file saved anew as another kind, which may name its filter: `doc:MS Word 97`. Fails where LibreOffice does."""
    _save(kind, [file], folder, *options)
    return folder / f"{file.stem}.{kind.partition(':')[0]}"


def _save(kind: str, files: Sequence[Path], folder: Path, *options: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program(), profile, "--headless", *options, "--convert-to", kind, "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def program() -> str:
    """Where LibreOffice is. Skips where it is not: `make test` has installed it, or has said that it could not."""
    found = converter()
    if found is None:
        pytest.skip("LibreOffice is not installed here (no soffice)")
    return found
