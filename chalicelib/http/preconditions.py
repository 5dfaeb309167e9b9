"""ETag, If-Match and If-None-Match (RFC 9110, 8.8.3 and 13.1): who has seen what of a thing.

A tag of a thing that people change is `"version.digest"`: the version is that of the item it is kept in,
which every write of it asks for; the digest is that of the answer, since much of it follows from the
clock and the law as well. A change is held against the version alone, a kept answer against both. The
digest is keyed by who asks, so that nobody else can try what an answer says of a person.
"""

import hmac
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from chalice.app import Response

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen

IF_MATCH = "If-Match"
IF_NONE_MATCH = "If-None-Match"
ANY = "*"
_TAG = re.compile(r'[ \t,]*(?P<weak>W/)?(?P<opaque>"[!#-~\x80-\xff]*")[ \t]*(?=,|$)')
_VERSION = re.compile(r'"(?P<version>[0-9]{1,20})(?:\.[!#-~]*)?"')


class Tag(NamedTuple):
    """An entity tag; a weak one has been through somebody who changed the answer's bytes."""

    opaque: str
    weak: bool = False


def seen_of(header: str | None) -> Seen:
    """What `If-Match` says was seen; without one, or with `*`, whatever there is.

    A weak tag never matches (strong comparison), nor does one that is none of ours.

    Raises:
        Refusal: `if_match_malformed` for what is no list of tags.
    """
    if header is None or header.strip() == ANY:
        return UNSEEN
    tags = tags_of(header)
    if not tags:
        raise Refusal("if_match_malformed")
    found = (_VERSION.fullmatch(each.opaque) for each in tags if not each.weak)
    return Seen(frozenset(int(each["version"]) for each in found if each))


def tags_of(header: str) -> list[Tag] | None:
    """The tags of a list, None where it is malformed."""
    found = list(_matches(header))
    rest = header[found[-1].end() if found else 0 :]
    if rest.strip(" \t,"):
        return None
    return [Tag(each["opaque"], weak=each["weak"] is not None) for each in found]


def _matches(header: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _TAG.match(header, at):
        yield match
        at = match.end()


def is_known(tag: str, header: str | None) -> bool:
    """Whether `If-None-Match` names the tag (weak comparison); what is malformed names none."""
    if header is None:
        return False
    return header.strip() == ANY or tag in {each.opaque for each in tags_of(header) or ()}


def version_tag(version: int, body: str, reader: str) -> str:
    """The tag of a thing in this version as this answer shows it to a reader, "" where anybody may ask."""
    digest = hmac.digest(reader.encode(), body.encode(), "sha256")
    return f'"{version}.{digest.hex()[:16]}"'


def content_tag(body: str) -> str:
    """The tag of an answer that is the same for all."""
    return f'"{sha256(body.encode()).hexdigest()[:32]}"'


def tagged(response: Response, tag: str, known: str | None) -> Response:
    """An answer with its tag; to who has it already (`If-None-Match`), only that it is the same."""
    headers = {**response.headers, "ETag": tag}
    if is_known(tag, known):
        return Response("", headers, 304)
    return Response(response.body, headers, response.status_code)
