"""openapi.json (OpenAPI 3.1): made from the declarations, so that it cannot tell another story."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.access.caller import Who
from chalicelib.http.answering import KEY_HEADER
from chalicelib.http.call import Declaration
from chalicelib.http.calls import Calls
from chalicelib.http.deprecation import told_of_end
from chalicelib.http.problem import PROBLEM
from chalicelib.http.received import requires_members
from chalicelib.http.wire import JSON, JWT, NO_STORE, Jwt
from chalicelib.platform.rules.refusal_kinds import KINDS

REF = "#/components/schemas/{name}"
SHAPE = "Shape"
"""Ends the class name of a shape whose thing has the same name in the domain; no client sees it."""
VERSION = "1"
TITLE = "学分 Xuefen：会计专业技术人员继续教育学分登记管理"
Object = dict[str, Any]

_PROBLEM_SCHEMA: Object = {
    "type": "object",
    "description": "说明发生了什么、原因、现在该怎么办、向谁咨询 (RFC 9457)；另附有关事实。",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "field": {"type": "string", "description": "有误的字段，如 document.number"},
        "suggestion": {"type": "string", "description": "该字段可改为的内容"},
        "faults": {
            "type": "array",
            "description": "几个字段有误时逐一列出，第一个即field",
            "items": {
                "type": "object",
                "required": ["field", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("field", "code", "detail")},
            },
        },
    },
}
_LOGIN: Object = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "OIDC访问令牌",
}
_KEY: Object = {
    "name": KEY_HEADER,
    "in": "header",
    "required": False,
    "description": "同一标识的重复请求得到同一结果；同一标识不得用于另一内容。",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
_LOCATION: Object = {
    "description": "新建资源的地址",
    "required": True,
    "schema": {"type": "string", "format": "uri"},
}
_OF_KEPT: Object = {
    "ETag": {"description": "内容的标识，供If-None-Match使用", "schema": {"type": "string"}},
    "Cache-Control": {"description": "可以保存多久", "schema": {"type": "string"}},
}
_SAME: Object = {"description": "与If-None-Match所示的相同，没有内容", "headers": _OF_KEPT}
_RETRY: Object = {
    "Retry-After": {
        "description": "多少秒以后可以再试",
        "required": True,
        "schema": {"type": "integer", "minimum": 0},
    }
}
_OF_STATUS: dict[int, Object] = {
    401: {
        "WWW-Authenticate": {
            "description": "须出示访问令牌；令牌无效时说明invalid_token (RFC 6750)",
            "required": True,
            "schema": {"type": "string"},
        }
    },
    429: _RETRY,
    503: _RETRY,
}
"""The headers that come with a status."""


def openapi_document(calls: Sequence[Calls]) -> Object:
    """Describe all calls; whoever reads it may call them."""
    declared = [(one.tag, declaration) for one in calls for declaration in one.declarations]
    schemas = _Schemas([declaration for _, declaration in declared])
    paths: dict[str, Object] = defaultdict(dict)
    for tag, declaration in declared:
        operation = _operation(tag, declaration, schemas)
        told = told_of_end(operation, declaration.deprecated)
        paths[declaration.path][declaration.method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION},
        "tags": [{"name": tag} for tag in dict.fromkeys(one.tag for one in calls)],
        "paths": dict(paths),
        "components": {
            "schemas": {**schemas.components, "Problem": _PROBLEM_SCHEMA},
            "securitySchemes": {"login": _LOGIN},
        },
    }


class _Schemas:
    """The JSON Schemas of everything that is sent and answered."""

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        kinds = [kind for one in declarations for kind in _kinds(one)]
        schemas, components = msgspec.json.schema_components(
            kinds, ref_template=REF, schema_hook=_of_other_types
        )
        self.components: dict[str, Object] = {
            name.removesuffix(SHAPE): _renamed(schema) for name, schema in components.items()
        }
        self._by_kind = list(zip(kinds, map(_renamed, schemas), strict=True))

    def schema(self, kind: object) -> Mapping[str, Any]:
        """The schema of a body or an answer, mostly a reference."""
        return next(schema for known, schema in self._by_kind if known == kind)

    def struct(self, kind: type[msgspec.Struct]) -> Mapping[str, Any]:
        """The schema of a struct, with its members."""
        name = str(self.schema(kind)["$ref"]).rpartition("/")[2]
        return self.components[name]


def _renamed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Call shapes by the contract's names wherever a schema names one."""
    if isinstance(schema, list | tuple):
        return [_renamed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        member: value.removesuffix(SHAPE)
        if member in {"$ref", "title"} and isinstance(value, str)
        else _renamed(value)
        for member, value in schema.items()
    }


