"""CloudFormation's own linter reads the packaged template, whole, for each region that it is deployed in."""

import subprocess
import sys
from pathlib import Path

from tests.deploy.packaged import template_file

REGIONS = ("cn-north-1", "cn-northwest-1", "us-east-1")


def test_given_the_template_then_it_is_clean() -> None:
    lint = str(Path(sys.executable).with_name("cfn-lint"))
    command = [lint, "--regions", *REGIONS, "--template", str(template_file("prod"))]
    linted = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    assert (linted.returncode, linted.stdout) == (0, "")
