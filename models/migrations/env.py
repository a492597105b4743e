"""Run the migrations on the connection that models/engine opened; there is no offline mode and no ini file."""

from alembic import context
from sqlmodel import SQLModel

import models.tables  # noqa: F401  # tells the metadata
from models.engine import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    version_table=VERSION_TABLE,
    compare_type=True,
    render_as_batch=connection.dialect.name == "sqlite",
    user_module_prefix="sqlmodel.sql.sqltypes.",
)
with context.begin_transaction():
    context.run_migrations()
