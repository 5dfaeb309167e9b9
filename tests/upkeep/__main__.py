"""Keep a store as this version leaves it, for the tests of later ones: `make kept-store`.

Played on moto in this process; written to `tests/upkeep/stores/`, under the version's name.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from moto import mock_aws

from local import resources
from local.clock import Clock
from local.issuer import PATH, Issuer
from local.template import names
from tests.quick import quicken

if TYPE_CHECKING:
    from tests.journey.world import World

URL = "http://127.0.0.1:8000"


def main(version: str) -> None:
    """Play the province and write down what is there then."""
    os.environ.update(resources.constant_environment())
    with _world() as world:
        from tests.upkeep import asked, kept, province  # noqa: PLC0415 - the product is imported late

        province.play(world)
        seen = {names()[table]: kept.told(table) for table in kept.TABLES}
        province.leave_undone(world)
        folder = kept.KEPT / version
        commit = subprocess.check_output(["git", "rev-parse", "HEAD"], text=True).strip()  # noqa: S607 - whichever git is installed
        kept.write_store(world.cloud, folder, commit, world.now)
        kept.write_lines(folder, "events.jsonl", kept.events(world.cloud, seen, world.now))
        kept.write_lines(folder, "answers.jsonl", asked.answers(world))


@contextmanager
def _world() -> Iterator["World"]:
    with (
        mock_aws(config={"core": {"mock_credentials": False}}),
        pytest.MonkeyPatch.context() as patch,
    ):
        quicken(patch)
        cloud, clock = resources.create(), Clock()
        # moto ignores the conditions of a policy: "no access without TLS" denies everybody there.
        for bucket in (
            "EvidenceBucket",
            "CertificateBucket",
            "AuditBucket",
            "ImportBucket",
            "CourseBucket",
        ):
            cloud.client("s3").delete_bucket_policy(Bucket=cloud.attributes[bucket]["Ref"])
        issuer = Issuer(URL + PATH, resources.AUDIENCE)
        os.environ.update(resources.environment(cloud, URL))
        os.environ["OIDC_JWKS"] = json.dumps(issuer.jwks())
        from local.mappings import pump_of  # noqa: PLC0415 - the product is imported late
        from tests.journey.world import World  # noqa: PLC0415 - as above
        from tests.processes import alone  # noqa: PLC0415 - as above

        yield World(cloud, issuer, clock, pump_of(cloud, clock, alone))


if __name__ == "__main__":
    main(*sys.argv[1:])
