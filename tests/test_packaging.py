"""What users install: the wheel's contents and the lock. Its Prefect server is tried in flows/test_patrol.py."""

import re
import subprocess
import sys
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        return archive.namelist()


def test_the_wheel_holds_our_five_packages_and_nothing_else(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info" not in name}

    assert tops == {"flows", "models", "notifications", "reports", "scrapers"}
    assert [name for name in wheel if name.endswith(".pyc")] == []


@pytest.mark.parametrize(
    "needed",
    [
        "reports/forms/2019.toml",
        "reports/forms/2021.toml",
        "models/migrations/env.py",
        "notifications/templates/digest.html.j2",
        "flows/_deploy/demo/__main__.py",
        "flows/_deploy/demo/country.toml",
    ],
)
def test_the_wheel_holds_what_the_code_reads(wheel: list[str], needed: str) -> None:
    assert needed in wheel


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][a-z0-9._-]*==\S+", text, re.MULTILINE)

    assert len(pins) > 50
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text


def test_the_lock_of_the_extra_adds_what_the_tests_run_with() -> None:
    pin = re.compile(r"^[a-z0-9][a-z0-9._-]*==\S+", re.MULTILINE)
    text = (ROOT / "requirements-ocr.lock").read_text()
    extra, tested = pin.findall(text), pin.findall((ROOT / "requirements-dev.lock").read_text())

    assert {"onnxruntime", "rapidocr"} <= {each.partition("==")[0] for each in extra}
    assert set(extra) <= set(tested)
    assert text.count("--hash=sha256:") >= len(extra)
    assert "://" not in text


def test_the_locked_set_is_consistent_without_overrides() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "check", "--python", sys.executable],
        capture_output=True,
        text=True,
        check=False,
    )

    assert checked.returncode == 0, checked.stderr


def test_the_version_is_the_one_of_the_project() -> None:
    assert f'version = "{version("chunxun")}"' in (ROOT / "pyproject.toml").read_text()
