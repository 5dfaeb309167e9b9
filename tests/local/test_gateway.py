import pytest

from local.gateway import find_route


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
