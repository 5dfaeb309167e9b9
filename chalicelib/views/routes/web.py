"""The web client as a browser loads it: one page, and its files (docs/decisions/0016).

`make web` builds it into `chalicelib/web`, which Chalice packages with the code.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.received import Anything
from chalicelib.http.wire import Asset, HtmlPage, json_text
from chalicelib.platform.fault import warn
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.views.routes.client import given
from chalicelib.views.routes.client_policy import client_policy

web = Calls(__name__, tag="web")

FOLDER = Path(__file__).parents[2] / "web"
MEDIA = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
PLACE = "<!-- given -->"
"""Where the page has a place for what it brings along."""
NOT_BUILT = (
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>学分</title>'
    "<h1>网页端尚未构建</h1><p>请运行 make web 后刷新；接口照常可用，说明见 /openapi.json。</p>"
)


@web.call("GET", "/", who=Who.ANYBODY, query=Anything, answers=HtmlPage, summary="网页端")
def show_client(call: Call[Anything]) -> HtmlPage:
    """Show the client's page with what it would ask for at once, were it not there.

    It is asked for anew each time: its files' names change, and what it brings along.
    """
    html = _index()
    if html is None:
        return HtmlPage(NOT_BUILT, status=404)
    return HtmlPage(html.replace(PLACE, _brought(call.at)), policy=client_policy())


def _brought(at: datetime) -> str:
    """What the page brings along, as a block of data: no browser runs it, and nothing in it ends it.

    Nothing where it cannot be had: the page asks for it itself then, and says what became of it.
    """
    try:
        written = json_text(given(at)).replace("<", "\\u003c")
    except Exception as error:  # noqa: BLE001 - whatever it is, the page can be shown
        warn("page_brings_nothing", error)
        return ""
    return f'<script id="given" type="application/json">{written}</script>'


@web.call(
    "GET",
    "/assets/{name}",
    who=Who.ANYBODY,
    answers=Asset,
    summary="网页端文件",
)
def show_asset(call: Call[None]) -> Asset:
    """Give out one file of the client."""
    name = call.path["name"]
    media = _assets().get(name)
    if media is None:
        raise Refusal("not_found")
    return Asset((FOLDER / "assets" / name).read_text("utf-8"), media)


def _index() -> str | None:
    file = FOLDER / "index.html"
    return file.read_text("utf-8") if file.is_file() else None


@cache
def _assets() -> Mapping[str, str]:
    """The media type of every file of the client by its name: what a build made, so no caller can make it grow.

    What draws PDF files is five megabytes, of which most people need nothing: a file is read when it is asked for.
    """
    files = sorted((FOLDER / "assets").glob("*.*"))
    media = {file: MEDIA.get(file.suffix.removeprefix(".")) for file in files}
    return {file.name: kind for file, kind in media.items() if kind}
