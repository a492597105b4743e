"""Settings: the environment over the file, errors that name the entry."""

from pathlib import Path

import pytest

from flows.offices import read_offices, wrong_entries
from flows.settings import BadSettings, read_settings
from models.office import Day, News
from models.verdict import Severity
from models.words import Language


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHUNXUN_HOME", "DATABASE_URL", "CHUNXUN_CANARIES", "CHUNXUN_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHUNXUN_HOME", "")


def test_without_anything_the_defaults_of_the_contract_hold(tmp_path: Path) -> None:
    settings = read_settings(tmp_path)

    assert settings.store_url == f"sqlite:///{tmp_path / 'chunxun.db'}"
    assert (settings.concurrency, settings.host_delay, settings.timeout, settings.portal_deadline) == (
        32,
        2,
        30,
        120,
    )
    assert settings.language is Language.ZH
    assert settings.allow_addresses == ()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chunxun.toml").write_text(
        'timeout = 5\nhost_delay = 0.5\ncanaries = ["http://a/", "http://b/"]\n'
    )
    monkeypatch.setenv("CHUNXUN_TIMEOUT", "7")
    monkeypatch.setenv("CHUNXUN_ALLOW_ADDRESSES", "127.0.0.0/8, 10.0.0.0/8")

    settings = read_settings(tmp_path)

    assert (settings.timeout, settings.host_delay) == (7, 0.5)
    assert settings.canaries == ("http://a/", "http://b/")
    assert settings.allow_addresses == ("127.0.0.0/8", "10.0.0.0/8")


def test_the_database_is_named_by_its_own_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody@localhost/chunxun")

    assert read_settings(tmp_path).store_url.startswith("postgresql://")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("vault = 's3://bucket'", "vault"),
        ("timeout = -1", "timeout"),
        ("concurrency = 0", "concurrency"),
        ("timeout = [", "chunxun.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "chunxun.toml").write_text(text)

    with pytest.raises(BadSettings) as error:
        read_settings(tmp_path)

    assert named in error.value.words.zh
    assert named in error.value.words.en


def test_offices_are_read_with_their_channels(tmp_path: Path) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(
        '[[office]]\ncode = "c"\nname = "县公开办"\nlanguage = "en"\n'
        '[[office.channel]]\nurl = "secret:MAIL"\nseverities = ["critical"]\nhour = 9\n'
        '[[office.channel]]\nurl = "secret:CHAT"\n'
    )

    (office,) = read_offices(file)

    assert (office.code, office.language) == ("c", Language.EN)
    assert [(c.name, c.severities, c.hour) for c in office.channels] == [
        ("1", (Severity.CRITICAL,), 9),
        ("2", (), 8),
    ]


def test_a_channel_says_what_it_wants_to_hear_and_when(tmp_path: Path) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(
        '[[office]]\ncode = "c"\nunder = "p"\n[[office.channel]]\nname = "mail"\nurl = "secret:MAIL"\n'
        'kinds = ["standing", "reminder"]\ndays = ["workday"]\nlanguage = "en"\nquiet = false\n'
        '[[office.channel]]\nurl = "secret:CHAT"\n'
    )

    (office,) = read_offices(file)

    first, second = office.channels
    assert office.under == "p"
    assert (first.name, first.kinds, first.days) == (
        "mail",
        (News.STANDING, News.REMINDER),
        (Day.WORKDAY,),
    )
    assert (first.language, first.quiet) == (Language.EN, False)
    assert (second.name, second.kinds, second.days, second.language, second.quiet) == (
        "2",
        (),
        (),
        None,
        True,
    )


GOOD = '[[office]]\ncode = "good"\n[[office.channel]]\nurl = "secret:MAIL"\n'


@pytest.mark.parametrize(
    ("entry", "channels", "said"),
    [
        ('[[office]]\nname = "no code"\n', None, "it has no `code`"),
        ('[[office]]\ncode = "bad"\nlanguage = "fr"\n', 0, "`language` says 'fr'; use one of zh, en"),
        ('[[office]]\ncode = "bad"\ntitle = "{nonsense}"\n', 0, "`title` is not read"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\n', 0, "channel 1: it has no `url`"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = 3\n', 0, "channel 1: it has no `url`"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nhour = 24\n', 0, "`hour` says 24"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nhour = "eight"\n', 0, "`hour` says 'eight'"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nseverities = "major"\n', 0, "`severities` is no list"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nseverities = ["grave"]\n', 0,
         "`severities` says 'grave'; use one of critical, major, minor"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nsubject = "{{title}}"\n', 1,
         "channel 1: `subject` is not read"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nkinds = ["gossip"]\n', 0, "`kinds` says 'gossip'; use one of standing"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\ndays = ["someday"]\n', 0, "`days` says 'someday'; use one of mon"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nquiet = "no"\n', 0, "`quiet` says 'no'; use true or false"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nname = "../x"\n', 0, "`name` says '../x'"),
        ('[[office]]\ncode = "bad"\n[[office.channel]]\nurl = "secret:A"\nname = "m"\n[[office.channel]]\nurl = "secret:B"\nname = "m"\n', 1,
         "two channels are named m"),
    ],
)  # fmt: skip
def test_a_wrong_entry_is_named_and_the_others_are_served(
    tmp_path: Path, entry: str, channels: int | None, said: str
) -> None:
    file = tmp_path / "offices.toml"
    file.write_text(GOOD + entry + GOOD.replace("good", "well"))

    offices = {office.code: len(office.channels) for office in read_offices(file)}
    assert offices == {"good": 1, "well": 1, **({} if channels is None else {"bad": channels})}
    (wrong,) = wrong_entries(file)
    assert "number 2: " in wrong.en
    assert "第 2 个" in wrong.zh
    assert said in wrong.en


def test_no_offices_file_means_no_offices(tmp_path: Path) -> None:
    assert read_offices(tmp_path / "offices.toml") == ()


def test_the_figures_of_proof_are_made_stricter_and_never_looser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chunxun.toml").write_text("[policy]\nhours = 96\n")
    assert read_settings(tmp_path).policy.hours == 96

    monkeypatch.setenv("CHUNXUN_POLICY", "absences=5")
    assert read_settings(tmp_path).policy.id == "standard-2 absences=5"

    monkeypatch.setenv("CHUNXUN_POLICY", "absences=1")
    with pytest.raises(BadSettings, match="absences"):
        read_settings(tmp_path)
