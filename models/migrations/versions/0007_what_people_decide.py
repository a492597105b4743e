"""Decisions of people, and transitions of what counts by them."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from models.guards import guard, unguard

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

_BEFORE = ('standing', 'flag', 'finding')
_SINCE = (*_BEFORE, 'overlay')
_KINDS = ('confirm', 'dismiss', 'waive', 'exempt', 'correct-date', 'dispute', 'override', 'reopen', 'approve')
_ROLES = ('viewer', 'operator', 'reviewer', 'admin')
_STANDINGS = ('not_due', 'due_soon', 'on_time', 'late', 'suspected', 'overdue', 'unknown', 'withdrawn', 'exempt')
_TEXT = sqlmodel.sql.sqltypes.AutoString
_INSTANT = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Towards this release."""
    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    _one_of('kind', _KINDS, nullable=False),
    sa.Column('agency', _TEXT(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('subject', _TEXT(), nullable=False),
    sa.Column('finding', _TEXT(), nullable=False),
    sa.Column('reason', _TEXT(), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('document', _TEXT(), nullable=False),
    _one_of('to', _STANDINGS, nullable=True),
    sa.Column('published', sa.Date(), nullable=True),
    sa.Column('ground', sa.JSON(), nullable=True),
    sa.Column('needs_approval', sa.Boolean(), nullable=False),
    sa.Column('approves', sa.Integer(), nullable=True),
    sa.Column('author', _TEXT(), nullable=False),
    _one_of('role', _ROLES, nullable=False),
    sa.Column('at', _INSTANT(), nullable=False),
    sa.Column('release', _TEXT(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.Column('code_step', sa.Integer(), nullable=True),
    sa.Column('prev_hash', _TEXT(), nullable=False),
    sa.Column('hash', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_decision_agency')),
    sa.ForeignKeyConstraint(['approves'], ['decision.id'], name=op.f('fk_decision_approves')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_year_agency'), 'decision', ['year', 'agency'], unique=False)
    guard(op.get_bind(), 'decision')
    _let_about_be(_SINCE)


def downgrade() -> None:
    """Back to the release before, which knows of no decision. Refused where there is one: it would be lost, and the chain of changes broken."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM decision")).scalar():
        raise RuntimeError("people have decided since: going back would lose it. Restore a backup of before instead.")
    _let_about_be(_BEFORE)
    unguard(op.get_bind(), 'decision')
    op.drop_table('decision')


def _let_about_be(values: tuple[str, ...]) -> None:
    said = f"about IN ({', '.join(repr(value) for value in values)})"
    unguard(op.get_bind(), 'change')
    with op.batch_alter_table('change') as batch_op:  # SQLite changes no constraint of a table: it is copied, once
        batch_op.drop_constraint(op.f('ck_change_about'), type_='check')
        batch_op.create_check_constraint(op.f('ck_change_about'), said)
    guard(op.get_bind(), 'change')


def _one_of(name: str, values: tuple[str, ...], *, nullable: bool) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
    return sa.Column(name, kind, nullable=nullable)
