"""How we go out: who we say we are, how slowly, with which browser, and which addresses may be opened.

Apart from the home, which a command opens that goes nowhere: what goes out takes a quarter of a second to load.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from flows.home import Home
from flows.settings import BadSettings, Settings
from models.times import BEIJING
from models.words import Words
from scrapers.gate import Fence, networks, ports_of, sites_of
from scrapers.manners import Manners
from scrapers.program import find_browser

CHALLENGE_WAIT = 35.0  # seconds; the usual challenge reloads itself after some thirty (domain §6.6)


def manners_of(home: Home) -> Manners:
    """How to go: who we are, how slowly, and which addresses may be opened."""
    settings = home.settings
    return Manners(
        contact=settings.contact,
        release=home.release,
        host_delay=settings.host_delay,
        timeout=settings.timeout,
        portal_deadline=settings.portal_deadline,
        fence=fence_of(settings, [agency.column_url for agency in home.store.agencies()]),
        browser=browser_of(settings),
        headers=_rehearsal_headers(home),
        rehearsing=home.clock_set,
        # Half of a portal's time for a challenge, so that a portal that never lets us in still ends by its name.
        challenge_wait=min(CHALLENGE_WAIT, settings.portal_deadline / 2),
    )


def fence_of(settings: Settings, urls: Sequence[str]) -> Fence:
    """What may be reached: the sites and ports of these addresses, of the canaries and the hosts approved beside them.

    The services of our own that the environment names stay shut, even where loopback is opened.
    """
    known = [url for url in (*urls, *settings.canaries) if url]
    own = [settings.database_url, os.environ.get("PREFECT_API_URL", "")]
    return Fence(
        allowed=networks(settings.allow_addresses),
        closed_ports=ports_of(own),
        sites=sites_of([*known, *settings.allow_hosts]),
        ports=ports_of(known),
    )


def browser_of(settings: Settings) -> Path | None:
    """The Chromium to use, or None. Raises BadSettings where CHUNXUN_BROWSER names none."""
    try:
        return find_browser(settings.browser or None)
    except ValueError as error:
        raise BadSettings(Words(zh=f"CHUNXUN_BROWSER 有误：{error}", en=str(error))) from error


def _rehearsal_headers(home: Home) -> dict[str, str]:
    """The practice country moves its calendar by this header; no portal of the real world hears of it."""
    if not (home.clock_set and home.settings.allow_addresses):
        return {}
    return {"X-Practice-Now": home.now().astimezone(BEIJING).isoformat()}
