"""A certificate against the model: none lost, doubled, or older than the truth (R29 to R32)."""

import os
from collections import Counter
from decimal import Decimal
from typing import Any

from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.certificates.rules.packed_token import unpacked
from chalicelib.platform.gateways import files
from tests.certificates.credentials import claims_of
from tests.torture import model
from tests.torture.model import YEAR, Person
from tests.torture.province import Played

Items = dict[tuple[str, str], dict[str, Any]]


def require_certificate(
    played: Played, hr: Items, person: Person, counted: list[str], sums: dict[str, Decimal]
) -> None:
    """The certificate of a person's year, every version of it, and what verifying says."""
    pk = f"P#{person.id}"
    item = hr.get((pk, f"C#{YEAR}"))
    complete, why = model.is_complete(sums), model.why_held(played.model, person)
    versions = sorted(
        int(sk.rpartition("#")[2]) for key, sk in hr if key == pk and sk.startswith(f"C#{YEAR}#V#")
    )
    if item is None:
        assert not complete, "complete, and HR never heard of it"
        assert versions == []
        return
    body = item["body"]
    state, version = body.get("state", "none"), int(body.get("version", 0))
    assert versions == list(range(1, version + 1)), "a version is lost or doubled"
    most = 1 + person.revocations + sum(person.corrections.values())
    assert version <= most, "a new version without a cause"
    assert not body.get("public_waived"), "no record of 2020 waives the public subject"
    _require_listed(item, person, state)
    if not complete:
        assert state == ("revoked" if version else "none")
    elif why is None:
        assert state == "issued"
        _require_true(hr[pk, f"C#{YEAR}#V#{version}"]["body"], person, counted, sums, body)
        assert int(body["drawn"]) == version
        _require_pdf(body["number"], version)
    elif state != "issued":
        held = body["held_because"]
        assert (state, held["code"], tuple(held.get("fields", ()))) == ("held", *why)
    if version:
        _require_verified(played, hr, person, body)
    _require_credentials(hr, person, body)


def _require_listed(item: dict[str, Any], person: Person, state: str) -> None:
    if state == "none":
        assert "list" not in item
        return
    lists = {
        "issued": f"CERT#{YEAR}#{person.territory[:4]}",
        "held": "CERT#held#44",
        "revoked": f"CERT#{YEAR}#revoked#44",
    }
    assert item["list"] == lists[state]
    assert item["order"].startswith(f"{person.territory}#{state}#")


def _require_true(
    says: dict[str, Any],
    person: Person,
    counted: list[str],
    sums: dict[str, Decimal],
    body: dict[str, Any],
) -> None:
    """What the current version says holds now: its records all count still, its name is the name."""
    assert says["name"] == person.name
    assert {each["id"] for each in says["records"]} <= set(counted), "older than the truth"
    assert set(body["counted"]) == {each["id"] for each in says["records"]}
    told = {subject: Decimal(says.get(subject, 0)) for subject in sums}
    assert all(told[subject] <= sums[subject] for subject in sums)
    assert model.is_complete(told), "issued for less than the year requires"
    assert says["number"] == body["number"]
    assert bool(says.get("public_waived")) == bool(body.get("public_waived"))


def _require_pdf(number: str, version: int) -> None:
    bucket = os.environ["CERTIFICATE_BUCKET"]
    head = files.client().head_object(
        Bucket=bucket, Key=certificate_bucket.certificate_key(number, version)
    )
    assert head["ContentLength"] > 0


def _require_credentials(hr: Items, person: Person, body: dict[str, Any]) -> None:
    """R49: whoever asked has a credential of the version that is good; of every other one the lists say that it ended."""
    pk, good = f"P#{person.id}", body.get("credential", {}).get("version")
    is_wanted = (f"{pk}#PAPERS", f"W#{YEAR}") in hr
    assert is_wanted or not person.has_credential
    assert bool(body.get("wanted")) == is_wanted, "what was asked for was forgotten"
    is_drawn = body.get("state") == "issued" and body["drawn"] == body["version"]
    assert good == (body["version"] if is_drawn and is_wanted else None)
    places = Counter[tuple[str, int]]()
    for (key, sk), item in hr.items():
        if key != pk or not sk.startswith(f"CREDENTIAL#{YEAR}#V#"):
            continue
        says = claims_of(unpacked(bytes(item["body"]["packed"])))
        entry = says["credentialStatus"]
        name = entry["statusListCredential"].rpartition("/")[2]
        place = name, int(entry["statusListIndex"])
        places[place] += 1
        bits = decode_encoded_list(hr[f"STATUS#{name}", "LIST"]["body"]["encoded"])
        assert (place[1] in set_indices(bits)) == (int(sk.rpartition("#")[2]) != good)
    assert len(places) == places.total(), "two credentials share a place"


def _require_verified(played: Played, hr: Items, person: Person, body: dict[str, Any]) -> None:
    """R34: the number names this certificate alone, and verifying tells the truth of now."""
    lock = hr[f"NUMBER#{body['number']}", "LOCK"]["body"]
    assert (lock["person"], int(lock["year"])) == (person.id, YEAR)
    answer = played.administrator.get(f"/v1/certificates/{body['number']}")
    assert answer.status == 200, answer
    assert answer.body["state"] == ("valid" if body["state"] == "issued" else "revoked")
