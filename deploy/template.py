"""What `chalice package` merges into its template, as one JSON document.

It is the YAML files of `.chalice/` laid over one another, with what follows from the code itself:
the functions' wiring, the problems that API Gateway answers without asking us, and its answer to an
unknown method. JSON,
because Chalice would write the anchors of a YAML file out as aliases, which CloudFormation refuses.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from chalicelib.http.problem import problem_document, problem_response
from chalicelib.http.received import MAX_BYTES
from chalicelib.platform.rules.refusal import Refusal
from deploy.wiring import layers, repeated, wiring

PARTS = ("resources.yaml", "functions.yaml", "operations.yaml")
INTEGRATION = {
    "type": "aws_proxy",
    "httpMethod": "POST",
    "passthroughBehavior": "when_no_match",
    "uri": {
        "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31"
        "/functions/${APIHandler.Arn}/invocations"
    },
}
Tree = dict[str, Any]


class MergeError(ValueError):
    """Two files describe the same thing differently."""


def merge_template(folder: Path, paths: Mapping[str, object]) -> str:
    """Return the document; `folder` holds the YAML files, `paths` are the routes of the app.

    Raises:
        MergeError: two files say different things of one property.
    """
    whole = _merged(wiring(), {"Resources": layers()}, "the functions")
    for part in PARTS:
        read = yaml.safe_load((folder / part).read_text("utf-8"))
        read["Resources"] = repeated(read["Resources"])
        whole = _merged(whole, read, part)
    whole = _merged(whole, {"Resources": {"RestAPI": _api(paths)}}, "the code")
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _merged(left: Any, right: Any, at: str) -> Any:  # noqa: ANN401 - a node of a YAML document
    if not (isinstance(left, dict) and isinstance(right, dict)):
        raise MergeError(f"{at}: described twice")
    shared = left.keys() & right.keys()
    return {
        **left,
        **right,
        **{key: _merged(left[key], right[key], f"{at}: {key}") for key in shared},
    }


def _api(paths: Mapping[str, object]) -> Tree:
    any_method = {
        "x-amazon-apigateway-any-method": {"x-amazon-apigateway-integration": INTEGRATION}
    }
    return {
        "Properties": {
            "GatewayResponses": {kind: _response(refusal) for kind, refusal in _refusals().items()},
            # A method that no route takes reaches the app, which says which ones do.
            "DefinitionBody": {"paths": dict.fromkeys(paths, any_method)},
        }
    }


def _refusals() -> dict[str, Refusal]:
    """What API Gateway itself says no to, in our words.

    Nothing here is authorised by IAM or an API key, so what it takes for a missing token or a bad
    signature is an address that does not exist.
    """
    absent = dict.fromkeys(
        ("DEFAULT_4XX", "MISSING_AUTHENTICATION_TOKEN", "INVALID_SIGNATURE", "RESOURCE_NOT_FOUND"),
        Refusal("not_found"),
    )
    malformed = dict.fromkeys(
        ("BAD_REQUEST_BODY", "BAD_REQUEST_PARAMETERS"), Refusal("malformed_json")
    )
    failed = dict.fromkeys(
        ("DEFAULT_5XX", "INTEGRATION_FAILURE", "INTEGRATION_TIMEOUT", "API_CONFIGURATION_ERROR"),
        Refusal("internal_error"),
    )
    return {
        **absent,
        **malformed,
        **failed,
        "REQUEST_TOO_LARGE": Refusal("body_too_large", max_bytes=MAX_BYTES),
        "UNSUPPORTED_MEDIA_TYPE": Refusal("unsupported_media_type"),
        "THROTTLED": Refusal("too_many_requests"),
    }


def _response(refusal: Refusal) -> Tree:
    document = {**problem_document(refusal), "request_id": "$context.requestId"}
    # A constant stands in single quotes and can hold none, so the policy for pages is left out.
    headers = {k: f"'{v}'" for k, v in problem_response(refusal).headers.items() if "'" not in v}
    return {
        "StatusCode": refusal.kind.status,
        "ResponseParameters": {"Headers": headers},
        "ResponseTemplates": {"application/json": json.dumps(document, ensure_ascii=False)},
    }
