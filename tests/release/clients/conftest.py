"""Clients, made of openapi.json as their generators' users make them."""

from pathlib import Path

import pytest

from tests.node import NODE
from tests.release.clients.tools import anew, said

PYTHON_PACKAGE = "xuefen_client"


@pytest.fixture(scope="module")
def typescript(kept: Path, document: Path) -> Path:
    """The types of openapi-typescript, the functions of @hey-api/openapi-ts, and the ways that use them."""
    made = anew(kept / "made", "scene.ts", "fetch.ts", "sdk.ts", "tsconfig.json")
    bin_ = kept / "node_modules"
    flags = ["--default-non-nullable=false", "-o", made / "contract.ts"]
    said(kept, NODE, bin_ / "openapi-typescript/bin/cli.js", document, *flags)
    config = made / "openapi-ts.config.mjs"
    output = f"{{ path: {str(made / 'sdk')!r}, importFileExtension: '.ts' }}"
    config.write_text(f"export default {{ input: {str(document)!r}, output: {output} }}\n", "utf-8")
    said(kept, NODE, bin_ / "@hey-api/openapi-ts/bin/run.js", "-f", config)
    return made


@pytest.fixture(scope="module")
def python(kept: Path, document: Path) -> Path:
    """The folder with the package of openapi-python-client, and the way that uses it."""
    made = anew(kept / "made-python", "walk.py", "client.yaml")
    tool = kept / "python" / "bin" / "openapi-python-client"
    into = ["--meta", "none", "--output-path", made / PYTHON_PACKAGE]
    told = said(made, tool, "generate", "--path", document, "--config", "client.yaml", *into)
    assert "WARNING" not in told
    return made
