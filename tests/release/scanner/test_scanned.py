"""A scanner that others wrote reads the packaged template: whatever it finds is mended, or explained beside it."""

import copy
import json
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.deploy.packaged import template_of

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


def with_one_path_of_each_kind(template: dict[str, Any]) -> dict[str, Any]:
    """The scanner reads nothing of a path but its functions of CloudFormation, some 150 times the same."""
    shown = copy.deepcopy(template)
    body = shown["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    kinds = {json.dumps([*functions_in(methods)]): path for path, methods in body["paths"].items()}
    body["paths"] = {path: body["paths"][path] for path in kinds.values()}
    return shown


def functions_in(node: object) -> Iterator[object]:
    """What CloudFormation is to evaluate."""
    if isinstance(node, dict):
        for key, each in node.items():
            if key == "Ref" or key.startswith("Fn::"):
                yield {key: each}
            else:
                yield from functions_in(each)
    elif isinstance(node, list):
        for each in node:
            yield from functions_in(each)


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
