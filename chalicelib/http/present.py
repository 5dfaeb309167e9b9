"""How domain values are shown: masked, with credits as text and times at +08:00."""

from datetime import date, datetime

from chalicelib.http import shapes
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.china_time import SHANGHAI


def time_text(at: datetime) -> str:
    """An instant as RFC 3339 at +08:00, to the millisecond where it has any."""
    local = at.astimezone(SHANGHAI)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def date_text(day: date | None) -> str | None:
    """A day as it is sent, None for none."""
    return day.isoformat() if day else None


def by_text(actor: Actor) -> str:
    """Who moved a record, without naming the person at the bureau."""
    bureau = actor.party in {Party.BUREAU, Party.BUREAU_ABOVE, Party.ADMINISTRATOR}
    return f"{actor.party}:{actor.territory}" if bureau else actor.party.value


def download(signed: files.Signed) -> shapes.Download:
    """A signed address and until when it works: real time, whatever the domain's clock says."""
    return shapes.Download(url=signed.url, expires_at=time_text(signed.expires_at))
