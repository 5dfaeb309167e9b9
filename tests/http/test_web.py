"""The web client as it is served: its page, its files, and what the page's policy lets a browser do."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app import app
from chalicelib.views.routes import web
from tests.faults import EVERY_CALL, Fault, Network
from tests.http.events import event
from tests.journey.world import World

INDEX = '<!doctype html>{}<script type="module" src="./assets/main-1.js"></script>'
BROUGHT = re.compile(INDEX.format('<script id="given" type="application/json">([^<]*)</script>'))


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A client of one page and one script."""
    monkeypatch.setattr(web, "FOLDER", tmp_path)
    web._assets.cache_clear()  # noqa: SLF001 - the files are another build's
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text(INDEX.format(web.PLACE), "utf-8")
    (tmp_path / "assets" / "main-1.js").write_text("export {}", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return tmp_path


def get(resource: str, **path: str) -> dict[str, Any]:
    answer: dict[str, Any] = app(event("GET", resource, path=path), None)
    return answer


def brought(html: str) -> dict[str, Any]:
    """What a page brings along, whose block of data nothing in it has ended."""
    found = BROUGHT.fullmatch(html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.usefixtures("built")
def test_given_a_build_then_the_page_brings_along_what_it_would_ask_for(world: World) -> None:
    admin, title = world.administrator(), "</script><script>alert(1)</script>&amp;"
    admin.must("POST", "/v1/admin/announcements", {"title": title, "text": "<!-- -->"})
    shown = brought(world.page("/").html)
    settings = admin.must("GET", "/v1/client")
    announced = admin.must("GET", "/v1/announcements")
    assert shown == {"client": settings, "announcements": announced}
    path = f"/v1/admin/announcements/{announced['items'][0]['id']}/withdraw"
    admin.must("POST", path, {"reason": "内容有误"})
    assert brought(world.page("/").html)["announcements"]["items"] == []


@pytest.mark.usefixtures("built", "cloud")
def test_given_tables_out_of_reach_then_the_page_brings_nothing_and_is_shown() -> None:
    with Network(counted=EVERY_CALL).listening() as network:
        network.fail(Fault.NEVER_LANDED, 1)
        answer = get("/")
        assert network.heal()
    assert (answer["statusCode"], answer["body"]) == (200, INDEX.format(""))


@pytest.mark.usefixtures("built", "cloud")
def test_given_a_build_then_the_page_is_shown_and_asked_for_anew_each_time() -> None:
    answer = get("/")
    assert answer["statusCode"] == 200
    assert answer["headers"]["Cache-Control"] == "no-store"
    policy = answer["headers"]["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "connect-src 'self' http://127.0.0.1:8000 https://" in policy


@pytest.mark.usefixtures("built")
def test_given_a_file_then_it_may_be_kept_for_ever() -> None:
    answer = get("/assets/{name}", name="main-1.js")
    assert (answer["statusCode"], answer["body"]) == (200, "export {}")
    assert answer["headers"]["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer["headers"]["Cache-Control"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    "name",
    ["absent.js", "..%2fsecret.txt", "../secret.txt", "secret.txt", ".js", "main-1.js%00", ""],
)
def test_given_no_file_of_the_client_then_nothing_else_is_given_out(name: str) -> None:
    assert get("/assets/{name}", name=name)["statusCode"] == 404


@pytest.mark.usefixtures("built")
def test_given_names_of_no_file_then_nothing_is_kept_of_them() -> None:
    for number in range(50):
        assert get("/assets/{name}", name=f"absent-{number}.js")["statusCode"] == 404
    assert [*web._assets()] == ["main-1.js"]  # noqa: SLF001 - what the process holds is the question


def test_given_no_build_then_a_page_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(web, "FOLDER", tmp_path)
    answer = get("/")
    assert answer["statusCode"] == 404
    assert "make web" in answer["body"]
