"""Compare a study with what is registered of the same person: what looks alike is told (R16)."""

from collections.abc import Callable

from chalicelib.records.rules.likeness import RecordLikeness, Study, likenesses
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record


def _any(_record: Record) -> bool:
    return True


def compare_studies(
    person_year: PersonYear, study: Study, *, but: str, is_seen: Callable[[Record], bool] = _any
) -> tuple[RecordLikeness, ...]:
    """Find what looks like a study in its year, the years beside it, and the exams of any year.

    Args:
        person_year: the person's year, which is read with what of other years can be the same thing.
        study: what is compared.
        but: the id of the record that the study is itself, if any.
        is_seen: what whoever asks may see; a bureau and a reporter see no drafts.
    """
    others = (each for each in (*person_year.records, *person_year.elsewhere) if each.id != but)
    return likenesses(study, filter(is_seen, others))
