"""Old Word, WPS, RTF and OpenDocument files → .docx, by LibreOffice where it is installed (reliability.md T17).

Each conversion has a profile of its own that is thrown away: no macro runs, no link is followed, no proxy leads
anywhere, and where the machine allows it there is no network at all.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from flows.confinement import end, offline, surroundings
from models.words import Words
from reports.reading import Unreadable
from reports.reading.content import MOST_BYTES, Media, needs_converter

SECONDS = 120
_SUFFIX = {Media.DOC: "doc", Media.RTF: "rtf", Media.ODT: "odt", Media.OFFICE_XML: "xml"}
# Blocks of 512 bytes, as sh counts: nothing LibreOffice writes may be larger, its answer least of all.
_CONFINED = f'ulimit -c 0; ulimit -f {MOST_BYTES // 512}; ulimit -t {SECONDS}; exec "$@"'


def converter() -> str | None:
    """Where LibreOffice is, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def converted(content: bytes, kind: Media) -> bytes:
    """The document as .docx. Raises Unreadable where LibreOffice is missing, fails or takes longer than two minutes."""
    program = converter()
    if program is None:
        raise needs_converter(kind)
    with tempfile.TemporaryDirectory(prefix="chunxun-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"document.{_SUFFIX[kind]}", folder / "made" / "document.docx"
        source.write_bytes(content)
        _lay_profile(folder / "profile")
        _run(_command(program, folder, source), folder)
        if not made.is_file() or made.stat().st_size > MOST_BYTES:
            raise Unreadable(_FAILED)
        return made.read_bytes()


def _command(program: str, folder: Path, source: Path) -> list[str]:
    # `timeout` ends the conversion even where we are killed before we can.
    return [
        *("timeout", "--kill-after=5", str(SECONDS)),
        *("sh", "-c", _CONFINED, "sh"),
        *offline(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made"), str(source)),
    ]


def _run(command: list[str], folder: Path) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=surroundings(HOME=str(folder), TMPDIR=str(folder)),
        cwd=folder,
        start_new_session=True,
    )
    try:
        process.wait(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(_LATE) from error
    finally:
        end(process)


def _lay_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")


def _settings() -> str:
    """The profile's settings: path, name and value of each."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )


_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    # Whatever a document links to is loaded only for documents from trusted places, and there are none.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Load", "UpdateDocMode", "0"),  # never
    ("Inet/Settings", "ooInetProxyType", "2"),  # by hand
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)

_LATE = Words(
    f"LibreOffice {SECONDS} 秒内没有转换完，已中止。文件可能损坏，请另存为 .docx 后再检查。",
    f"LibreOffice did not convert the file within {SECONDS} seconds and was stopped. The file may be damaged: "
    "save it as .docx and check that.",
)
_FAILED = Words(
    "LibreOffice 不能转换这个文件，可能有密码或已损坏。请另存为 .docx 后再检查。",
    "LibreOffice could not convert the file: it may be locked or damaged. Save it as .docx and check that.",
)
