"""Changes are chained by their hashes. Those written before are sealed now, in the order they were written."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

# A chain is only ever sealed in the one way that models/chain knows, or nothing sealed before could be checked.
from models.chain import NOTHING_BEFORE, hash_of
from models.guards import guard, unguard

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_TEXTS = ('agency', 'about', 'key', 'old', 'new', 'why_zh', 'why_en', 'severity', 'release', 'policy', 'prev_hash', 'hash')
_change = sa.table(
    'change', sa.column('id', sa.Integer()), sa.column('year', sa.Integer()), sa.column('clock_set', sa.Boolean()),
    sa.column('at', sqlmodel.sql.sqltypes.UTCDateTime()), sa.column('evidence', sa.JSON()),
    *(sa.column(name, _TEXT()) for name in _TEXTS),
)
_AT_ONCE = 5000


def upgrade() -> None:
    """Towards this release."""
    connection = op.get_bind()
    chain = op.create_table('chain',
    sa.Column('name', _TEXT(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('hash', _TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_chain'))
    )
    unguard(connection, 'change')
    op.add_column('change', sa.Column('prev_hash', _TEXT(), nullable=False, server_default=''))
    op.add_column('change', sa.Column('hash', _TEXT(), nullable=False, server_default=''))
    last, before = _seal(connection)
    connection.execute(chain.insert(), {'name': 'change', 'last': last, 'hash': before})
    guard(connection, 'change')


def downgrade() -> None:
    """Back to the release before, which lets PostgreSQL number the rows."""
    connection = op.get_bind()
    unguard(connection, 'change')
    op.drop_column('change', 'hash')
    op.drop_column('change', 'prev_hash')
    guard(connection, 'change')
    op.drop_table('chain')
    if connection.dialect.name == 'postgresql':
        op.execute("SELECT setval('change_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM change), false)")


def _seal(connection: sa.Connection) -> tuple[int, str]:
    """The number and the hash of the last row."""
    last, before = 0, NOTHING_BEFORE
    sealing = sa.update(_change).where(_change.c.id == sa.bindparam('this'))
    for rows in _in_order(connection):
        sealed = []
        for row in rows:
            content = {**row, 'prev_hash': before}
            del content['hash']
            before, last = hash_of(content), row['id']
            sealed.append({'this': last, 'prev_hash': content['prev_hash'], 'hash': before})
        connection.execute(sealing, sealed)
    return last, before


def _in_order(connection: sa.Connection) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while True:
        query = sa.select(_change).where(_change.c.id > last).order_by(_change.c.id).limit(_AT_ONCE)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        if not rows:
            return
        yield rows
        last = rows[-1]['id']
