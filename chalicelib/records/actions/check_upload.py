"""Check an uploaded file: is it what was announced, and can a reviewer open it (R15)?"""

import msgspec

from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.store import evidence


def find_own_upload(person: str, upload: str) -> tuple[Evidence, bool]:
    """A file of one's own as it was announced, and whether it has arrived in that size; nobody opens it here.

    Raises:
        Refusal: `not_found` for what this person never announced.
    """
    file = _own(person, upload)
    return file, evidence_bucket.has_arrived(file.owner or person, file.id, file.size)


def check_own_upload(person: str, upload: str) -> Evidence:
    """Check a file of one's own as soon as it has been posted; it is asked again when it is submitted.

    Raises:
        Refusal: `not_found` for what this person never announced; `evidence_invalid`.
    """
    file = _own(person, upload)
    return check_upload(file.owner or person, file)


def _own(person: str, upload: str) -> Evidence:
    announced = evidence.find_evidence([person], [upload]) or _of_merged(person, upload)
    if not announced:
        raise Refusal("not_found")
    return announced[0]


def _of_merged(person: str, upload: str) -> list[Evidence]:
    """The file as the person announced it under an account that was merged into this one (R1)."""
    professional = ask_people.find_professional(person)
    formers = professional.ids if professional and professional.formers else ()
    return evidence.find_evidence(formers, [upload])


def check_upload(person: str, file: Evidence) -> Evidence:
    """The file with the version that was checked; `person` is whose upload it is.

    Raises:
        Refusal: `evidence_invalid` for a file that is absent, altered, not to be opened, or of
            another type than it says.
    """
    stored = evidence_bucket.check_evidence(person, file.id, file.content_type, file.size)
    if stored.fault:
        raise Refusal(
            "evidence_invalid", field="evidence", filename=file.filename, why=stored.fault
        )
    return msgspec.structs.replace(file, object_version=stored.object_version)
