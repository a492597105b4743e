"""Which Chromium this machine has, and how to end one that will not end by itself."""

import contextlib
import os
import shutil
import signal
from pathlib import Path

INSTALLED = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
PLAYWRIGHTS_OWN = (
    "chromium_headless_shell-*/chrome*/*headless*shell",
    "chromium-*/chrome-linux*/chrome",
)


def find_browser(setting: str | None) -> Path | None:
    """The Chromium to use, or None. `setting` is a path, `none`, or empty: look for one.

    Raises ValueError when a path is set and no program lies there.
    """
    if setting == "none":
        return None
    if setting:
        found = shutil.which(setting)
        if found is None:
            raise ValueError(
                f"CHUNXUN_BROWSER={setting}: no program there; give a Chromium's path, or `none`"
            )
        return Path(found)
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright").expanduser()
    for pattern in PLAYWRIGHTS_OWN:
        if own := sorted((path for path in cache.glob(pattern) if os.access(path, os.X_OK)), key=_age):
            return own[-1]
    return next((Path(found) for name in INSTALLED if (found := shutil.which(name))), None)


def _age(path: Path) -> tuple[int, str]:
    """Orders revision 1255 behind 999."""
    return len(str(path)), str(path)


def kill(mark: str) -> None:
    """Kill the Chromium started with that mark, if it still runs; its children end with it."""
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark and mark.encode() in (entry / "cmdline").read_bytes().split(b"\0"):
                os.kill(int(entry.name), signal.SIGKILL)
