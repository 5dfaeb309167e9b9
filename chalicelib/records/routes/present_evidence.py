"""How uploaded files are shown: to their owner, and to whom decides."""

from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.identifier import Several
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.routes import shapes
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.store import evidence as store


def evidence(file: Evidence) -> shapes.EvidenceShape:
    """A file as its owner sees it."""
    return shapes.EvidenceShape(
        id=file.id, filename=file.filename, content_type=file.content_type, size=file.size
    )


def reviewed_evidence(person: str, people: Several, file: Evidence) -> shapes.EvidenceShape:
    """A file as a reviewer sees it: with a signed address, and whether others used it too.

    Args:
        person: whose upload it is, where the file does not say so.
        people: every id of that person.
        file: the file as it was pinned.
    """
    elsewhere = store.is_used_by_others(people, file.id)
    return signed_evidence(person, file, elsewhere=elsewhere)


def signed_evidence(person: str, file: Evidence, *, elsewhere: bool) -> shapes.EvidenceShape:
    """A file with its signed address; `person` as in `reviewed_evidence`."""
    return shapes.EvidenceShape(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        url=signed(person, file).url,
        also_used_by_others=elsewhere,
    )


def signed(person: str, file: Evidence) -> Signed:
    """The signed address of a file; `person` is whose upload it is, where the file does not say so."""
    owner = file.owner or person
    return evidence_bucket.evidence_url(owner, file.id, file.content_type, file.object_version)
