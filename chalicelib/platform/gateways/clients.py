"""Clients of AWS other than DynamoDB's, made by boto3 when the first is asked for.

boto3 brings resources and a manager of transfers as well, whose import is a tenth of a cold start;
most requests and most events need no more than the tables.
"""

from typing import TYPE_CHECKING, Any

from chalicelib.platform.sending import send_plainly
from chalicelib.platform.user_agent import NAMED

if TYPE_CHECKING:
    from botocore.config import Config


def made(service: str, config: "Config | None" = None) -> Any:  # noqa: ANN401 - clients are typed by whoever asks
    """Make a client of a service, in this process's region and with its credentials."""
    import boto3  # noqa: PLC0415 - cold start

    settings = NAMED.merge(config) if config else NAMED
    client = boto3.client(service, config=settings)  # type: ignore[call-overload]  # typed by literal names
    send_plainly(client)
    return client
