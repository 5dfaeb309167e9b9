import json
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.access.caller import Who
from chalicelib.access.login import Login, login_digest
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.assembly.identify import identify
from chalicelib.http.authorization import login_of
from chalicelib.http.refused_token import WORDS, Because
from chalicelib.http.token import has_expired
from chalicelib.platform.fault import LOG
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.staff.store.staff import put_staff
from tests.http.issuer import (
    EC_KEY,
    EC_KEYS,
    ED_KEY,
    ISSUER,
    JWKS,
    KEY,
    NOW,
    OTHER_KEY,
    bearer,
    claims,
    signed,
)

AT = datetime.fromtimestamp(NOW, UTC)
KEYS = json.loads(JWKS)["keys"]
BITS = (256, 384, 512)
OTHER_N = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_KEY.public_key()))["n"]
PUBLIC_PEM = KEY.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)


def _raw(part: object) -> str:
    return urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def _hs256(secret: bytes, kid: str) -> str:
    """Sign as an attacker would: by hand, since the library will not take a PEM for a secret."""
    unsigned = f"{_raw({'alg': 'HS256', 'kid': kid, 'typ': 'JWT'})}.{_raw(claims())}"
    algorithm = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    signature = algorithm.sign(unsigned.encode(), secret)
    return f"{unsigned}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def _unsigned(algorithm: str) -> str:
    return f"{_raw({'alg': algorithm, 'kid': 'rsa', 'typ': 'JWT'})}.{_raw(claims())}."


def _tampered() -> str:
    header, _, signature = signed(claims()).split(".")
    return f"{header}.{_raw(claims(sub='admin'))}.{signature}"


FORGED = {
    "no signature": _unsigned("none"),
    "no signature, other spelling": _unsigned("None"),
    "no signature under a real algorithm": _unsigned("RS256"),
    "the public key as HMAC secret": _hs256(PUBLIC_PEM, "rsa"),
    "an HMAC secret of the JWKS": _hs256(b"secret-secret-secret-secret-secret", "secret"),
    "another key of the same id": signed(claims(), key=OTHER_KEY),
    "a changed payload": _tampered(),
    "an unknown key": signed(claims(), kid="unknown"),
    "no key id": signed(claims(), kid=None),
    "a key for encryption": signed(claims(), kid="encryption"),
    "a key for another algorithm": signed(claims(), kid="rs256-only", algorithm="PS256"),
    "a key of another kind": signed(claims(), kid="rsa", key=EC_KEY, algorithm="ES256"),
    "a key of another curve": signed(
        claims(), kid="ES384", key=EC_KEYS["ES256"], algorithm="ES256"
    ),
    "a critical extension": signed(claims(), crit=["b64", "exp"]),
    "an ID token by its type": signed(claims(), typ="id+jwt"),
    "an ID token by its nonce": signed(claims(nonce="n")),
    "an ID token by its hash": signed(claims(at_hash="h")),
    "a refresh token": signed(claims(typ="Refresh")),
    "expired": signed(claims(exp=NOW - 61)),
    "not valid yet": signed(claims(nbf=NOW + 3600)),
    "issued in the future": signed(claims(iat=NOW + 3600)),
    "another issuer": signed(claims(iss="https://issuer.example.evil")),
    "another audience": signed(claims(aud="other")),
    "other audiences": signed(claims(aud=["other", "xuefen2"])),
    "an empty subject": signed(claims(sub="")),
    "an endless subject": signed(claims(sub="x" * 256)),
    "an endless token": signed(claims(scope="x" * 8192)),
    "a name that is no text": signed(claims(name=["李"])),
    "a name with a lone surrogate": signed(claims(name="\ud800")),
    "a digest that is none": signed(claims(id_number_digest="12")),
    **{
        f"no {claim}": signed({k: v for k, v in claims().items() if k != claim})
        for claim in ("iss", "aud", "exp", "iat", "sub")
    },
}


def told(token: str) -> str:
    """The code of the refusal of whoever comes with a token."""
    try:
        return str(identify(Who.LOGIN, f"Bearer {token}", at=AT))
    except Refusal as refusal:
        return refusal.code


