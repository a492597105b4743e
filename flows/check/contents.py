"""The bytes of one document, whether it is a file, standard input or a page; never more than can be a report."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from flows.check.sources import STDIN, Source
from flows.options import Speaking
from flows.settings import Settings, release, require_contact
from models.words import Words
from reports.reading.content import MOST_BYTES, TOO_LARGE

BAD_REQUEST = 400  # from here on a status says that there is no page


class NotFetched(Exception):
    """The bytes could not be had; the words say why and what to do."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def content_of(source: Source, settings: Settings) -> bytes:
    """The bytes of a source. Raises NotFetched."""
    if source.is_address:
        return _fetched(source.name, settings)
    if source.name == STDIN:
        return _capped(sys.stdin.buffer)
    return content_of_file(source.name)


def content_of_file(name: str) -> bytes:
    """The bytes of a file. Raises NotFetched."""
    try:
        with Path(name).open("rb") as file:
            return _capped(file)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise NotFetched(_not_opened(error)) from error


def _capped(file: BinaryIO) -> bytes:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise NotFetched(TOO_LARGE)
    return content


def _not_opened(error: OSError | ValueError) -> Words:
    match error:
        case FileNotFoundError():
            return Words("文件不存在；请核对路径", "no such file; check the path")
        case PermissionError():
            return Words("没有读取权限", "no permission to read it")
        case OSError():
            return Words(f"无法打开：{error.strerror}", f"cannot be opened: {error.strerror}")
        case _:
            return Words("不是文件名", "that is no file name")


def _fetched(url: str, settings: Settings) -> bytes:
    try:
        return asyncio.run(_fetch(settings, url))
    except Exception as error:
        # What keeps a page from coming says so in words, whatever its class; anything else is our own bug.
        if isinstance(error, Speaking):
            raise NotFetched(error.words) from error
        raise


async def _fetch(settings: Settings, url: str) -> bytes:
    """One page over HTTP, by the same gate and manners as a visit; nothing is kept."""
    from flows.manners import browser_of, fence_of  # brings the database along, which a file does not need
    from scrapers.manners import Manners
    from scrapers.opener import Opener
    from scrapers.vault import Vault

    require_contact(settings, url)
    manners = Manners(
        contact=settings.contact,
        release=release(),
        host_delay=settings.host_delay,
        timeout=settings.timeout,
        portal_deadline=settings.portal_deadline,
        fence=fence_of(settings, [url]),
        browser=browser_of(settings),
    )
    with TemporaryDirectory() as folder:
        async with Opener(manners, Vault(Path(folder)), _now) as opener:
            page = await opener.open(url)
    if page.status >= BAD_REQUEST:
        raise NotFetched(
            Words(
                f"服务器回答 {page.status}，没有给出页面；请核对网址",
                f"the server answered {page.status} instead of the page; check the address",
            )
        )
    return page.content


def _now() -> datetime:
    return datetime.now(UTC)
