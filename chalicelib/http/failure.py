"""What happens when we fail: one log line without personal data, and a problem for the client.

Messages of exceptions and local variables may carry what the client sent; see `platform/fault.py` for what
is written of them.
"""

import logging

from chalice.app import Response

from chalicelib.http.problem import problem_response
from chalicelib.platform.fault import description
from chalicelib.platform.rules.refusal import Refusal

LOG = logging.getLogger("xuefen.failure")


def failed(error: BaseException, route: str, request_id: str) -> Refusal:
    """Log the failure once: `internal_error`, naming the request for the enquiry."""
    LOG.error("internal_error request=%s route=%s %s", request_id, route, description(error))
    return Refusal("internal_error", request_id=request_id)


def failure_response(error: BaseException, route: str, request_id: str) -> Response:
    """Log the failure once and answer it as a problem."""
    return problem_response(failed(error, route, request_id))
