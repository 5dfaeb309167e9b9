"""The JSON Schemas of everything that is sent and answered."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.http.call import Declaration
from chalicelib.http.openapi_plain import plain_schema
from chalicelib.http.problem_shape import ProblemShape
from chalicelib.http.wire import Jwt

REF = "#/components/schemas/{name}"
SHAPE = "Shape"
"""Ends the class name of a shape whose thing has the same name in the domain; no client sees it."""
Object = dict[str, Any]


class Schemas:
    """A schema for each type of a contract's declarations, each under a name of its own."""

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        kinds: list[Any] = [kind for one in declarations for kind in _kinds(one)]
        kinds.append(ProblemShape)
        schemas, components = msgspec.json.schema_components(
            kinds, ref_template=REF, schema_hook=_of_other_types
        )
        self._named = _named(components)
        self._queries = {one.query for one in declarations}
        self._by_kind = list(zip(kinds, map(_renamed, schemas), strict=True))

    def schema(self, kind: object) -> Mapping[str, Any]:
        """The schema of a body or an answer, mostly a reference."""
        return next(schema for known, schema in self._by_kind if known == kind)

    def struct(self, kind: type[msgspec.Struct]) -> Mapping[str, Any]:
        """The schema of a struct, with its members."""
        return self._named[self._name(kind)]

    def components(self) -> dict[str, Object]:
        """Every schema that is referred to: the members of a query are parameters."""
        queries = {self._name(kind) for kind in self._queries if kind is not None}
        return {name: schema for name, schema in self._named.items() if name not in queries}

    def _name(self, kind: type[msgspec.Struct]) -> str:
        return str(self.schema(kind)["$ref"]).rpartition("/")[2]


def _named(components: Mapping[str, Any]) -> dict[str, Object]:
    """Schemas by the contract's names.

    Raises:
        TypeError: two types would have one name; generated clients would lose one of them in silence.
    """
    named = {
        name.removesuffix(SHAPE): plain_schema(_renamed(schema))
        for name, schema in components.items()
    }
    # Of two classes of one name msgspec calls each by its module.
    if len(named) < len(components) or any("." in name for name in named):
        raise TypeError(f"two types of one name: {sorted(components)}")
    return named


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
