"""Runs `chalice package` on a clean copy of what Lambda gets.

The copy holds the app, its package and its policies: nothing that lies about in a working folder,
such as compiled files of another interpreter, reaches Lambda.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from deploy.archive import add_files
from deploy.bytecode import compile_modules
from deploy.lighten import unpack_used
from deploy.policies import divide_policies
from deploy.template import merge_template

REQUIREMENTS = "requirements.txt"
COPIED = ("app.py", "chalicelib", "policies", REQUIREMENTS, ".chalice/config.json")
MERGED = "merged.json"
CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"
INCOMPLETE = "Could not install dependencies"
"""How Chalice words that a package has no wheel for Lambda; it goes on without it."""
REGION = "cn-north-1"
TASK = "/var/task"
"""Where Lambda unpacks the bundle."""


class PackageError(RuntimeError):
    """Chalice could not package the app, or only without something that it needs."""


def package(root: Path, stage: str, out: Path) -> None:
    """Write `sam.json` and `deployment.zip` of a stage into `out`.

    Raises:
        PackageError: with what Chalice said.
    """
    with TemporaryDirectory() as folder:
        _run_chalice(_copied(root, Path(folder)), stage, out.resolve())
        _finish(out / "sam.json")
        _write_anew(out / "deployment.zip", Path(folder) / "bundle")


def write_template(root: Path, stage: str, out: Path) -> None:
    """Write `sam.json` of a stage as `package` does, and a bundle without the packages that it needs.

    Raises:
        PackageError: with what Chalice said.
    """
    with TemporaryDirectory() as folder:
        project = _copied(root, Path(folder))
        (project / REQUIREMENTS).write_bytes(b"")
        _run_chalice(project, stage, out.resolve())
        _finish(out / "sam.json")


def _copied(root: Path, project: Path) -> Path:
    """What Chalice packages, with the resources beside it that it merges in."""
    from app import app  # noqa: PLC0415 - the product is imported where its routes are needed

    for name in COPIED:
        _copy(root / name, project / name)
    (project / MERGED).write_text(merge_template(root / ".chalice", app.routes), "utf-8")
    return project


def _finish(template: Path) -> None:
    """Half of what Chalice writes is indentation, and CloudFormation takes a megabyte."""
    read = json.loads(template.read_text("utf-8"))
    divide_policies(read)
    template.write_text(json.dumps(read, separators=(",", ":")), "utf-8")


def _write_anew(bundle: Path, folder: Path) -> None:
    unpack_used(bundle, folder)
    compile_modules(folder, TASK)
    with ZipFile(bundle, "w") as archive:
        add_files(archive, folder)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)


def _run_chalice(project: Path, stage: str, out: Path) -> None:
    # Chalice asks botocore for the names of services, which are the same in every partition, and
    # needs a region for that; no call is made.
    environment = {"AWS_DEFAULT_REGION": REGION, **os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", CHALICE, "--project-dir", str(project)]
    asked = ["package", "--stage", stage, "--merge-template", str(project / MERGED), str(out)]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*command, *asked], env=environment, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    if done.returncode or INCOMPLETE in said:
        raise PackageError(said)
