"""How a program that opens untrusted files is started: no network, no secrets, nothing left of it afterwards."""

import contextlib
import os
import shutil
import signal
import subprocess
from functools import cache

_ALONE = ("unshare", "--net"), ("unshare", "--map-root-user", "--net")
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
_NOWHERE = "http://127.0.0.1:9"


@cache
def offline() -> tuple[str, ...]:
    """What to put before a command so that it has no network; empty where this machine does not allow it."""
    if shutil.which("unshare"):
        for prefix in _ALONE:
            tried = subprocess.run([*prefix, "true"], capture_output=True, timeout=10, check=False)
            if tried.returncode == 0:
                return prefix
    return ()


def surroundings(**more: str) -> dict[str, str]:
    """The environment of such a program: what it needs of ours and no secret; proxies lead nowhere."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    return {**kept, **proxies, **more}


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process that leads a group of its own, and all it started; wait until it is gone."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
