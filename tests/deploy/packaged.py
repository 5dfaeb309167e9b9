"""The package, made once for all processes of a test run and kept while nothing changes.

Stages differ in their templates alone: one is packaged whole.
"""

import fcntl
import hashlib
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from samtranslator.translator.transform import transform

from deploy.__main__ import write_package
from deploy.bundle import write_template
from deploy.layer import LAYERS

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "packaged"
INPUTS = ("app.py", "chalicelib", "deploy", "policies", ".chalice", "local")
BUCKET = "packages"
PACKAGED = "dev"
TEMPLATE = "sam.json"


def package() -> Path:
    """Return the folder that `make package STAGE=dev` fills, of what the sources are now."""
    folder = CACHE / f"{PACKAGED}-{_digest()}"
    with _alone(PACKAGED):
        if not all((folder / each.archive).exists() for each in LAYERS):
            write_package(PACKAGED, folder)
    return folder


def template_file(stage: str) -> Path:
    """Return the template that `make package STAGE=…` writes."""
    if stage == PACKAGED:
        return package() / TEMPLATE
    folder = CACHE / f"{stage}-{_digest()}"
    with _alone(stage):
        if not (folder / TEMPLATE).exists():
            making = folder.with_suffix(".part")
            making.mkdir(exist_ok=True)
            write_template(ROOT, stage, making)
            making.rename(folder)
    return folder / TEMPLATE


@contextmanager
def _alone(stage: str) -> Iterator[None]:
    """One process of a run makes what all wait for."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{stage}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _digest() -> str:
    files = [
        file
        for name in INPUTS
        for file in ([ROOT / name] if (ROOT / name).is_file() else sorted((ROOT / name).rglob("*")))
        if file.is_file() and "__pycache__" not in file.parts and "deployments" not in file.parts
    ]
    files += sorted(ROOT.glob("requirements*.txt"))
    # Another Python packages otherwise.
    digest = hashlib.sha256(sys.version.encode())
    for file in files:
        digest.update(file.relative_to(ROOT).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@cache
def template_of(stage: str) -> dict[str, Any]:
    """Return the packaged template."""
    template: dict[str, Any] = json.loads(template_file(stage).read_text("utf-8"))
    return template


def resources_of(stage: str) -> dict[str, Any]:
    """Return the packaged template's resources by their logical id."""
    resources: dict[str, Any] = template_of(stage)["Resources"]
    return resources


class _NoManagedPolicies:
    """The translator asks for AWS's own policies by name; we name none."""

    def load(self) -> dict[str, str]:
        return {}


def plain_template(stage: str) -> dict[str, Any]:
    """Return the template as CloudFormation itself would read it, its code in `BUCKET`.

    `aws cloudformation package` puts the code there, SAM's transform does the rest.
    """
    template = json.loads(json.dumps(template_of(stage)))
    for resource in template["Resources"].values():
        for name in ("CodeUri", "ContentUri"):
            if local := resource.get("Properties", {}).get(name):
                resource["Properties"][name] = f"s3://{BUCKET}/{Path(local).name}"
    plain: dict[str, Any] = transform(template, {}, _NoManagedPolicies())
    return plain
