"""The development issuer's sign-in: a code for whom it was given to, once."""

import base64
import hashlib
import json
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest

from local.gateway import Answer
from local.issuer import Issuer
from local.sign_in import AUTHORIZE, LOGOUT, TOKEN, SignIn

BASE = "http://127.0.0.1:8000"
VERIFIER = "v" * 43
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)
ASKED = {
    "response_type": "code",
    "client_id": "xuefen-web",
    "redirect_uri": f"{BASE}/",
    "state": "s",
    "nonce": "n",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
}
REDEEMED = {
    "grant_type": "authorization_code",
    "client_id": "xuefen-web",
    "redirect_uri": f"{BASE}/",
    "code_verifier": VERIFIER,
}


@pytest.fixture
def sign_in() -> SignIn:
    return SignIn(Issuer(f"{BASE}/dev/issuer", "xuefen"))


def authorize(sign_in: SignIn, **changes: str) -> Answer:
    return sign_in("GET", AUTHORIZE, urlencode({**ASKED, **changes}), b"")


def code_of(answer: Answer) -> str:
    address = dict(answer.headers)["Location"]
    assert address.startswith(f"{BASE}/?")
    query = parse_qs(urlsplit(address).query)
    assert query["state"] == ["s"]
    return query["code"][0]


def redeem(sign_in: SignIn, code: str, **changes: str) -> Answer:
    return sign_in("POST", TOKEN, "", urlencode({**REDEEMED, "code": code, **changes}).encode())


def test_given_nobody_chosen_then_the_page_asks_who_and_keeps_what_was_asked(
    sign_in: SignIn,
) -> None:
    page = authorize(sign_in, state='"><script>').body.decode()
    assert "选择演示账号" in page
    assert "reviewer-440703" in page
    assert "<script>" not in page


def test_given_a_choice_then_its_code_is_worth_tokens_once(sign_in: SignIn) -> None:
    code = code_of(authorize(sign_in, sub="li"))
    told = json.loads(redeem(sign_in, code).body)
    claims = jwt.decode(told["id_token"], options={"verify_signature": False})
    assert (claims["sub"], claims["aud"], claims["nonce"]) == ("li", "xuefen-web", "n")
    assert jwt.decode(told["access_token"], options={"verify_signature": False})["aud"] == "xuefen"
    assert redeem(sign_in, code).status == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 43},
        {"code_verifier": ""},
        {"client_id": "another"},
        {"redirect_uri": f"{BASE}/elsewhere"},
        {"grant_type": "password"},
    ],
)
def test_given_somebody_else_then_the_code_is_worth_nothing_and_is_gone(
    sign_in: SignIn, changes: dict[str, str]
) -> None:
    code = code_of(authorize(sign_in, sub="li"))
    assert redeem(sign_in, code, **changes).status == 400
    assert redeem(sign_in, code).status == 400


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": f"{BASE}.evil.example/"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"response_type": "token"},
        {"state": ""},
    ],
)
def test_given_a_question_that_is_not_ours_then_no_code_is_given(
    sign_in: SignIn, changes: dict[str, str]
) -> None:
    assert authorize(sign_in, sub="li", **changes).status == 400


def test_given_a_sign_out_then_the_browser_is_back_at_the_client(sign_in: SignIn) -> None:
    back = sign_in("GET", LOGOUT, urlencode({"post_logout_redirect_uri": f"{BASE}/"}), b"")
    assert (back.status, dict(back.headers)["Location"]) == (302, f"{BASE}/")
