"""`python -m local.words FILE`: writes the words of the rules for the web client, which keeps none.

Each list is called what the client calls it, and has a word in Chinese for every value that the
contract has. The file is left alone when nothing changed, so that nothing is built anew for it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.certificates.rules.certificate import CERTIFICATE_LABELS
from chalicelib.certificates.rules.parcel_job import PARCEL_LABELS
from chalicelib.certificates.rules.transcript import TRANSCRIPT_LABELS, YEAR_STATE_LABELS
from chalicelib.courses.rules.course_labels import (
    COURSE_LABELS,
    LESSON_LABELS,
    MEDIA_KIND_LABELS,
)
from chalicelib.cut_offs.rules.cut_off import WINDOW_STATE_LABELS
from chalicelib.duties.rules.duty_request import DUTY_LABELS
from chalicelib.employers.rules.employer import EMPLOYER_LABELS
from chalicelib.employers.rules.employer import KIND_LABELS as EMPLOYER_KIND_LABELS
from chalicelib.identity.rules.identity import DOCUMENT_LABELS
from chalicelib.imports.rules import report_cells
from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import IMPORT_LABELS, KIND_HINTS, KIND_LABELS, ImportKind
from chalicelib.imports.rules.import_preview import FORESEEN_LABELS
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.requirement import REQUIREMENT_LABELS
from chalicelib.law.rules.subject import SUBJECT_LABELS
from chalicelib.law.rules.window import WINDOW_LABELS
from chalicelib.people.rules.alike import LIKENESS_LABELS
from chalicelib.people.rules.employment import EMPLOYMENT_LABELS, PLACE_LABELS
from chalicelib.plans.rules.plan_move import PLAN_ASKABLE
from chalicelib.plans.rules.plan_state import PLAN_STATE_LABELS
from chalicelib.platform.rules.act import HISTORY_LABELS
from chalicelib.platform.rules.cause import PARTY_LABELS
from chalicelib.platform.rules.field_labels import LABELS
from chalicelib.platform.rules.functions import readers, workers
from chalicelib.problems.rules.problem import (
    ABOUT_LABELS,
    PROBLEM_LABELS,
    STATE_OF_PROBLEM,
    STEP_LABELS,
)
from chalicelib.problems.rules.question import AUDIENCE_LABELS
from chalicelib.records.actions.decide_record import DECIDED
from chalicelib.records.rules.appeal_rows import ANSWERS
from chalicelib.records.rules.evidence import TO_JPG
from chalicelib.records.rules.general_claim import CLAIM_LABELS
from chalicelib.records.rules.move import ACCREDIT, ASKABLE, EVERY, LISTED, WAITS_AT
from chalicelib.records.rules.reconsideration import APPEAL_LABELS
from chalicelib.records.rules.record import SOURCE_LABELS
from chalicelib.records.rules.record_state import STATE_LABELS, RecordState
from chalicelib.records.rules.standing import YEAR_LABELS
from chalicelib.reports.rules.kept_report import REPORT_LABELS

WORDS: Mapping[str, Mapping[Any, str]] = {
    "STATES": STATE_LABELS,
    # What a bureau asks for, what of it still waits for one, and in which colour a state is shown.
    "ASKABLE": {state: STATE_LABELS[state] for state in RecordState if state in ASKABLE},
    "WAITING": {state: STATE_LABELS[state] for state in WAITS_AT},
    "STATE_TONES": {
        **dict.fromkeys(WAITS_AT, "wait"),
        ACCREDIT.to: "good",
        **dict.fromkeys(sorted(LISTED), "bad"),
    },
    "MOVES": {move.name: move.label for move in EVERY},
    "ANSWERS": {row.name: row.label for row in ANSWERS},
    "APPEALS": APPEAL_LABELS,
    "DUTIES": DUTY_LABELS,
    "CLAIMS": CLAIM_LABELS,
    "DECISIONS": {str(decision): move.label for decision, move in DECIDED.items()},
    "SOURCES": SOURCE_LABELS,
    "PHOTOGRAPHS": {"to_jpg": TO_JPG},
    "YEARS": YEAR_LABELS,
    "SUBJECTS": SUBJECT_LABELS,
    "REQUIREMENTS": REQUIREMENT_LABELS,
    "PARTIES": PARTY_LABELS,
    "CERTIFICATES": CERTIFICATE_LABELS,
    "DOCUMENTS": DOCUMENT_LABELS,
    "EMPLOYMENTS": EMPLOYMENT_LABELS,
    "PLACES": PLACE_LABELS,
    "FIELDS": LABELS,
    "FIGURES": {name: figure_label(name) for name in FIGURES},
    "ALIKE": LIKENESS_LABELS,
    "ACTS": HISTORY_LABELS,
    "WINDOWS": WINDOW_LABELS,
    "CUT_OFFS": WINDOW_STATE_LABELS,
    "IMPORTS": IMPORT_LABELS,
    "IMPORT_KINDS": KIND_LABELS,
    "IMPORT_HINTS": KIND_HINTS,
    "IMPORT_HEADINGS": {
        ImportKind.RECOGNISED: "下列任一种模板的表头",
        **{kind: "、".join(headings) for kind, headings in HEADINGS_OF.items()},
    },
    "FORESEEN": FORESEEN_LABELS,
    "REPORT_HEADINGS": {heading: heading for heading in report_cells.HEADINGS},
    "ARCHIVES": PARCEL_LABELS,
    "EMPLOYERS": EMPLOYER_LABELS,
    "EMPLOYER_KINDS": EMPLOYER_KIND_LABELS,
    "REPORTS": REPORT_LABELS,
    "PLANS": PLAN_STATE_LABELS,
    "PLANS_ASKED": {state: PLAN_STATE_LABELS[state] for state in PLAN_ASKABLE},
    "PROBLEMS": PROBLEM_LABELS,
    "PROBLEM_STATES": STATE_OF_PROBLEM,
    "PROBLEM_STEPS": STEP_LABELS,
    "PROBLEM_ABOUT": ABOUT_LABELS,
    "AUDIENCES": AUDIENCE_LABELS,
    "TRANSCRIPTS": TRANSCRIPT_LABELS,
    "TRANSCRIPT_YEARS": YEAR_STATE_LABELS,
    "COURSES": COURSE_LABELS,
    "LESSONS": LESSON_LABELS,
    "MEDIA_KINDS": MEDIA_KIND_LABELS,
    # Whose dead letters are shown.
    "FUNCTIONS": {each.name: each.label for each in (*readers().values(), *workers().values())},
}
_HEAD = (
    "// Made by `make web` from the words of the rules (local/words.py), never written by hand.\n"
)


def words_text() -> str:
    """The lists as a module of TypeScript."""
    return _HEAD + "".join(
        f"export const {name}: Record<string, string> = {_object(words)};\n"
        for name, words in WORDS.items()
    )


def _object(words: Mapping[Any, str]) -> str:
    return json.dumps(
        {str(value): word for value, word in words.items()}, ensure_ascii=False, indent=2
    )


def main(target: Path) -> None:
    """Write the words into a file."""
    text = words_text()
    if not target.is_file() or target.read_text("utf-8") != text:
        target.write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
