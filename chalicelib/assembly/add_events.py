"""What answers events, of which Chalice makes functions of their own."""

import os

from chalicelib.http.application import Xuefen


def add_events(app: Xuefen) -> None:
    """Register the handlers of streams, schedules and queues, but in Lambda.

    There the app answers requests alone, and those functions import their own modules, not the app: it
    need not load what they do. Whoever packages, and the local cloud, finds all of them in it.
    """
    if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
        return
    from chalicelib.events.queues import queues  # noqa: PLC0415 - cold start
    from chalicelib.events.schedules import schedules  # noqa: PLC0415 - as above
    from chalicelib.events.streams import streams  # noqa: PLC0415 - as above

    for events in (streams, schedules, queues):
        app.register_blueprint(events)
