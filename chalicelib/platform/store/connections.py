"""How PynamoDB reaches DynamoDB: by one client, which reads the answers as `store/answers.py` does.

PynamoDB makes a client for each table and one more for transactions. Each costs a tenth of a second
of a cold start and a connection with TLS of its own; all of ours speak to the same place.
"""

from contextlib import suppress

from botocore.session import Session
from pynamodb.connection import Connection, TableConnection

from chalicelib.platform.store.answers import COMPONENT, AnswerParsers
from chalicelib.platform.user_agent import NAMED


class ParsingConnection(Connection):
    """A connection whose client reads DynamoDB's answers straight."""

    @property
    def session(self) -> Session:
        """The calling thread's session: PynamoDB asks for it when it makes the client."""
        session = super().session
        session.register_component(COMPONENT, AnswerParsers())
        session.set_default_client_config(NAMED)
        return session


def joined(table: TableConnection, connection: Connection) -> TableConnection:
    """Let a table be reached by the connection that all share."""
    if table.connection is not connection:
        with suppress(ValueError):  # another thread has told it of this table in the meantime
            connection.add_meta_table(table.get_meta_table())
        table.connection = connection
    return table
