"""What msgspec found wrong with a client's input, as a refusal in Chinese that names the field."""

import re
from collections.abc import Callable, Mapping

import msgspec
from msgspec import inspect

from chalicelib.platform.rules.refusal import Refusal

LONGEST_FIELD = 100
"""A field's name is the client's own text: no more of it is sent back."""

_LOCATED = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>.*)`)?", re.DOTALL)
_MEMBER = re.compile(
    r"Object (?P<fault>missing required|contains unknown) field `(?P<name>.*)`", re.DOTALL
)
_TYPES = {
    "str": "文本",
    "int": "整数",
    "bool": "true或false",
    "float": "数值",
    "decimal": "小数文本",
    "object": "JSON对象",
    "array": "JSON数组",
    "date": "日期(YYYY-MM-DD)",
    "datetime": "带时区的时间(RFC 3339)",
}
_UNITS = {"str": "个字符", "array": "项", "object": "项"}
_BOUNDS = {">=": "不小于", "<=": "不大于", ">": "大于", "<": "小于"}

_Found = re.Match[str]
_REASONS: tuple[tuple[re.Pattern[str], Callable[[_Found], str]], ...] = (
    (
        re.compile(r"Expected `(\w+)` of length (>=|<=) (\d+)"),
        lambda m: f"长度应{_BOUNDS[m[2]]}{m[3]}{_UNITS[m[1]]}",
    ),
    (
        re.compile(r"Expected `\w+` (>=|<=|>|<) (\S+)"),
        lambda m: f"应{_BOUNDS[m[1]]}{m[2]}",
    ),
    (re.compile(r"Expected `str` matching regex .*", re.DOTALL), lambda _: "格式不符合要求"),
    (re.compile(r"Expected `([\w |]+)`, got `.*`", re.DOTALL), lambda m: f"应为{_types(m[1])}"),
    (re.compile(r"Invalid RFC3339 encoded (date|datetime)"), lambda m: f"应为{_types(m[1])}"),
)


def refusals_of(document: Mapping[str, object], kind: type[msgspec.Struct]) -> list[Refusal]:
    """All that is wrong with the members of a document for `kind`, each as `refusal_of` tells it.

    Of a member that holds others what was found first in it.
    """
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    faults = [Refusal("field_unknown", field=_field([name])) for name in _strange(document, kind)]
    for name, field in known.items():
        if name not in document and field.required:
            faults.append(Refusal("field_missing", field=name))
        elif name in document:
            faults += _fault_of(document[name], field, kind)
    return faults


def _strange(document: Mapping[str, object], kind: type[msgspec.Struct]) -> list[str]:
    """The members that a struct which takes its own alone does not have."""
    known = {field.encode_name for field in msgspec.structs.fields(kind)}
    return (
        [name for name in document if name not in known]
        if kind.__struct_config__.forbid_unknown_fields
        else []
    )


def _fault_of(
    value: object, field: msgspec.structs.FieldInfo, kind: type[msgspec.Struct]
) -> list[Refusal]:
    try:
        msgspec.convert(value, field.type)
    except msgspec.ValidationError as error:
        what, _, within = str(error).partition(" - at `$")
        placed = f"{what} - at `$.{field.encode_name}{within or '`'}"
        return [refusal_of(msgspec.ValidationError(placed), kind)]
    return []


def refusal_of(error: msgspec.ValidationError, kind: type) -> Refusal:
    """Turn what msgspec says of input for `kind` into `field_missing`, `_unknown` or `_invalid`."""
    located = _LOCATED.fullmatch(str(error))
    what, path = (located["what"], located["path"] or "") if located else (str(error), "")
    steps = _steps(path)
    member = _MEMBER.fullmatch(what)
    if member is None:
        return Refusal("field_invalid", field=_field(steps), why=_why(what, kind, steps))
    code = "field_missing" if member["fault"] == "missing required" else "field_unknown"
    return Refusal(code, field=_field([*steps, member["name"]]))


def _steps(path: str) -> list[str]:
    """Split a path such as `items[1].number`; msgspec keeps a mapping's key to itself: `[...]`."""
    return [step for step in re.split(r"[.\[\]]+", path) if step]


def _field(steps: list[str]) -> str:
    return ".".join(steps)[:LONGEST_FIELD]


def _why(what: str, kind: type, steps: list[str]) -> str:
    if what.startswith("Invalid enum value"):
        return f"只能是{'、'.join(_allowed(kind, steps))}"
    for pattern, reason in _REASONS:
        if found := pattern.fullmatch(what):
            return reason(found)
    return "内容或格式不正确"


def _types(names: str) -> str:
    known = [_TYPES.get(name, name) for name in names.split(" | ") if name != "null"]
    return "或".join(known)


def _allowed(kind: type, steps: list[str]) -> list[str]:
    """List the values that the field takes."""
    values: list[str] = []
    waiting = [_descend(inspect.type_info(kind), steps)]
    while waiting:
        match waiting.pop():
            case inspect.EnumType(cls=cls):
                values += [str(member.value) for member in cls]
            case inspect.LiteralType(values=literals):
                values += [str(literal) for literal in literals]
            case inspect.UnionType(types=types):
                waiting += types
    return values


def _descend(info: inspect.Type, steps: list[str]) -> inspect.Type:
    for step in steps:
        if isinstance(info, inspect.UnionType):
            info = next(
                one for one in info.types if isinstance(one, inspect.StructType | inspect.ListType)
            )
        if isinstance(info, inspect.StructType):
            info = next(f.type for f in info.fields if f.encode_name == step)
        elif isinstance(info, inspect.ListType):
            info = info.item_type
    return info
