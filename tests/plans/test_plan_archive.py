"""R19, R39: a plan's moves and who brought its roster reach the audit archive, also after a failure."""

from chalicelib.audit.commands import audit_verify
from chalicelib.audit.gateways import audit_bucket
from chalicelib.platform.gateways import files
from tests.journey.world import World
from tests.plans.teaching import approved, clerk_of
from tests.plans.test_rosters import AFTER, bring, row
from tests.upkeep.test_dead_letters import parked, poisoned, replayed


def test_r19_given_an_archiving_of_a_plan_that_failed_then_replayed_and_it_verifies(
    world: World,
) -> None:
    clerk = clerk_of(world)
    world.settle()
    with poisoned(files.client(), "s3.PutObject", "receipts/"):
        plan = approved(world, clerk)
        world.settle()
    assert list(audit_bucket.find_keys(f"moves/{plan['id']}/")) == []
    for letter in (each for each in parked(world) if each["items"]):
        assert replayed(world.administrator(), letter).body["done"] is True
    world.now = AFTER
    bring(clerk, plan, row())
    world.settle()
    steps = [key.rpartition("/")[2] for key in audit_bucket.find_keys(f"moves/{plan['id']}/")]
    assert steps == ["000001", "000002", "000003"]
    found = audit_verify.verify(world.now, {"--tables"})[1]
    assert {each.why for each in found} <= {"its day has no manifest"}
