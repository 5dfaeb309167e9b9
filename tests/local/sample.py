"""A small app behind the front, in place of the product."""

import json
import threading
from typing import Never

from chalice.app import Response

from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen
from local.front import THREADS

BINARY = bytes(range(256))
together = threading.Barrier(THREADS)
"""Where eight requests meet inside the app."""


def sample_app() -> Xuefen:
    app = Xuefen("sample", identify)
    app.api.binary_types.append("image/png")

    def echo(**_parameters: str) -> Response:
        return Response(json.dumps(app.current_request.to_original_event()), {"X-One": "1"}, 200)

    app.route("/", methods=["GET"])(echo)
    app.route("/v1/things", methods=["GET", "POST"], content_types=["application/json"])(echo)
    app.route("/v1/things/{thing}", methods=["GET", "PUT"])(lambda thing: echo(thing=thing))
    app.route("/v1/things/special", methods=["GET"])(echo)

    @app.route("/v1/raw", methods=["POST"], content_types=["application/octet-stream"])
    def raw() -> Response:
        return Response(json.dumps({"bytes": len(app.current_request.raw_body)}), {}, 200)

    @app.route("/v1/together", methods=["GET"])
    def meet() -> dict[str, str]:
        together.wait(10)
        first = app.current_request.query_params["who"]
        together.wait(10)
        return {"first": first, "second": app.current_request.query_params["who"]}

    @app.route("/v1/picture")
    def picture() -> Response:
        return Response(BINARY, {"Content-Type": "image/png"}, 200)

    @app.route("/v1/cookies")
    def cookies() -> Response:
        return Response("", {"Set-Cookie": ["a=1", "b=2"]}, 204)

    @app.route("/v1/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.route("/v1/broken")
    def broken() -> Never:
        raise RuntimeError

    return app
