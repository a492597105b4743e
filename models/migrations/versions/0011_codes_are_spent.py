"""The latest one-time code each person gave, also one with which nothing was decided."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this release. What decisions were signed with is spent."""
    op.create_table(
        'code',
        sa.Column('person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('step', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('person', name=op.f('pk_code')),
    )
    op.execute(
        'INSERT INTO code (person, step) SELECT author, max(code_step) FROM decision '
        'WHERE code_step IS NOT NULL GROUP BY author'
    )


def downgrade() -> None:
    """Back to the release before."""
    op.drop_table('code')
