"""The national identifier of an electronic certificate (电子证照标识, R50), where a deployment has its codes.

GB/T 36904-2018 (电子证照 标识规范): five parts behind the root `1.2.156.3005.2`, joined by dots.

    1.2.156.3005.2.{type}.{issuer}.{serial}.{version}.{check}

`type` is the code of the kind of certificate, the unified code (GB 32100-2015) of whoever defines it and
three digits; `issuer` the unified code of whoever issues it; `serial` capital letters and digits;
`version` three digits; `check` the check character of these four together, without dots, by ISO 7064
MOD 37,36. Our serial is the certificate's own number without its hyphens: so it cannot be guessed either.
"""

import re
from typing import NamedTuple

ROOT = "1.2.156.3005.2"
MOST_VERSIONS = 999
_TYPE = re.compile(r"([0-9A-HJ-NPQRTUWXY]{18})[0-9]{3}")
_PARTS = re.compile(
    rf"{re.escape(ROOT)}\.([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9A-Z]+)\.([0-9]{{3}})\.([0-9A-Z])"
)


class NationalIssuer(NamedTuple):
    """The codes that a deployment has been given: of the kind of certificate, and of its issuer."""

    type_code: str
    issuer: str


def parse_issuer(codes: str) -> NationalIssuer | None:
    """Read `{type}.{issuer}` as it is configured; None where there is nothing.

    Raises:
        ValueError: a code is not one: whoever deployed has to put it right.
    """
    if not codes:
        return None
    type_code, _, issuer = codes.partition(".")
    defined_by = _TYPE.fullmatch(type_code)
    if not (defined_by and _is_unified(defined_by[1]) and _is_unified(issuer)):
        raise ValueError(f"no type code and issuer's code joined by a dot: {codes}")
    return NationalIssuer(type_code, issuer)


def national_number(issuer: NationalIssuer, number: str, version: int) -> str:
    """The identifier of one version of a certificate; "" for a version that has no room in it.

    Args:
        issuer: the deployment's codes.
        number: the certificate's, in its printed form.
        version: the certificate's.
    """
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - cold start: stdnum imports pydoc

    if version > MOST_VERSIONS:
        return ""
    parts = (*issuer, number.replace("-", ""), f"{version:03d}")
    return ".".join((ROOT, *parts, mod_37_36.calc_check_digit("".join(parts))))


def is_national_number(text: str) -> bool:
    """Whether a text is an identifier with the right check character, whoever issued it."""
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - as above

    parts = _PARTS.fullmatch(text)
    return parts is not None and bool(mod_37_36.is_valid("".join(parts.groups())))


def _is_unified(code: str) -> bool:
    from stdnum.cn import uscc  # noqa: PLC0415 - as above

    return code == code.upper() and bool(uscc.is_valid(code))
