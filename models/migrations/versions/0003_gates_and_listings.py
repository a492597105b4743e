"""What a look at a listing alone says, what keeps an absence from counting, and where else a report stands."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_BEFORE = ('present', 'absent', 'absent_weak', 'unseen')
_SINCE = ('present', 'listed', 'absent', 'absent_weak', 'unseen')


def upgrade() -> None:
    """Towards this release. Looks of before noted no doubt and left nothing unopened."""
    for table, column in (('visit', 'unopened'), ('visit', 'doubts'), ('sighting', 'locations'), ('sighting', 'related')):
        op.add_column(table, sa.Column(column, sa.JSON(), nullable=False, server_default='[]'))
    _let_seen_be(_SINCE)


def downgrade() -> None:
    """Back to the release before: to it, a report listed and left unopened was not seen."""
    op.execute("UPDATE sighting SET seen = 'unseen' WHERE seen = 'listed'")
    _let_seen_be(_BEFORE)
    for table, column in (('sighting', 'related'), ('sighting', 'locations'), ('visit', 'doubts'), ('visit', 'unopened')):
        op.drop_column(table, column)


def _let_seen_be(values: tuple[str, ...]) -> None:
    said = f"seen IN ({', '.join(repr(value) for value in values)})"
    with op.batch_alter_table('sighting') as batch_op:  # SQLite changes no constraint of a table: it is copied, once
        batch_op.drop_constraint(op.f('ck_sighting_seen'), type_='check')
        batch_op.create_check_constraint(op.f('ck_sighting_seen'), said)
