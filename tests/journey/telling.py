"""What the functions tell of themselves, as it would reach CloudWatch."""

import io
import json
from typing import Any


def lines_of(told: io.StringIO) -> list[dict[str, Any]]:
    """The lines that were told so far."""
    return [json.loads(line) for line in told.getvalue().splitlines()]
