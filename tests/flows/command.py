"""The `chunxun` command, in a process of its own or in this one."""

import os
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from flows.cli import app

CLI = (sys.executable, "-m", "flows.cli")
ROOT = Path(__file__).resolve().parents[2]


def chunxun(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, to its end; `environment` is added to a bare one."""
    return subprocess.run(
        [*CLI, *map(str, arguments)],
        cwd=ROOT,
        env=_bare() | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def answered(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What the command says and how it ends, without the second that a process takes to start.

    For tests of the answer. Raises what the command did not expect, which a process would print as a traceback.
    """
    words = list(map(str, arguments))
    nothing = dict.fromkeys(os.environ)  # None takes a name away while the command runs
    done = CliRunner().invoke(app, words, env=nothing | _bare() | environment)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def _bare() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": "/nonexistent"}
