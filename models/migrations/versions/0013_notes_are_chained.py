"""What people took note of is chained by its hashes. What was written before is sealed now, in the order it was written."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

# A chain is only ever sealed in the one way that models/chain knows, or nothing sealed before could be checked.
from models.chain import NOTHING_BEFORE, hash_of
from models.guards import guard, unguard

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_TEXTS = ('agency', 'reason', 'author', 'role', 'release', 'prev_hash', 'hash')
_note = sa.table(
    'acknowledgement', sa.column('id', sa.Integer()), sa.column('year', sa.Integer()), sa.column('until', sa.Date()),
    sa.column('at', sqlmodel.sql.sqltypes.UTCDateTime()), sa.column('clock_set', sa.Boolean()),
    *(sa.column(name, _TEXT()) for name in _TEXTS),
)
_chain = sa.table('chain', sa.column('name', _TEXT()), sa.column('last', sa.Integer()), sa.column('hash', _TEXT()))


def upgrade() -> None:
    """Towards this release."""
    connection = op.get_bind()
    unguard(connection, 'acknowledgement')
    op.add_column('acknowledgement', sa.Column('prev_hash', _TEXT(), nullable=False, server_default=''))
    op.add_column('acknowledgement', sa.Column('hash', _TEXT(), nullable=False, server_default=''))
    last, before = _seal(connection)
    connection.execute(_chain.insert(), {'name': 'acknowledgement', 'last': last, 'hash': before})
    guard(connection, 'acknowledgement')


def downgrade() -> None:
    """Back to the release before, which lets PostgreSQL number the rows."""
    connection = op.get_bind()
    connection.execute(_chain.delete().where(_chain.c.name == 'acknowledgement'))
    unguard(connection, 'acknowledgement')
    op.drop_column('acknowledgement', 'hash')
    op.drop_column('acknowledgement', 'prev_hash')
    guard(connection, 'acknowledgement')
    if connection.dialect.name == 'postgresql':
        op.execute("SELECT setval('acknowledgement_id_seq', (SELECT coalesce(max(id), 0) + 1 FROM acknowledgement), false)")


def _seal(connection: sa.Connection) -> tuple[int, str]:
    """The number and the hash of the last row; people write these by hand, so that all of them fit into memory."""
    last, before = 0, NOTHING_BEFORE
    for row in connection.execute(sa.select(_note).order_by(_note.c.id)).mappings().all():
        content = {**row, 'prev_hash': before}
        del content['hash']
        before, last = hash_of(content), row['id']
        sealed = {'prev_hash': content['prev_hash'], 'hash': before}
        connection.execute(sa.update(_note).where(_note.c.id == last).values(**sealed))
    return last, before
