"""The gates of a roster: whether rows may come under a plan, asked by each write that brings some (R39).

A roster comes in many transactions at once, and each must see that the plan still holds. All of them
asking the plan itself would meet there, so a plan has several gates, and each transaction asks one. A
gate is turned with the plan, in one transaction: whoever read it open before finds it changed.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

import msgspec

from chalicelib.plans.rules.plan import Plan
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, is_still_at, is_version, read
from chalicelib.platform.store.writes import Write

GATES = 8
"""Twice as many as workers import side by side: two parts of a file that are near each other ask two."""


class Gate(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One gate: the edition whose rows may come, 0 if none may; `used` once some have come by it."""

    plan: str
    number: int
    edition: int = 0
    used: bool = False
    version: int = 0


def gate_of(call: str) -> int:
    """Which gate a call asks that brings a part of a roster."""
    return sha256(call.encode()).digest()[0] % GATES


def _key(plan: str, number: int) -> tuple[str, str]:
    employer, _, rest = plan.partition("-")
    return f"PLAN#{employer}", f"GATE#{rest.replace('-', '#')}#{number}"


def find_gates(plan: str) -> list[Gate]:
    """Read the gates of a plan, strongly consistent: each as if it were closed where there is none."""
    keys = {number: _key(plan, number) for number in range(GATES)}
    found = RegistryItem.batch_get(list(keys.values()), consistent_read=True)
    gates = {gate.number: gate for gate in map(_read, found)}
    return [gates.get(number, Gate(plan=plan, number=number)) for number in keys]


def find_gate(plan: str, number: int) -> Gate:
    """Read one gate of a plan, strongly consistent."""
    found = list(RegistryItem.batch_get([_key(plan, number)], consistent_read=True))
    return _read(found[0]) if found else Gate(plan=plan, number=number)


def _read(item: RegistryItem) -> Gate:
    return msgspec.structs.replace(read(item, Gate), version=int(item.version or 0))


def turned(plan: Plan, gates: Iterable[Gate]) -> Iterator[Write]:
    """What is written where a plan begins to admit rows, or ceases to."""
    edition = plan.edition if plan.admits_rows else 0
    for gate in gates:
        after = msgspec.structs.replace(gate, edition=edition, version=gate.version + 1)
        yield Write(_item(after), is_still_at(gate.version))


def passed(gate: Gate) -> Write:
    """What is written, or asked, when rows come by a gate: it is as it was read.

    The first rows leave in it that they came; after them it is asked alone.
    """
    if gate.used:
        return Write(_item(gate), is_version(gate.version), asks=True)
    after = msgspec.structs.replace(gate, used=True, version=gate.version + 1)
    return Write(_item(after), is_version(gate.version))


def have_rows(gates: Sequence[Gate]) -> bool:
    """Whether rows have come by any gate."""
    return any(gate.used for gate in gates)


def _item(gate: Gate) -> RegistryItem:
    pk, sk = _key(gate.plan, gate.number)
    body = {name: value for name, value in keep(gate).items() if name != "version"}
    return RegistryItem(pk=pk, sk=sk, version=gate.version, body=body)
