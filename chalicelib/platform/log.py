"""What we tell of what we do: one JSON line an outcome, with its metrics in it.

CloudWatch reads the metrics out of the lines (embedded metric format). A line holds codes, states,
routes and numbers of ours, and the id of the request that it belongs to: no name, no document
number, no login, no id of a person (R7).
"""

import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from chalicelib.platform.fault import LOG
from chalicelib.platform.store.correlation import current_request

NAMESPACE = "METRICS_NAMESPACE"
"""The variable that names the metrics' namespace; where it is missing, nobody reads metrics."""
UNITS = {"SyncAge": "Seconds"}
"""Of metrics that count nothing."""


def tell(
    outcome: str,
    facts: Mapping[str, object],
    metrics: Mapping[str, float] | None = None,
    dimensions: Mapping[str, str] | None = None,
) -> None:
    """Write one line: what came of it, the facts, and what is to be counted, by which dimensions."""
    LOG.info(
        outcome,
        extra={"facts": facts, "metrics": metrics or {}, "dimensions": dimensions or {}},
    )


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Write what happened, when, for which request; a fact that is None is left out."""
        facts: Mapping[str, object] = getattr(record, "facts", {})
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": record.getMessage(),
            "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME"),
            "correlation": current_request(),
            **facts,
            **_metrics(record),
        }
        told = {name: value for name, value in line.items() if value is not None}
        return json.dumps(told, ensure_ascii=False)


def _metrics(record: logging.LogRecord) -> dict[str, Any]:
    """The members that CloudWatch makes metrics of."""
    metrics: Mapping[str, float] = getattr(record, "metrics", {})
    dimensions: Mapping[str, str] = getattr(record, "dimensions", {})
    if not metrics or NAMESPACE not in os.environ:
        return {}
    described = [{"Name": name, "Unit": UNITS.get(name, "Count")} for name in metrics]
    directive = {
        "Namespace": os.environ[NAMESPACE],
        "Dimensions": [list(dimensions)],
        "Metrics": described,
    }
    emf = {"Timestamp": int(record.created * 1000), "CloudWatchMetrics": [directive]}
    return {"_aws": emf, **dimensions, **metrics}


def write_lines() -> None:
    """Write everything we tell to standard output, which Lambda brings to CloudWatch."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


if NAMESPACE in os.environ:
    write_lines()
