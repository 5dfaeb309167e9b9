"""What happens when we fail: one log line without personal data, and a problem for the client.

Messages of exceptions and local variables may carry what the client sent, so only the kinds of the
exceptions and the places in the code are written.
"""

import logging
import traceback
from pathlib import Path

from chalice.app import Response

from chalicelib.entry.problem import problem_response
from chalicelib.rules.refusal import Refusal

LOG = logging.getLogger("xuefen.failure")


def failure_response(error: BaseException, route: str, request_id: str) -> Response:
    """Log the failure once and answer `internal_error`, naming the request for the enquiry."""
    LOG.error("internal_error request=%s route=%s %s", request_id, route, description(error))
    return problem_response(Refusal("internal_error", request_id=request_id))


def description(error: BaseException) -> str:
    """Say of which kind an exception is and where it arose, its causes after it."""
    cause = error.__cause__ or error.__context__
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in frames)
    code = f"({error.code})" if isinstance(error, Refusal) else ""
    after = f" caused by {description(cause)}" if cause else ""
    return f"{type(error).__qualname__}{code} at {places}{after}"
