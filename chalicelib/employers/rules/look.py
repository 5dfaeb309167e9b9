"""A look (查看): which clerk saw something of whom, for the one seen and for the employer (R38)."""

from datetime import datetime

import msgspec

from chalicelib.platform.rules.act import What


class Look(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a clerk saw of a person last on a day: `subject` is the issuer's own name for the clerk's login.

    `year` is the one that was looked at, 0 for all that the person lets the employer see.
    """

    at: datetime
    code: str
    name: str
    login: str
    subject: str
    what: What
    year: int = 0
