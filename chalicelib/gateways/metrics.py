"""Metrics (CloudWatch): a line of the log in the embedded metric format, which alarms look at."""

import json
import sys
from datetime import datetime

NAMESPACE = "Xuefen"


def put_metric(name: str, value: int, *, at: datetime) -> None:
    """Write a count as a metric without dimensions; the line stands alone, as the format wants."""
    metric = {
        "_aws": {
            "Timestamp": int(at.timestamp() * 1000),
            "CloudWatchMetrics": [
                {
                    "Namespace": NAMESPACE,
                    "Dimensions": [[]],
                    "Metrics": [{"Name": name, "Unit": "Count"}],
                }
            ],
        },
        name: value,
    }
    sys.stdout.write(json.dumps(metric) + "\n")
