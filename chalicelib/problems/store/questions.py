"""Questions and answers as administrators have edited them, all in one partition: some dozens."""

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    find,
    is_still_at,
    read,
)
from chalicelib.problems.rules.question import CommonQuestion

PARTITION = "QUESTIONS"


def find_edited() -> list[CommonQuestion]:
    """Read all that were edited, those withdrawn among them."""
    return [
        read(item, CommonQuestion) for item in RegistryItem.query(PARTITION, consistent_read=True)
    ]


def find_one(question: str) -> CommonQuestion | None:
    """Read one that was edited, strongly consistent."""
    item = find(RegistryItem, PARTITION, f"Q#{question}")
    return read(item, CommonQuestion) if item else None


def put_question(question: CommonQuestion) -> None:
    """Write a question, one version after what was read.

    Raises:
        Conflict: somebody has edited it meanwhile.
    """
    item = RegistryItem(
        pk=PARTITION, sk=f"Q#{question.id}", version=question.version, body=keep(question)
    )
    with conflicts():
        item.save(condition=is_still_at(question.version - 1))
