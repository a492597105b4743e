"""The house stands as drawn: contracts hold, nothing shadows a package, every clock is fenced."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("flows", "models", "notifications", "reports", "scrapers")


def test_imports_point_down() -> None:
    linted = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout


def test_no_module_of_flows_shadows_a_package() -> None:
    # A file entrypoint puts flows/ first on sys.path.
    modules = {path.stem for path in (ROOT / "flows").glob("*.py")}

    assert modules & {*PACKAGES, *sys.stdlib_module_names} == set()


def test_package_doors_stay_shut() -> None:
    tree = ast.parse((ROOT / "models" / "__init__.py").read_text())

    assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


def test_every_page_is_opened_through_one_package() -> None:
    callers = {
        path.relative_to(ROOT).parent.as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if ".goto(" in path.read_text()
    }

    assert callers == {"scrapers/browser"}


def test_every_connection_to_a_portal_is_made_through_one_door() -> None:
    makers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scrapers").rglob("*.py")
        if any(
            call in path.read_text() for call in ("open_connection(", "create_connection(", "getaddrinfo(")
        )
    }

    assert makers == {"scrapers/door.py"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is(package: str) -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_no_committed_file_names_a_registry() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    hosts = ("pypi." + "org", "pythonhosted." + "org", "registry.npmjs" + ".org")
    naming = [
        name
        for name in tracked
        if (ROOT / name).suffix not in {".png", ".pdf"}
        and (ROOT / name).exists()
        and any(host in (ROOT / name).read_text(errors="ignore") for host in hosts)
    ]

    assert naming == []
