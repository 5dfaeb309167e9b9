"""Questions and answers as administrators have edited them, all in one partition: some dozens."""

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_still_at,
    read,
)
from chalicelib.problems.rules.question import Question

PARTITION = "QUESTIONS"


def find_edited() -> list[Question]:
    """Read all that were edited, those withdrawn among them."""
    return [read(item, Question) for item in RegistryItem.query(PARTITION, consistent_read=True)]


def find_one(question: str) -> Question | None:
    """Read one that was edited, strongly consistent."""
    item = find(RegistryItem, PARTITION, f"Q#{question}")
    return read(item, Question) if item else None


def put_question(question: Question) -> None:
    """Write a question, one version after what was read.

    Raises:
        Conflict: somebody has edited it meanwhile.
    """
    item = RegistryItem(
        pk=PARTITION, sk=f"Q#{question.id}", version=question.version, body=keep(question)
    )
    with conflicts():
        item.save(condition=is_still_at(question.version - 1))
