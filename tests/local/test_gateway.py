import gzip
import zlib

import pytest

from chalicelib.platform.rules.refusal import Refusal
from local.gateway import MAX_BYTES, Answer, compressed, find_route, unpacked


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", ("/", {})),
        ("/v1/things", ("/v1/things", {})),
        ("/v1/things/", ("/v1/things", {})),
        ("/v1/things/special", ("/v1/things/special", {})),
        ("/v1/things/7", ("/v1/things/{thing}", {"thing": "7"})),
        ("/v1/things/7/parts/8", ("/v1/things/{thing}/parts/{part}", {"thing": "7", "part": "8"})),
        ("/v1/things//parts/8", None),
        ("/v1", None),
        ("/v1/things/7/parts", None),
        ("/V1/things", None),
        ("//v1/things", None),
    ],
)
def test_given_a_path_then_its_resource_is_found(path: str, expected: object) -> None:
    resources = [
        "/",
        "/v1/things/{thing}",
        "/v1/things/special",
        "/v1/things",
        "/v1/things/{thing}/parts/{part}",
    ]
    assert find_route(resources, path) == expected


TEXT = "学分" * 600
ZIPPED = gzip.compress(TEXT.encode(), mtime=0)
"""Without the time, which would make another test of it in each process."""


@pytest.mark.parametrize(
    ("media", "text", "accepts", "is_compressed"),
    [
        ("application/json", TEXT, "gzip, br", True),
        ("text/javascript; charset=utf-8", TEXT, "gzip", True),
        ("application/json", "{}", "gzip", False),
        ("application/json", TEXT, "br", False),
        ("application/pdf", TEXT, "gzip", False),
    ],
)
def test_given_long_text_then_it_is_compressed_for_who_takes_it(
    media: str, text: str, accepts: str, *, is_compressed: bool
) -> None:
    answer = Answer(200, [("Content-Type", media)], text.encode())
    found = compressed(answer, accepts)
    assert (("Content-Encoding", "gzip") in found.headers) is is_compressed
    body = gzip.decompress(found.body) if is_compressed else found.body
    assert body == answer.body


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        ("", TEXT.encode()),
        ("identity", TEXT.encode()),
        ("gzip", ZIPPED),
        ("GZIP", ZIPPED),
        ("deflate", zlib.compress(TEXT.encode())),
    ],
)
def test_given_a_body_that_a_client_compressed_then_it_is_unpacked(
    encoding: str, sent: bytes
) -> None:
    assert unpacked(sent, encoding) == TEXT.encode()


@pytest.mark.parametrize(
    ("encoding", "sent", "code"),
    [
        ("br", b"x", "unsupported_media_type"),
        ("gzip", b"{}", "unsupported_media_type"),
        ("gzip", ZIPPED[:-9], "unsupported_media_type"),
        ("gzip", gzip.compress(b" " * (MAX_BYTES + 1), mtime=0), "body_too_large"),
    ],
)
def test_given_a_body_that_nobody_can_unpack_then_it_is_refused(
    encoding: str, sent: bytes, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        unpacked(sent, encoding)
    assert refused.value.code == code
