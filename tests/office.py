"""Files as LibreOffice sees them: a workbook's sheets as CSV, a document's pages as PDF."""

import csv
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

# Comma, quotes, UTF-8, from row 1, as shown, every sheet.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def sheets_of(file: Path, folder: Path) -> dict[str, list[list[str]]]:
    """What each sheet shows, by its name, row by row."""
    _convert(file, folder, _CSV)
    made = {path.stem.removeprefix(f"{file.stem}-"): path for path in folder.glob(f"{file.stem}-*.csv")}
    return {name: list(csv.reader(path.read_text().splitlines())) for name, path in made.items()}


def pages_of(file: Path, folder: Path) -> list[str]:
    """The text of each printed page."""
    _convert(file, folder, "pdf")
    with pypdfium2.PdfDocument(folder / f"{file.stem}.pdf") as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def _convert(file: Path, folder: Path, to: str) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed here (no soffice)")
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(folder), str(file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
