"""How PynamoDB reaches DynamoDB: by one client, which writes as `store/requests.py` and reads as `store/answers.py` do.

PynamoDB makes a client for each table and one more for transactions. Each costs a tenth of a second
of a cold start and a connection with TLS of its own; all of ours speak to the same place.
"""

from contextlib import suppress
from typing import Any

from botocore.session import Session
from pynamodb.connection import Connection, TableConnection

from chalicelib.platform.sending import send_plainly
from chalicelib.platform.store.answers import COMPONENT, AnswerParsers
from chalicelib.platform.store.requests import RequestSerializer
from chalicelib.platform.store.signing import sign_plainly
from chalicelib.platform.user_agent import NAMED

_SERIALIZER = RequestSerializer()


class ParsingConnection(Connection):
    """A connection whose client writes what is asked of DynamoDB, and reads its answers, straight."""

    @property
    def session(self) -> Session:
        """The calling thread's session: PynamoDB asks for it when it makes the client."""
        session = super().session
        session.register_component(COMPONENT, AnswerParsers())
        session.set_default_client_config(NAMED)
        sign_plainly(session)
        return session

    @property
    def client(self) -> Any:  # noqa: ANN401 - botocore's, as PynamoDB has it
        """The client, which asks at one address, found out when it was made.

        botocore would find it out anew at every call by the rules of all services, among which no
        operation of DynamoDB has one of its own.
        """
        client = super().client
        client._ruleset_resolver = None  # type: ignore[attr-defined]  # noqa: SLF001 - there is no setting for it
        client._serializer = _SERIALIZER  # type: ignore[attr-defined]  # noqa: SLF001 - nor for this
        send_plainly(client)
        return client


def joined(table: TableConnection, connection: Connection) -> TableConnection:
    """Let a table be reached by the connection that all share."""
    if table.connection is not connection:
        with suppress(ValueError):  # another thread has told it of this table in the meantime
            connection.add_meta_table(table.get_meta_table())
        table.connection = connection
    return table
