"""One's employer: named by code or by a text, agreed that it sees how one stands, taken back (R37, R38)."""

from datetime import datetime, timedelta

import pytest

from chalicelib.employers.store.employers import employer_key
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import RegistryItem
from tests.employers.codes import BLUE, GREEN, RED
from tests.employers.test_employers import NAME, opened
from tests.faults import Network
from tests.journey.world import Professional, World

OWN = "/v1/me/employer"


def agreed(code: str = RED, **changes: object) -> dict[str, object]:
    return {"code": code, "consent": True, **changes}


def roll_of(code: str) -> list[str]:
    """The people whom the roll of an employer leads to."""
    items = RegistryItem.query(employer_key(code), RegistryItem.sk.startswith("R#"))
    return [item.sk.rpartition("#")[2] for item in items]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"employer": "红星", "employer_code": None}, ("红星", None, False)),
        ({"employer": RED}, (NAME, RED, True)),
        ({"employer": None, "employer_code": f" {RED.lower()} "}, (NAME, RED, True)),
        ({"employer": "红星", "employer_code": RED}, (NAME, RED, True)),
    ],
)
def test_r38_given_an_employer_at_enrolment_then_a_code_names_it_and_a_text_is_unconfirmed(
    world: World, sent: dict[str, object], shown: tuple[str, str | None, bool]
) -> None:
    opened(world)

    li = world.professional().enrol(**sent)

    profile = li.get("/v1/me").body
    assert (
        *(profile["employer"], profile["employer_code"]),
        profile["employer_confirmed"],
    ) == shown
    own = li.get(OWN).body
    assert (own["name"], own["code"], own["confirmed"], own["consent"]) == (*shown, None)


@pytest.mark.parametrize(
    ("sent", "code", "field"),
    [
        ({"employer": BLUE}, "employer_unknown", "employer"),
        ({"employer_code": BLUE}, "employer_unknown", "employer_code"),
        ({"employer_code": f"{BLUE[:-1]}!"}, "employer_code_invalid", "employer_code"),
    ],
)
def test_r38_given_a_code_that_names_none_then_it_is_refused_on_every_way_in(
    world: World, sent: dict[str, object], code: str, field: str
) -> None:
    opened(world)
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]
    newcomer = {"name": "王芳", "document": {"type": "passport", "number": "E12345678"}}
    situation = {"territory": "440703", "employment": "employed"}

    refused = [
        world.professional("wang").post("/v1/me", {**newcomer, **situation, **sent}),
        li.send("PATCH", "/v1/me", sent),
        world.administrator().send(
            "PATCH", f"/v1/admin/professionals/{person}", {**sent, "reason": "核对"}
        ),
    ]

    assert [(each.code, each.body["field"]) for each in refused] == [(code, field)] * 3
    assert li.send("PUT", OWN, agreed(BLUE)).code == "employer_unknown"
    assert li.get("/v1/me").body["employer_code"] is None


def test_r38_given_terms_then_they_tell_recipient_purpose_and_fields_before_anybody_agrees(
    world: World,
) -> None:
    opened(world)
    stranger = world.professional()

    terms = stranger.must("GET", f"/v1/employers/{RED}/terms")

    assert terms["recipient"] == NAME
    assert terms["purpose"]
    assert "证件号码（部分隐藏）" in terms["fields"]
    assert "第十四条" in terms["source"]
    assert stranger.get(f"/v1/employers/{BLUE}/terms").code == "employer_unknown"


def test_r38_given_consent_then_it_is_apart_from_naming_and_its_history_is_kept(
    world: World,
) -> None:
    opened(world)
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]
    assert li.must("PUT", OWN, agreed(consent=False))["consent"] is None
    assert roll_of(RED) == []

    given = li.must("PUT", OWN, agreed())

    assert given["consent"]["from_year"] == 2020
    assert (given["confirmed"], given["state"], given["terms"]["recipient"]) == (True, "open", NAME)
    assert roll_of(RED) == [person]
    world.now = datetime(2021, 2, 1, 9, tzinfo=SHANGHAI)
    more = li.must("PUT", OWN, agreed(earlier_years=True))["consent"]
    assert (more["from_year"], more["given_at"]) == (None, given["consent"]["given_at"])
    assert li.must("PUT", OWN, agreed())["consent"]["from_year"] == 2020
    taken = li.must("DELETE", OWN)
    assert (taken["code"], taken["consent"]) == (RED, None)
    assert li.must("DELETE", OWN) == taken
    assert roll_of(RED) == []
    assert li.must("PUT", OWN, agreed())["consent"]["from_year"] == 2021, "it begins anew"
    history = world.administrator().get(f"/v1/admin/professionals/{person}/history").body["items"]
    told = [each["what"] for each in history if each["what"] != "enrolled"]
    assert told == [
        "profile_changed",
        *["consent_given"] * 3,
        *("consent_withdrawn", "consent_given"),
    ]


def test_r38_given_a_request_repeated_under_its_key_then_it_is_done_once(world: World) -> None:
    opened(world)
    li = world.professional().enrol()
    given = li.send("PUT", OWN, agreed(), key="k")
    li.must("DELETE", OWN)

    assert li.send("PUT", OWN, agreed(), key="k").body["consent"] is None, "no second time"
    assert given.body["consent"]
    assert li.send("PUT", OWN, agreed(GREEN), key="k").code == "idempotency_key_reused"


