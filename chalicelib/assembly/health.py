"""Whether the service answers."""

from chalicelib.access.caller import Who
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls

healthy = Calls(__name__, tag="public")


@healthy.call("GET", "/v1/health", who=Who.ANYBODY, answers=shapes.Health, summary="运行状态")
def show_health(call: Call[None]) -> shapes.Health:  # noqa: ARG001 - every handler is given its call
    """Say that the service answers."""
    return shapes.Health(status="ok")
