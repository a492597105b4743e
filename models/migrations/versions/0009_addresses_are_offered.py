"""Where an agency that disputes says its report is."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this release. Disputes of before offer nothing; what is not there is not sealed, so that their hashes hold."""
    op.add_column('decision', sa.Column('offered', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Back to the release before."""
    op.drop_column('decision', 'offered')
