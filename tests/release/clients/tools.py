"""Running other people's tools, and what these are handed."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from local.sheet import attendance_sheet
from tests.employers.codes import code_of
from tests.journey.reports import document

WAYS = Path(__file__).parent / "ways"
NUMBERS = {"fetch": 8101, "sdk": 8201, "python": 8301}
"""Where each client's people begin, and its employer: none meets another's."""


def said(folder: Path, *command: str | Path) -> str:
    """What a tool says, where it succeeds."""
    done = subprocess.run(  # noqa: S603 - the part's own tools, on our own files
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-6000:]
    return done.stdout + done.stderr


def anew(folder: Path, *ways: str) -> Path:
    """A folder with nothing in it but these ways."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for way in ways:
        shutil.copy(WAYS / way, folder)
    return folder


def scene(folder: Path, base: str, client: str) -> Path:
    """Who acts in a client's way, in a file."""
    number = NUMBERS[client]
    proof = folder / "签到表.pdf"
    proof.write_bytes(attendance_sheet())
    told = {
        "base": base,
        "person": _person(f"{client}-person", number),
        "stranger": _person(f"{client}-stranger", number + 1),
        "clerk": f"{client}-clerk",
        "code": code_of(number),
        "reference": f"SDK-{number}",
        "proof": str(proof),
    }
    file = folder / "scene.json"
    file.write_text(json.dumps(told), "utf-8")
    return file


def _person(login: str, number: int) -> Mapping[str, Any]:
    return {"login": login, "name": "李示范", "document": document(number)}
