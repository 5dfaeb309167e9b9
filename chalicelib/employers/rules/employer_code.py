"""An employer's code (统一社会信用代码): GB 32100-2015, its form and its check character (R37)."""

import re

from chalicelib.identity.rules.identity import compact
from chalicelib.platform.rules.refusal import Refusal

LENGTH = 18
# No I, O, S, V or Z. The library wants a digit for the first two characters as well, which refuses the
# codes of rural collectives (N2…) and of the army (A1…): it is asked for the check character alone.
_FORM = re.compile("[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")


def find_code(text: str) -> str | None:
    """A code as it is kept, from what somebody typed; None if it is none."""
    code = _normal(text)
    return None if _fault(code) else code


def parse_code(text: str, field: str = "code") -> str:
    """Read a code: full width, lower case, spaces and hyphens are tolerated.

    Raises:
        Refusal: `employer_code_invalid`, with the field and why.
    """
    code = _normal(text)
    if why := _fault(code):
        raise Refusal("employer_code_invalid", field=field, why=why)
    return code


def _normal(text: str) -> str:
    return compact(text).upper().replace("-", "")


def _fault(code: str) -> str:
    if len(code) != LENGTH:
        return f"应为{LENGTH}位，现为{len(code)}位"
    if not _FORM.fullmatch(code):
        return "含有统一社会信用代码不用的字符（不用I、O、S、V、Z，第3至8位为数字）"
    if code[-1] != _check_character(code):
        return "校验码（最后一位）不符"
    return ""


def _check_character(code: str) -> str:
    from stdnum.cn import uscc  # noqa: PLC0415 - few requests name an employer, all would load it

    return str(uscc.calc_check_digit(code))
