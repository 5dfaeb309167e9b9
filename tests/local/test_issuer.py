from datetime import timedelta
from typing import Any

import jwt
import pytest

from local.clock import real_now
from local.issuer import Issuer

URL = "http://127.0.0.1:8000/dev/issuer"


@pytest.fixture(scope="module")
def own() -> Issuer:
    return Issuer(URL, "xuefen")


def decoded(own: Issuer, token: str) -> dict[str, Any]:
    [key] = own.jwks()["keys"]
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    return jwt.decode(token, jwt.PyJWK(key), algorithms=["RS256"], audience="xuefen", issuer=URL)


def test_given_a_token_then_its_published_key_verifies_it(own: Issuer) -> None:
    claims = decoded(own, own.token("anybody", name="李䶮", id_number="44070319950709107X"))
    assert claims["sub"] == "anybody"
    assert claims["name"] == "李䶮"
    assert claims["id_number"] == "44070319950709107X"


def test_given_a_token_then_it_lives_at_least_two_hours_of_real_time(own: Issuer) -> None:
    claims = decoded(own, own.token("anybody"))
    now = real_now().timestamp()
    assert claims["iat"] <= now
    assert claims["nbf"] <= now
    assert claims["exp"] - now >= timedelta(hours=2).total_seconds()


def test_given_another_issuer_then_its_key_verifies_nothing_of_ours(own: Issuer) -> None:
    forged = Issuer(URL, "xuefen").token("anybody")
    key = jwt.PyJWK(own.jwks()["keys"][0])
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(forged, key, algorithms=["RS256"], audience="xuefen")


def test_given_the_key_set_then_it_holds_no_private_part(own: Issuer) -> None:
    [key] = own.jwks()["keys"]
    assert set(key) == {"kty", "n", "e", "kid", "use", "alg", "key_ops"} & set(key)
    assert key["alg"] == "RS256"
    assert "d" not in key


def test_given_the_discovery_document_then_it_names_the_issuer_and_its_keys(own: Issuer) -> None:
    configuration = own.configuration()
    assert configuration["issuer"] == URL
    assert configuration["jwks_uri"] == f"{URL}/jwks.json"
    assert configuration["token_endpoint"] == f"{URL}/token"


@pytest.mark.parametrize("claim", ["iss", "aud", "sub", "iat", "nbf", "exp"])
def test_given_a_claim_that_the_issuer_states_then_it_is_refused(own: Issuer, claim: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        own.token("anybody", **{claim: "forged"})
