"""Commands that are loaded when they are asked for: a table of standings does not wait for what it does not use."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

ROOMS: Mapping[str, str] = {
    "acknowledge": "flows.acknowledge_app:acknowledge",
    "evidence": "flows.papers:evidence",
    "versions": "flows.papers:versions",
    "ledger": "flows.papers:ledger",
    "letter": "flows.papers:letter",
    "check": "flows.bare:check_app",
    "rules": "flows.bare:rules",
    "find-column": "flows.bare:find_column",
    "audit": "flows.audit:audit",
    "rehearse": "flows.rehearse:rehearse",
    "backup": "flows.backup:backup",
    "restore": "flows.backup:restore",
    "roster": "flows.roster_app:app",
    "outbox": "flows.outbox:app",
    "decide": "flows.decide_app:app",
}
"""By name, the module and in it the function or the group of commands."""


class Rooms(TyperGroup):
    """The commands that stand in `flows/cli`, then those of the rooms."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, as `--help` shows them."""
        return [*super().list_commands(ctx), *ROOMS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its module loaded; None where there is none."""
        if cmd_name not in ROOMS:
            return super().get_command(ctx, cmd_name)
        module, _, name = ROOMS[cmd_name].partition(":")
        found = get_command(_app(getattr(import_module(module), name)))
        found.name = cmd_name
        return found


def _app(found: Any) -> typer.Typer:
    if isinstance(found, typer.Typer):
        return found
    app = typer.Typer(add_completion=False)
    app.command()(found)
    return app
