"""Alembic's entry: run the migrations on the connection that `upgrade` hands over."""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # Alembic supposes SQLite can't roll back a CREATE TABLE; begun by us (`sqlite.configure`), it can.
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
