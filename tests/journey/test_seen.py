"""Two devices, two clerks: who writes over what they have not seen is told so, and nothing is lost (412)."""

from tests.journey.world import World


def test_given_a_draft_that_another_device_changed_then_it_is_not_overwritten(world: World) -> None:
    li = world.professional().enrol()
    made = li.post("/v1/me/years/2020/records", li.application())
    path = f"/v1/me/records/{made.body['id']}"
    phone, desk = li.get(path), li.get(path)
    assert made.tag == phone.tag == desk.tag
    assert (made.status, phone.body["version"]) == (201, made.body["version"])

    kept = li.send("PUT", path, li.application(title="手机上改的"), if_match=phone.tag)
    assert (kept.status, kept.tag) == (200, li.get(path).tag)
    stale = li.send("PUT", path, li.application(title="电脑上改的"), if_match=desk.tag)
    assert (stale.status, stale.code, stale.tag) == (412, "stale", kept.tag)
    assert li.get(path).body["title"] == "手机上改的"

    again = li.send("PUT", path, li.application(title="手机上改的"), if_match=phone.tag)
    assert (again.status, again.tag) == (200, kept.tag), "it came, and its answer was lost"
    by_body = {**li.application(title="电脑上改的"), "version": desk.body["version"]}
    assert li.send("PUT", path, by_body).code == "stale"
    assert li.send("PUT", path, li.application(title="不看版本")).status == 200
