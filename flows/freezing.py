"""A message once put together: who gets which bytes, frozen before anything is sent, and laid open in the outbox."""

from collections.abc import Sequence

from flows.home import Home
from flows.secret_names import NoSecret, revealed
from models.message import Handover, Message
from notifications.enclosure import Enclosure
from notifications.send import NoAddress, at_entry, eml, parcels


def freeze_message(
    home: Home, message: Message, *, reporting: Sequence[int] = (), passed: Sequence[int] = ()
) -> bool:
    """Freeze a message, whole or not at all, and lay it open; False where its number or a change of it is taken."""
    if not home.store.freeze(message, reporting=reporting, passed=passed):
        return False
    _lay_open(home, message)
    return True


def _lay_open(home: Home, message: Message) -> None:
    """In the outbox folder, the mail as frozen; for a channel that is none, the same message as a mail."""
    path = home.settings.outbox_folder / f"{message.id}.eml"
    path.parent.mkdir(parents=True, exist_ok=True)
    first = message.handovers[0]
    path.write_bytes(first.content if "@" in first.recipient else eml(message, to=message.office))


def parcels_to(
    home: Home, url: str, message: Message, enclosed: Enclosure | None = None
) -> tuple[Handover, ...]:
    """What each recipient gets; one for nobody, with the reason, where the address cannot be read yet."""
    try:
        return parcels(message, revealed(home.settings, url), enclosed)
    except NoAddress as error:
        words = error.words
    except NoSecret as error:
        words = at_entry(message, error.words)
    return (Handover(last_error=words.said_in(home.settings.language)),)
