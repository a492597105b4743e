"""The README's picture of a terminal: `chunxun check` on a report of the practice country with a misprint in it."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from deploy.demo.documents import report_html
from deploy.demo.facts import Agency, Misprint, Report, land

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = 92
PAGE = """<meta charset="utf-8"><style>{stylesheet} body {{ background: #1c1e1f; color: #d8d8d8; margin: 0; }}
pre {{ display: inline-block; margin: 0; padding: 16px 20px; font: 14px/1.3 "Noto Sans Mono CJK SC", monospace; }}
</style><pre>{code}</pre>"""


def take_terminal_picture(browser: Browser, picture: Path) -> None:
    """Write the picture; the page is as large as the text."""
    page = browser.new_page(device_scale_factor=1.25)
    page.set_content(_as_html(_spoken()))
    page.locator("pre").screenshot(path=picture)
    page.close()


def _spoken() -> str:
    """What the command says of the report, with the colours of a terminal."""
    agency, report = _misprinted()
    title = f"{agency.name}{report.year}年政府信息公开工作年度报告"
    body = report_html(agency, report, report.at, "official")
    with TemporaryDirectory() as folder:
        Path(folder, "draft.html").write_text(
            f"<title>{title}</title><h1>{title}</h1>{body}", encoding="utf-8"
        )
        shown = {"FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "PYTHONPATH": str(ROOT), "CHUNXUN_HOME": folder}
        done = subprocess.run(
            [sys.executable, "-m", "flows.cli", "check", "draft.html", "--agency", agency.name],
            cwd=folder, env=os.environ | shown, capture_output=True, text=True, check=False,
        )  # fmt: skip
    command = f"$ chunxun check draft.html --agency {agency.name}\n"
    return command + done.stdout


def _misprinted() -> tuple[Agency, Report]:
    """A report of the country, with one total that is one too high."""
    agency = next(agency for agency in land().agencies if agency.reports)
    return agency, replace(agency.reports[-1], misprints=(Misprint(cell="applications.total.natural", by=1),))


def _as_html(ansi: str) -> str:
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=COLUMNS + 2, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(ansi), soft_wrap=True)
    return console.export_html(theme=MONOKAI, code_format=PAGE)
