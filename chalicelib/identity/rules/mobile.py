"""Mobile numbers in one normal form."""

import re

from chalicelib.identity.rules.identity import compact
from chalicelib.platform.rules.refusal import Refusal


def parse_mobile(text: str) -> str:
    """Read a mobile number: 11 digits of the mainland, any other with `+` and its country code.

    Spaces and hyphens within and a leading +86 are dropped.

    Raises:
        Refusal: `field_invalid`, field `mobile`.
    """
    number = compact(text).replace("-", "")
    if mainland := re.fullmatch(r"(?:\+86)?(1[3-9][0-9]{9})", number):
        return mainland[1]
    # E.164: at most 15 digits, country code included.
    if re.fullmatch(r"\+(?!86)[1-9][0-9]{6,14}", number):
        return number
    why = "应为11位的内地手机号码，或以“+”加国家（地区）代码开头的号码"
    raise Refusal("field_invalid", field="mobile", why=why)
