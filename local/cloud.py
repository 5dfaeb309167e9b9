"""An AWS endpoint, emulated or real, and what was created there."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

import boto3

from local.template import REGION

ACCESS_KEY = "xuefen"
SECRET_KEY = "xuefen-local-cloud"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": ACCESS_KEY,
    "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    # An account id in the host name is what moto in process cannot route (streams).
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    # No profile or metadata service of the machine is asked.
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}


@dataclass(slots=True)
class Cloud:
    """An AWS endpoint (None: AWS itself, or moto in process) and what was created there.

    `attributes` has, by logical id, what `Ref` and `Fn::GetAtt` mean of the resource.
    """

    endpoint: str | None = None
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 types clients by literal names
        """Return the process's client of the service at this endpoint."""
        return _client(service, self.endpoint)

    def queue_url(self, logical: str) -> str:
        """Return the address of a queue."""
        return self.attributes[logical]["Ref"]


@cache
def _client(service: Any, endpoint: str | None) -> Any:  # noqa: ANN401 - as above
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )
