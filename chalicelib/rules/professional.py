"""The professional (会计专业技术人员): the person whose credits are kept."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from chalicelib.rules.record import Cause


class Employment(StrEnum):
    """What decides the territory (R5): the employer's, the residence's or the school's."""

    EMPLOYED = "employed"
    UNEMPLOYED = "unemployed"
    STUDENT = "student"


class Sealed(msgspec.Struct, frozen=True):
    """A text encrypted with AES-256-GCM under a data key, which KMS has wrapped."""

    wrapped_key: bytes
    nonce: bytes
    ciphertext: bytes


class Professional(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One person's account on the finance platform.

    `name` is kept as typed; the document number only sealed, masked and as a keyed digest (R7).
    `number_digest` is the keyed digest of the number whatever its type, by which a login is known whose
    issuer gives a digest alone; accounts opened before it was kept have none.
    `proved`: the login's real-name claims agreed at enrolment (R1).
    """

    id: str
    name: str
    document_type: str
    document_digest: str
    number_digest: str = ""
    masked_number: str
    sealed_number: Sealed
    territory: str
    employment: Employment
    employer: str = ""
    mobile: str = ""
    worked_since: date | None = None
    login: str
    proved: bool = False
    enrolled_at: datetime
    cause: Cause
    moved_out: bool = False
    version: int


def is_obliged(professional: Professional, year: int) -> bool:
    """Whether the year must be completed (R8): otherwise it is exempt, never incomplete.

    The obligation begins the year after starting work [A]; a student has none before that. Who
    states no start of work is obliged, as the notice has it.
    """
    if professional.worked_since is not None:
        return year > professional.worked_since.year
    return professional.employment is not Employment.STUDENT
