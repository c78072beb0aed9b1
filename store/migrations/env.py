"""How Alembic runs our revisions: inside the one transaction that `connect.migrate` has begun."""

from alembic import context
from sqlalchemy.schema import SchemaItem

from store.database.tables import metadata


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, compared: SchemaItem | None) -> bool:  # noqa: FBT001 - Alembic's signature
    """Whether it belongs to us: DBOS's tables, which lie in the same SQLite file, do not."""
    return not (kind == "table" and reflected and compared is None)


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=ours,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
