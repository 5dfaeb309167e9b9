"""Names as people have them, through the app's door (R3, R4, R35)."""

import pytest

from chalicelib.people.store import professionals
from tests.journey.world import World

PASSPORT = {"type": "passport", "number": "E12345678"}
SEARCH = "/v1/admin/professionals/search"


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("Conan O’Neil", "CONAN O'NEIL"),
        ("O‘Neil", "O’Neil"),
        ("CHAN, TAI MAN", "CHAN TAI MAN"),
        ("买买提∙艾力", "买买提･艾力"),
        ("佐々木", "佐々 木"),
    ],
)
def test_r30_given_two_writings_of_one_name_then_nothing_is_held(
    world: World, here: str, there: str
) -> None:
    one = world.professional("p1").enrol(here, document=PASSPORT)
    one.open_hr_account(there, PASSPORT)

    assert one.must("GET", "/v1/me/comparison")["agrees"] is True
    assert one.must("GET", "/v1/me")["name"] == here


@pytest.mark.parametrize(
    ("typed", "suggestion"), [("王⻜", "王飞"), ("⼀鸣", "一鸣"), ("李\ue001", None)]
)
def test_r3_given_a_name_that_is_refused_then_what_to_type_or_whom_to_ask(
    world: World, typed: str, suggestion: str | None
) -> None:
    refused = world.professional().post("/v1/checks/identity", {"name": typed})

    assert (refused.code, refused.body.get("suggestion")) == ("name_invalid", suggestion)
    assert "020-29817536" in refused.body["detail"]


def test_given_a_name_that_was_listed_before_its_apostrophe_was_folded_then_it_is_found(
    world: World,
) -> None:
    one = world.professional("p1").enrol("Conan O’Neil", document=PASSPORT)
    profile = professionals.find_professional(one.get("/v1/me").body["id"])
    assert profile is not None
    item = professionals.item_of(profile)
    assert item.order == f"440703#conan o'neil#{profile.id}"
    item.order = f"440703#conan o’neil#{profile.id}"
    item.save()
    world.professional("p2").enrol(
        "Conan O'Neil", document={"type": "passport", "number": "E12345679"}
    )

    for typed in ("Conan O'Neil", "CONAN O’NEIL"):
        found = world.administrator().must("POST", SEARCH, {"name": typed, "limit": 1})
        after = world.administrator().must(
            "POST", SEARCH, {"name": typed, "limit": 1, "cursor": found["next"]}
        )
        shown = {each["id"] for each in (*found["items"], *after["items"])}
        assert profile.id in shown
        assert len(shown) == 2
        assert after["next"] is None
