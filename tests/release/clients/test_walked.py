"""Generated clients are sound by their types, lack no call, and walk the ways of those who write such clients.

The professional's way (enrol, upload evidence, register, submit, list, certificate), the provider's (report, list,
correct) and the employer's (apply, opened by its bureau, roll, plan, roster), over HTTP (`ways/`).
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.node import NODE
from tests.release.clients.tools import said, scene

WALKED = {
    "professional": {
        "refused": "date_outside_year",
        "repeated": True,
        "states": ["draft", "submitted"],
        "records": 2,
        "complete": True,
        "pdf": "%PDF-",
        "verified": "valid",
    },
    "provider": {
        "status": "waiting",
        "listed": "增值税政策",
        "corrected": {"hours": "9.5"},
        "moves": 1,
    },
    "employer": {
        "opened": "open",
        "roll": ["李示范"],
        "plan": ["draft", "submitted", "approved"],
        "row": "accredited",
        "roster": 1,
    },
}
"""What became of each step, whichever client takes it."""


def _operations(document: Path) -> set[str]:
    paths = json.loads(document.read_text("utf-8"))["paths"]
    return {call["operationId"] for calls in paths.values() for call in calls.values()}


def _last(told: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
    return json.loads(told.strip().splitlines()[-1])


def test_types_and_functions_in_typescript_are_sound(typescript: Path) -> None:
    said(typescript, NODE, "../node_modules/typescript/bin/tsc", "-p", ".")


def test_functions_in_typescript_lack_no_call(typescript: Path, document: Path) -> None:
    text = (typescript / "sdk" / "sdk.gen.ts").read_text("utf-8")
    made = set(re.findall(r"^export const (\w+) =", text, re.MULTILINE))

    assert made == {re.sub(r"_(\w)", lambda m: m[1].upper(), i) for i in _operations(document)}


def test_typescript_by_paths_walks_all_ways(typescript: Path, base: str) -> None:
    told = said(typescript, NODE, "fetch.ts", scene(typescript, base, "fetch"))

    assert _last(told) == WALKED


def test_typescript_by_functions_walks_all_ways(typescript: Path, base: str) -> None:
    told = said(typescript, NODE, "sdk.ts", scene(typescript, base, "sdk"))

    assert _last(told) == WALKED


def test_the_python_client_is_sound_and_lacks_no_call(
    python: Path, kept: Path, document: Path
) -> None:
    made = {file.stem for file in (python / "xuefen_client" / "api").glob("*/[a-z]*.py")}

    assert made == _operations(document)
    said(python, kept / "python" / "bin" / "mypy", "--strict", "walk.py")


def test_the_python_client_walks_all_ways(python: Path, kept: Path, base: str) -> None:
    told = said(
        python, kept / "python" / "bin" / "python", "walk.py", scene(python, base, "python")
    )

    assert _last(told) == WALKED
