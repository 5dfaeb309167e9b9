"""The JSON Schemas of everything that is sent and answered."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.http.call import Declaration
from chalicelib.http.openapi_examples import Examples
from chalicelib.http.openapi_plain import plain_schema
from chalicelib.http.path_parameters import PATH_PARAMETERS
from chalicelib.http.problem_shape import ProblemShape
from chalicelib.http.wire import Jwt

REF = "#/components/schemas/{name}"
SHAPE = "Shape"
"""Ends the class name of a shape whose thing has the same name in the domain; no client sees it."""
REFERS = "x-refers"
"""Says in the schema of a member that it is as the schema of this name."""
BY_MEMBER = "x-by-member"
"""Says in the schema of a member by which other member it is told what it holds: `{member: {value: schema}}`."""
Object = dict[str, Any]


class Schemas:
    """A schema for each type of a contract's declarations, each under a name of its own.

    `also` are types that others refer to by name.
    """

    def __init__(self, declarations: Sequence[Declaration], also: Sequence[object] = ()) -> None:
        kinds: list[Any] = [kind for one in declarations for kind in _kinds(one)]
        kinds += [ProblemShape, *also]
        schemas, components = msgspec.json.schema_components(
            kinds, ref_template=REF, schema_hook=_of_other_types
        )
        sent = {kind.__name__ for one in declarations for kind in (one.body, one.query) if kind}
        self._named = _named(components, sent)
        self._queries = {one.query for one in declarations}
        self._by_kind = list(zip(kinds, map(_renamed, schemas), strict=True))

    def schema(self, kind: object) -> Mapping[str, Any]:
        """The schema of a body or an answer, mostly a reference."""
        return next(schema for known, schema in self._by_kind if known == kind)

    def struct(self, kind: type[msgspec.Struct]) -> Mapping[str, Any]:
        """The schema of a struct, with its members."""
        return self._named[self._name(kind)]

    def content(self, kind: object) -> Object:
        """What a body or an answer holds, with an example."""
        schema = self.schema(kind)
        return {"schema": schema, "example": Examples(self._named).of(schema)}

    def in_path(self, name: str) -> Mapping[str, Any]:
        """The schema of a parameter of a path."""
        return msgspec.json.schema(PATH_PARAMETERS[name])

    def components(self) -> dict[str, Object]:
        """Every schema that is referred to: the members of a query are parameters."""
        queries = {self._name(kind) for kind in self._queries if kind is not None}
        return {name: schema for name, schema in self._named.items() if name not in queries}

    def _name(self, kind: type[msgspec.Struct]) -> str:
        return str(self.schema(kind)["$ref"]).rpartition("/")[2]


def _named(components: Mapping[str, Any], sent: Collection[str]) -> dict[str, Object]:
    """Schemas by the contract's names; `sent` are those of bodies and queries.

    Raises:
        TypeError: two types would have one name; generated clients would lose one of them in silence.
    """
    named = {
        name.removesuffix(SHAPE): plain_schema(_renamed(schema), is_sent=name in sent)
        for name, schema in components.items()
    }
    # Of two classes of one name msgspec calls each by its module.
    if len(named) < len(components) or any("." in name for name in named):
        raise TypeError(f"two types of one name: {sorted(components)}")
    return {each: told for name in named for each, told in _by_member(name, named).items()}


def _by_member(name: str, named: Mapping[str, Object]) -> dict[str, Object]:
    """A schema by its name; where a member decides what another holds, one for each of its values as well."""
    schema = named[name]
    members = schema.get("properties", {})
    decided = next((each for each, told in members.items() if BY_MEMBER in told), None)
    if decided is None:
        return {name: schema}
    ((decides, kinds),) = members[decided][BY_MEMBER].items()
    branches = {f"{name}{''.join(each.title().split('_'))}": each for each in kinds}
    told = {
        title: {
            **schema,
            "title": title,
            "properties": {
                **members,
                decides: {"type": "string", "enum": [value]},
                decided: {"$ref": REF.format(name=kinds[value])},
            },
            "required": _required(schema, decided, named[kinds[value]]),
        }
        for title, value in branches.items()
    }
    references = {value: REF.format(name=title) for title, value in branches.items()}
    whole = {
        "title": name,
        "description": schema["description"],
        "oneOf": [{"$ref": each} for each in references.values()],
        "discriminator": {"propertyName": decides, "mapping": references},
    }
    return {name: whole, **told}


def _required(schema: Object, decided: str, kind: Object) -> list[str]:
    """A member that has required members itself may not be left out."""
    required = [*schema.get("required", []), *([decided] if kind.get("required") else [])]
    return list(dict.fromkeys(required))


def _renamed(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Call shapes by the contract's names wherever a schema names one."""
    if isinstance(schema, list | tuple):
        return [_renamed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if REFERS in schema:
        return {"$ref": REF.format(name=schema[REFERS])}
    typed = {"type": "string"} if "enum" in schema and "type" not in schema else {}
    named = {
        member: value.removesuffix(SHAPE)
        if member in {"$ref", "title"} and isinstance(value, str)
        else _renamed(value)
        for member, value in schema.items()
    }
    return {**typed, **named}


def _of_other_types(kind: type) -> Object:
    """Describe `object`: the facts of a record, which have their own rules (R12)."""
    if kind is object:
        return {"description": "JSON值"}
    raise NotImplementedError


def _kinds(declaration: Declaration) -> list[Any]:
    answers = None if declaration.is_page or declaration.answers is Jwt else declaration.answers
    return [kind for kind in (declaration.body, declaration.query, answers) if kind is not None]
