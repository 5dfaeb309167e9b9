"""What leads from a name to whoever has it: a pointer beside each profile that no other account took over (R20)."""

from chalicelib.people.rules import people_lists
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Pointer
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, find
from chalicelib.platform.store.writes import Write


def naming(professional: Professional, previous: Professional | None = None) -> list[Write]:
    """What leads from a name to its profile, where the profile stands otherwise than before.

    It is a hint: who reads it drops what stands elsewhere by now.
    """
    before, now = (_pointer(each) if each else None for each in (previous, professional))
    if before and now and before.sk == now.sk:
        return []
    left = [Write(before, clears=True)] if before else []
    return [*left, Write(now)] if now else left


def _pointer(professional: Professional) -> RegistryItem | None:
    """None for an account that was merged into another: no list has it."""
    if professional.merged_into:
        return None
    place = people_lists.named_place(professional)
    pointer = Pointer(person_key(professional.id), "PROFILE")
    return RegistryItem(pk=place.list, sk=place.order, body=keep(pointer))


def lead_from_name(professional: Professional) -> bool:
    """Lead to a profile from its name where nothing does; answer whether nothing did."""
    pointer = _pointer(professional)
    if pointer is None or find(RegistryItem, pointer.pk, pointer.sk):
        return False
    pointer.save()
    return True
