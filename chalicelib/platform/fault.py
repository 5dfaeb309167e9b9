"""What is told of a fault of ours, from whichever layer: of which kind it is and where it arose.

Messages of exceptions and local variables may carry what a client sent, so neither is told (R7).
How a line is written, and where to, the edge decides (`platform/log.py`).
"""

import logging
import traceback
from pathlib import Path

from chalicelib.platform.rules.refusal import Refusal

LOG = logging.getLogger("xuefen")


def description(error: BaseException) -> str:
    """Say of which kind an exception is and where it arose, its causes after it."""
    cause = error.__cause__ or error.__context__
    frames = traceback.extract_tb(error.__traceback__)
    places = " > ".join(f"{Path(f.filename).name}:{f.lineno}:{f.name}" for f in frames)
    code = f"({error.code})" if isinstance(error, Refusal) else ""
    after = f" caused by {description(cause)}" if cause else ""
    return f"{type(error).__qualname__}{code} at {places}{after}"


def warn(event: str, error: BaseException) -> None:
    """Tell of a fault that stops nothing else: what failed is still owed, and is tried again."""
    LOG.warning(event, extra={"facts": {"fault": description(error)}})
