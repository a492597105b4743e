"""The environment and HOME/chunxun.toml, read once and passed down as arguments (contract §7)."""

import os
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from models.words import Language, Words
from reports.policy import STANDARD, Policy, policy_of, stricter

FILE_NAME = "chunxun.toml"


class BadSettings(Exception):
    """A setting or an entry of offices.toml cannot be used; the words name it and say what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Screenshots(StrEnum):
    """Of which looks screenshots are kept: docs/decisions/0013."""

    CHANGES = "changes"  # of what may be held against an agency, and of a report when it is new
    ALL = "all"
    NONE = "none"


class Settings(BaseSettings):
    """What is in force. Names: `CHUNXUN_<NAME>` in the environment, `<name>` in the file; the environment wins."""

    model_config = SettingsConfigDict(env_prefix="CHUNXUN_", extra="ignore", frozen=True)

    home: Path
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    vault: str = ""
    contact: str = ""
    concurrency: int = Field(default=32, ge=1, le=256)
    host_delay: float = Field(default=2.0, ge=0)
    timeout: float = Field(default=30.0, gt=0)
    portal_deadline: float = Field(default=120.0, gt=0)
    allow_addresses: Annotated[tuple[str, ...], NoDecode] = ()
    allow_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    canaries: Annotated[tuple[str, ...], NoDecode] = ()
    browser: str = ""
    screenshots: Screenshots = Screenshots.CHANGES
    offices: str = ""
    people: str = ""
    operators: str = Field(default="", repr=False)  # an Apprise address, or better `secret:NAME`
    robots_at: str = ""  # a practice place on loopback instead of the real chat services
    summary_at: str = (
        ""  # where the offices open the summary, as https://…/; empty: digests do not link to it
    )
    language: Language = Language.ZH
    policy: Annotated[Policy, NoDecode] = STANDARD

    @field_validator("policy", mode="before")
    @classmethod
    def _stricter(cls, value: Any) -> Any:
        if isinstance(value, str):
            return policy_of(f"{STANDARD.id} {value}")
        return stricter(value) if isinstance(value, Mapping) else value

    @field_validator("robots_at")
    @classmethod
    def _is_practice(cls, value: str) -> str:
        if value and urlsplit(value).hostname not in {"127.0.0.1", "localhost"}:
            raise ValueError("practice robots stand on loopback only; leave it empty to reach the real ones")
        return value

    @field_validator("summary_at")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"http", "https"}:
            raise ValueError("give the address at which the offices open the summary: https://…/")
        return value

    @field_validator("allow_addresses", "allow_hosts", "canaries", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over what the file gives as arguments; neither .env nor secret files are read."""
        del settings_cls, dotenv_settings, file_secret_settings
        return (env_settings, init_settings)

    @field_validator("vault")
    @classmethod
    def _is_a_folder(cls, value: str) -> str:
        if "://" in value:
            raise ValueError("only a folder can be used in this release, not an address")
        return value

    @property
    def store_url(self) -> str:
        """The database's address: PostgreSQL when given, else SQLite in the home."""
        return self.database_url or f"sqlite:///{self.home / 'chunxun.db'}"

    @property
    def vault_folder(self) -> Path:
        """Where documents are kept."""
        return Path(self.vault) if self.vault else self.home / "vault"

    @property
    def offices_file(self) -> Path:
        """Where offices.toml lies."""
        return Path(self.offices) if self.offices else self.home / "offices.toml"

    @property
    def people_file(self) -> Path:
        """Where people.toml lies."""
        return Path(self.people) if self.people else self.home / "people.toml"

    @property
    def summary_folder(self) -> Path:
        """Where the HTML summary is written."""
        return self.home / "summary"

    @property
    def outbox_folder(self) -> Path:
        """Where every message lies as it was frozen."""
        return self.home / "outbox"


def require_contact(settings: Settings, url: str) -> None:
    """A visitor says who it is. Raises BadSettings where a host beyond loopback would be asked anonymously."""
    host = urlsplit(url).hostname or ""
    if settings.contact or host == "localhost" or host.startswith("127."):
        return
    raise BadSettings(
        Words(
            zh=f"访问 {host} 之前请设置 CHUNXUN_CONTACT：访问者须说明是谁、如何联系",
            en=f"Set CHUNXUN_CONTACT before visiting {host}: a visitor says who it is and how to be reached",
        )
    )


def default_home() -> Path:
    """`CHUNXUN_HOME`, else the XDG data folder."""
    named = os.environ.get("CHUNXUN_HOME")
    if named:
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "chunxun"


def read_settings(home: Path | None = None) -> Settings:
    """Settings from the environment over HOME/chunxun.toml. Raises BadSettings naming the entry."""
    folder = (home or default_home()).expanduser().resolve()
    given = read_toml(folder / FILE_NAME)
    if "database_url" in given:
        given["DATABASE_URL"] = given.pop("database_url")
    given.pop("home", None)
    # --home beats CHUNXUN_HOME, and everything below reads the one home.
    os.environ["CHUNXUN_HOME"] = str(folder)
    try:
        return Settings(home=folder, **given)
    except ValidationError as error:
        raise BadSettings(_what_is_wrong(error)) from error


def read_toml(path: Path) -> dict[str, Any]:
    """What a TOML file holds; nothing where there is none. Raises BadSettings."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(
            Words(zh=f"{path} 无法读取：{error}", en=f"{path} cannot be read: {error}")
        ) from error


def _what_is_wrong(error: ValidationError) -> Words:
    lines = "；".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
    return Words(zh=f"设置有误：{lines}", en=f"Settings are wrong: {lines}")


def release() -> str:
    """The release that judges, stored with every verdict and change."""
    try:
        return version("chunxun")
    except PackageNotFoundError:
        return "unreleased"
