"""Facts are only added: the database refuses to change or delete what an accusation may rest on.

Guarded whole: looks (`visit`, `listing`, `sighting`), what they brought (`document`), transitions (`change`), messages
and what became of each change (`message`, `told`). Guarded in part, because the rest is written later on purpose:

- `examination`: what a release read in a document. Not `beside`, `at` and `compared`, which follow the neighbours.
- `handover`: the bytes and whom they are for, once that is known. Not how far they came.
- `attempt`: that it began, and when. Not its end.

Left out: `verdict`, `passage`, `pair` (computed anew from what is kept), `assessment` (the latest only; its history is
`change`), `agency` (the roster; what evidence refers to cannot be deleted), `lease`.
"""

from alembic import op

from models.guards import forget_refusal, guard, teach_refusal, unguard

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

_WHOLE = ('document', 'listing', 'visit', 'sighting', 'change', 'message', 'told')
_IN_PART = {
    'examination': ('id', 'agency', 'year', 'document', 'release', 'report', 'unreadable_zh', 'unreadable_en', 'clock_set'),
    'attempt': ('id', 'handover', 'number', 'began'),
}


def upgrade() -> None:
    """Towards this release."""
    connection = op.get_bind()
    teach_refusal(connection)
    for table in _WHOLE:
        guard(connection, table)
    for table, columns in _IN_PART.items():
        guard(connection, table, columns=columns)
    # A message of before, or one whose recipients could not be looked up yet, is addressed later.
    guard(connection, 'handover', columns=('id', 'message', 'recipient', 'part', 'content'), once="OLD.recipient <> ''")


def downgrade() -> None:
    """Back to the release before."""
    connection = op.get_bind()
    for table in (*_WHOLE, *_IN_PART, 'handover'):
        unguard(connection, table)
    forget_refusal(connection)
