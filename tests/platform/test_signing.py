"""Calls of DynamoDB are signed as botocore signs them, to the letter, and go where it sends them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.platform.store import signing
from chalicelib.platform.store.tables import HrItem, RegistryItem
from tests.faults import table_clients

NAMES = st.sampled_from(["X-Amz-Target", "Content-Type", "User-Agent", "amz-sdk-request", "Host"])
VALUES = st.text("abc ,=.-_/", min_size=1, max_size=20)
ASKED = {"TableName": "T", "RequestItems": {"T": {}}, "TransactItems": []}
URLS = (
    "https://dynamodb.cn-north-1.amazonaws.com.cn/",
    "https://dynamodb.us-east-1.amazonaws.com",
    "http://127.0.0.1:4566/",
    "https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com:443/",
    "https://example.com/behind/a/proxy?with=query",
)


def signed(
    kind: type[auth.SigV4Auth], sent: dict[str, Any], token: str | None, region: str
) -> dict[str, str]:
    """The headers of a request once it is signed; twice, as one that is sent again is."""
    request = AWSRequest(**sent)
    signer = kind(Credentials("AKIDEXAMPLE", "secret/key+of=none", token), "dynamodb", region)
    for _ in range(2):
        signer.add_auth(request)
    return {name.lower(): str(value) for name, value in request.headers.items()}


@given(
    st.sampled_from(URLS),
    st.sampled_from(["POST", "GET"]),
    st.dictionaries(NAMES, VALUES),
    st.binary(max_size=200),
    st.none() | st.text("abc/+=", min_size=1),
    st.sampled_from(["cn-north-1", "us-east-1"]),
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - hypothesis wants bounds without zone
)
def test_given_any_request_then_it_is_signed_as_botocore_signs_it(
    url: str,
    method: str,
    headers: dict[str, str],
    body: bytes,
    token: str | None,
    region: str,
    now: datetime,
) -> None:
    sent = {"method": method, "url": url, "headers": headers, "data": body}
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(auth, "get_current_datetime", lambda: now.replace(tzinfo=UTC))
        theirs = signed(auth.SigV4Auth, sent, token, region)
        ours = signed(signing.TableAuth, sent, token, region)
    assert ours == theirs


@pytest.mark.usefixtures("cloud")
def test_given_a_client_of_the_tables_then_it_signs_so() -> None:
    (client,) = table_clients()
    request = AWSRequest("POST", client.meta.endpoint_url, data=b"{}")
    request.context["auth_type"] = "v4"
    signer = client._request_signer  # noqa: SLF001 - botocore shows it nowhere else
    assert signer._choose_signer("GetItem", "standard", request.context) == signing.SIGNER  # noqa: SLF001 - as above
    assert auth.AUTH_TYPE_MAPS[signing.SIGNER] is signing.TableAuth


@pytest.mark.parametrize("region", ["cn-north-1", "cn-northwest-1", "us-east-1", "eu-central-1"])
@pytest.mark.parametrize("given_url", [None, "http://127.0.0.1:4566"])
def test_given_a_region_then_the_client_s_one_address_is_that_of_its_rules(
    region: str, given_url: str | None
) -> None:
    client: Any = Session().create_client(
        "dynamodb", region, endpoint_url=given_url, aws_access_key_id="x", aws_secret_access_key="x"
    )
    for name in ("GetItem", "BatchGetItem", "Query", "TransactWriteItems"):
        operation = client.meta.service_model.operation_model(name)
        ruled = client._resolve_endpoint_ruleset(operation, ASKED, {})  # noqa: SLF001 - what we leave out
        client_alone = client.meta.endpoint_url
        assert (ruled[0].rstrip("/"), dict(ruled[1])) == (client_alone.rstrip("/"), {})


@pytest.mark.usefixtures("cloud")
def test_given_the_tables_clients_then_they_look_up_no_address() -> None:
    for table in (RegistryItem, HrItem):
        client: Any = table._get_connection().connection.client  # noqa: SLF001 - PynamoDB shows it nowhere else
        assert client._ruleset_resolver is None  # noqa: SLF001 - a release that renames it looks up again
