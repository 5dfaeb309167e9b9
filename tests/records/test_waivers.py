"""A year that one record completed, and the public credits earned besides (R11, R13, R31)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from chalicelib.certificates.rules.certificate import Certificate, Snapshot
from chalicelib.certificates.store import certificates
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import HrItem
from chalicelib.upkeep.store.owing import owe_again
from tests.journey.world import Professional, World

YEAR = 2023
SEPTEMBER = datetime(2023, 9, 1, 9, tzinfo=SHANGHAI)
EXAM = {
    "form": "exam",
    "facts": {"papers": 1, "examination": "cpa"},
    "reference": "2023 CPA 会计",
    "started_on": None,
    "ended_on": "2023-08-27",
}
DEGREE = {
    "form": "degree",
    "facts": {"graduated": True},
    "reference": "毕业证书 1",
    "started_on": None,
}


@pytest.fixture
def li(world: World) -> Professional:
    """Somebody on both sides, in September 2023."""
    world.now = SEPTEMBER
    person = world.professional().enrol()
    person.open_hr_account()
    return person


def accredited(world: World, li: Professional, year: int = YEAR, **what: object) -> dict[str, Any]:
    record = li.submit(year, **what)
    assert world.accredit(record).status == 200
    world.settle()
    return record


def shown(li: Professional, year: int = YEAR) -> dict[str, Any]:
    return li.get(f"/v1/me/years/{year}").body


def revoke(world: World, record: dict[str, Any]) -> None:
    path = f"/v1/admin/records/{record['id']}/revoke"
    world.administrator().must("POST", path, {"reason": "误"})
    world.settle()


def kept(li: Professional) -> tuple[Certificate, Snapshot]:
    person = li.get("/v1/me").body["id"]
    certificate = certificates.find_certificate(person, YEAR)
    assert certificate is not None
    snapshot = certificates.find_snapshot(person, YEAR, certificate.version)
    assert snapshot is not None
    return certificate, snapshot


def looked_at_again(world: World, li: Professional) -> None:
    world.now += timedelta(minutes=1)
    person = li.get("/v1/me").body["id"]
    assert owe_again((f"P#{person}", f"Y#{YEAR}"), world.now)
    world.settle()


def verified(world: World, number: str, version: int) -> str:
    path = f"/v1/certificates/{number}?v={version}"
    return str(world.professional("anybody").must("GET", path)["state"])


def test_r11_r31_given_public_credits_earned_after_a_waiver_then_a_version_says_so(
    world: World, li: Professional
) -> None:
    accredited(world, li, **EXAM)
    waived = shown(li)
    assert waived["public"] == {"required": "30", "accredited": "0", "waived": True}
    assert waived["general_knowledge"] == {"required": "20", "accredited": "0", "waived": True}
    assert (waived["certificate"]["version"], kept(li)[1].public_waived) == (1, True)

    assert li.study(YEAR)["complete"], "the course of a waived year stays open"
    world.settle()

    earned, (certificate, says) = shown(li), kept(li)
    assert earned["public"] == {"required": "30", "accredited": "30", "waived": False}
    assert (earned["complete"], earned["certificate"]["version"]) == (True, 2)
    assert earned["certificate"]["number"] == waived["certificate"]["number"]
    assert (says.public_waived, str(says.public), len(says.records)) == (False, "30", 2)
    assert (certificate.drawn, certificate.is_drawn) == (2, True)
    assert verified(world, certificate.number, 1) == "superseded"
    assert verified(world, certificate.number, 2) == "valid"

    looked_at_again(world, li)
    accredited(world, li, reference="JM-2", ended_on="2023-08-30", started_on=None)
    assert shown(li)["certificate"]["version"] == 2, "added credits make no version"

    (public,) = (each for each in earned["records"] if each["subject"] == "public")
    revoke(world, public)
    again, says = shown(li), kept(li)[1]
    assert (again["public"]["waived"], again["certificate"]["version"]) == (True, 3)
    assert says.public_waived
    looked_at_again(world, li)
    assert shown(li)["certificate"]["version"] == 3

    path = f"/v1/admin/records/{public['id']}/restore"
    world.administrator().must("POST", path, {"reason": "误撤"})
    world.settle()
    assert (shown(li)["public"]["waived"], shown(li)["certificate"]["version"]) == (False, 4)
    assert not kept(li)[1].public_waived


def test_r11_given_public_credits_in_parts_then_the_last_part_ends_the_waiver_once(
    world: World, li: Professional
) -> None:
    accredited(world, li, **EXAM)
    part = {"form": "transfer", "started_on": None, "ended_on": "2023-08-27"}
    for number, worth in enumerate(("12", "17.99"), 1):
        facts = {"subject": "public", "credits": worth}
        accredited(world, li, **part, facts=facts, reference=f"湖南2023-{number}")
        assert shown(li)["public"]["waived"]
        assert shown(li)["certificate"]["version"] == 1
    facts = {"subject": "public", "credits": "0.01"}
    last = accredited(world, li, **part, facts=facts, reference="湖南2023-3")
    assert shown(li)["public"] == {"required": "30", "accredited": "30", "waived": False}
    assert shown(li)["certificate"]["version"] == 2
    revoke(world, last)
    assert shown(li)["public"] == {"required": "30", "accredited": "29.99", "waived": True}
    assert (shown(li)["certificate"]["version"], kept(li)[1].public_waived) == (3, True)


def test_r11_given_a_certificate_of_before_that_still_says_waived_then_the_next_look_mends_it(
    world: World, li: Professional
) -> None:
    accredited(world, li, **EXAM)
    li.study(YEAR)
    world.settle()
    certificate, says = kept(li)
    as_before = structs.replace(certificate, public_waived=None)
    stale = structs.replace(says, public_waived=True)
    item = HrItem.get(f"P#{says.person}", f"C#{YEAR}#V#2", consistent_read=True)
    item.delete()
    certificates.put_certificate(as_before, certificate, stale)

    looked_at_again(world, li)

    mended, now_says = kept(li)
    assert (mended.version, mended.public_waived) == (3, False)
    assert (now_says.public_waived, str(now_says.public)) == (False, "30")
    looked_at_again(world, li)
    assert kept(li)[0] == mended


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_r13_given_a_diploma_of_the_year_then_it_completes_it_from_2021_on(
    world: World, li: Professional, year: int
) -> None:
    world.now = datetime(year, 9, 1, 9, tzinfo=SHANGHAI)
    record = accredited(world, li, year, **DEGREE, ended_on=f"{year}-06-30")
    assert (record["credits"], record["completes_year"]) == ("90", True)
    assert shown(li, year)["complete"]
    assert shown(li, year)["public"]["waived"]
    assert shown(li, year)["certificate"]["state"] == "issued"
