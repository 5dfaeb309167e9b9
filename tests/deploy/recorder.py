"""Hears every call of AWS that a function makes in a test, and holds it against its policy.

It listens where botocore builds a request, so that signed addresses are heard as well. What no
policy lets pass fails the very test that asked for it. What was used is added up over all processes
of the run; when the whole suite has run, a grant that nobody used fails the run.
"""

from collections.abc import Collection, Mapping
from typing import Any

from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationModel

from tests.deploy.conditions import on_write
from tests.deploy.doors import follow_threads, function_of_caller
from tests.deploy.needs import Need, needs, note_alias
from tests.deploy.platform import platform_needs
from tests.deploy.policies import Grant, grants, policy_files, used_by

USED: set[Grant] = set()
"""The grants that calls of this process have used."""
REFUSED: list[str] = []
"""Calls of the running test that no policy lets pass."""
READING = frozenset({"dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"})
ASKED = "tests.deploy.recorder"
"""Where a call keeps what it asked for until it is answered."""


def listen() -> None:
    """Hear every client that is made from now on, in whichever thread."""
    follow_threads()
    BUILTIN_HANDLERS.append(("provide-client-params", on_call))
    BUILTIN_HANDLERS.append(("before-sign.s3.PutObject", _on_signed_post))
    for operation in ("GetObject", "HeadObject"):
        BUILTIN_HANDLERS.append((f"after-call.s3.{operation}", _on_answer))


def on_call(
    params: Mapping[str, Any], model: OperationModel, context: dict[str, Any], **_others: object
) -> None:
    context[ASKED] = params
    if model.name == "CreateAlias":
        note_alias(params)
    on_write(model.name, params)
    function = function_of_caller()
    if function is not None:
        for need in needs(model.service_model.service_name, model.name, params):
            _hold(function, need)


def _on_signed_post(request: Any, **_others: object) -> None:  # noqa: ANN401 - botocore's own type
    """A form that a browser posts: signed here, and allowed as the signer is."""
    function = function_of_caller()
    fields = request.context.get("s3-presign-post-fields")
    if function is not None and fields:
        conditions = request.context["s3-presign-post-policy"]["conditions"]
        (bucket,) = [each["bucket"] for each in conditions if "bucket" in each]
        asked = {"Bucket": bucket, "Key": fields["key"]}
        tagged = ["PutObjectTagging"] if "tagging" in fields else []
        for operation in ["PutObject", *tagged]:
            for need in needs("s3", operation, asked):
                _hold(function, need)


ABSENT = {"NoSuchKey", "404"}
"""How S3 says that an object is absent, the second where nothing but its head was asked for."""


def _on_answer(parsed: Mapping[str, Any], context: Mapping[str, Any], **_others: object) -> None:
    """S3 says that an object is absent only to who may list the bucket; to others, forbidden."""
    function = function_of_caller()
    if function is not None and parsed.get("Error", {}).get("Code") in ABSENT:
        for need in needs("s3", "ListBucket", context[ASKED]):
            _hold(function, need)


def _hold(function: str, need: Need) -> None:
    used = used_by(function, need)
    USED.update(used)
    if not used:
        REFUSED.append(f"{function}: no policy grants {need}")


def unused(used: Collection[Grant]) -> list[Grant]:
    """Return the grants that neither a call nor Lambda itself makes use of.

    The three ways of reading are one where they are granted together: who may query a partition
    may know its items. So of them each must be used, and each key must be read in one of them.
    """
    granted = [grant for function in policy_files() for grant in grants(function)]
    by_platform = {
        grant
        for function in policy_files()
        for need in platform_needs(function)
        for grant in used_by(function, need)
    }
    in_use = by_platform.union(used)
    ways, keys = {grant[:4] for grant in in_use}, {_read(grant) for grant in in_use}
    idle = (grant for grant in granted if grant not in in_use)
    return sorted(each for each in idle if each[:4] not in ways or _read(each) not in keys)


def _read(grant: Grant) -> Grant:
    """The grant, in whichever way it reads."""
    return grant._replace(action="read") if grant.action in READING else grant
