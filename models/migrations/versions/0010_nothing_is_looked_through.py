"""Indexes for what is asked at every round, so that no year makes the next one slower."""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

_NEW = {
    'ix_sighting_visit_year': ('sighting', ['visit', 'year'], None),
    'ix_sighting_own_fault': ('sighting', ['year', 'at'], "outcome = 'own_fault'"),
    'ix_sighting_copies': ('sighting', ['id'], "CAST(copies AS TEXT) <> '[]'"),
    'ix_examination_year_at': ('examination', ['year', 'at'], None),
    'ix_examination_uncompared': ('examination', ['release'], 'compared IS FALSE'),
    'ix_assessment_year_agency': ('assessment', ['year', 'agency'], None),
    'ix_assessment_clock_set_as_of': ('assessment', ['clock_set', 'as_of'], None),
    'ix_message_created': ('message', ['created'], None),
}


def upgrade() -> None:
    """Towards this release. `visit` alone is answered by `visit, year`."""
    op.drop_index('ix_sighting_visit', 'sighting')
    for name, (table, columns, condition) in _NEW.items():
        where = None if condition is None else sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Back to the release before."""
    for name, (table, _, _) in _NEW.items():
        op.drop_index(name, table)
    op.create_index('ix_sighting_visit', 'sighting', ['visit'])
