"""A scanner that others wrote reads the packaged template: whatever it finds is mended, or explained beside it."""

import json
import subprocess
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import Any

from tests.deploy.packaged import template_of
from tests.deploy.test_template import with_one_path_of_each_kind

EXPLAINED = Path(__file__).with_name("explained.toml")
ASKED = ("--framework", "cloudformation", "--skip-download", "--compact", "--quiet", "-o", "json")
FEWEST = 300
"""Checks that pass, of a scan that has read the template at all."""


def _scanned(kept: Path, template: Path) -> dict[str, Any]:
    """What checkov says of a template."""
    checkov = kept / "python" / "bin" / "checkov"
    done = subprocess.run(  # noqa: S603 - the part's own tool
        [checkov, "-f", template, *ASKED], capture_output=True, text=True, check=False
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_every_finding_of_the_template_has_its_reason(kept: Path, tmp_path: Path) -> None:
    template = with_one_path_of_each_kind(template_of("prod"))
    file = tmp_path / "sam.json"
    file.write_text(json.dumps(template), "utf-8")

    told = _scanned(kept, file)
    found = defaultdict(set)
    for each in told["results"]["failed_checks"]:
        resource = template["Resources"][each["resource"].rpartition(".")[2]]
        found[each["check_id"]].add(resource["Type"])

    explained = tomllib.loads(EXPLAINED.read_text("utf-8"))
    assert told["summary"]["passed"] > FEWEST
    assert found == {name: set(each["of"]) for name, each in explained.items()}
    assert all(each["reason"].endswith(".") for each in explained.values())
