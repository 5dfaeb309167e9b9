"""What people have chosen of messages: an item of its own beside the profile, which most have not."""

from chalicelib.notices.rules.delivery import MessageChoice
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_still_at,
    read,
)

CHOICE = "MESSAGES"


def find_choice(person: str) -> MessageChoice:
    """Read what a person has chosen, strongly consistent."""
    item = find(RegistryItem, person_key(person), CHOICE)
    return read(item, MessageChoice) if item else MessageChoice()


def find_choices(people: Several) -> dict[str, MessageChoice]:
    """Read what people have chosen; those who have not are absent."""
    found = find_all(RegistryItem, [(person_key(person), CHOICE) for person in people])
    return {
        person: read(found[key], MessageChoice)
        for person in people
        if (key := (person_key(person), CHOICE)) in found
    }


def put_choice(person: str, choice: MessageChoice) -> None:
    """Keep a choice, one version after what was read.

    Raises:
        Conflict: another one was made meanwhile.
    """
    item = RegistryItem(pk=person_key(person), sk=CHOICE, version=choice.version, body=keep(choice))
    with conflicts():
        item.save(condition=is_still_at(choice.version - 1))
