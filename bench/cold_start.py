"""What importing each handler costs, beside a bare handler that only knows PynamoDB.

Lambda's cold start is its own work and this import; the first is AWS's, the second ours. Both are
measured in the same run, in turn, each in a process of its own, so that what else the machine does
falls on both. Nothing is compiled anew: a first round fills Python's caches and is not counted.
"""

import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROUNDS = 15
BARE = """
from pynamodb.attributes import UnicodeAttribute
from pynamodb.models import Model
class Thing(Model):
    class Meta:
        table_name = "things"
        region = "cn-north-1"
    pk = UnicodeAttribute(hash_key=True)
def handler(event, context):
    return Thing.get("a").pk
"""
HANDLERS = {
    "a bare pynamodb handler": BARE,
    "api (app)": "import app",
    "sync_to_hr, match_account": "import chalicelib.events.streams",
    "render_certificate, drawing": (
        "import chalicelib.events.streams, chalicelib.certificates.actions.render_certificate"
    ),
}
MEASURE = """
import time
began = time.perf_counter()
{script}
took = time.perf_counter() - began
import sys, json
print(json.dumps([took * 1000, len(sys.modules)]))
"""
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": str(ROOT),
    "AWS_DEFAULT_REGION": "cn-north-1",
    "METRICS_NAMESPACE": "Xuefen/bench",
}


def measure(script: str) -> tuple[float, int]:
    """Return the milliseconds that the script takes in a fresh process, and its modules."""
    done = subprocess.run(  # noqa: S603 - our own scripts
        [sys.executable, "-c", MEASURE.format(script=script)],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    milliseconds, modules = json.loads(done.stdout)
    return milliseconds, modules


def main() -> None:
    """Print the median of each, and how much it is above the bare handler."""
    rounds = [
        {name: measure(script) for name, script in HANDLERS.items()} for _ in range(ROUNDS + 1)
    ][1:]
    medians = {name: statistics.median(each[name][0] for each in rounds) for name in HANDLERS}
    bare = medians["a bare pynamodb handler"]
    print(f"import, median of {ROUNDS}:        ms   above bare   modules")
    for name, median in medians.items():
        print(f"{name:28} {median:6.0f}   {median - bare:+10.0f}   {rounds[0][name][1]:7}")


if __name__ == "__main__":
    main()
