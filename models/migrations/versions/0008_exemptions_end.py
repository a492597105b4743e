"""What an exemption of the roster rests on, and its last day."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this release. Exemptions of before name no document and have no end."""
    op.add_column('agency', sa.Column('exempt_document', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('agency', sa.Column('exempt_until', sa.Date(), nullable=True))


def downgrade() -> None:
    """Back to the release before."""
    op.drop_column('agency', 'exempt_until')
    op.drop_column('agency', 'exempt_document')
