"""The limits of what carries our answers are never reached: 6 MB of Lambda, 10 MB of API Gateway."""

import json
from hashlib import sha256

from tests.journey.world import World
from tests.paper import pdf

LAMBDA_BYTES = 6 * 1024 * 1024
LONGEST_LIST = 200


def test_given_the_largest_records_then_the_longest_list_of_them_fits(world: World) -> None:
    li = world.professional().enrol()
    files = []
    for number in range(20):
        content = pdf(str(number))
        announced = {
            "filename": "证" * 196 + ".pdf",
            "content_type": "application/pdf",
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
        }
        files.append(li.must("POST", "/v1/me/uploads", announced)["id"])
        li.upload(content)
        li.must("POST", "/v1/me/uploads", announced)
    li.must(
        "POST",
        "/v1/me/years/2020/records",
        li.application(
            title="题" * 200, issuer="会" * 200, reference="号" * 100, evidence=files, submit=True
        ),
    )
    page = world.reviewer().get("/v1/review/records?limit=200").body
    (item,) = page["items"]
    assert LONGEST_LIST * len(json.dumps(item, ensure_ascii=False).encode()) < LAMBDA_BYTES
