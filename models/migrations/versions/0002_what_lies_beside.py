"""What lies beside a report: its passages, those of others that are like them, and further copies."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this release. Rows written before hold no copies, and are compared by the next examination."""
    # Columns are added and no table is copied: the sightings of a province are millions.
    op.add_column('sighting', sa.Column('copies', sa.JSON(), nullable=False, server_default='[]'))
    op.add_column('examination', sa.Column('beside', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('examination', sa.Column('compared', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('section', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_passage_agency')),
    sa.ForeignKeyConstraint(['document'], ['document.sha256'], name=op.f('fk_passage_document')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sa.UniqueConstraint('agency', 'year', 'document', 'section', name=op.f('uq_passage_agency_year_document_section'))
    )
    op.create_table('pair',
    sa.Column('one', sa.Integer(), nullable=False),
    sa.Column('other', sa.Integer(), nullable=False),
    sa.Column('share', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['one'], ['passage.id'], name=op.f('fk_pair_one')),
    sa.ForeignKeyConstraint(['other'], ['passage.id'], name=op.f('fk_pair_other')),
    sa.PrimaryKeyConstraint('one', 'other', name=op.f('pk_pair'))
    )
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_pair_other'), ['other'], unique=False)


def downgrade() -> None:
    """Back to the release before."""
    with op.batch_alter_table('pair', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_pair_other'))

    op.drop_table('pair')
    op.drop_table('passage')
    op.drop_column('examination', 'compared')
    op.drop_column('examination', 'beside')
    op.drop_column('sighting', 'copies')
