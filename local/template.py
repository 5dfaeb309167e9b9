"""Reads `.chalice/resources.yaml`: what is created, and what is added to Chalice's functions.

With it belong the queues and event source mappings that are made from the functions themselves
(`deploy/wiring.py`), as in the template that is deployed.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deploy.wiring import wired

TEMPLATE = Path(__file__).parent.parent / ".chalice" / "resources.yaml"
REGION = "cn-north-1"
PSEUDO_PARAMETERS = {
    "AWS::Partition": "aws-cn",
    "AWS::Region": REGION,
    "AWS::AccountId": "000000000000",
    "AWS::StackName": "xuefen-local",
}
Attributes = Mapping[str, Mapping[str, str]]
"""By logical id, what `Ref` and `Fn::GetAtt` mean of a resource."""


class UnknownResourceError(ValueError):
    """The template has a resource type or a property that the local cloud cannot create."""


def additions(template: Path = TEMPLATE) -> dict[str, Any]:
    """Return what the template adds to functions that Chalice makes, by the function's name."""
    return {
        _joined(name, "_"): body for name, body in _parts(template).items() if "Type" not in body
    }


def own_resources(template: Path = TEMPLATE) -> dict[str, Any]:
    """Return the template's own resources; one without Type only adds to what Chalice makes."""
    return {name: body for name, body in _parts(template).items() if "Type" in body}


def names(template: Path = TEMPLATE) -> dict[str, str]:
    """Return the physical name of each table, topic, bucket and queue by its logical id; always the same.

    Tables, topics and queues are called by their logical id; a bucket's name must be lower case.
    """
    return {
        logical: _joined(logical, "-") if body["Type"] == "AWS::S3::Bucket" else logical
        for logical, body in own_resources(template).items()
    }


@cache
def _parts(template: Path) -> dict[str, Any]:
    parts: dict[str, Any] = yaml.safe_load(template.read_text(encoding="utf-8"))["Resources"]
    return {**wired(), **parts} if template == TEMPLATE else parts


def _joined(camel_case: str, by: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", by, camel_case).lower()


def resolved(value: Any, attributes: Attributes) -> Any:  # noqa: ANN401 - a node of a YAML document
    """Replace Ref, Fn::GetAtt and Fn::Sub by what was created.

    Raises:
        UnknownResourceError: they refer to what was not.
    """
    if isinstance(value, list):
        return [resolved(item, attributes) for item in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"Ref": name}:
            return _attribute(name, attributes)
        case {"Fn::GetAtt": [name, attribute]}:
            return _attribute(f"{name}.{attribute}", attributes)
        case {"Fn::Sub": text}:
            return re.sub(r"\$\{([\w.:]+)\}", lambda found: _attribute(found[1], attributes), text)
        case _:
            return {key: resolved(item, attributes) for key, item in value.items()}


def _attribute(reference: str, attributes: Attributes) -> str:
    if reference in PSEUDO_PARAMETERS:
        return PSEUDO_PARAMETERS[reference]
    name, _, attribute = reference.partition(".")
    try:
        return attributes[name][attribute or "Ref"]
    except KeyError:
        raise UnknownResourceError(f"reference to {reference}") from None
