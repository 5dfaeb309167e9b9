"""What answers requests: every route, or in Lambda those of a path when it is first asked for."""

import os

from chalicelib.http.application import Xuefen

USUAL = ("/", "/v1/opening", "/v1/me", "/v1/me/years", "/v1/me/years/{year}/records")
"""The page, and what a professional's asks first, and most of what is asked at all. In Lambda it is imported at the
start, where a processor is whole; what comes with a request has the share that the memory gets."""


def add_routes(app: Xuefen) -> None:
    """Register the routes of an app, but in Lambda the usual ones alone: the app looks for all others.

    Whoever packages, and the local cloud, finds all of them in it.
    """
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        from chalicelib.assembly.subjects import routes_of  # noqa: PLC0415 - of no use elsewhere

        app.routes_of = routes_of
        for path in USUAL:
            app.bring(path)
        return
    from chalicelib.assembly.contract import ALL  # noqa: PLC0415 - cold start

    for calls in ALL:
        app.register_blueprint(calls)
