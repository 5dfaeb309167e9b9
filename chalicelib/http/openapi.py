"""openapi.json (OpenAPI 3.1): made from the declarations, so that it cannot tell another story."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.http.calls import Calls
from chalicelib.http.deprecation import told_of_end
from chalicelib.http.openapi_guide import GUIDE
from chalicelib.http.openapi_operation import operation
from chalicelib.http.openapi_problems import RefusalResponses
from chalicelib.http.openapi_schemas import SHAPE, Schemas
from chalicelib.http.problem_shape import ProblemShape

__all__ = ["SHAPE", "openapi_document"]

VERSION = "1"
TITLE = "学分 Xuefen：会计专业技术人员继续教育学分登记管理"
Object = dict[str, Any]
_LOGIN: Object = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "JWT",
    "description": "OIDC访问令牌",
}


def openapi_document(
    calls: Sequence[Calls],
    *,
    groups: Mapping[str, str] | None = None,
    also: Sequence[object] = (),
    server: str = "/",
) -> Object:
    """Describe all calls; whoever reads it may call them.

    Args:
        calls: the routes.
        groups: what each tag is about, in the order in which they are shown.
        also: types that those of the routes refer to by name.
        server: where the interface is, absolute or relative to the document itself.
    """
    declared = [(one.tag, declaration) for one in calls for declaration in one.declarations]
    schemas = Schemas([declaration for _, declaration in declared], also)
    refusals = RefusalResponses()
    paths: dict[str, Object] = defaultdict(dict)
    for tag, declaration in declared:
        described = operation(tag, declaration, schemas, refusals)
        told = told_of_end(described, declaration.deprecated)
        paths[declaration.path][declaration.method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE,
            "version": VERSION,
            "summary": "广东省会计专业技术人员继续教育的学分登记、认定和证书",
            "description": GUIDE,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server, "description": "本系统"}],
        "tags": _tags(calls, groups or {}),
        "paths": dict(paths),
        "components": {
            "schemas": schemas.components(),
            **refusals.components(schemas.struct(ProblemShape)),
            "securitySchemes": {"login": _LOGIN},
        },
    }


def _tags(calls: Sequence[Calls], groups: Mapping[str, str]) -> list[Object]:
    """Each tag once; those that are described first."""
    used = {one.tag: None for one in calls}
    order = [*(tag for tag in groups if tag in used), *(tag for tag in used if tag not in groups)]
    return [
        {"name": tag, "description": groups[tag]} if tag in groups else {"name": tag}
        for tag in order
    ]
