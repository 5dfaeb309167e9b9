"""R47: the page's script reads and believes what the product signs, and nothing else.

It runs in Node, which has the browser's WebCrypto; `tests/web` looks at the page itself.
"""

import json
import subprocess
from decimal import Decimal
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, derive_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.low_signature import ORDER
from chalicelib.certificates.rules.signed_statement import (
    digits_of,
    is_signed_by,
    parse_address,
    parse_digits,
    raw_signature,
    signed_bytes,
)
from chalicelib.certificates.rules.statement import stated
from chalicelib.certificates.rules.transcript import TranscriptYear, YearState
from chalicelib.certificates.rules.transcript_statement import CERTIFICATES, transcript_statement
from chalicelib.platform.rules.decimals import decimal_text
from tests.certificates.statements import KEY, LONGEST_NAMES, SNAPSHOT, address, digits, published
from tests.certificates.test_transcript import transcript
from tests.node import NODE
from tests.project.sources import ROOT

SCRIPT = ROOT / "web" / "src" / "verify" / "statement.ts"
RUN = f"""
import {{ check, readAddress }} from {json.dumps(SCRIPT.as_uri())};
import {{ readFileSync }} from "node:fs";
const answers = [];
for (const [text, keys] of JSON.parse(readFileSync(0, "utf-8"))) {{
  const address = readAddress(text);
  answers.push(address && (await check(address, keys)));
}}
console.log(JSON.stringify(answers));
"""
SAID = [
    SNAPSHOT,
    replace(SNAPSHOT, public_waived=True, professional=Decimal("0.05"), version=9999),
    replace(SNAPSHOT, year=2025, general_knowledge=Decimal("20.25"), public=Decimal("29.99")),
    replace(SNAPSHOT, masked_number="H********78"),
    replace(SNAPSHOT, masked_number="***"),
    *(replace(SNAPSHOT, name=each) for each in LONGEST_NAMES),
]


def checked(*cases: tuple[str, list[dict[str, Any]]]) -> list[Any]:
    """What the script makes of addresses, each with the keys that are published."""
    ran = subprocess.run(  # noqa: S603 - our own script
        [NODE, "--input-type=module", "-e", RUN],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    answers: list[Any] = json.loads(ran.stdout)
    return answers


def expected(snapshot: Snapshot) -> dict[str, Any]:
    said = stated(snapshot, 1)
    general = said.general_knowledge
    return {
        "key": said.key,
        "name": said.name,
        "isShortened": said.is_shortened,
        "document": said.masked_number,
        "year": said.year,
        "public": None if said.public is None else decimal_text(said.public),
        "professional": decimal_text(said.professional),
        "general": None if general is None else decimal_text(general),
        "issuedOn": said.issued_on.isoformat(),
    }


def test_r47_given_what_the_product_signed_then_the_page_s_script_reads_the_same() -> None:
    answers = checked(*((address(each), [published()]) for each in SAID))
    assert answers == [{"is": "signed", "statement": expected(each)} for each in SAID]


def test_r51_given_a_transcript_then_the_page_s_script_reads_the_same() -> None:
    years = [
        TranscriptYear(year=0, state=state, certificate=certificate, public_waived=waived)
        for state, certificate, waived in zip(
            [*YearState, YearState.COMPLETE], CERTIFICATES, [False, True] * 3, strict=True
        )
    ]
    made = transcript(years)
    content = transcript_statement(made, 1)
    message = signed_bytes(made.number, 1, content)
    signature = raw_signature(KEY.sign(message, ECDSA(SHA256(), deterministic_signing=True)))
    text = f"https://example.org/verify/{made.number}?v=1#{digits_of(content, signature)}"
    (answer,) = checked((text, [published()]))
    assert answer == {
        "is": "signed",
        "statement": {
            "key": 1,
            "name": "李䶮",
            "isShortened": False,
            "document": "440703********1234",
            "years": [
                {
                    "year": each.year,
                    "state": each.state,
                    "certificate": each.certificate,
                    "isWaived": each.public_waived,
                }
                for each in made.years
            ],
            "issuedOn": "2020-06-01",
        },
    }


def test_r47_given_any_byte_altered_then_the_page_s_script_believes_nothing() -> None:
    content, signature = parse_digits(digits())
    whole, printed = content + signature, address().split("#")[0]
    altered = []
    for place in range(len(whole)):
        for bits in (1, 128):
            other = bytearray(whole)
            other[place] ^= bits
            altered.append(digits_of(bytes(other[:-64]), bytes(other[-64:])))
    answers = checked(*((f"{printed}#{each}", [published()]) for each in altered))
    assert {each["is"] for each in answers} == {"forged", "unreadable", "key_unknown"}


def test_r47_given_the_other_form_of_the_signature_then_neither_verifier_believes_it() -> None:
    content, signature = parse_digits(digits())
    s = int.from_bytes(signature[32:], "big")
    other = signature[:32] + (ORDER - s).to_bytes(32, "big")
    text = f"{address().split('#')[0]}#{digits_of(content, other)}"
    assert is_signed_by(parse_address(address()), KEY.public_key())
    assert not is_signed_by(parse_address(text), KEY.public_key())
    assert checked((text, [published()])) == [{"is": "forged"}]


@pytest.mark.parametrize(
    ("text", "keys", "verdict"),
    [
        (address().replace("?v=1", "?v=2"), [published()], "forged"),
        (address().replace("M3UBV-UACAF-UK62B", "AAAAA-AAAAA-AAAAF"), [published()], "forged"),
        (address(), [published(derive_private_key(48, SECP256R1()))], "forged"),
        (address(), [published(number=2)], "key_unknown"),
        (address(), [published(purpose="credentials")], "key_unknown"),
        (address(), [], "key_unknown"),
        (address(), [published(revoked_at="2026-12-01T00:00:00+08:00")], "revoked"),
        (address()[:-1], [published()], "unreadable"),
        (address().split("#")[0], [published()], "unreadable"),
        (address().replace("?v=1", "?v=1&from=singlemessage"), [published()], "signed"),
        (address() + "?from=singlemessage&isappinstalled=0", [published()], "signed"),
        (address() + "&from=timeline", [published()], "signed"),
        (address().replace("-", "").lower(), [published()], "signed"),
        (address().replace("?v=1", ""), [published()], None),
        ("M3UBV-UACAF-UK62B", [published()], None),
    ],
)
def test_r47_given_another_address_or_key_then_the_page_s_script_says_what_is_wrong(
    text: str, keys: list[dict[str, Any]], verdict: str | None
) -> None:
    (answer,) = checked((text, keys))
    assert (answer and answer["is"]) == verdict
