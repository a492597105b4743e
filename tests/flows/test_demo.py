"""`chunxun demo`: one command, and the whole job is done and shown."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from flows.demo import MOMENTS
from flows.server import recorded_server

ROOT = Path(__file__).resolve().parents[2]
TRUTH = tomllib.loads((ROOT / "deploy" / "demo" / "truth.toml").read_text())

# Settings of real work, which the demo must leave alone; nothing of this exists, so that using it would fail.
REAL_WORK = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/real",
    "CHUNXUN_VAULT": "/nonexistent/vault",
    "CHUNXUN_CANARIES": "http://127.0.0.1:1/",
    "PREFECT_API_URL": "http://127.0.0.1:1/api",
}


def truly_overdue() -> int:
    """How many agencies are overdue at the demo's last patrol."""
    step = TRUTH["steps"].index(MOMENTS[-1])
    return sum(facts["standing"][step] == "overdue" for facts in TRUTH["agency"].values())


def demo(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows.cli", "demo", "--home", home],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **REAL_WORK},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


@pytest.mark.timeout(290)
def test_the_demo_ends_with_summary_digest_and_ui_named(tmp_path: Path) -> None:
    done = demo(tmp_path / "practice")

    home = tmp_path / "practice"
    mails = sorted((home / "mail").glob("*.eml"))
    assert done.returncode == 0, done.stderr
    assert str(home / "summary" / "index.html") in done.stdout
    assert str(mails[-1]) in done.stdout
    assert "/runs/flow-run/" in done.stdout
    assert f"逾期未检索到 {truly_overdue()}" in done.stdout
    assert "逾期未检索到" in (home / "summary" / "index.html").read_text()
    assert "Traceback" not in done.stderr
    assert recorded_server(home) is None


def test_the_demo_never_empties_a_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "vault").mkdir()
    (tmp_path / "vault" / "precious").write_text("kept")

    refused = demo(tmp_path)

    assert refused.returncode == 1
    assert str(tmp_path) in refused.stderr
    assert (tmp_path / "vault" / "precious").read_text() == "kept"
