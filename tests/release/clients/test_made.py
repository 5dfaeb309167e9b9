"""Generators make clients of openapi.json without a word of complaint, and these are sound by their types."""

import subprocess
from pathlib import Path


def _said(folder: Path, *command: str) -> str:
    """What a tool says, where it succeeds."""
    done = subprocess.run(  # noqa: S603 - the part's own tools
        command, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout + done.stderr


def test_openapi_typescript_makes_types_that_are_sound(
    kept: Path, document: Path, tmp_path: Path
) -> None:
    made = tmp_path / "contract.ts"

    _said(
        kept, "node", "node_modules/openapi-typescript/bin/cli.js", str(document), "-o", str(made)
    )

    assert "export interface paths" in made.read_text("utf-8")
    _said(kept, "node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", str(made))
