"""Who may decide: people.toml, and the one-time codes by which a person shows who they are.

The Prefect UI knows no users and keeps parameters in plain text, so a password would be everybody's at once. A one-time
code (RFC 6238) is of no use to who reads it later: each serves once (docs/decisions/0016).
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyotp

from flows.secret_names import NoSecret, is_reference, revealed
from flows.settings import BadSettings, Settings, read_toml
from models.decision import Person, Role
from models.words import Words
from reports.decisions import Refused

LONGEST_WAIT = timedelta(hours=1)  # of a form before its run begins
STEP = 30  # seconds; what every authenticator app does


def read_people(settings: Settings) -> tuple[Person, ...]:
    """The people of people.toml; none where the file is absent. Raises BadSettings naming the entry."""
    path = settings.people_file
    people = tuple(_people(read_toml(path).get("person", []), path))
    names = [person.name for person in people]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _bad(
            path,
            f"两个 [[person]] 同名：{'、'.join(twice)}",
            f"two [[person]] of one name: {', '.join(twice)}",
        )
    return people


def deciding_offices(settings: Settings) -> frozenset[str]:
    """The offices that have a reviewer of their own; none where people.toml cannot be read, which `doctor` and `decide` say."""
    try:
        people = read_people(settings)
    except BadSettings:
        return frozenset()
    return frozenset(code for each in people if each.role is Role.REVIEWER for code in each.offices)


def known_person(settings: Settings, name: str) -> Person:
    """The person of that name. Raises Refused where there is none: no machine and no stranger decides."""
    people = read_people(settings)
    wanted = name.strip()
    found = next((person for person in people if person.name == wanted), None)
    if found is not None:
        return found
    known = "、".join(person.name for person in people) or "—"
    path = settings.people_file
    raise Refused(
        Words(
            zh=f"须由具名的人决定（--by）：{path} 中没有「{wanted}」，已有：{known}",
            en=f"A person decides, by name (--by): {path} has no “{wanted}”; it has: {known}",
        )
    )


def code_step(settings: Settings, person: Person, code: str, *, at: datetime | None = None) -> int:
    """Which of the person's one-time codes this is, by the machine's clock even in a rehearsal. Raises Refused.

    `at`: when it was entered, an hour ago at most; None: now. One step before and after are accepted, for clocks that
    differ and people who type slowly.
    """
    secret, now = _secret(settings, person), datetime.now(UTC)
    if at is not None and now - at > LONGEST_WAIT:
        raise Refused(
            Words(
                zh="提交后等待超过一小时，须重新填写",
                en="It waited for over an hour since it was entered: enter it again",
            )
        )
    step = int((at or now).timestamp()) // STEP
    given = "".join(code.split())
    for near in (step, step - 1, step + 1):
        if pyotp.utils.strings_equal(given, pyotp.TOTP(secret, interval=STEP).at(near * STEP)):
            return near
    raise Refused(
        Words(
            zh=f"{person.name} 的一次性口令不对或已过时；未作任何改动",
            en=f"The one-time code of {person.name} is wrong or too old; nothing was changed",
        )
    )


def new_secret(name: str) -> tuple[str, str]:
    """A fresh secret, and the address by which an authenticator app takes it."""
    secret = pyotp.random_base32()
    return secret, pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="Chunxun")


def _secret(settings: Settings, person: Person) -> str:
    if not person.code:
        raise Refused(
            Words(
                zh=f"{person.name} 没有一次性口令，不能在 Prefect 界面中决定：请在 {settings.people_file} 中写 code，或用命令行",
                en=f"{person.name} has no one-time code and cannot decide in the Prefect UI: give a `code` in "
                f"{settings.people_file}, or use the command line",
            )
        )
    try:
        secret = revealed(settings, person.code)
        pyotp.TOTP(secret).at(0)
    except (NoSecret, ValueError, TypeError) as error:
        name = person.code.removeprefix("secret:")
        raise _bad(
            settings.people_file,
            f"{person.name} 的 {person.code} 没有可用的口令密钥：请写入 secrets/{name}",
            f"{person.code} of {person.name} leads to no secret of one-time codes: write it into secrets/{name}",
        ) from error
    return secret


def _people(entries: list[dict[str, Any]], path: Path) -> Iterator[Person]:
    for number, entry in enumerate(entries, start=1):
        try:
            yield _person(entry)
        except (KeyError, ValueError, TypeError) as error:
            raise _bad(
                path,
                f"第 {number} 个 [[person]] 有误：{error}",
                f"[[person]] number {number} is wrong: {error}",
            ) from error


def _person(entry: dict[str, Any]) -> Person:
    name, code = str(entry["name"]).strip(), str(entry.get("code", ""))
    if not name:
        raise ValueError("name is empty")
    if code and not is_reference(code):
        raise ValueError("code must say where the secret lies: secret:NAME")
    offices = entry.get("offices", [])
    if isinstance(offices, str):
        raise TypeError("offices must be a list of office codes")
    return Person(name=name, role=Role(entry["role"]), offices=tuple(map(str, offices)), code=code)


def _bad(path: Path, zh: str, en: str) -> BadSettings:
    return BadSettings(Words(zh=f"{path}：{zh}", en=f"{path}: {en}"))