@pytest.mark.parametrize(
    ("change", "named", "consents"),
    [
        ({"employer": "江门市红星(集团)有限责任公司"}, RED, True),
        ({"employer_code": RED}, RED, True),
        ({"mobile": "13800138000"}, RED, True),
        ({"employer": "蓝天"}, None, False),
        ({"employer": None}, None, False),
        ({"employer_code": None}, None, False),
        ({"employer_code": BLUE}, BLUE, False),
    ],
)
def test_r38_given_consent_then_naming_another_ends_it_and_nothing_else_does(
    world: World, change: dict[str, object], named: str | None, *, consents: bool
) -> None:
    opened(world)
    opened(world, "other", code=BLUE, name="蓝天会计师事务所")
    li = world.professional().enrol()
    li.must("PUT", OWN, agreed())

    li.must("PATCH", "/v1/me", change)

    own = li.get(OWN).body
    assert (own["code"], own["consent"] is not None) == (named, consents)
    assert len(roll_of(RED)) == consents
    li.must("PUT", OWN, agreed(BLUE))
    assert (len(roll_of(RED)), len(roll_of(BLUE))) == (0, 1)


def test_r38_given_a_corrected_name_then_the_roll_leads_there_by_it(world: World) -> None:
    opened(world)
    li = world.professional().enrol()
    li.must("PUT", OWN, agreed())

    li.must("PATCH", "/v1/me", {"name": "王芳"})

    (item,) = RegistryItem.query(employer_key(RED), RegistryItem.sk.startswith("R#"))
    assert item.sk.startswith("R#王芳#")


def test_r38_given_an_employer_closed_then_consent_ends_for_good_and_naming_stays(
    world: World,
) -> None:
    opened(world)
    li = world.professional().enrol()
    li.must("PUT", OWN, agreed())

    world.reviewer().must("PATCH", f"/v1/employers/{RED}", {"state": "closed"})

    own = li.get(OWN).body
    assert (own["code"], own["state"], own["consent"], own["terms"]) == (RED, "closed", None, None)
    assert li.send("PUT", OWN, agreed()).code == "employer_unknown"
    opened(world, "successor")
    assert li.get(OWN).body["consent"] is None
    world.now += timedelta(days=1)
    assert li.must("PUT", OWN, agreed())["consent"]["given_at"].startswith("2020-06-02")


def test_r38_given_the_employer_closed_while_somebody_agrees_then_nobody_has(
    world: World, network: Network
) -> None:
    opened(world)
    li = world.professional().enrol()
    bureau = world.reviewer()

    def close() -> None:
        bureau.must("PATCH", f"/v1/employers/{RED}", {"state": "closed"})

    network.meanwhile(1, close)

    assert li.send("PUT", OWN, agreed()).code == "employer_unknown"
    assert network.heal()
    assert (li.get("/v1/me").body["employer_code"], roll_of(RED)) == (None, [])


def test_r37_given_two_bureaus_that_open_one_code_at_once_then_one_does(
    world: World, network: Network
) -> None:
    first, second = world.professional("first"), world.professional("second")
    sent = {"code": RED, "name": NAME, "evidence": []}
    first.must("POST", "/v1/employers", {**sent, "territory": "440703"})
    second.must("POST", "/v1/employers", {**sent, "territory": "440704"})
    path, opens = f"/v1/employers/{RED}/decision", {"decision": "open"}
    county, other = world.reviewer("440703"), world.reviewer("440704")

    network.meanwhile(2, lambda: other.must("POST", path, opens))

    assert county.post(path, opens).code == "employer_already_open"
    assert network.heal()
    assert second.get(f"/v1/employers/{RED}").body["territory"] == "440704"
    assert first.get(f"/v1/employers/{RED}").body["state"] == "applied"


def test_r37_given_a_clerk_withdrawn_while_adding_another_then_nobody_is_added(
    world: World, network: Network
) -> None:
    clerk, bureau = opened(world), world.reviewer()
    path = f"/v1/employers/{RED}/clerks"

    network.meanwhile(1, lambda: bureau.must("DELETE", f"{path}/clerk"))

    assert clerk.send("PUT", f"{path}/second", {}).code == "not_found"
    assert network.heal()
    assert bureau.get(path).body["items"] == []


def test_r38_given_an_employer_then_others_see_it_on_a_profile_as_confirmed(world: World) -> None:
    opened(world)
    li: Professional = world.professional().enrol(employer=RED)
    admin = world.administrator()
    (found,) = admin.must("POST", "/v1/admin/professionals/search", {"territory": "440703"})[
        "items"
    ]
    assert (found["employer_code"], found["employer_confirmed"]) == (RED, True)
    changed = admin.must(
        "PATCH", f"/v1/admin/professionals/{found['id']}", {"employer": "红", "reason": "核对"}
    )
    assert (changed["employer"], changed["employer_confirmed"]) == ("红", False)
    assert li.get(OWN).body["confirmed"] is False
