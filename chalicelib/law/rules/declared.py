"""Every form that is declared, read from its file, and what they must agree in (R12).

What is wrong with any of them is told at once, a line for each.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

from chalicelib.law.rules.data_file import name_of_file, read_toml
from chalicelib.law.rules.declaration import Form, parse_declaration
from chalicelib.law.rules.fact import Fact


def read_forms(folder: Path, taken: Iterable[str] = ()) -> dict[str, Form]:
    """The forms of a folder by name, in the order of their places.

    Args:
        folder: it has a file for each, `<form>.toml`.
        taken: names that no form may have.

    Raises:
        ValueError: a line for each fault, which begins with the file's name.
    """
    read, faults = list[Form](), list[str]()
    for file in sorted(folder.glob("*.toml")):
        try:
            if file.stem in taken:
                raise ValueError(f"{file.stem} can not be claimed")  # noqa: TRY301 - told like any other fault
            read.append(parse_declaration(file.stem, read_toml(file)))
        except ValueError as fault:
            faults.append(f"{name_of_file(file)}: {fault}")
    faults += [f"{name_of_file(folder)}/{each}" for each in disagreements(read)]
    if faults:
        raise ValueError("\n".join(faults))
    return {form.name: form for form in sorted(read, key=lambda form: (form.place, form.name))}


def disagreements(forms: Iterable[Form]) -> Iterator[str]:
    """What two forms say differently though it is one thing, or alike though it is two."""
    for one, other in combinations(forms, 2):
        for why in _between(one, other):
            yield f"{one}.toml, {other}.toml: {why}"


def _between(one: Form, other: Form) -> Iterator[str]:
    if one.place == other.place:
        yield f"both have place {one.place}"
    if one.label == other.label:
        yield f"both have the label {one.label}"
    for name in one.facts.keys() & other.facts.keys():
        first, second = _said(one.facts[name]), _said(other.facts[name])
        for what, says in first.items():
            if second.get(what, says) != says:
                yield f"{what} of the fact {name} is {says!r} in the first, {second[what]!r} in the other"


def _said(fact: Fact) -> Mapping[str, object]:
    """What a fact of one name says in every form; of a choice, how each of its values is called."""
    words = {f"the choice {value}": label for value, label in fact.choices.items()}
    return {
        "label": fact.label,
        "kind": fact.kind.value,
        "unit": fact.unit,
        "most": fact.bound,
        **words,
    }
