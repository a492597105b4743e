"""The files an installation needs to watch the practice country: roster.csv, offices.toml, chunxun.toml."""

import csv
import io
from pathlib import Path
from urllib.parse import urlencode

from .addresses import IN_THE_ROSTER, column_path
from .facts import Agency, land

_COLUMNS = (
    "code", "name", "aliases", "kind", "level", "region", "parent", "oversight", "column_url", "family",
    "local_due", "active_from", "active_to", "successor", "exempt_reason", "note",
)  # fmt: skip
_SENDER = "chunxun@chunxun.example"


def write_home(home: Path, *, port: int, smtp_port: int, replace: bool = False) -> None:
    """Write the three files. Raises FileExistsError where one is there and says something else, unless `replace`."""
    wanted = {
        home / "roster.csv": roster(port),
        home / "offices.toml": offices(smtp_port),
        home / "chunxun.toml": settings(home, port),
    }
    differing = [path for path, text in wanted.items() if path.exists() and path.read_text("utf-8") != text]
    if differing and not replace:
        names = ", ".join(str(path) for path in differing)
        raise FileExistsError(
            f"{names}: there already, with other content; choose another --home, or add --replace"
        )
    home.mkdir(parents=True, exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="")


def roster(port: int) -> str:
    """The country's roster as CSV."""
    target = io.StringIO()
    rows = csv.DictWriter(target, _COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows(_row(agency, port) for agency in land().agencies)
    return target.getvalue()


def _row(agency: Agency, port: int) -> dict[str, str]:
    named = {column: getattr(agency, column) for column in _COLUMNS if hasattr(agency, column)}
    portal = land().portal(agency.portal)
    return named | {
        "aliases": ";".join(agency.aliases),
        "column_url": column_url(agency, port),
        "family": IN_THE_ROSTER.get(portal.family, portal.family) if portal.declared else "",
    }


def column_url(agency: Agency, port: int) -> str:
    """The address of an agency's column."""
    portal = land().portal(agency.portal)
    column = next(column for column in portal.columns if column.id == agency.column)
    return f"http://{portal.address}:{port}{column_path(portal.family, column)}"


def offices(smtp_port: int) -> str:
    """The oversight offices, each with a mailbox on the country's own mail server."""
    return "\n".join(
        f'[[office]]\ncode = "{office.code}"\nname = "{office.name}"\nlanguage = "zh"\n\n'
        f'  [[office.channel]]\n  url = "{_mail_address(office.mail, smtp_port)}"\n  hour = 8\n'
        for office in land().offices
    )


def _mail_address(to: str, smtp_port: int) -> str:
    return f"mailto://127.0.0.1:{smtp_port}/?{urlencode({'from': _SENDER, 'to': to}, safe='@')}"


def settings(home: Path, port: int) -> str:
    """chunxun.toml: loopback opened, no pause between requests, the country's canaries."""
    canaries = ", ".join(f'"http://{address}:{port}/"' for address in land().canaries)
    return (
        "# Written for the practice country: everything here is on loopback.\n"
        'contact = "practice@chunxun.example"\n'
        "host_delay = 0\n"
        "timeout = 10\n"
        "portal_deadline = 12\n"
        'allow_addresses = ["127.0.0.0/8"]\n'
        f"canaries = [{canaries}]\n"
        f'offices = "{home / "offices.toml"}"\n'
    )
