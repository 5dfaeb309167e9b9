"""Anybody verifies a certificate: by the interface, or on a page (R34, R48)."""

import re
from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from chalicelib.access.caller import Who
from chalicelib.certificates.actions.compare_name import compare_name
from chalicelib.certificates.actions.verify_certificate import verify_certificate
from chalicelib.certificates.actions.verify_certificates import Asked, verify_certificates
from chalicelib.certificates.actions.verify_transcript import verify_transcript
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.routes import present, shapes_verification
from chalicelib.certificates.routes.present_transcripts import transcript_verification
from chalicelib.certificates.routes.shapes_transcripts import TranscriptVerification
from chalicelib.certificates.routes.verification_page import (
    BELOW,
    BESIDE,
    at_field,
    field_page,
    refusal_page,
    verification_page,
)
from chalicelib.certificates.routes.verified_transcript_page import transcript_page
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.received import Anything
from chalicelib.http.texts import Name
from chalicelib.http.wire import HtmlPage
from chalicelib.platform.rules.refusal import Refusal

verification = Calls(__name__, tag="public")

_VERSION = re.compile(r"[0-9]{1,4}")
_IN_ADDRESS = re.compile(r"/verify/([^/?#]+)")
_V_IN_ADDRESS = re.compile(r"[?&]v=([0-9]{1,4})(?![0-9])")


class VerifyQuery(msgspec.Struct, frozen=True):
    """`v`: the version that the QR code names; `name`: the full name to compare.

    Whatever else a scanner adds to the address it was shown is passed over.
    """

    v: Annotated[int, Meta(ge=1, le=9999)] | None = None
    name: Name | None = None


class PageQuery(msgspec.Struct, frozen=True):
    """The version; scanners add what they like, and a `v` that is no number is left out."""

    v: str | None = None


class FieldQuery(PageQuery, frozen=True):
    """The page's field, as a browser without scripts sends it: a number, or a QR code's address."""

    number: str | None = None


class NameForm(PageQuery, frozen=True):
    """The page's own form: a name is sent in the body, where no address and no log shows it."""

    name: str | None = None


@verification.call(
    "GET",
    "/v1/certificates/{number}",
    who=Who.ANYBODY,
    query=VerifyQuery,
    answers=shapes_verification.Verification,
    refusals=("certificate_unknown", "certificate_number_invalid", "busy"),
    summary="验证证书",
)
def verify(call: Call[VerifyQuery]) -> shapes_verification.Verification:
    """Say whether a certificate is valid now; the name is masked."""
    return _verified(call.path["number"], call.query.v, call.query.name, call.at)


@verification.call(
    "POST",
    "/v1/certificates/verifications",
    who=Who.ANYBODY,
    body=shapes_verification.ManyToVerify,
    answers=shapes_verification.Verifications,
    refusals=("busy",),
    keyed=False,
    summary="批量验证证书",
)
def verify_many(
    call: Call[shapes_verification.ManyToVerify],
) -> shapes_verification.Verifications:
    """Say of each of up to 1,000 certificates whether it is valid now."""
    asked = [
        Asked(each.number, each.version, (each.name or "").strip())
        for each in call.body.certificates
    ]
    answers = verify_certificates(asked, at=call.at)
    return shapes_verification.Verifications(results=[*map(present.verification_result, answers)])


@verification.call(
    "GET",
    "/v1/transcripts/{number}",
    who=Who.ANYBODY,
    query=Anything,
    answers=TranscriptVerification,
    refusals=("certificate_unknown", "certificate_number_invalid"),
    summary="验证历年继续教育证明",
)
def verify_span(call: Call[Anything]) -> TranscriptVerification:
    """Say what a transcript says, and whether its certificates are valid now; the name is masked."""
    return _transcript(call.path["number"])


@verification.call(
    "GET",
    "/verify",
    who=Who.ANYBODY,
    query=FieldQuery,
    answers=HtmlPage,
    refused=at_field,
    summary="证书验证页（填写编号）",
)
def ask_for_number(call: Call[FieldQuery]) -> HtmlPage:
    """Show a field for the number, and what was found once it is filled in."""
    typed = (call.query.number or "").strip()
    if not typed:
        return field_page()
    number, version = _read(typed)
    return _page(number, version or call.query.v, None, call.at, BESIDE)


@verification.call(
    "GET",
    "/verify/{number}",
    who=Who.ANYBODY,
    query=PageQuery,
    answers=HtmlPage,
    refused=refusal_page,
    summary="证书验证页",
)
def verify_page(call: Call[PageQuery]) -> HtmlPage:
    """Show the verification to people; without scripts, too."""
    return _page(call.path["number"], call.query.v, None, call.at)


@verification.call(
    "POST",
    "/verify/{number}",
    who=Who.ANYBODY,
    body=NameForm,
    answers=HtmlPage,
    refused=refusal_page,
    keyed=False,
    summary="核对持证人姓名",
)
def compare_on_page(call: Call[NameForm]) -> HtmlPage:
    """Show the same page, and whether the name that was typed is the holder's."""
    return _page(call.path["number"], call.body.v, call.body.name, call.at)


def _read(typed: str) -> tuple[str, str | None]:
    """The number, and the version where the address of a QR code was pasted."""
    number, version = _IN_ADDRESS.search(typed), _V_IN_ADDRESS.search(typed)
    return (number[1], version and version[1]) if number else (typed, None)


def _page(
    number: str, asked: str | None, typed: str | None, at: datetime, root: str = BELOW
) -> HtmlPage:
    version = int(asked) if asked and _VERSION.fullmatch(asked) else None
    try:
        return _found(number, version, typed, at, root)
    except Refusal as refusal:
        return refusal_page(refusal, root, typed=number)


def _found(
    number: str, version: int | None, typed: str | None, at: datetime, root: str
) -> HtmlPage:
    """The page of the certificate that a number names, or of the transcript."""
    try:
        return verification_page(_verified(number, version, typed, at), version, root)
    except Refusal as refusal:
        if refusal.code != "certificate_unknown":
            raise
    return transcript_page(_transcript(number), root)


def _transcript(number: str) -> TranscriptVerification:
    return transcript_verification(verify_transcript(number), published_keys)


def _verified(
    number: str, version: int | None, typed: str | None, at: datetime
) -> shapes_verification.Verification:
    """What is so now, and whether the name is the holder's, where one was typed."""
    found = verify_certificate(number, version)
    given = (typed or "").strip()
    compared = compare_name(found, given, at=at) if given else None
    return present.verification(found, version, compared, published_keys)
