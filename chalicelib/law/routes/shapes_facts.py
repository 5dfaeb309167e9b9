"""Forms of study and their facts in the HTTP contract, as the forms are declared (R12).

What is sent is described exactly, a type for each form: who states a study knows its form. What is answered
has one type with the facts of all forms, each of which may be absent: a record may be of a year whose
forms were others, and a form may be added, which no client that lives longer than this version should
fail at (docs/decisions/0060).
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.http.openapi_schemas import BY_MEMBER, REFERS
from chalicelib.http.texts import Short
from chalicelib.http.told import FactName
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.fact import DECIMAL, Fact, FactKind
from chalicelib.law.rules.form import COURSE, FORMS, LEGACY, UNCLAIMED_FACTS


def _type_of(fact: Fact) -> Any:  # noqa: ANN401 - a type, made of what is declared
    """The type of a fact as it is stated."""
    said = Meta(description="，".join(filter(None, [fact.label, fact.unit, fact.hint])))
    match fact.kind:
        case FactKind.COUNT:
            return Annotated[int, Meta(ge=1, le=fact.bound), said]
        case FactKind.MEASURE:
            return Annotated[str, Meta(pattern=f"^{DECIMAL}$", examples=["2.5"]), said]
        case FactKind.CHOICE:
            return Annotated[Literal[tuple(fact.choices)], said]
        case FactKind.FLAG:
            return Annotated[bool, said]


def facts_of_form(form: Form) -> type[msgspec.Struct]:
    """What a form is claimed by."""
    name = "".join(word.title() for word in form.name.split("_")) + "Facts"
    required = [(each, _type_of(form.facts[each])) for each in form.required]
    optional = [
        (each, _type_of(fact) | UnsetType, UNSET)
        for each, fact in form.known.items()
        if each not in form.required
    ]
    return msgspec.defstruct(
        name,
        [*required, *optional],
        namespace={"__doc__": f"{form.label}：{form.source}"},
        forbid_unknown_fields=True,
        kw_only=True,
        frozen=True,
    )


def _told_of(facts: Iterable[Fact]) -> Any:  # noqa: ANN401 - as above
    """The type of a fact as it is answered: of several forms that call theirs alike, what holds for each."""
    first, *_ = facts
    said = Meta(description=first.label)
    match first.kind:
        case FactKind.COUNT:
            return Annotated[int, Meta(ge=1), said]
        case FactKind.MEASURE:
            return Annotated[str, Meta(pattern=f"^{DECIMAL}$", examples=["2.5"]), said]
        case FactKind.CHOICE:
            choices = list(dict.fromkeys(choice for fact in facts for choice in fact.choices))
            return Annotated[
                FactName,
                Meta(examples=choices[:1], extra_json_schema={"x-extensible-enum": choices}),
                said,
            ]
        case FactKind.FLAG:
            return Annotated[bool, said]


def facts_shown(forms: Iterable[Form]) -> type[msgspec.Struct]:
    """The facts of all forms, and of what the HR system accredited."""
    known: dict[str, list[Fact]] = {}
    for form in forms:
        for name, fact in form.known.items():
            known.setdefault(name, []).append(fact)
    told = {name: _told_of(facts) for name, facts in known.items()}
    legacy = {
        name: Annotated[str, Meta(max_length=100, description=label)]
        for name, label in UNCLAIMED_FACTS.items()
    }
    return msgspec.defstruct(
        "Facts",
        [(name, kind | UnsetType, UNSET) for name, kind in {**legacy, **told}.items()],
        namespace={"__doc__": "所填事实，因学习形式而异；以后的学习形式可有其他事实"},
        kw_only=True,
        frozen=True,
    )


FormText = Annotated[
    str,
    Meta(
        pattern=r"^[a-z]+(_[a-z]+)*$",
        examples=["training"],
        description="学习形式；以后的年度会增加，名称见form_label",
        extra_json_schema={"x-extensible-enum": [*FORMS, COURSE, LEGACY]},
    ),
]
"""A record's form: one that can be claimed, the public subject, or what the HR system accredited."""
FormSent = Annotated[
    Short,
    Meta(description="学习形式，见/v1/forms", extra_json_schema={"enum": [*FORMS]}),
]
"""A form that can be claimed; another one is refused in words, not by its type."""
FACTS_OF_FORMS: Mapping[str, type[msgspec.Struct]] = {
    name: facts_of_form(form) for name, form in FORMS.items()
}
"""What each form is claimed by, exactly."""
FactsShown = facts_shown(FORMS.values())
"""The facts of a record as it is answered: those of any form, also of one to come."""
FactsStated = Annotated[
    dict[str, Any],
    Meta(
        extra_json_schema={
            BY_MEMBER: {"form": {name: kind.__name__ for name, kind in FACTS_OF_FORMS.items()}}
        }
    ),
]
"""The facts that go with a member `form`, read by the rules, which tell each fault in words."""
FactsTold = Annotated[dict[str, Any], Meta(extra_json_schema={REFERS: FactsShown.__name__})]