REASONS = {
    Because.MALFORMED: {"no key id"},
    Because.KIND: {
        *("an ID token by its type", "an ID token by its nonce", "an ID token by its hash"),
        "a refresh token",
    },
    Because.KEY: {"an unknown key", "a key for encryption", "a key of another curve"},
    Because.ALGORITHM: {
        *("no signature", "no signature, other spelling"),
        *("a key for another algorithm", "a key of another kind"),
    },
    Because.SIGNATURE: {"another key of the same id", "a changed payload"},
    Because.ISSUER: {"another issuer"},
    Because.AUDIENCE: {"another audience", "other audiences"},
    Because.EARLY: {"not valid yet", "issued in the future"},
    Because.EXPIRED: {"expired"},
    Because.CLAIMS: {"no iss", "no aud", "no exp", "no iat", "no sub", "an empty subject"},
}


@pytest.mark.parametrize("because", REASONS)
def test_why_a_token_is_refused_is_told_in_words_and_to_the_log(
    because: Because, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", LOG.name)
    for case in REASONS[because]:
        with pytest.raises(Refusal) as refused:
            identify(Who.LOGIN, f"Bearer {FORGED[case]}", at=AT)
        assert (case, refused.value.facts["because"]) == (case, because)
        assert refused.value.detail.startswith(WORDS[because])
    lines = [each for each in caplog.records if each.message == "token_refused"]
    assert [each.facts for each in lines] == [{"because": because}] * len(REASONS[because])  # type: ignore[attr-defined] # of our own lines


def test_a_forged_token_is_refused() -> None:
    assert {case: told(token) for case, token in FORGED.items()} == dict.fromkeys(
        FORGED, "unauthenticated"
    )


@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt"])
def test_given_an_issuer_by_the_book_then_its_access_tokens_enter(
    typ: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OIDC_TOKEN_TYPE", "at+jwt")

    assert identify(Who.LOGIN, f"Bearer {signed(claims(), typ=typ)}", at=AT).login is not None


def test_given_an_issuer_by_the_book_then_an_id_token_for_our_audience_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without nonce and hash nothing but its type tells an ID token from an access token."""
    id_token = f"Bearer {signed(claims(), typ='JWT')}"
    assert identify(Who.LOGIN, id_token, at=AT).login is not None
    monkeypatch.setenv("OIDC_TOKEN_TYPE", "at+jwt")

    with pytest.raises(Refusal) as refusal:
        identify(Who.LOGIN, id_token, at=AT)

    assert refusal.value.code == "unauthenticated"


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        f"Basic {signed(claims())}",
        signed(claims()),
        f"Bearer {signed(claims())} x",
        "Bearer a.b.c",
        "Bearer ...",
        "Bearer 令牌",
        "Bearer " + "a" * 9000,
    ],
)
def test_a_header_without_a_token_is_refused(header: str | None) -> None:
    with pytest.raises(Refusal) as refusal:
        identify(Who.LOGIN, header, at=AT)

    assert refusal.value.code == "unauthenticated"


@given(st.text() | st.from_regex(r"Bearer [A-Za-z0-9_-]{1,40}(\.[A-Za-z0-9_-]{0,40}){0,3}"))
def test_garbage_is_refused_and_never_fails(header: str) -> None:
    with pytest.raises(Refusal) as refusal:
        identify(Who.LOGIN, header, at=AT)

    assert refusal.value.code == "unauthenticated"


@given(
    st.dictionaries(
        st.sampled_from(["alg", "kid", "typ", "crit"]),
        st.none() | st.integers() | st.text() | st.lists(st.text()),
    )
)
def test_a_garbled_header_of_a_token_is_refused_and_never_fails(header: dict[str, object]) -> None:
    with pytest.raises(Refusal) as refusal:
        identify(Who.LOGIN, f"Bearer {_raw(header)}.{_raw(claims())}.c2ln", at=AT)

    assert refusal.value.code == "unauthenticated"


@pytest.mark.parametrize(
    "token",
    [
        signed(claims()),
        signed(claims(aud=["other", "xuefen"])),
        signed(claims(), typ="at+jwt"),
        *(signed(claims(), algorithm=f"{kind}{bits}") for kind in ("RS", "PS") for bits in BITS),
        *(signed(claims(), kid=name, key=key, algorithm=name) for name, key in EC_KEYS.items()),
        signed(claims(), kid="rs256-only"),
        signed(claims(), kid="ec", key=EC_KEY, algorithm="ES256"),
        *(
            signed(claims(), kid=kid, key=ED_KEY, algorithm=name)
            for kid in ("ed", "ed-named", "ed-named-before")
            for name in ("EdDSA", "Ed25519")
        ),
        signed(claims(typ="Bearer")),
        signed(claims(scope="x" * 4096)),
    ],
)
def test_a_good_token_is_its_login(token: str) -> None:
    caller = identify(Who.LOGIN, f"bearer {token}", at=AT)

    assert caller.login == Login(login_digest(ISSUER, "li"), ISSUER, "li")
    assert (caller.person, caller.staff) == (None, None)


def test_a_token_that_has_just_expired_is_still_taken() -> None:
    now = int(time.time())  # noqa: TID251 - tokens live by real time
    caller = identify(Who.LOGIN, f"Bearer {signed(claims(exp=now - 5))}", at=AT)

    assert caller.login is not None


@pytest.mark.parametrize(("since", "expired"), [(-1, False), (29.9, False), (30, True), (31, True)])
def test_a_token_that_is_known_expires_as_one_that_is_not(since: float, *, expired: bool) -> None:
    assert has_expired(claims(exp=NOW), NOW + since) is expired


def test_a_token_that_is_known_is_refused_once_its_key_its_issuer_or_its_audience_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = f"Bearer {signed(claims())}"
    others = {
        "OIDC_JWKS": json.dumps({"keys": [each for each in KEYS if each["kid"] != "rsa"]}),
        "OIDC_ISSUER": "https://other.example",
        "OIDC_AUDIENCE": "others",
    }
    for name, value in others.items():
        assert identify(Who.LOGIN, known, at=AT).login is not None
        with monkeypatch.context() as changed:
            changed.setenv(name, value)
            with pytest.raises(Refusal):
                identify(Who.LOGIN, known, at=AT)
    forged = json.dumps({"keys": [{**each, "n": OTHER_N} for each in KEYS if each["kid"] == "rsa"]})
    monkeypatch.setenv("OIDC_JWKS", forged)
    with pytest.raises(Refusal):
        identify(Who.LOGIN, known, at=AT)


def test_r1_real_name_claims_are_kept_and_never_shown() -> None:
    digest = "AB" * 32
    token = signed(claims(name="李䶮", id_number="440703199001011234", id_number_digest=digest))

    login = identify(Who.LOGIN, f"Bearer {token}", at=AT).login

    assert login is not None
    assert (login.name, login.id_number) == ("李䶮", "440703199001011234")
    assert login.id_number_digest == digest.lower()
    assert repr(login) == f"Login(digest='{login.digest}')"


def test_two_logins_never_have_one_digest() -> None:
    assert login_digest("a", "bc") != login_digest("ab", "c")
    assert login_digest('a","b', "c") != login_digest("a", 'b","c')
    assert login_digest(ISSUER, "li") == login_digest(ISSUER, "li")
    assert len(login_digest(ISSUER, "李")) == 20


def test_a_subject_that_is_no_text_is_refused() -> None:
    with pytest.raises(Refusal):
        login_of({"iss": ISSUER, "sub": ["li"]})


def test_anybody_needs_no_token() -> None:
    assert identify(Who.ANYBODY, "Bearer forged", at=AT).login is None


@pytest.mark.usefixtures("registry")
def test_r1_a_professional_is_found_by_the_login() -> None:
    header = bearer("li")["Authorization"]
    with pytest.raises(Refusal) as refusal:
        identify(Who.PROFESSIONAL, header, at=AT)
    assert refusal.value.code == "not_enrolled"

    lock = f"LOGIN#{login_digest(ISSUER, 'li')}"
    RegistryItem(pk=lock, sk="LOCK", body={"person": "p1"}).save()

    assert identify(Who.PROFESSIONAL, header, at=AT).person == "p1"


@pytest.mark.usefixtures("registry")
@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("who", list(Role))
def test_r20_a_call_for_staff_is_for_that_role_alone(who: Role, role: Role | None) -> None:
    staff = Staff(login=login_digest(ISSUER, "wu"), role=role, territory="440703")
    if role:
        put_staff(staff)
    header = bearer("wu")["Authorization"]

    if role is who:
        assert identify(who, header, at=AT).staff == staff
        return
    with pytest.raises(Refusal) as refusal:
        identify(who, header, at=AT)
    assert refusal.value.code == "forbidden"
