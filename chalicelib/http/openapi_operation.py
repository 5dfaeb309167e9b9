"""An operation in openapi.json: one route, as it is declared."""

import inspect
from typing import Any

from chalicelib.access.caller import Who
from chalicelib.http.answering import KEY_HEADER
from chalicelib.http.call import Declaration
from chalicelib.http.openapi_conditions import TAG, condition_parameters, is_known_again
from chalicelib.http.openapi_parameters import with_words
from chalicelib.http.openapi_problems import RefusalResponses
from chalicelib.http.openapi_schemas import Schemas
from chalicelib.http.received import requires_members
from chalicelib.http.wire import JSON, JWT, NO_STORE, Jwt

Object = dict[str, Any]
_KEY: Object = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "同一标识的重复请求得到同一结果；同一标识不得用于另一内容。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "example": "7f1c0f4e-2d3b-4b57-9c1e-3f0a6a1b2c3d",
}
_LOCATION: Object = {
    "description": "新建资源的地址",
    "required": True,
    "schema": {"type": "string", "format": "uri"},
}
_OF_KEPT: Object = {
    **TAG,
    "Cache-Control": {
        "description": "可以保存多久",
        "schema": {"type": "string", "maxLength": 100},
    },
}
_SAME: Object = {"description": "与If-None-Match所示的相同，没有内容", "headers": _OF_KEPT}


def operation(
    tag: str, declaration: Declaration, schemas: Schemas, refusals: RefusalResponses
) -> Object:
    """Describe a route: what it is for, what it takes, what it answers."""
    described: Object = {
        "operationId": f"{tag}_{declaration.handler.__name__}",
        "summary": declaration.summary,
        "description": _description(declaration),
        "tags": [tag],
        "parameters": [with_words(each) for each in _parameters(declaration, schemas)],
        "responses": {
            **_successes(declaration, schemas),
            # What goes says so with each answer, which then is its own.
            **refusals.responses(declaration.codes, shared=declaration.deprecated is None),
        },
        "security": [] if declaration.who is Who.ANYBODY else [{"login": []}],
    }
    if declaration.body:
        described["requestBody"] = {
            "required": requires_members(declaration.body),
            "content": {JSON: schemas.content(declaration.body)},
        }
    return described


def _description(declaration: Declaration) -> str:
    """What its handler says of itself, without what it says of its code."""
    said = inspect.getdoc(declaration.handler) or declaration.summary
    return said.partition("\n\nRaises:")[0]


def _parameters(declaration: Declaration, schemas: Schemas) -> list[Object]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": schemas.in_path(name)}
        for name in declaration.path_parameters
    ]
    keyed = [_KEY] if declaration.keyed else []
    return [*in_path, *_query(declaration, schemas), *keyed, *condition_parameters(declaration)]


def _query(declaration: Declaration, schemas: Schemas) -> list[Object]:
    if declaration.query is None:
        return []
    struct = schemas.struct(declaration.query)
    required = struct.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in struct["properties"].items()
    ]


def _successes(declaration: Declaration, schemas: Schemas) -> Object:
    same = {"304": _SAME} if is_known_again(declaration) else {}
    return {str(declaration.status): _success(declaration, schemas), **same}


def _success(declaration: Declaration, schemas: Schemas) -> Object:
    if declaration.is_page:
        return {"description": "网页", "content": {"text/html": {"schema": {"type": "string"}}}}
    if declaration.answers is Jwt:
        return {"description": "JWT", "content": {JWT: {"schema": {"type": "string"}}}}
    content = {JSON: schemas.content(declaration.answers)}
    success: Object = {"description": declaration.summary, "content": content}
    headers = {
        **({"Location": _LOCATION} if declaration.made_at else {}),
        **(TAG if declaration.versioned else {}),
        **(_OF_KEPT if declaration.caching != NO_STORE else {}),
    }
    return {**success, "headers": headers} if headers else success
