"""Examples in openapi.json: made of the schemas and of the examples that their texts have, so that they are valid."""

from collections.abc import Mapping
from typing import Any

Object = Mapping[str, Any]
DEEPEST = 3
"""Deeper than this lists are shown empty, and nothing that may be left out is shown."""
FILLER = "示例"
"""A text of which nothing is known but that it is one."""
_OF_MEMBER = {
    "year": 2020,
    "name": "李䶮",
    "title": "新收入准则专题培训",
    "issuer": "江门市会计学会",
    "reference": "JM-2020-0017",
    "employer": "江门市示范会计有限公司",
    "filename": "证明.pdf",
    "territory_name": "广东省江门市蓬江区",
    "form_label": "面授培训",
    "started_on": "2020-05-18",
    "ended_on": "2020-05-23",
}
"""What a member of this name mostly is."""
_OF_FORMAT = {
    "date": "2020-06-01",
    "date-time": "2020-06-01T09:00:00+08:00",
    "uri": "https://example.org/",
    "decimal": "2.5",
}


class Examples:
    """Makes examples of schemas that refer to one another."""

    def __init__(self, schemas: Mapping[str, Object]) -> None:
        self._schemas = schemas

    def of(self, schema: Object, depth: int = 0) -> Any:  # noqa: ANN401 - JSON has no narrower type
        """A value that the schema takes."""
        if "$ref" in schema:
            return self.of(self._schemas[schema["$ref"].rpartition("/")[2]], depth)
        for said in (schema.get("examples"), schema.get("enum")):
            if said:
                return said[0]
        if "default" in schema:
            return schema["default"]
        if choices := schema.get("anyOf") or schema.get("oneOf"):
            return self.of(choices[0], depth)
        return self._of_type(schema, depth)

    def _of_type(self, schema: Object, depth: int) -> Any:  # noqa: ANN401 - as above
        match schema.get("type"):
            case "object":
                return self._of_object(schema, depth)
            case "array":
                return self._of_array(schema, depth)
            case "integer" | "number":
                return schema.get("minimum", 1)
            case "boolean":
                return False
            case "string":
                return _OF_FORMAT.get(schema.get("format", ""), FILLER)
        return {}

    def _of_object(self, schema: Object, depth: int) -> dict[str, Any]:
        required = schema.get("required", ())
        return {
            name: self._of_member(name, told, depth + 1)
            for name, told in schema.get("properties", {}).items()
            if name in required or depth < DEEPEST
        }

    def _of_member(self, name: str, told: Object, depth: int) -> Any:  # noqa: ANN401 - as above
        """Of what says nothing better of itself, what is called so."""
        example = self.of(told, depth)
        is_filler = example in (FILLER, _OF_FORMAT["date"]) or (name == "year" and example == 1)
        return _OF_MEMBER.get(name, example) if is_filler else example

    def _of_array(self, schema: Object, depth: int) -> list[Any]:
        if "prefixItems" in schema:
            return [self.of(each, depth) for each in schema["prefixItems"]]
        least = schema.get("minItems", 0 if depth >= DEEPEST else 1)
        return [self.of(schema["items"], depth + 1) for _ in range(least)]
