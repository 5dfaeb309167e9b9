"""The files that belong to a plan, such as its notice: found as a clerk uploaded them, kept at submission."""

from chalicelib.people.actions import ask_people
from chalicelib.records.actions.keep_files import keep_files
from chalicelib.records.rules.evidence import Evidence


def owned_files(
    login: str, uploads: tuple[str, ...], before: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    """The files named, checked and kept; what another clerk attached before stays as it is.

    Args:
        login: the clerk's.
        uploads: the ids of the files, in their order.
        before: the plan's files up to now.

    Raises:
        Refusal: `field_invalid` for what this clerk never announced; `evidence_invalid`.
    """
    kept = {file.id: file for file in before}
    fresh = tuple(upload for upload in dict.fromkeys(uploads) if upload not in kept)
    if fresh:
        owners = tuple(filter(None, (ask_people.find_person(login), login)))
        kept |= {file.id: file for file in keep_files(owners, fresh)}
    return tuple(kept[upload] for upload in dict.fromkeys(uploads))
