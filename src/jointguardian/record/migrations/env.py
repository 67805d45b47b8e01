"""Run by Alembic, programmatically only: `schema.bring_up` hands over the open connection."""

from alembic import context

from jointguardian.record.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
