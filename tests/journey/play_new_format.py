"""What docs/new-format.md adds, in a province.

Not collected with the others: `test_new_format` runs it in a copy of the project that has the format.
"""

from urllib.parse import urlsplit

from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.platform.gateways import files
from tests.journey.world import World

BUCKET = "certificate-bucket"
TEXT = "/v1/me/years/2020/certificate/text"


def _stored() -> dict[str, bytes]:
    s3 = files.client()
    keys = [
        each["Key"]
        for each in s3.list_objects_v2(Bucket=BUCKET, Prefix="certificates/")["Contents"]
    ]
    return {key: s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in keys}


def test_it_is_kept_beside_the_pdf_and_signed_for_its_holder(world: World) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit())
    assert li.post(TEXT).code == "certificate_not_ready"
    world.settle()

    stored = _stored()
    address = urlsplit(li.must("POST", TEXT)["url"]).path.lstrip("/")
    text = stored[address].decode("utf-8")
    assert {key.rpartition("/")[2] for key in stored} == {"v1.pdf", "v1.txt"}
    assert "姓名：李䶮" in text
    assert "公需科目：30学分，专业科目：60学分" in text
    assert "新收入准则专题培训（面授培训）：60学分" in text
    assert li.get("/v1/me/years/2020").body["certificate"]["number"] in text
    assert world.reviewer().post(TEXT).code == "not_enrolled"

    render_certificate(li.get("/v1/me").body["id"], 2020, at=world.now)
    assert _stored() == stored, "an event that comes twice changes nothing"
