"""That a person has taken note of a lapse, and until when it is not told again."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from models.guards import guard, unguard

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None

_ROLES = ('viewer', 'operator', 'reviewer', 'admin')
_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Towards this release."""
    op.create_table('acknowledgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', _TEXT(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reason', _TEXT(), nullable=False),
    sa.Column('author', _TEXT(), nullable=False),
    sa.Column('role', sa.Enum(*_ROLES, name='role', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('release', _TEXT(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_acknowledgement_agency')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement'))
    )
    op.create_index(op.f('ix_acknowledgement_year_agency'), 'acknowledgement', ['year', 'agency'], unique=False)
    guard(op.get_bind(), 'acknowledgement')


def downgrade() -> None:
    """Back to the release before, which reminds of every lapse."""
    unguard(op.get_bind(), 'acknowledgement')
    op.drop_index(op.f('ix_acknowledgement_year_agency'), table_name='acknowledgement')
    op.drop_table('acknowledgement')
