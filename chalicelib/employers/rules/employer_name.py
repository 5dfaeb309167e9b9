"""Names of employers: how they are read, compared and found. The code is what counts (R37).

Brackets of full or half width, spaces, and whether a company is written with or without 有限公司 make no
difference in finding one.
"""

import re
import unicodedata
from collections.abc import Iterator

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import TextKind, parse_text

FEWEST, MOST = 2, 100
"""Characters of a name."""
_BRACKETS = str.maketrans("〔〕[]【】{}〈〉《》<>", "()" * 7)
_SPACE = re.compile(r"\s+")
_COMPANY = re.compile("(?:股份)?有限(?:责任)?公司")


def parse_employer_name(text: str, field: str = "name") -> str:
    """Accept a name as typed: what is printed on certificates must be printable.

    Raises:
        Refusal: `field_invalid`.
    """
    name = parse_text(text, field, TextKind.PRINTED)
    if not FEWEST <= len(folded(name)) <= MOST or len(name) > MOST:
        raise Refusal("field_invalid", field=field, why=f"应为{FEWEST}至{MOST}个字符")
    return name


def folded(name: str) -> str:
    """The name without what makes no difference to a reader: width, kind of brackets, spaces, case."""
    plain = unicodedata.normalize("NFKC", name).translate(_BRACKETS).casefold()
    return _SPACE.sub("", plain)


def normal_form(name: str) -> str:
    """The name as it is compared: also without the company's form; applying it twice changes nothing."""
    plain = folded(name)
    return _COMPANY.sub("", plain) or plain


def is_same(a: str, b: str) -> bool:
    """Whether two names are written for the same employer, as far as a name can tell."""
    return normal_form(a) == normal_form(b)


def entries(name: str, code: str) -> Iterator[str]:
    """By which texts an employer is found: whoever seeks one types how one of these begins.

    Any part of a name begins one of its endings; so does any part of a name without the company's form.
    """
    whole, bare = folded(name), normal_form(name)
    texts = [whole] if whole.startswith(bare) else [whole, bare]
    ends = (text[at:] for text in texts for at in range(len(text) - 1))
    yield from dict.fromkeys((*ends, code.casefold()))


def sought_forms(asked: str) -> tuple[str, ...]:
    """How what somebody seeks may begin an entry: as typed, and without the company's form.

    Raises:
        Refusal: `field_invalid` for fewer than two characters, which would find half of the province.
    """
    typed, bare = folded(asked), normal_form(asked)
    if len(typed) < FEWEST:
        raise Refusal("field_invalid", field="q", why=f"请至少输入{FEWEST}个字")
    return (typed, bare) if bare != typed and len(bare) >= FEWEST else (typed,)


def finds(form: str, name: str, code: str) -> bool:
    """Whether a form of what is sought is found in an employer."""
    return form in folded(name) or form in normal_form(name) or code.casefold().startswith(form)