def _of_other_types(kind: type) -> Object:
    """Describe `object`: the facts of a record, which have their own rules (R12)."""
    if kind is object:
        return {"description": "JSON值"}
    raise NotImplementedError


def _kinds(declaration: Declaration) -> list[Any]:
    answers = None if declaration.is_page or declaration.answers is Jwt else declaration.answers
    return [kind for kind in (declaration.body, declaration.query, answers) if kind is not None]


def _operation(tag: str, declaration: Declaration, schemas: _Schemas) -> Object:
    operation: Object = {
        "operationId": f"{tag}_{declaration.handler.__name__}",
        "summary": declaration.summary,
        "tags": [tag],
        "parameters": _parameters(declaration, schemas),
        "responses": _responses(declaration, schemas),
        "security": [] if declaration.who is Who.ANYBODY else [{"login": []}],
    }
    if declaration.body:
        schema = schemas.schema(declaration.body)
        operation["requestBody"] = {
            "required": requires_members(declaration.body),
            "content": {JSON: {"schema": schema}},
        }
    return operation


def _parameters(declaration: Declaration, schemas: _Schemas) -> list[Object]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in declaration.path_parameters
    ]
    in_header = [_KEY] if declaration.keyed else []
    return in_path + _query(declaration, schemas) + in_header


def _query(declaration: Declaration, schemas: _Schemas) -> list[Object]:
    if declaration.query is None:
        return []
    struct = schemas.struct(declaration.query)
    required = struct.get("required", [])
    return [
        {"name": name, "in": "query", "required": name in required, "schema": schema}
        for name, schema in struct["properties"].items()
    ]


def _responses(declaration: Declaration, schemas: _Schemas) -> Object:
    codes: dict[str, list[str]] = defaultdict(list)
    for code in declaration.codes:
        codes[str(KINDS[code].status)].append(code)
    problems = {status: _problems(of_status) for status, of_status in sorted(codes.items())}
    same = {"304": _SAME} if declaration.caching != NO_STORE else {}
    return {str(declaration.status): _success(declaration, schemas), **same, **problems}


def _success(declaration: Declaration, schemas: _Schemas) -> Object:
    if declaration.is_page:
        return {"description": "网页", "content": {"text/html": {"schema": {"type": "string"}}}}
    if declaration.answers is Jwt:
        return {"description": "JWT", "content": {JWT: {"schema": {"type": "string"}}}}
    schema = schemas.schema(declaration.answers)
    success: Object = {"description": declaration.summary, "content": {JSON: {"schema": schema}}}
    headers = {
        **({"Location": _LOCATION} if declaration.made_at else {}),
        **(_OF_KEPT if declaration.caching != NO_STORE else {}),
    }
    return {**success, "headers": headers} if headers else success


def _problems(codes: Sequence[str]) -> Object:
    """One response for all refusals of a status, which clients tell apart by `code`."""
    of_code = {"properties": {"code": {"enum": list(codes)}}}
    problem: Object = {
        "description": "；".join(f"{code} {KINDS[code].title}" for code in codes),
        "content": {
            PROBLEM: {"schema": {"allOf": [{"$ref": REF.format(name="Problem")}, of_code]}}
        },
    }
    headers = _OF_STATUS.get(KINDS[codes[0]].status)
    return {**problem, "headers": headers} if headers else problem
