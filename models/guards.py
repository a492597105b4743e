"""Rows that are added and never changed: both databases refuse to, whoever asks (reliability I-09)."""

from collections.abc import Sequence

from sqlalchemy import Connection

_SAID = (
    "{table} 的记录是证据，只增，不改、不删。未作任何改动；如需更正，请另加一条。 "
    "Rows of {table} are evidence: added, never changed or deleted. Nothing was changed; to correct one, add another."
)


def guard(connection: Connection, table: str, *, columns: Sequence[str] = (), once: str = "") -> None:
    """Refuse to delete rows of a table and to change them, or only these columns of theirs.

    `once`: a condition on the row as it is, in SQL, from which on they stand. The refusal is an IntegrityError.
    """
    of = f" OF {', '.join(columns)}" if columns else ""
    for verb, asked, when in (("update", f"UPDATE{of}", once), ("delete", "DELETE", "")):
        connection.exec_driver_sql(_trigger(connection.dialect.name, table, verb, asked, when))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f'CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION chunxun_refuse()'
        )


def unguard(connection: Connection, table: str) -> None:
    """Let rows be changed again: for a migration that must, and for going back to a release without guards."""
    verbs = ("update", "delete", *(["truncate"] if connection.dialect.name == "postgresql" else []))
    on = f' ON "{table}"' if connection.dialect.name == "postgresql" else ""
    for verb in verbs:
        connection.exec_driver_sql(f'DROP TRIGGER "{table}_no_{verb}"{on}')


def teach_refusal(connection: Connection) -> None:
    """PostgreSQL refuses by a function, which must be there before the first guard."""
    if connection.dialect.name == "postgresql":
        said = _SAID.format(table="%")
        connection.exec_driver_sql(
            "CREATE FUNCTION chunxun_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{said}', TG_TABLE_NAME, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
            "END $$".replace("%", "%%")
        )


def forget_refusal(connection: Connection) -> None:
    """After the last guard is gone."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP FUNCTION chunxun_refuse()")


def _trigger(dialect: str, table: str, verb: str, asked: str, when: str) -> str:
    head = f'CREATE TRIGGER "{table}_no_{verb}" BEFORE {asked} ON "{table}" FOR EACH ROW'
    head += f" WHEN ({when})" if when else ""
    if dialect == "postgresql":
        return f"{head} EXECUTE FUNCTION chunxun_refuse()"
    return f"{head} BEGIN SELECT RAISE(ABORT, '{_SAID.format(table=table)}'); END"
