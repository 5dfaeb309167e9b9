import pytest

from local.cloud import Cloud
from tests.http.issuer import AUDIENCE, ISSUER, JWKS


def _trust(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("OIDC_AUDIENCE", AUDIENCE)
    monkeypatch.setenv("OIDC_CLIENT_ID", "xuefen-web")
    monkeypatch.setenv("OIDC_SCOPE", "openid")
    monkeypatch.setenv("OIDC_JWKS", JWKS)
    monkeypatch.setenv("PUBLIC_URL", "https://xuefen.example")


@pytest.fixture(autouse=True)
def _issuer_without_cloud(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trust the issuer of these tests; a test with a cloud trusts the cloud's instead."""
    _trust(monkeypatch)


@pytest.fixture
def registry(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """A cloud whose tables know nobody yet, for logins of these tests' own issuer."""
    _trust(monkeypatch)
    return cloud
