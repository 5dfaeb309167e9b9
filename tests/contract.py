"""Holds every answer of the app in the tests against the declaration of its route.

What openapi.json says is made from the declarations, so here is seen that it is true: the members of an
answer are of the type declared, with its pattern and bounds; a problem is one of those declared, under
its status, with no member that the document does not know; the names in a path are as it says.

It is a middleware of Chalice's own: it hears what each route answers, and changes nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote

import msgspec
from chalice.app import Request, Response

from app import app
from chalicelib.assembly.contract import ALL
from chalicelib.http.call import Declaration
from chalicelib.http.openapi_problems import OF_ANY
from chalicelib.http.path_parameters import PATH_PARAMETERS
from chalicelib.http.problem import PROBLEM
from chalicelib.http.problem_shape import ProblemShape
from chalicelib.http.wire import JSON

UNTRUE: list[str] = []
"""What the running test was answered that its declaration does not say."""
_NOT_MODIFIED = 304
_FACTS = {each.encode_name for each in msgspec.structs.fields(ProblemShape)}


def listen() -> None:
    """Hear every answer of the app from now on."""
    app.register_middleware(_hear, "http")


def _hear(request: Request, get_response: Callable[[Request], Response]) -> Response:
    response = get_response(request)
    declared = _declarations()[request.context["httpMethod"], request.context["resourcePath"]]
    name = f"{declared.method} {declared.path}"
    UNTRUE.extend(
        f"{name}: {fault}" for fault in _faults(declared, request.uri_params or {}, response)
    )
    return response


@cache
def _declarations() -> Mapping[tuple[str, str], Declaration]:
    return {(one.method, one.path): one for calls in ALL for one in calls.declarations}


def _faults(declared: Declaration, path: Mapping[str, str], response: Response) -> Iterator[str]:
    if response.status_code == declared.status:
        yield from _faults_of_path(path)
    media = response.headers["Content-Type"]
    if media == PROBLEM:
        yield from _faults_of_problem(declared, response)
    elif media == JSON and response.status_code != _NOT_MODIFIED:
        if response.status_code != declared.status:
            yield f"{response.status_code} is not declared"
        yield from _not_as(declared.answers, response.body)


def _faults_of_path(path: Mapping[str, str]) -> Iterator[str]:
    """A path that was taken is as the document has it."""
    for name, value in path.items():
        try:
            msgspec.convert(unquote(value), PATH_PARAMETERS[name], strict=False)
        except msgspec.ValidationError as error:
            yield f"{name} is {value}: {error}"


def _faults_of_problem(declared: Declaration, response: Response) -> Iterator[str]:
    problem = msgspec.json.decode(response.body)
    if problem["code"] not in {*declared.codes, *OF_ANY}:
        yield f"{problem['code']} is not declared"
    if unknown := problem.keys() - _FACTS:
        yield f"{problem['code']} has {sorted(unknown)}, which Problem does not know"
    yield from _not_as(ProblemShape, response.body)


def _not_as(kind: object, body: Any) -> Iterator[str]:  # noqa: ANN401 - text, as Chalice has it
    try:
        _decoder(kind).decode(body)
    except msgspec.ValidationError as error:
        yield str(error)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:  # noqa: ANN401 - any declared type
    return msgspec.json.Decoder(kind)
