"""Addresses in Apprise's form: of which kind, who carries a message there, why nobody can, and what of them is secret."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from apprise import AppriseAsset

from models.words import Words
from notifications.chats import CHATS
from notifications.mail_service import Mail, are_all_addresses
from notifications.robots import ROBOTS

MAIL = frozenset({"mailto", "mailtos"})
SERVICES: Mapping[str, type[Any]] = {**ROBOTS, **CHATS}
SCHEMAS = MAIL | SERVICES.keys()

# Not async: there is one service at a time, and a thread for each message would only cost.
ASSET = AppriseAsset(app_id="Chunxun", app_desc="Chunxun", app_url="", secure_logging=True, async_mode=False)
_UNREADABLE = (TypeError, ValueError, LookupError, AttributeError)  # Apprise refuses, or stumbles


class NoAddress(LookupError):
    """Nobody can be reached: an address that cannot be read, or is not of a kind we send to. Not a letter of it is told."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def why_not(address: str) -> Words | None:
    """Why nothing can be sent to an address; None where something can."""
    try:
        service_of(address)
    except NoAddress as error:
        return error.words
    return None


def service_of(address: str) -> Any:
    """What carries a message to an address: our mail, or one of our plug-ins. Raises NoAddress."""
    schema = schema_of(address)
    if schema in MAIL:
        return _mail_service(address)
    if schema in SERVICES:
        return _text_service(address)
    shown, known = _shown_schema(address), ", ".join(sorted(SCHEMAS))
    raise NoAddress(
        Words(
            f"{shown.zh}不是可用的地址种类；请用 {known} 之一",
            f"{shown.en} is no kind of address we send to; use one of {known}",
        )
    )


def schema_of(address: str) -> str:
    """Its kind, as Apprise names it; empty where it has none."""
    schema, separator, _ = address.partition("://")
    return schema.lower() if separator else ""


def place_of(address: str) -> str:
    """Where a message for an address is handed in: a host, or the service that has but one. Not to be shown."""
    schema = schema_of(address)
    hosted = schema in MAIL | {"json", "jsons", "workflows"}
    return f"{schema}://{urlsplit(address).netloc.rpartition('@')[2]}" if hosted else schema


def _shown_schema(address: str) -> Words:
    """The kind of an address where it has one; of anything else not a letter, which may be a secret."""
    schema = schema_of(address)
    if re.fullmatch(r"[a-z][a-z0-9+.-]{0,20}", schema):
        return Words(f"「{schema}」", f"“{schema}”")
    return Words("所写内容", "this")


def _mail_service(address: str) -> Mail:
    try:
        parts = Mail.parse_url(address)  # type: ignore[no-untyped-call]
        if urlsplit(address) and parts and are_all_addresses(parts):
            return Mail(**{**parts, "asset": ASSET})  # type: ignore[no-untyped-call]
    except _UNREADABLE:
        pass
    form = "mailto(s)://user:password@host?from=…&to=…"
    raise NoAddress(
        Words(
            f"地址或其中的收件人无法读出；请写 {form}",
            f"its address, or a recipient in it, cannot be read; write {form}",
        )
    )


def _text_service(address: str) -> Any:
    """Our plug-in for an address. Raises NoAddress where it cannot be read, or names nobody or more than one."""
    kind = SERVICES[schema_of(address)]
    try:
        parts = kind.parse_url(address.replace("/#", "/%23"))  # a channel of Slack, as Apprise has it too
        service = kind(**{**parts, "asset": ASSET}) if urlsplit(address) and parts else None
    except _UNREADABLE:
        service = None
    if service is None:
        raise NoAddress(
            Words(
                "Apprise 读不出其地址；请看 Apprise 对这一种类的说明",
                "Apprise cannot read its address; see Apprise's page on its kind",
            )
        )
    if getattr(service, "template", None) or getattr(service, "tokens", None):
        raise NoAddress(
            Words(
                "其地址写了模板；消息由本程序写成，没有可填的模板",
                "its address names a template; messages are written here, there is none to fill in",
            )
        )
    lacks = service.lacks()
    if lacks is not None:
        # Of several chats one may take it and one refuse: what is tried again would come to all.
        raise NoAddress(Words(f"其地址{lacks.zh}", f"its address {lacks.en}"))
    return service


def masked(words: Words, address: str) -> Words:
    """Words without any part of an address that may be a secret; of a robot, even the host part is its token."""
    parts = urlsplit(address)
    login, _, host = parts.netloc.rpartition("@")
    values = [value.partition("=")[2] for value in parts.query.split("&")]
    pieces = [login, *login.split(":"), *parts.path.split("/"), *values]
    if parts.scheme.lower() not in MAIL | {"json", "jsons"}:
        pieces += [host, *host.split(":")]
    known = {form for piece in pieces for form in (piece, unquote(piece)) if len(form) > 3}
    zh, en = words.zh, words.en
    for piece in sorted(known, key=len, reverse=True):
        zh, en = (re.sub(re.escape(piece), "…", text, flags=re.IGNORECASE) for text in (zh, en))
    return Words(zh, en)
