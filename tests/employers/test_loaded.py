"""Employers that exist are loaded; where somebody typed one, it is proposed, and the bureau says (R37, R38)."""

from typing import Any

from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.rules.employer_row import HEADINGS
from chalicelib.imports.store import imports
from chalicelib.platform.actions.run import Run
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import m0005_employers_proposed
from tests.employers.codes import BLUE, GREEN, RED
from tests.employers.test_consent import OWN
from tests.employers.test_employers import opened
from tests.journey.imports import begin, brought, counts, csv_file, put, refused_rows
from tests.journey.world import Professional, World
from tests.records.province import resident_id

BINDINGS = "/v1/review/bindings"
ALONE = (m0005_employers_proposed.MIGRATION._replace(number=1),)


def employer(
    code: str = RED, name: str = "江门市红星(集团)有限公司", **changes: str
) -> dict[str, str]:
    return {"统一社会信用代码": code, "名称": name, "类型": "", "属地": "440703", **changes}


def typed(world: World, serial: int, employer_name: str) -> Professional:
    """Somebody who typed an employer."""
    document = {"type": "resident_id", "number": resident_id(serial)}
    one = world.professional(f"person-{serial}")
    return one.enrol("王芳", document=document, employer=employer_name)


def proposed(world: World) -> bool:
    run = Run(lambda: True)
    applied = migrate(ALONE, at=world.now, run=run, tell=lambda _: None)
    run.end()
    return applied


def bindings(world: World, place: str = "440703") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.reviewer(place).must("GET", BINDINGS)["items"]
    return items


def test_r37_given_a_file_of_employers_then_each_is_open_and_found_and_waits_for_a_clerk(
    world: World,
) -> None:
    shown = brought(
        world,
        "employers",
        employer(),
        employer(BLUE, "蓝天学会", 类型="学会", 属地="440700"),
        employer(),
        employer(RED, "别的名称"),
        employer(RED[:-1] + ("0" if RED[-1] != "0" else "1"), "", 类型="工厂", 属地="440300"),
    )

    assert (shown["state"], counts(shown)) == ("done", (5, 3, 0, 2))
    assert shown["unchanged"] == 1
    clerk = world.professional("clerk")
    (found,) = clerk.get("/v1/employers?q=红星（集团）").body["items"]
    assert (found["code"], found["kind"], found["state"]) == (RED, "employer", "open")
    (other,) = clerk.get("/v1/employers?q=蓝天").body["items"]
    assert (other["kind"], other["territory"]) == ("organiser", "440700")
    first, second = refused_rows(shown["id"])
    assert "名称与此不一致" in str(first)
    assert all(each in str(second) for each in ("校验码", "名称", "类型", "属地"))
    opened(world)
    assert world.reviewer().get(f"/v1/employers/{RED}").body["clerks"][0]["login"] == "clerk"


def test_r37_given_a_chunk_done_again_then_its_rows_are_counted_alike(world: World) -> None:
    offered = begin(world, "单位.csv", "employers")
    put(offered, csv_file(employer(), headings=HEADINGS))
    world.settle()
    before = imports.find_chunk(offered["id"], 0)
    import_chunk(offered["id"], 0)
    assert before is not None
    assert imports.find_chunk(offered["id"], 0) == before


def test_r38_given_typed_employers_then_those_written_alike_are_proposed_and_the_bureau_says(
    world: World,
) -> None:
    one = typed(world, 1, "江门市红星（集团）有限责任公司")
    two = typed(world, 2, "江门市红星 (集团) 公司")
    three = typed(world, 3, " 江门市红星(集团)有限公司")
    four = typed(world, 4, "江门市红星(集团)股份有限公司")
    brought(world, "employers", employer(), employer(GREEN, "绿叶"))

    assert proposed(world)

    items = bindings(world)
    ids = {_id(each): each for each in (one, two, three, four)}
    assert {ids[each["professional"]] for each in items} == {one, three, four}
    assert {code["code"] for each in items for code in each["employers"]} == {RED}
    assert items[0]["person"]["name"] == "王**"
    assert one.get(OWN).body["confirmed"] is False, "nothing changes before the bureau has said"
    assert bindings(world, "440704") == []
    assert proposed(world)
    assert len(bindings(world)) == 3
    said = {
        "decisions": [
            {"professional": _id(one), "code": RED},
            {"professional": _id(three), "code": GREEN},
            {"professional": _id(four), "code": None},
            {"professional": _id(two), "code": RED},
        ]
    }
    far = world.reviewer("440704").must("POST", BINDINGS, said)["results"]
    assert {each["code"] for each in far} == {"not_found"}
    bureau = world.reviewer()
    done = bureau.post(BINDINGS, said, key="k")
    assert bureau.post(BINDINGS, said, key="k") == done
    assert [(each["status"], each.get("code")) for each in done.body["results"]] == [
        ("bound", None),
        ("refused", "not_found"),
        ("declined", None),
        ("refused", "not_found"),
    ]
    own = one.get(OWN).body
    assert (own["code"], own["confirmed"], own["consent"]) == (RED, True, None)
    assert [each["professional"] for each in bindings(world)] == [_id(three)]


def test_r38_given_a_person_who_names_another_since_then_the_proposal_binds_nobody(
    world: World,
) -> None:
    one = typed(world, 1, "江门市红星（集团）有限公司")
    brought(world, "employers", employer())
    proposed(world)
    one.must("PATCH", "/v1/me", {"employer": "别处"})

    said = {"decisions": [{"professional": _id(one), "code": RED}]}
    (result,) = world.reviewer().must("POST", BINDINGS, said)["results"]

    assert result["code"] == "proposal_outdated"
    assert one.get("/v1/me").body["employer"] == "别处"


def _id(one: Professional) -> str:
    return str(one.get("/v1/me").body["id"])
