"""The forms of study as anybody is shown them, and records of a form that is declared no more."""

import pytest

from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import years
from chalicelib.platform.store.tables import RegistryItem
from tests.journey.world import Professional, World


@pytest.fixture
def li(world: World) -> Professional:
    return world.professional().enrol()


def test_r12_given_a_year_then_its_forms_are_listed_as_they_are_declared(li: Professional) -> None:
    items = li.must("GET", "/v1/forms?year=2020")["items"]
    shown = {each["form"]: each for each in items}

    assert list(shown) == [name for name, form in FORMS.items() if form.is_in(2020)]
    exam, online, degree = shown["exam"], shown["online"], shown["degree"]
    assert [each["name"] for each in exam["facts"]] == [
        "papers",
        "examination",
        "general_knowledge",
    ]
    papers, examination, _ = exam["facts"]
    assert (papers["kind"], papers["required"], papers["least"], papers["most"]) == (
        "count",
        True,
        "1",
        "366",
    )
    assert {"value": "cpa", "label": "注册会计师考试"} in examination["choices"]
    assert (examination["default"], examination["most"]) == ("other", None)
    assert (exam["required"], exam["optional"]) == (
        ["papers"],
        ["examination", "general_knowledge"],
    )
    assert exam["reference"]["known_by"] == "papers"
    assert (online["unit"], online["facts"][0]["most"]) == ("每小时", "2000")
    assert (online["late_study"], exam["late_study"]) == (True, False)
    assert degree["required"] == []
    assert [name for name, each in shown.items() if not each["reported"]] == ["transfer"]
    assert shown["paper"]["roles"] == ["first_author", "other_author"]
    assert all(each["evidence"] and each["source"] for each in items)
    assert exam["years"] == list(years())


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?year=1999", 404, "year_unknown"),
        ("?year=9999", 404, "year_unknown"),
        ("?year=zwanzig", 422, "field_invalid"),
        ("?jahr=2020", 422, "field_unknown"),
    ],
)
def test_r12_given_no_such_year_then_it_has_no_forms(
    li: Professional, query: str, status: int, code: str
) -> None:
    answer = li.get(f"/v1/forms{query}")

    assert (answer.status, answer.code) == (status, code)


def of_a_form_of_before(world: World, record: str) -> None:
    """Let a stored record be of a form that nobody declares, as one is whose declaration is gone."""
    client, table = world.cloud.client("dynamodb"), RegistryItem.Meta.table_name
    items = client.scan(TableName=table)["Items"]
    (item,) = (
        each for each in items if each.get("body", {}).get("M", {}).get("id") == {"S": record}
    )
    client.update_item(
        TableName=table,
        Key={"pk": item["pk"], "sk": item["sk"]},
        UpdateExpression="SET body.form = :form, body.facts = :facts",
        ExpressionAttributeValues={
            ":form": {"S": "seminar"},
            ":facts": {"M": {"sittings": {"N": "2"}}},
        },
    )


def test_r12_given_a_form_that_is_declared_no_more_then_its_records_are_shown_and_decided(
    world: World, li: Professional
) -> None:
    record = li.submit()
    draft = li.must("POST", "/v1/me/years/2020/records", li.application(reference="JM-2020-2"))
    of_a_form_of_before(world, record["id"])
    of_a_form_of_before(world, draft["id"])

    shown = li.must("GET", f"/v1/me/records/{record['id']}")
    assert (shown["form"], shown["form_label"]) == ("seminar", "其他形式（seminar）")
    assert shown["facts_said"] == [{"name": "sittings", "label": "sittings", "text": "2"}]
    assert len(li.must("GET", "/v1/me/years/2020")["records"]) == 2

    reviewer = world.reviewer()
    assert reviewer.must("GET", f"/v1/review/records/{record['id']}")["form"] == "seminar"
    assert world.accredit(record).body["accredited_credits"] == "60"
    assert li.must("GET", "/v1/me/years/2020")["professional"]["accredited"] == "60"

    refused = li.post(f"/v1/me/records/{draft['id']}/submit")
    assert (refused.status, refused.code) == (422, "form_unknown")
    mended = li.application(reference="JM-2020-2", evidence=[li.upload()], submit=True)
    assert li.must("PUT", f"/v1/me/records/{draft['id']}", mended)["form"] == "training"
