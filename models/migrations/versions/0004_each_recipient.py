"""How a message went is kept for each recipient, with every attempt."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

_STATES = ('pending', 'sending', 'sent', 'uncertain', 'undelivered')
_MOVED = ('attempts', 'last_error', 'sent_at', 'claimed_at')
_WORST_FIRST = ('uncertain', 'undelivered', 'sending', 'pending')
_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Towards this release. Of messages of before one handover is known, to all recipients together; what waits is addressed anew."""
    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message', _TEXT(), nullable=False),
    sa.Column('recipient', _TEXT(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    _state(),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', _TEXT(), nullable=False),
    sa.Column('sent_at', _INSTANT(), nullable=True),
    sa.Column('not_before', _INSTANT(), nullable=True),
    sa.Column('claimed_at', _INSTANT(), nullable=True),
    sa.Column('reported', sa.Boolean(), nullable=False, server_default=sa.false()),
    sa.ForeignKeyConstraint(['message'], ['message.id'], name=op.f('fk_handover_message')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    sa.UniqueConstraint('message', 'recipient', 'part', name=op.f('uq_handover_message_recipient_part'))
    )
    op.create_index(op.f('ix_handover_delivery'), 'handover', ['delivery'], unique=False)
    op.create_table('attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('handover', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('began', _INSTANT(), nullable=False),
    sa.Column('ended', _INSTANT(), nullable=True),
    _state(),
    sa.Column('error', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['handover'], ['handover.id'], name=op.f('fk_attempt_handover')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt'))
    )
    op.create_index(op.f('ix_attempt_handover'), 'attempt', ['handover'], unique=False)
    op.execute(
        "INSERT INTO handover (message, recipient, part, content, delivery, attempts, last_error, sent_at, claimed_at) "
        f"SELECT id, '', 1, {_no_bytes()}, delivery, attempts, last_error, sent_at, claimed_at FROM message ORDER BY created, id"
    )
    with op.batch_alter_table('message') as batch_op:
        batch_op.drop_index(op.f('ix_message_delivery'))
        batch_op.drop_constraint(op.f('ck_message_delivery'), type_='check')
        for column in ('delivery', *_MOVED):
            batch_op.drop_column(column)


def downgrade() -> None:
    """Back to the release before, which knows one state a message: the worst of its handovers."""
    with op.batch_alter_table('message') as batch_op:
        batch_op.add_column(sa.Column('delivery', sa.String(32), nullable=False, server_default='sent'))
        batch_op.add_column(sa.Column('attempts', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('last_error', _TEXT(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sent_at', _INSTANT(), nullable=True))
        batch_op.add_column(sa.Column('claimed_at', _INSTANT(), nullable=True))
    mine = "FROM handover WHERE handover.message = message.id"
    for state in reversed(_WORST_FIRST):
        op.execute(f"UPDATE message SET delivery = '{state}' WHERE EXISTS (SELECT 1 {mine} AND handover.delivery = '{state}')")
    for column in _MOVED:
        op.execute(f"UPDATE message SET {column} = (SELECT max({column}) {mine}) WHERE EXISTS (SELECT 1 {mine})")
    op.drop_table('attempt')
    op.drop_table('handover')
    said = f"delivery IN ({', '.join(repr(state) for state in _STATES)})"
    with op.batch_alter_table('message') as batch_op:
        batch_op.alter_column('delivery', existing_type=sa.String(32), server_default=None, existing_nullable=False)
        batch_op.create_check_constraint(op.f('ck_message_delivery'), said)
        batch_op.create_index(op.f('ix_message_delivery'), ['delivery'], unique=False)


def _state() -> sa.Column[str]:
    return sa.Column('delivery', sa.Enum(*_STATES, name='delivery', native_enum=False, create_constraint=True, length=32), nullable=False)


def _no_bytes() -> str:
    return "''::bytea" if op.get_bind().dialect.name == 'postgresql' else "x''"
