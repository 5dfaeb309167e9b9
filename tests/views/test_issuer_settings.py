"""How the web client is told to ask an issuer: what a deployment says of it, and what it may not say."""

import pytest

from chalicelib.views.routes import issuer_settings
from chalicelib.views.routes.client_policy import client_policy
from chalicelib.views.routes.issuer_settings import IssuerSettingsError
from tests.journey.world import World

AUDIENCE = "https://api.xuefen.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_PARAMETERS", "audience"),
        ("OIDC_PARAMETERS", "audience=a&&prompt"),
        ("OIDC_SIGN_OUT", "never"),
    ],
)
def test_what_the_client_cannot_do_is_refused(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(IssuerSettingsError, match=name):
        (issuer_settings.parameters(), issuer_settings.sign_out())


def test_given_an_issuer_that_asks_for_nothing_then_nothing_is_said(world: World) -> None:
    shown = world.professional().must("GET", "/v1/client")
    assert (shown["resource"], shown["parameters"], shown["sign_out"]) == (None, {}, "return")


def test_given_an_issuer_that_asks_for_more_then_the_client_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OIDC_RESOURCE", AUDIENCE)
    monkeypatch.setenv("OIDC_PARAMETERS", f"audience={AUDIENCE}&prompt=consent")
    monkeypatch.setenv("OIDC_SIGN_OUT", "here")
    shown = world.professional().must("GET", "/v1/client")
    assert shown["resource"] == AUDIENCE
    assert shown["parameters"] == {"audience": AUDIENCE, "prompt": "consent"}
    assert shown["sign_out"] == "here"


def test_given_an_issuer_of_two_hosts_then_both_may_be_asked_and_framed_and_nobody_else_frames_us(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    monkeypatch.setenv("OIDC_ORIGINS", "https://token.example/oauth https://frames.example")
    client_policy.cache_clear()
    try:
        said = dict(each.split(" ", 1) for each in client_policy().split("; "))
    finally:
        client_policy.cache_clear()
    asked = "http://127.0.0.1:8000 https://token.example https://frames.example"
    assert world.issuer.url.startswith("http://127.0.0.1:8000/")
    assert said["connect-src"].startswith(f"'self' {asked} ")
    assert said["frame-src"] == f"'self' {asked}"
    assert said["frame-ancestors"] == "'self'"
