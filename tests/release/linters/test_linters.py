"""Linters of OpenAPI find nothing in openapi.json, or what their settings say why it stays."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.node import NODE

HERE = Path(__file__).parent
REDOCLY = ("@redocly/cli/bin/cli.js", "lint", "--config", "redocly.yaml")
SPECTRAL = (
    "@stoplight/spectral-cli/dist/index.js",
    "lint",
    "--fail-severity=hint",
    "--ruleset",
    "spectral.yaml",
)


def _found(kept: Path, linter: tuple[str, ...], document: Path) -> str:
    """What a linter says where it finds something."""
    program, *words = linter
    words[-1] = str(HERE / words[-1])
    done = subprocess.run(  # noqa: S603 - the part's own tools
        [NODE, kept / "node_modules" / program, *words, document],
        cwd=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.parametrize("linter", [REDOCLY, SPECTRAL], ids=["redocly", "spectral"])
def test_a_linter_finds_nothing(kept: Path, document: Path, linter: tuple[str, ...]) -> None:
    assert _found(kept, linter, document) == ""


@pytest.mark.parametrize("linter", [REDOCLY, SPECTRAL], ids=["redocly", "spectral"])
def test_given_a_document_with_a_fault_then_it_is_found(
    kept: Path, tmp_path: Path, linter: tuple[str, ...]
) -> None:
    nameless = {"responses": {"200": {"description": "ok"}}}
    info = {"title": "t", "version": "1"}
    faulty = {"openapi": "3.1.0", "info": info, "paths": {"/v1/me": {"get": nameless}}}
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(faulty), "utf-8")

    assert "operation-operationId" in _found(kept, linter, file)
