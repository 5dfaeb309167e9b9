"""Numbers of the first identity cards: fifteen digits, until 1999, void since 2013 (R2)."""

import re

_FORM = re.compile("[0-9]{15}")


def is_first_generation(number: str) -> bool:
    """Whether a number in half width has the form of the first cards."""
    return _FORM.fullmatch(number) is not None


def eighteen_of(number: str) -> str:
    """The eighteen digits of today's card (GB 11643-1999): nobody was born after 1999 by fifteen."""
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - cold start: stdnum imports pydoc

    longer = f"{number[:6]}19{number[6:]}"
    return longer + mod_11_2.calc_check_digit(longer)
