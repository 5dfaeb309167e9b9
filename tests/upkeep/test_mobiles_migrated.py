"""0007: no profile has its mobile number in clear any more, and all else is as it was (R7)."""

from contextlib import suppress
from pathlib import Path

import pytest

from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.m0007_mobile_numbers_sealed import MOBILES
from local.outbox import Outbox
from tests.faults import Killed, killer
from tests.journey.stored import items_with
from tests.journey.world import Client, World
from tests.upkeep import kept as kept_stores
from tests.upkeep.asked import PROVINCE

KNOWN = ALL[:MOBILES]
MOBILE = "13800138000"
NUMBERS = (MOBILE, "13700137000", "13600136000", "13500135000")


@pytest.fixture(params=kept_stores.before("0.4.0")[-1:], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """The latest store, in which numbers are in clear."""
    found: Path = request.param
    return found


def apply(world: World) -> None:
    assert migrate(KNOWN, at=world.now, run=Run(lambda: True), tell=lambda _: None)


def mine(world: World, who: str) -> dict[str, object]:
    return Client(world, who).must("GET", "/v1/me")


def kept_mobiles() -> dict[str, object]:
    return {
        str(item.pk): item.body.get("sealed_mobile") or item.body.get("mobile")
        for item in RegistryItem.scan(RegistryItem.sk == "PROFILE", consistent_read=True)
    }


def test_r7_given_a_store_of_before_when_migrated_then_no_number_is_in_clear_and_owners_see_it_as_before(
    stored: World,
) -> None:
    whose = {each for each, mobile in kept_mobiles().items() if mobile}
    shown = [mine(stored, who)["mobile"] for who in ("li", "chen", "qian")]
    assert len(items_with(stored, MOBILE)) > 1

    for nth in (1, MOBILES + 4, MOBILES + 9):
        with suppress(Killed), killer(nth).listening():
            apply(stored)
    apply(stored)

    now = kept_mobiles()
    assert {each for each, mobile in now.items() if mobile} == whose
    assert all(isinstance(mobile, dict) for mobile in now.values() if mobile)
    for number in NUMBERS:
        assert items_with(stored, number) == []
    assert [mine(stored, who)["mobile"] for who in ("li", "chen", "qian")] == shown
    stored.settle()
    person = f"/v1/admin/professionals/{mine(stored, 'wu')['id']}"
    (like,) = Client(stored, PROVINCE).must("GET", person)["alike"]
    assert like["because"] == ["mobile", "birth"]
    apply(stored)
    assert kept_mobiles() == now


def test_r7_given_a_number_in_clear_then_messages_go_to_it_and_the_next_change_seals_it(
    stored: World,
) -> None:
    outbox = Outbox(stored.cloud, stored.cloud.attributes["NoticeTopic"]["Ref"])
    li = Client(stored, "li")
    records = li.must("GET", "/v1/me/years/2018")["records"]
    counts, *_ = [each["id"] for each in records if each["state"] == "accredited"]
    revoke = f"/v1/admin/records/{counts}/revoke"
    Client(stored, PROVINCE).must("POST", revoke, {"reason": "材料不实"})
    stored.settle()
    assert [each["number"] for each in outbox.take()] == [f"+86{MOBILE}"]

    person = str(mine(stored, "li")["id"])
    assert person in str(items_with(stored, MOBILE))
    li.must("PATCH", "/v1/me", {"employer": "新单位"})
    assert person not in str(items_with(stored, MOBILE))
    assert mine(stored, "li")["mobile"] == "138****8000"
