"""A small question by which one shows to be there (R52): which choice to take stands in its text."""

from functools import cache
from pathlib import Path

import msgspec

from chalicelib.law.rules.data_file import read_toml

FILE = Path(__file__).parent.parent / "presence.toml"
CHOICES = 4


class PresenceKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be asked: a text with a place for the right one of its words."""

    text: str
    words: tuple[str, ...]


class PresenceQuestion(msgspec.Struct, frozen=True):
    """A question, its choices, and the one that its text names."""

    text: str
    choices: tuple[str, ...]
    answer: str

    def is_answered_by(self, choice: str | int) -> bool:
        """Whether a choice is the right one, told by its words or by its place among the choices, from 0."""
        if isinstance(choice, int):
            return choice == self.choices.index(self.answer)
        return choice == self.answer


class _PresenceFile(msgspec.Struct, forbid_unknown_fields=True):
    kind: tuple[PresenceKind, ...]


@cache
def kinds() -> tuple[PresenceKind, ...]:
    """All kinds, in the order of their numbers: an open question is kept by its number, so new ones go last."""
    return msgspec.convert(read_toml(FILE), _PresenceFile).kind


def presence_question(number: int, shuffle: int) -> PresenceQuestion:
    """The question of a kind's number; `shuffle` says which words it offers, in which order, and asks for."""
    known = kinds()
    kind = known[number % len(known)]
    words, choices = list(kind.words), []
    for _ in range(CHOICES):
        shuffle, place = divmod(shuffle, len(words))
        choices.append(words.pop(place))
    answer = choices[shuffle % CHOICES]
    return PresenceQuestion(kind.text.format(answer), tuple(choices), answer)
