"""What msgspec found wrong with a client's input, as a refusal in Chinese that names the field."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from types import UnionType
from typing import Annotated, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec import Struct, inspect

from chalicelib.platform.rules.refusal import Refusal, several

T = TypeVar("T", bound=msgspec.Struct)
MOST = 100
"""So many faults are told at once; whoever mends these is told the rest."""
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


def read_document(document: object, kind: type[T]) -> T:
    """Read a document into the struct that is declared for it.

    Raises:
        Refusal: `field_missing`, `field_unknown`, `field_invalid`; all of them at once in `faults`.
    """
    try:
        return msgspec.convert(document, kind)
    except msgspec.ValidationError:
        raise several(list(islice(_faults(document, kind, ()), MOST))) from None


def _faults(value: object, kind: object, place: tuple[str, ...]) -> Iterator[Refusal]:
    """All that is wrong with what stands at a place: with itself, and with whatever it holds.

    Of a mapping, whose members the client names, what was found first in it.
    """
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        within = _within(value, kind, place)
        first = None if _is_of_itself(error) else next(within, None)
        yield first or refusal_of(error, kind, place)
        yield from within


def _is_of_itself(error: msgspec.ValidationError) -> bool:
    """Whether the fault is of the very value that was read, such as too long a list."""
    located = _LOCATED.fullmatch(str(error))
    return bool(located and not located["path"] and not _MEMBER.fullmatch(located["what"]))


def _within(value: object, kind: object, place: tuple[str, ...]) -> Iterator[Refusal]:
    """All that is wrong with the members of an object, the items of a list."""
    for choice in _choices(kind):
        if isinstance(value, dict) and isinstance(choice, type) and issubclass(choice, Struct):
            yield from _of_struct(value, choice, place)
        elif isinstance(value, list) and get_origin(choice) in {list, tuple}:
            item = get_args(choice)[0]
            for number, each in enumerate(value):
                yield from _faults(each, item, (*place, str(number)))


def _choices(kind: object) -> list[object]:
    """The types that a member may be of, without their marks."""
    if get_origin(kind) is Annotated:
        return _choices(get_args(kind)[0])
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        return [choice for each in get_args(kind) for choice in _choices(each)]
    return [kind]


def _of_struct(
    document: Mapping[str, object], kind: type[msgspec.Struct], place: tuple[str, ...]
) -> Iterator[Refusal]:
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    if kind.__struct_config__.forbid_unknown_fields:
        for name in document:
            if name not in known:
                yield Refusal("field_unknown", field=_field([*place, name]))
    for name, field in known.items():
        if name in document:
            yield from _faults(document[name], field.type, (*place, name))
        elif field.required:
            yield Refusal("field_missing", field=_field([*place, name]))


def refusal_of(error: msgspec.ValidationError, kind: object, place: Sequence[str] = ()) -> Refusal:
    """Turn what msgspec says of what stands at a place into `field_missing`, `_unknown` or `_invalid`."""
    located = _LOCATED.fullmatch(str(error))
    what, path = (located["what"], located["path"] or "") if located else (str(error), "")
    steps = _steps(path)
    member = _MEMBER.fullmatch(what)
    if member is None:
        field = _field([*place, *steps])
        return Refusal("field_invalid", field=field, why=_why(what, kind, steps))
    code = "field_missing" if member["fault"] == "missing required" else "field_unknown"
    return Refusal(code, field=_field([*place, *steps, member["name"]]))


def _steps(path: str) -> list[str]:
    """Split a path such as `items[1].number`; msgspec keeps a mapping's key to itself: `[...]`."""
    return [step for step in re.split(r"[.\[\]]+", path) if step]


def _field(steps: Sequence[str]) -> str:
    return ".".join(steps)[:LONGEST_FIELD]


def _why(what: str, kind: object, steps: list[str]) -> str:
    if what.startswith("Invalid enum value"):
        return f"只能是{'、'.join(_allowed(kind, steps))}"
    for pattern, reason in _REASONS:
        if found := pattern.fullmatch(what):
            return reason(found)
    return "内容或格式不正确"


def _types(names: str) -> str:
    known = [_TYPES.get(name, name) for name in names.split(" | ") if name != "null"]
    return "或".join(known)


def _allowed(kind: object, steps: list[str]) -> list[str]:
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
