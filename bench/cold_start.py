"""What importing each handler costs as it is packaged, beside the same package without bytecode.

Lambda's cold start is its own work and this import; the first is AWS's, the second ours. What is
measured is `out/` (`make package`), unpacked as Lambda unpacks it: nothing of it can be written, so
what the package does not bring compiled is compiled at each start. Each import has a process of its
own, in turn with its baseline and with a bare handler that only knows PynamoDB, so that what else
the machine does falls on all. What the API leaves to its first request (docs/decisions/0077) is told
by the import and the most usual first request together, on ministack. Run it by `make cold-start`;
another baseline is named as an argument: `python -m bench.cold_start folder` takes the `out/` of an
earlier commit as it was packaged then, against which the targets are.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

from bench.first_request import First, Province, enrol, first_year, province
from bench.targets import at_most, tell

OUT = Path(__file__).parents[1] / "out"
ROUNDS = 7
BOTH = "api, both"
"""The import and the first request."""
MOST = {"api (app)": 0.35, "streams": 0.35, BOTH: 0.35}
"""Of what it took before."""
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
    "streams": "import chalicelib.events.streams",
    "schedules": "import chalicelib.events.schedules",
    "queues": "import chalicelib.events.queues",
    "streams, drawing": (
        "import chalicelib.events.streams, chalicelib.certificates.actions.render_certificate"
    ),
}
AT_B1978D3 = {
    "chalicelib.events": "chalicelib.entry",
    "chalicelib.certificates.actions": "chalicelib.actions",
}
"""What the modules of `HANDLERS` were called before the house was one by subject."""
MEASURE = """
import sys, time
sys.path[:0] = {paths!r}
began = time.process_time()
{script}
print((time.process_time() - began) * 1000, len(sys.modules))
"""
ENVIRONMENT = {
    "AWS_DEFAULT_REGION": "cn-north-1",
    "AWS_LAMBDA_FUNCTION_NAME": "xuefen-bench",
    "METRICS_NAMESPACE": "Xuefen/bench",
}
"""As Lambda names things, as far as an import asks."""


def measure(script: str, place: Path) -> tuple[float, int]:
    """Return the processor's milliseconds for a script in a fresh process, and its modules."""
    if not (place / "task/chalicelib/events").exists():
        for now, then in AT_B1978D3.items():
            script = script.replace(now, then)
    done = subprocess.run(  # noqa: S603 - our own scripts
        [
            *(sys.executable, "-B", "-S", "-s", "-P", "-c"),
            MEASURE.format(script=script, paths=_paths(place)),
        ],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=True,
    )
    milliseconds, modules = done.stdout.split()
    return float(milliseconds), int(modules)


def _paths(place: Path) -> list[str]:
    return [str(place / "task"), str(place / "opt/python")]


def unpacked(out: Path, place: Path, *, compiled: bool) -> Path:
    """Unpack bundle and layer so that nothing of them can be written, with their bytecode or without."""
    for name, archive in {"task": "deployment.zip", "opt": "renderer-layer.zip"}.items():
        with ZipFile(out / archive) as opened:
            wanted = [each for each in opened.namelist() if compiled or not each.endswith(".pyc")]
            opened.extractall(place / name, wanted)
    for folder in _folders(place):
        folder.chmod(0o555)
    return place


def _folders(place: Path) -> Iterator[Path]:
    return (Path(at) for at, _, _ in os.walk(place))


def main() -> int:
    """Print the medians and the ratios."""
    if not (OUT / "deployment.zip").exists():
        print("out/ is empty: make package")
        return 1
    before = Path(sys.argv[1]) if sys.argv[1:] else None
    with tempfile.TemporaryDirectory() as folder:
        places = [
            unpacked(before or OUT, Path(folder) / "before", compiled=before is not None),
            unpacked(OUT, Path(folder) / "now", compiled=True),
        ]
        print(f"median of {ROUNDS}, baseline: {before or 'the same without bytecode'}")
        print(f"{'':26}{'baseline':>13}{'as packaged':>14}{'ratio':>8}{'modules':>10}")
        ratios = _imports(places)
        with province() as where:
            ratios |= _first(places, where)
        for at in _folders(Path(folder)):
            at.chmod(0o755)
    held = [at_most(f"{name}: of before", ratios[name], most) for name, most in MOST.items()]
    return tell(held) if before else 0


def _imports(places: list[Path]) -> dict[str, float]:
    """Print what imports take, and return the ratios."""
    rounds = [
        {name: [measure(script, place) for place in places] for name, script in HANDLERS.items()}
        for _ in range(ROUNDS)
    ]
    ratios = {}
    for name in HANDLERS:
        plain, packaged = (
            statistics.median(each[name][place][0] for each in rounds) for place in (0, 1)
        )
        ratios[name] = packaged / plain
        print(f"{_row(name, plain, packaged)}{rounds[0][name][1][1]:10}")
    return ratios


def _first(places: list[Path], where: Province) -> dict[str, float]:
    """Print what the first request takes after them, and return the ratios."""
    for number, place in enumerate(places):
        enrol(_paths(place), number, where)
    rounds = [
        [first_year(_paths(place), number, where) for number, place in enumerate(places)]
        for _ in range(ROUNDS)
    ]
    kinds: dict[str, Callable[[First], float]] = {
        "api, its first request": lambda each: each.request,
        BOTH: sum,
    }
    ratios = {}
    for name, of in kinds.items():
        plain, packaged = (
            statistics.median(of(each[place]) for each in rounds) for place in (0, 1)
        )
        ratios[name] = packaged / plain
        print(_row(name, plain, packaged))
    return ratios


def _row(name: str, plain: float, packaged: float) -> str:
    return f"{name:26}{plain:10.0f} ms{packaged:11.0f} ms{packaged / plain:8.2f}"


if __name__ == "__main__":
    sys.exit(main())
