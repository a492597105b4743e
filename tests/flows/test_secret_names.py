"""`secret:NAME` stands for a variable or a file in the home; one that leads nowhere is named and shows nothing."""

from pathlib import Path

import pytest

from flows.secret_names import NoSecret, revealed
from flows.settings import Settings, read_settings


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "OFFICE_MAIL").write_text("mailto://file.example\n")
    return read_settings(tmp_path)


def test_a_secret_is_read_from_the_environment_then_from_a_file(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert revealed(home, "mailto://plain.example") == "mailto://plain.example"
    assert revealed(home, "secret:OFFICE_MAIL") == "mailto://file.example"
    monkeypatch.setenv("OFFICE_MAIL", "json://env")
    assert revealed(home, "secret:OFFICE_MAIL") == "json://env"


@pytest.mark.parametrize(
    "name", ["", "../passwd", "/etc/passwd", "a b", "a/b", ".hidden", "MISSING", "EMPTY"]
)
def test_a_reference_that_leads_nowhere_is_named(
    home: Settings, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMPTY", " ")
    with pytest.raises(NoSecret, match="secret:"):
        revealed(home, f"secret:{name}")
