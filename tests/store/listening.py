"""The clients through which the product writes: what tests listen to by botocore's own events."""

from typing import Any

from chalicelib.gateways import files
from chalicelib.store import tables


def table_clients() -> list[Any]:
    """Return PynamoDB's clients: one for each table, and the one of transactions."""
    models = (tables.RegistryItem, tables.HrItem)
    connections = [model._get_connection().connection for model in models]  # noqa: SLF001 - PynamoDB shows its client nowhere else
    return [connection.client for connection in (*connections, tables._connection())]  # noqa: SLF001 - the transactions' own


def writing_clients() -> list[Any]:
    """Return every client that the product writes with, S3's too."""
    return [*table_clients(), files.client()]
