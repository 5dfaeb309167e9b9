"""What the worker is told that archives versions of certificates: digests and places, nothing of what they say."""

from datetime import datetime

import msgspec

from chalicelib.audit.rules.audit import AuditFact


class VersionsOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Versions that a stream brought, as the archive keeps them; `archived` names the order, `at` is the event's instant."""

    archived: str
    versions: tuple[AuditFact, ...]
    at: datetime
