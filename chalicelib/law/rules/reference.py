"""References: by what a thing is known, so that it is registered once (R16)."""

import re
import unicodedata
from hashlib import sha256

from chalicelib.law.rules.credit import Facts
from chalicelib.law.rules.declaration import Form, Known
from chalicelib.platform.rules.refusal import Refusal

_SEPARATORS = re.compile(r"[;；、,，\n]+")
MOST_PAPERS = 40
"""Each paper is an item of one transaction, which takes 100, and taking over may double them."""
_NOISE = re.compile(r"[\s\-‐-―·.:：/]+")
_BRACKETS = str.maketrans("[]【】〔〕", "()()()")
_DASH = r"[\s\-‐-―]*"
_ISBNS = tuple(
    re.compile(rf"(?<![0-9])(?=({prefix}(?:[0-9]{_DASH}){{9}}[0-9x])(?!{_DASH}[0-9]))")
    for prefix in (rf"97[89]{_DASH}", "")
)
"""Where an ISBN of thirteen digits, and where one of ten may stand in a text."""
_LIKE_ISBN = re.compile(r"(97[89])?[0-9]{9}[0-9x]")
_CN_NUMBER = re.compile(rf"(?<![0-9])([0-9]{{2}}){_DASH}([0-9]{{4}})(?![0-9])")


def normal_reference(form: Form, reference: str) -> str:
    """Write a reference so that the same thing always reads the same.

    Width, case, kind of bracket, spaces and punctuation do not tell two things apart; only between
    two digits does it matter that there is some. A book is known by the ISBN in the text, a paper's
    periodical by its CN number, whatever stands around it.
    """
    folded = _folded(reference)
    if form.reference.known is Known.ISBN and (number := _find_isbn(folded)):
        return number
    if form.reference.known is Known.CN_NUMBER and (found := _CN_NUMBER.search(folded)):
        return "".join(found.groups())
    return _plain(reference)


def _plain(text: str) -> str:
    return _NOISE.sub(_joint, _folded(text))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_BRACKETS)


def _joint(noise: re.Match[str]) -> str:
    text, start, end = noise.string, noise.start(), noise.end()
    between = text[start - 1 : start].isdecimal() and text[end : end + 1].isdecimal()
    return "-" if between else ""


def _find_isbn(text: str) -> str | None:
    """The first valid ISBN, as thirteen digits (one of ten is the same book); else one mistyped."""
    from stdnum import isbn  # noqa: PLC0415 - cold start: stdnum imports pydoc

    for pattern in _ISBNS:
        for found in pattern.finditer(text):
            number = _NOISE.sub("", found[1])
            if isbn.is_valid(number):
                return str(isbn.to_isbn13(number))
    bare = _NOISE.sub("", text).removeprefix("isbn")
    return bare if _LIKE_ISBN.fullmatch(bare) else None


def known_by(
    form: Form, facts: Facts, reference: str, title: str, otherwise: tuple[str, ...]
) -> tuple[str, ...]:
    """The things that a record is about: the papers of an exam record each, else the one (R16).

    Papers of two examinations are two things though they share a name, and so are the two subjects
    of one certificate from another province (R9).

    Args:
        form: the form of study.
        facts: what is stated of it.
        reference: as typed. An exam record lists its papers by name, divided by any usual comma
            (R14); a periodical's number or name is an article only together with its title.
        title: as typed.
        otherwise: what tells two studies apart where no reference was given.

    Raises:
        Refusal: `fact_invalid` for more papers than one record can hold, or another number of
            them than is stated; `fact_missing` where the form requires one and none is given.
    """
    lists = form.reference.known is Known.PAPERS
    names = papers_of(reference) if lists else [normal_reference(form, reference)]
    found = sorted({name for name in names if name})
    if len(names) > 1:
        _require_papers(len(found), form, facts)
    if not found and form.reference.required:
        fact = form.reference.label
        raise Refusal("fact_missing", field="reference", form=form.label, fact=fact)
    if not found:
        found = [_plain("|".join((title, *otherwise)))]
    elif form.reference.known is Known.CN_NUMBER:
        found = [f"{found[0]}|{_plain(title)}"]
    kind = _kind_of(form, facts)
    return tuple(f"{kind}|{name}" if kind else name for name in found)


def papers_of(reference: str) -> list[str]:
    """The papers that an exam record lists, each in its normal form, in their order."""
    names = (_plain(part) for part in _SEPARATORS.split(reference))
    return [name for name in names if name]


def _require_papers(listed: int, form: Form, facts: Facts) -> None:
    """A list of papers names each of them; one name alone may stand for all."""
    if listed > MOST_PAPERS:
        why = f"一条记录最多列{MOST_PAPERS}科"
        raise Refusal("fact_invalid", field="reference", fact="科目名称", why=why)
    name = form.reference.counted
    if listed != facts.get(name):
        why = f"标识中列出不同科目{listed}科，与所填{facts.get(name)}科不一致"
        fact = form.known[name].label
        raise Refusal("fact_invalid", field=f"facts.{name}", fact=fact, why=why)


def _kind_of(form: Form, facts: Facts) -> str:
    """The fact without which a name says too little."""
    return str(form.stated(facts, form.reference.by) or "") if form.reference.by else ""


def slot_of(form: str, reference: str) -> str:
    """The key under which one thing can be registered once."""
    return f"{form}-{sha256(reference.encode()).hexdigest()[:24]}"
