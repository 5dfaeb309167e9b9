"""Lists that were answered whole take a limit and go on behind a cursor; what was announced can be asked for."""

from hashlib import sha256

import pytest

from chalicelib.http.cursor import Passed, cut_whole, write_cursor
from chalicelib.http.received import WholePaging
from chalicelib.platform.rules.refusal import Refusal
from tests.journey.world import World
from tests.paper import pdf

WHOLE = (
    "/v1/territories",
    "/v1/forms",
    "/v1/questions",
    "/v1/me/years",
    "/v1/me/courses?year=2020",
)


def test_given_a_limit_then_the_pages_together_are_the_whole_list(world: World) -> None:
    li = world.professional().enrol()
    li.submit()
    admin = world.administrator()
    history = f"/v1/admin/professionals/{li.get('/v1/me').body['id']}/history"
    for reader, path in [*((li, each) for each in WHOLE), (admin, history)]:
        whole = reader.get(path).body
        assert (bool(whole["items"]), whole["next"]) == (True, None), path
        limit = max(1, len(whole["items"]) // 2)
        with_limit = f"{path}{'&' if '?' in path else '?'}limit={limit}"
        found, cursor = [], ""
        while cursor is not None:
            page = reader.get(f"{with_limit}{f'&cursor={cursor}' if cursor else ''}").body
            found, cursor = [*found, *page["items"]], page["next"]
            assert len(page["items"]) <= limit
        assert found == whole["items"], path
        refused = reader.get(f"{with_limit}&cursor=学")
        assert (refused.status, refused.code, refused.body["field"]) == (
            422,
            "cursor_invalid",
            "cursor",
        )


@pytest.mark.parametrize("shown", ["", "x", "-1", "１", "9" * 11])
def test_given_a_cursor_that_counts_nothing_then_it_is_refused(shown: str) -> None:
    asked = WholePaging(cursor=write_cursor((shown, "b")))
    with pytest.raises(Refusal) as refusal:
        cut_whole("abc", asked, str)
    assert refusal.value.code == "cursor_invalid"


def test_given_a_list_that_changed_between_two_pages_then_it_goes_on_behind_what_was_shown() -> (
    None
):
    _, following = cut_whole("abcd", WholePaging(limit=2), str)
    assert cut_whole("xabcd", WholePaging(cursor=following), str)[0] == "cd"
    assert cut_whole("acd", WholePaging(cursor=following), str)[0] == "d", (
        "b is gone: two were shown"
    )
    assert cut_whole("ab", WholePaging(cursor=write_cursor(Passed("9", "z"))), str) == ("", None)


def test_given_a_file_that_was_announced_then_its_location_says_whether_it_has_come(
    world: World,
) -> None:
    li, content = world.professional(), pdf()
    announced = {
        "filename": "证明.pdf",
        "content_type": "application/pdf",
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    offered = li.post("/v1/me/uploads", announced)
    path = "/v1/" + offered.headers["Location"].partition("/v1/")[2]
    assert li.get(path).body == {
        "id": announced["sha256"],
        **{name: announced[name] for name in ("filename", "content_type", "size")},
        "state": "announced",
    }
    li.upload(content)
    assert li.get(path).body["state"] == "arrived"
    assert world.professional("zhang").get(path).code == "not_found"
