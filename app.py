"""The app that Lambda runs: creates it and registers the blueprints; nothing else."""

import os

from chalicelib.assembly.contract import ALL
from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen

app = Xuefen("xuefen", identify)
for calls in ALL:
    app.register_blueprint(calls)


def _add_events() -> None:
    """Register what answers events, of which Chalice makes functions of their own."""
    from chalicelib.events.queues import queues  # noqa: PLC0415 - cold start
    from chalicelib.events.schedules import schedules  # noqa: PLC0415 - as above
    from chalicelib.events.streams import streams  # noqa: PLC0415 - as above

    for events in (streams, schedules, queues):
        app.register_blueprint(events)


# In Lambda this module answers requests alone: those functions import their own modules, not this one.
if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:
    _add_events()
