"""How values that belong to no subject alone are shown: who acted, and where a file is to be had."""

from chalicelib.http import shapes
from chalicelib.http.wire import time_text
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.cause import Actor, Party


def by_text(actor: Actor) -> str:
    """Who moved a record, without naming the person at the bureau."""
    bureau = actor.party in {Party.BUREAU, Party.BUREAU_ABOVE, Party.ADMINISTRATOR}
    return f"{actor.party}:{actor.territory}" if bureau else actor.party.value


def download(signed: files.Signed) -> shapes.Download:
    """A signed address and until when it works: real time, whatever the domain's clock says."""
    return shapes.Download(url=signed.url, expires_at=time_text(signed.expires_at))
