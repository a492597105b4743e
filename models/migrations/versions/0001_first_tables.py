"""The first tables."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Towards this release."""
    op.create_table('agency',
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sa.Enum('government', 'office', 'department', 'township', 'street', 'zone', 'vertical', 'authorised', name='kind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('level', sa.Enum('national', 'province', 'city', 'county', 'township', name='level', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('parent', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('oversight', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('column_url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('family', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('local_due', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('active_from', sa.Date(), nullable=True),
    sa.Column('active_to', sa.Date(), nullable=True),
    sa.Column('successor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('exempt_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unknown_columns', sa.JSON(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_agency'))
    )
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_oversight'), ['oversight'], unique=False)

    op.create_table('document',
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('final_url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('charset', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('fetched_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('last_modified', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('via', sa.Enum('http', 'browser', name='via', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_document'))
    )
    op.create_table('lease',
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('holder', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('listing',
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('links', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_listing'))
    )
    op.create_table('message',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('office', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('html', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('delivery', sa.Enum('pending', 'sending', 'sent', 'uncertain', 'undelivered', name='delivery', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.Column('claimed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message')),
    sa.UniqueConstraint('office', 'channel', 'number', name=op.f('uq_message_office_channel_number'))
    )
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_message_delivery'), ['delivery'], unique=False)

    op.create_table('assessment',
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('standing', sa.Enum('not_due', 'due_soon', 'on_time', 'late', 'suspected', 'overdue', 'unknown', 'withdrawn', 'exempt', name='standing', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('as_of', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('statutory_due', sa.Date(), nullable=True),
    sa.Column('local_due', sa.Date(), nullable=True),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('why_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('why_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('flags', sa.JSON(), nullable=False),
    sa.Column('days_late', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('claimed_date', sa.Date(), nullable=True),
    sa.Column('first_seen', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_absent', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_completed_visit', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('report_url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('release', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('policy', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_assessment_agency')),
    sa.PrimaryKeyConstraint('agency', 'year', name=op.f('pk_assessment'))
    )
    op.create_table('change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('about', sa.Enum('standing', 'flag', 'finding', name='about', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('old', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('new', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('why_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('why_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('severity', sa.Enum('critical', 'major', 'minor', 'hint', name='severity', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('release', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('policy', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_change_agency')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_change'))
    )
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_year_agency_about_key'), ['year', 'agency', 'about', 'key'], unique=False)

    op.create_table('examination',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('release', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('report', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('unreadable_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('unreadable_en', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_examination_agency')),
    sa.ForeignKeyConstraint(['document'], ['document.sha256'], name=op.f('fk_examination_document')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_examination')),
    sa.UniqueConstraint('agency', 'year', 'document', 'release', name=op.f('uq_examination_agency_year_document_release'))
    )
    op.create_table('visit',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('column_url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('finished', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('outcome', sa.Enum('completed', 'partial', 'changed', 'column_lost', 'soft_404', 'blocked', 'disallowed', 'unreachable', 'unreadable', 'off_host', 'hijacked', 'needs_browser', 'own_fault', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('family', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('line_healthy', sa.Boolean(), nullable=True),
    sa.Column('listing_complete', sa.Boolean(), nullable=False),
    sa.Column('opened', sa.JSON(), nullable=False),
    sa.Column('listing', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('candidates', sa.JSON(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['listing'], ['listing.sha256'], name=op.f('fk_visit_listing')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_column_url_finished'), ['column_url', 'finished'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_started'), ['started'], unique=False)

    op.create_table('sighting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('visit', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen', sa.Enum('present', 'absent', 'absent_weak', 'unseen', name='seen', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('outcome', sa.Enum('completed', 'partial', 'changed', 'column_lost', 'soft_404', 'blocked', 'disallowed', 'unreachable', 'unreadable', 'off_host', 'hijacked', 'needs_browser', 'own_fault', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('reason_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason_en', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('url', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('claimed', sa.Date(), nullable=True),
    sa.Column('dates', sa.JSON(), nullable=False),
    sa.Column('clock_set', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['agency'], ['agency.code'], name=op.f('fk_sighting_agency')),
    sa.ForeignKeyConstraint(['document'], ['document.sha256'], name=op.f('fk_sighting_document')),
    sa.ForeignKeyConstraint(['visit'], ['visit.id'], name=op.f('fk_sighting_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sighting'))
    )
    with op.batch_alter_table('sighting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sighting_visit'), ['visit'], unique=False)
        batch_op.create_index(batch_op.f('ix_sighting_year_agency_at'), ['year', 'agency', 'at'], unique=False)

    op.create_table('told',
    sa.Column('change', sa.Integer(), nullable=False),
    sa.Column('office', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['change'], ['change.id'], name=op.f('fk_told_change')),
    sa.ForeignKeyConstraint(['message'], ['message.id'], name=op.f('fk_told_message')),
    sa.PrimaryKeyConstraint('change', 'office', 'channel', name=op.f('pk_told'))
    )
    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_told_message'), ['message'], unique=False)

    op.create_table('verdict',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('examination', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outcome', sa.Enum('passed', 'failed', 'review', 'not_checked', name='outcome', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('severity', sa.Enum('critical', 'major', 'minor', 'hint', name='severity', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('basis', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('because_zh', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('because_en', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['examination'], ['examination.id'], name=op.f('fk_verdict_examination')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verdict')),
    sa.UniqueConstraint('examination', 'position', name=op.f('uq_verdict_examination_position'))
    )


def downgrade() -> None:
    """Back to the release before."""
    op.drop_table('verdict')
    with op.batch_alter_table('told', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_told_message'))

    op.drop_table('told')
    with op.batch_alter_table('sighting', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sighting_year_agency_at'))
        batch_op.drop_index(batch_op.f('ix_sighting_visit'))

    op.drop_table('sighting')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_started'))
        batch_op.drop_index(batch_op.f('ix_visit_column_url_finished'))

    op.drop_table('visit')
    op.drop_table('examination')
    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_change_year_agency_about_key'))

    op.drop_table('change')
    op.drop_table('assessment')
    with op.batch_alter_table('message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_delivery'))

    op.drop_table('message')
    op.drop_table('listing')
    op.drop_table('lease')
    op.drop_table('document')
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agency_oversight'))

    op.drop_table('agency')
