"""The notice's year 2020, from enrolment to a verified certificate, through the app's door."""

import io
from datetime import timedelta

import boto3
import pypdf
import pytest

from tests.journey.world import LI, World


def complete(world: World, name: str = "李䶮", *, hr_name: str | None = None) -> None:
    """Let a person complete the year: study, register, be accredited."""
    li = world.professional().enrol(name)
    if hr_name is not None:
        li.open_hr_account(hr_name)
    li.study()
    assert world.accredit(li.submit()).status == 200
    world.settle()


def certificate(world: World) -> dict[str, object]:
    shown: dict[str, object] = world.professional().get("/v1/me/years/2020").body["certificate"]
    return shown


@pytest.mark.parametrize("name", ["李䶮", "陈𫖯", "迪丽热巴·迪力木拉提", "JOHN SMITH"])
def test_given_a_whole_year_then_the_certificate_comes_by_itself_and_says_the_truth(
    world: World, name: str
) -> None:
    complete(world, name, hr_name=name)
    li = world.professional()
    year = li.get("/v1/me/years/2020").body
    assert (year["complete"], year["missing"]) == (True, [])
    assert year["public"] == {"required": "30", "accredited": "30", "waived": False}
    assert year["professional"]["accredited"] == "60"
    issued = year["certificate"]
    assert (issued["state"], issued["version"], issued["held_because"]) == ("issued", 1, None)
    download = li.post("/v1/me/years/2020/certificate/download")
    assert download.status == 200
    stored = boto3.client("s3").get_object(
        Bucket="certificate-bucket", Key=f"certificates/{issued['number']}/v1.pdf"
    )
    text = pypdf.PdfReader(io.BytesIO(stored["Body"].read())).pages[0].extract_text()
    for shown in (name, "440703********107X", issued["number"], "2020", "30", "60"):
        assert shown in text
    verified = li.get(f"/v1/certificates/{issued['number']}?v=1").body
    assert (verified["state"], verified["year"]) == ("valid", 2020)
    assert verified["name"][0] == name[0]
    assert name not in verified["name"]


def test_r17_given_the_last_report_then_the_credits_are_there_before_it_answers(
    world: World,
) -> None:
    li = world.professional().enrol()
    assert li.study()["complete"] is True
    year = li.get("/v1/me/years/2020").body
    assert year["public"]["accredited"] == "30"
    (record,) = year["records"]
    assert (record["state"], record["source"], record["subject"]) == (
        "accredited",
        "platform",
        "public",
    )


def test_r30_given_no_hr_account_then_held_and_issued_by_itself_once_opened(world: World) -> None:
    complete(world)
    held = certificate(world)
    assert (held["state"], held["number"]) == ("held", None)
    assert held["held_because"]["code"] == "no_hr_account"  # type: ignore[index]  # JSON
    assert world.professional().post("/v1/me/years/2020/certificate/download").code == (
        "certificate_not_ready"
    )
    world.now += timedelta(days=3)
    world.professional().open_hr_account()
    world.settle()
    issued = certificate(world)
    assert (issued["state"], issued["issued_on"]) == ("issued", "2020-06-04")


def test_r30_given_another_name_on_the_hr_side_then_named_and_issued_once_corrected(
    world: World,
) -> None:
    complete(world, hr_name="李岩")
    because = certificate(world)["held_because"]
    assert (because["code"], because["fields"]) == ("identity_mismatch", ["name"])  # type: ignore[index]  # JSON
    world.professional().must("PATCH", "/v1/me/hr-account", {"name": "李\ue863"})
    world.settle()
    assert certificate(world)["state"] == "issued"


def test_r30_given_another_name_on_the_registry_then_issued_once_corrected_there(
    world: World,
) -> None:
    complete(world, "李岩", hr_name="李䶮")
    assert certificate(world)["state"] == "held"
    world.professional().must("PATCH", "/v1/me", {"name": "李䶮"})
    world.settle()
    assert certificate(world)["state"] == "issued"


def test_r30_given_another_document_on_the_hr_side_then_named_and_issued_once_corrected(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account(document={"type": "passport", "number": "E12345678"})
    li.study()
    world.accredit(li.submit())
    world.settle()
    because = certificate(world)["held_because"]
    assert (because["code"], because["fields"]) == ("identity_mismatch", ["document"])  # type: ignore[index]  # JSON
    li.must("PATCH", "/v1/me/hr-account", {"document": LI})
    world.settle()
    assert certificate(world)["state"] == "issued"


def test_r6_given_a_certificate_then_the_name_can_no_longer_be_changed_by_oneself(
    world: World,
) -> None:
    complete(world, hr_name="李䶮")
    refused = world.professional().send("PATCH", "/v1/me", {"name": "李岩"})
    assert (refused.status, refused.code) == (409, "certificate_rests_on_identity")


def test_r32_given_a_character_that_no_font_has_then_held_visibly_never_a_box(
    world: World,
) -> None:
    li = world.professional().enrol("李\U0002ebf0")
    li.open_hr_account("李\U0002ebf0")
    li.study()
    world.accredit(li.submit())
    world.settle()
    held = certificate(world)
    assert held["state"] == "held"
    assert held["held_because"]["code"] == "glyph_missing"  # type: ignore[index]  # JSON
    assert li.post("/v1/me/years/2020/certificate/download").code == "certificate_not_ready"


def test_r34_given_a_wrong_or_unknown_number_then_each_is_told_apart(world: World) -> None:
    complete(world, hr_name="李䶮")
    number = str(certificate(world)["number"])
    anybody = world.professional("anybody")
    wrong = number[:-1] + ("A" if number[-1] != "A" else "B")
    assert anybody.get(f"/v1/certificates/{wrong}").code == "certificate_number_invalid"
    assert anybody.get("/v1/certificates/AAAAA-AAAAA-AAAAM").status in {400, 404}
    assert anybody.get(f"/v1/certificates/{number}?v=2").code == "certificate_unknown"
    assert anybody.get(f"/v1/certificates/{number}?name=李䶮").body["name_agrees"] is True
    assert anybody.get(f"/v1/certificates/{number}?name=李岩").body["name_agrees"] is False


def test_r20_given_another_county_s_reviewer_then_the_record_does_not_exist(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    other = world.reviewer("440704")
    assert other.get("/v1/review/records").body["items"] == []
    assert other.get(f"/v1/review/records/{record['id']}").status == 404
    assert world.accredit(record, "440704").status == 404
    for above in ("440700", "440000"):
        (seen,) = world.reviewer(above).get("/v1/review/records").body["items"]
        assert seen["id"] == record["id"]
    assert world.reviewer("440703").get("/v1/review/records?territory=440704").code == "forbidden"


def test_given_another_s_record_then_it_is_as_absent_as_none(world: World) -> None:
    record = world.professional().enrol().submit()
    other = world.professional("wang").enrol(
        document={"type": "resident_id", "number": "440704195801242981"}
    )
    for path in (f"/v1/me/records/{record['id']}", "/v1/me/records/none"):
        assert other.get(path).status == 404
    assert other.post(f"/v1/me/records/{record['id']}/withdraw").status == 404


def test_r20_given_a_reviewer_s_own_record_then_refused(world: World) -> None:
    record = world.professional("reviewer-440703").enrol().submit()
    refused = world.accredit(record)
    assert (refused.status, refused.code) == (403, "own_record")
