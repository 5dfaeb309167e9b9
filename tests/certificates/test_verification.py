"""Verification as verifiers meet it: pages, scanners, names tried (R34, R48)."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from app import app
from tests.faults import EVERY_CALL, Fault, Network
from tests.http.events import event
from tests.journey.world import World

OTHERS = ("李龙", "李岩", "李明", "王伟", "陈静", "李䶮䶮")


@pytest.fixture
def number(world: World) -> str:
    """The number of a certificate of 李䶮."""
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit(facts={"days": 6}))
    world.settle()
    return str(li.must("GET", "/v1/me/years/2020")["certificate"]["number"])


def answered(world: World, method: str, number: str, **given: object) -> dict[str, Any]:
    asked = event(method, "/verify/{number}", path={"number": number}, at=world.now, **given)
    answer: dict[str, Any] = app(asked, None)
    return answer


def compared(world: World, number: str, name: str) -> str:
    """The page after its form was sent, as a browser without scripts sends it."""
    form = urlencode({"name": name, "v": "1"})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = answered(world, "POST", number, body=form, headers=headers)
    assert answer["statusCode"] == 200
    return str(answer["body"])


def asked(world: World, number: str, name: str) -> dict[str, Any]:
    return world.professional("anybody").must("GET", f"/v1/certificates/{number}?name={name}")


def test_r34_given_the_page_s_own_form_then_a_name_is_compared_and_stands_in_no_address(
    world: World, number: str
) -> None:
    assert "姓名一致。" in compared(world, number, "李䶮")
    assert "姓名不一致" in compared(world, number, "李龙")
    assert "姓名不符" in compared(world, number, "李龙")
    assert "证书有效" not in compared(world, number, "李龙")
    assert 'role="status"' not in compared(world, number, "")


def test_r48_given_five_different_names_then_no_further_one_is_compared_for_an_hour(
    world: World, number: str
) -> None:
    for name in OTHERS[:4]:
        assert asked(world, number, name)["name_agrees"] is False
        assert asked(world, number, f" {name} ")["name_agrees"] is False, "the same name once more"
    assert "姓名不一致" in compared(world, number, OTHERS[4])
    limited = asked(world, number, "李䶮")
    assert (limited["state"], limited["name_limited"]) == ("valid", True)
    assert "name_agrees" not in limited
    page = compared(world, number, "李䶮")
    assert "暂不再核对姓名" in page
    assert "姓名一致" not in page
    assert asked(world, number, OTHERS[0])["name_agrees"] is False, "it was compared before"
    world.now += timedelta(hours=1)
    assert asked(world, number, "李䶮")["name_agrees"] is True


@pytest.mark.parametrize("added", ["from=singlemessage&isappinstalled=0", "v2=&utm_source=qr"])
def test_r34_given_what_a_messenger_adds_then_both_addresses_answer(
    world: World, number: str, added: str
) -> None:
    page = world.page(f"/verify/{number}?v=1&{added}")
    assert (page.status, "证书有效" in page.html) == (200, True)
    found = world.professional("anybody").must("GET", f"/v1/certificates/{number}?v=1&{added}")
    assert found["state"] == "valid"


def test_given_a_page_then_every_no_on_it_is_a_page(world: World, number: str) -> None:
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")
    oddly = {"v": ["1", "2"], "x": ["\ud800"]}
    too_large = {"body": "name=" + "x" * 262_144}
    for answer, status, words in (
        (answered(world, "GET", wrong), 400, "查无此证"),
        (answered(world, "GET", "x" * 300), 404, "没有找到"),
        (answered(world, "GET", number, query=oddly), 200, "证书有效"),
        (answered(world, "POST", number, **too_large), 413, "内容过大"),
    ):
        assert (answer["statusCode"], words in answer["body"]) == (status, True)
        assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"


def test_r48_given_the_page_then_it_says_what_the_certificate_says(
    world: World, number: str
) -> None:
    page = world.page(f"/verify/{number}").html
    for term, value in {
        "姓名": "李**",
        "公需科目": "30 学分",
        "专业科目": "60 学分",
        "计入学习": "2项",
        "版次": "第1版",
        "签发单位": "广东省财政厅",
    }.items():
        assert f"<dt>{term}</dt><dd>{value}</dd>" in page
    found = asked(world, number, "李䶮")
    assert found["credits"] == {"public": "30", "professional": "60"}
    assert (found["records"], found["authority"]) == (2, "广东省财政厅")


def test_r48_given_the_field_then_a_number_or_a_code_s_address_is_verified_without_script(
    world: World, number: str
) -> None:
    assert 'name="number" value=""' in world.page("/verify").html
    for typed in (number, f" {number.lower()} ", f"https://x.example/verify/{number}?v=1#123"):
        found = world.page(f"/verify?{urlencode({'number': typed})}")
        assert (found.status, "证书有效" in found.html) == (200, True)
    assert world.page(f"/verify?{urlencode({'number': f'/verify/{number}?v=2'})}").status == 404
    wrong = f"{number[:-1]}{'A' if number[-1] != 'A' else 'B'}"
    for path in (f"/verify?number={wrong}", f"/verify/{wrong}"):
        page = world.page(path)
        assert (page.status, "查无此证" in page.html) == (400, True)
        assert f'name="number" value="{wrong}" aria-invalid="true"' in page.html


def test_given_the_page_then_it_runs_no_script_but_our_own_file(world: World, number: str) -> None:
    answer = answered(world, "GET", number)
    policy = answer["headers"]["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'"} <= set(policy)
    scripts = re.findall(r"<script[^>]*>", answer["body"])
    assert all(re.fullmatch(r'<script type="module" src="[.\w/-]+\.js">', each) for each in scripts)
    assert " on" not in "".join(re.findall(r"<[a-z][^>]*>", answer["body"]))


def test_given_a_failure_of_ours_then_the_page_says_so_and_asks_for_the_number_again(
    world: World, number: str
) -> None:
    with Network(counted=EVERY_CALL).listening() as network:
        network.fail(Fault.NEVER_LANDED, 1)
        answer = answered(world, "GET", number)
    assert (answer["statusCode"], 'id="number-form"' in answer["body"]) == (500, True)
    assert 'data-state="failed"' in answer["body"]
