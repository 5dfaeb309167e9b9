"""What botocore would make up anew at every call is said once."""

from typing import Any

import pytest
from botocore import __version__ as VERSION  # noqa: N812 - a constant

from chalicelib.platform.user_agent import USER_AGENT
from tests.faults import every_client


@pytest.mark.usefixtures("cloud")
def test_given_any_client_then_it_calls_itself_by_the_name_that_it_was_given() -> None:
    named: dict[str, Any] = {
        client.meta.service_model.service_name: client._user_agent_creator.to_string()  # noqa: SLF001 - what every request is sent with
        for client in every_client()
    }
    assert named.keys() == {"dynamodb", "s3", "sns", "sqs", "kms"}
    assert {each.split()[0] for each in named.values()} == {USER_AGENT}
    assert {part for each in named.values() for part in each.split()[1:]} <= {f"Botocore/{VERSION}"}
