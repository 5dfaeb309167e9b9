"""What the document tells of calls, codes and headers is what there is."""

import re

from chalicelib.assembly.contract import ALL
from chalicelib.http.deprecation import HEADERS
from chalicelib.http.openapi_guide import GUIDE
from chalicelib.platform.gateways.files import SIGNED_SECONDS
from chalicelib.platform.rules.refusal_kinds import KINDS

DECLARED = {f"{one.method} {one.path}" for calls in ALL for one in calls.declarations}
TICKED = set(re.findall(r"`([^`]+)`", GUIDE))


def test_every_call_that_it_names_is_one() -> None:
    named = {each for each in TICKED if re.fullmatch(r"[A-Z]+ /v1/.*", each)}

    assert len(named) > 5
    assert named <= DECLARED


def test_every_code_that_it_names_is_refused_under_the_status_it_says() -> None:
    named = re.findall(r"(\d{3}) `(\w+)`", GUIDE)

    assert len(named) > 2
    assert {code: KINDS[code].status for _, code in named} == {c: int(s) for s, c in named}


def test_it_says_how_long_a_signed_address_lasts_and_how_a_call_ends() -> None:
    assert SIGNED_SECONDS == 5 * 60
    assert "五分钟" in GUIDE
    assert HEADERS.keys() - {"Link"} <= TICKED
