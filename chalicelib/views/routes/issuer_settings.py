"""How the web client asks the deployment's issuer to sign somebody in: what differs from issuer to issuer.

Each variable is read where it is needed; those that are empty or missing say nothing. What an issuer
needs stands in docs/operations.md, What an issuer must do.
"""

import os
from typing import Literal, get_args
from urllib.parse import parse_qsl

SignOut = Literal["return", "stay", "here"]
"""Whether signing out ends the session at the issuer and returns, ends it and stays there, or asks it nothing."""
SIGN_OUTS: tuple[SignOut, ...] = get_args(SignOut)


class IssuerSettingsError(ValueError):
    """A variable says what the web client cannot do."""


def resource() -> str | None:
    """The resource that a token is asked for (RFC 8707), at both of the issuer's addresses."""
    return os.environ.get("OIDC_RESOURCE") or None


def parameters() -> dict[str, str]:
    """What else the authorization address is asked, such as `audience=…&prompt=consent`.

    Raises:
        IssuerSettingsError: it is no query.
    """
    written = os.environ.get("OIDC_PARAMETERS", "")
    try:
        return dict(parse_qsl(written, strict_parsing=bool(written), keep_blank_values=True))
    except ValueError as fault:
        raise IssuerSettingsError("OIDC_PARAMETERS is no query: name=value&…") from fault


def sign_out() -> SignOut:
    """What signing out asks of the issuer.

    Raises:
        IssuerSettingsError: none of the three.
    """
    asked = os.environ.get("OIDC_SIGN_OUT") or "return"
    for each in SIGN_OUTS:
        if asked == each:
            return each
    raise IssuerSettingsError(f"OIDC_SIGN_OUT is one of {', '.join(SIGN_OUTS)}")


def origins() -> tuple[str, ...]:
    """Where the issuer's token address lies, if not where the issuer itself does."""
    return tuple(os.environ.get("OIDC_ORIGINS", "").split())
