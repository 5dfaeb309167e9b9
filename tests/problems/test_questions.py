"""Questions and answers are data: brought by the deployment, edited by administrators, found by what is asked."""

from chalicelib.problems.rules.question import found, seeded, standing
from tests.journey.world import Client, World


def ids(client: Client, query: str = "") -> list[str]:
    return [each["id"] for each in client.must("GET", f"/v1/questions{query}")["items"]]


def test_given_an_edit_then_it_stands_in_place_of_what_the_deployment_brings(world: World) -> None:
    anybody, admin = world.professional("anybody"), world.administrator()
    brought = [each.id for each in seeded()]
    assert ids(anybody) == brought
    edited = {"question": "忘了登录密码怎么办？", "answer": "在登录页面找回。", "order": 15}
    path = "/v1/admin/questions/password"
    shown = admin.must("PUT", path, {**edited, "audiences": ["professional"]})
    assert admin.must("PUT", path, {**edited, "audiences": ["professional"]}) == shown
    assert ids(anybody) == [brought[0], "password", *brought[1:]]
    assert "password" not in ids(anybody, "?audience=provider")
    admin.must("PUT", f"/v1/admin/questions/{brought[0]}", {**edited, "order": 5})
    assert anybody.must("GET", "/v1/questions")["items"][0]["answer"] == "在登录页面找回。"
    for _time in range(2):
        admin.must("DELETE", f"/v1/admin/questions/{brought[0]}")
    assert ids(anybody) == ["password", *brought[1:]]
    assert admin.send("DELETE", "/v1/admin/questions/none").code == "not_found"
    assert admin.send("PUT", "/v1/admin/questions/A%20B", edited).code == "not_found"
    assert admin.send("PUT", path, {**edited, "answer": " "}).code == "field_invalid"
    assert world.administrator("440700").send("PUT", path, edited).code == "forbidden"
    assert ids(anybody, "?q=密码忘了") == ["password", "general-knowledge"], "the likest first"


def test_given_what_is_asked_then_the_likest_come_first() -> None:
    questions = standing(())
    assert found(questions, "我的证书一直待核对")[0].id == "certificate-held"
    assert found(questions, "单位培训 谁来登记")[0].id == "who-reports"
    assert found(questions, "？") == []
