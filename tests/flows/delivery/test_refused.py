"""Every refusal of every service, by stand-ins that answer as they do: kept as not delivered, and no word of an address."""

import logging
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from flows.home import open_home
from flows.settings import Settings, read_settings
from flows.summarise import write_summary
from models.message import Delivery, Handover
from tests.flows.test_outbox import run
from tests.flows.test_tell import NOON, judged_overdue, office, port, tell
from tests.notifications import test_chats, test_robots
from tests.notifications.services import Says, Services, services

__all__ = ["office", "port", "services"]  # fixtures


def planted(number: int) -> str:
    """A token nobody else has, recognisable in whatever a run writes."""
    return f"c4nary{number:018d}"


Refusal = tuple[str, Says, bool, bool, timedelta]  # address, answer, final, uncertain, wait


def refusals(at: str) -> list[Refusal]:
    """All the refusals that the services' own tests know, each for a token of its own."""
    found: list[Refusal] = []
    for kind, name, code, final, wait in test_robots.REFUSALS:
        token = planted(len(found))
        said = Says({name: code, "errmsg" if name == "errcode" else "msg": f"no {token}"})
        found.append((f"{kind}://{token}", said, final, False, wait))
    for case in test_chats.ANSWERS:
        token = planted(len(found))
        address = test_chats.KINDS[case.kind].address.replace("HERE", at.removeprefix("http://"))
        address = address.replace(test_chats.TGRAM, f"123456789:{token}{token}"[:45])
        found.append(
            (
                address.replace(test_chats.SECRET, token),
                Says(case.body, case.status, case.headers),
                case.final,
                case.uncertain,
                case.wait,
            )
        )
    return found


@pytest.fixture
def refused(
    office: Settings, services: Services, monkeypatch: pytest.MonkeyPatch
) -> tuple[Settings, list[Refusal]]:
    """One office with a channel for each refusal, its address kept as a secret."""
    found = refusals(services.at)
    channels = ""
    for number, (address, said, *_) in enumerate(found):
        monkeypatch.setenv(f"CHANNEL_{number}", address)
        channels += f'[[office.channel]]\nurl = "secret:CHANNEL_{number}"\n'
        services.by_token[planted(number)] = said
    office.offices_file.write_text(f'[[office]]\ncode = "o"\n{channels}')
    (office.home / "chunxun.toml").write_text(f'robots_at = "{services.at}"\n')
    return read_settings(office.home), found


def first_parts(settings: Settings) -> list[Handover]:
    """The first part of what each channel was sent, in the order of channels."""
    with open_home(settings) as home:
        messages = sorted(home.store.messages(), key=lambda message: int(message.channel))
    return [message.handovers[0] for message in messages]


def tried_parts(settings: Settings) -> list[int]:
    """How many parts of its digest were tried, each once, in the order of channels."""
    with open_home(settings) as home:
        messages = sorted(home.store.messages(), key=lambda message: int(message.channel))
    assert {part.attempts for message in messages for part in message.handovers} <= {0, 1}
    return [sum(part.attempts for part in message.handovers) for message in messages]


def test_every_refusal_is_kept_as_not_delivered_and_nothing_of_an_address_is_written(
    refused: tuple[Settings, list[Refusal]],
    services: Services,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    settings, found = refused
    caplog.set_level(logging.DEBUG)
    with open_home(settings, now=NOON) as home:
        judged_overdue(home)
    told = tell(settings)
    with open_home(settings, now=NOON) as home:
        write_summary(home, 2025)
    run(settings)
    files = [path.read_bytes() for path in settings.home.rglob("*") if path.is_file()]
    everything = b"".join(files) + (caplog.text + repr(told) + "".join(capfd.readouterr())).encode()
    handovers = first_parts(settings)

    assert told.delivered == ()
    assert len(handovers) == len(found) == 24 + len(test_chats.ANSWERS)
    for handover, (_, _, final, uncertain, wait) in zip(handovers, found, strict=True):
        state = Delivery.UNDELIVERED if final else Delivery.UNCERTAIN if uncertain else Delivery.PENDING
        assert (handover.delivery, handover.attempts) == (state, 1), handover
        if state is Delivery.PENDING:
            assert handover.not_before == NOON + max(wait, timedelta(minutes=1))
    asked = Counter(
        number
        for number in range(len(found))
        for each in services.received
        if planted(number) in each.path + str(each.headers)
    )
    tried = dict(enumerate(tried_parts(settings)))
    assert set(tried.values()) <= {1, 2}  # a long digest goes to WeCom in two parts
    assert asked == tried
    assert [line[:200] for line in everything.lower().splitlines() if b"c4nary" in line] == []


def test_a_service_that_took_it_after_all_is_asked_when_its_wait_is_over(
    office: Settings, services: Services, tmp_path: Path
) -> None:
    office.offices_file.write_text(
        f'[[office]]\ncode = "o"\n[[office.channel]]\nurl = "{test_chats.KINDS["tgram"].address}"\n'
    )
    (tmp_path / "chunxun.toml").write_text(f'robots_at = "{services.at}"\n')
    settings = read_settings(tmp_path)
    services.status = 429
    services.answer = test_chats.telegram(429, "Too Many Requests", parameters={"retry_after": 600})
    with open_home(settings, now=NOON) as home:
        judged_overdue(home)
    tell(settings)
    tell(settings, NOON + timedelta(minutes=9))
    asked_before = len(services.received)
    services.status, services.answer = 200, test_chats.KINDS["tgram"].taken
    told = tell(settings, NOON + timedelta(minutes=10))

    assert asked_before == 1
    assert [message.delivery for message in told.delivered] == [Delivery.SENT]
    assert len(services.received) == 2
