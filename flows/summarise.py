"""The stored season → the HTML summary, written file by file, each whole or not at all."""

import os
import tempfile
from pathlib import Path

from flows.home import Home
from flows.settings import read_offices
from flows.tell import season_of
from notifications.summary import pages


def write_summary(home: Home, year: int, folder: Path | None = None) -> Path:
    """Write the summary of one year; returns its `index.html`."""
    target = folder or home.settings.summary_folder
    offices = read_offices(home.settings.offices_file)
    for name, text in pages(season_of(home, year), offices=offices):
        _write(target / name, text)
    return target / "index.html"


def _write(path: Path, text: str) -> None:
    content = text.encode("utf-8")
    if path.exists() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
