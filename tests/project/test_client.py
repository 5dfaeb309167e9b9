"""The web client calls things as the rules do: it has their words, and keeps no list of its own."""

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from chalicelib.access.role import Role
from chalicelib.certificates.rules import certificate, parcel_job, transcript
from chalicelib.courses.rules import draft, media
from chalicelib.cut_offs.rules import cut_off
from chalicelib.duties.rules import duty_request
from chalicelib.employers.rules import employer
from chalicelib.identity.rules import identity
from chalicelib.imports.rules import import_job, import_preview
from chalicelib.law.rules import subject, window
from chalicelib.people.rules import alike, professional
from chalicelib.plans.rules import plan_state
from chalicelib.platform.rules import act, cause
from chalicelib.problems.rules import problem, question
from chalicelib.records.rules import general_claim, reconsideration, record
from chalicelib.reports.rules import kept_report
from local.words import WORDS, main, words_text

SOURCES = Path(__file__).parents[2] / "web/src"
MADE = {"contract.ts", "labels.ts"}
COMPLETE: dict[str, type[StrEnum]] = {
    "STATES": record.RecordState,
    "SOURCES": record.RecordSource,
    "SUBJECTS": subject.Subject,
    "PARTIES": cause.Party,
    "CERTIFICATES": certificate.CertificateState,
    "DOCUMENTS": identity.DocumentType,
    "EMPLOYMENTS": professional.Employment,
    "PLACES": professional.Employment,
    "ALIKE": alike.PersonLikeness,
    "ACTS": act.What,
    "WINDOWS": window.WindowKind,
    "CUT_OFFS": cut_off.WindowState,
    "IMPORTS": import_job.ImportState,
    "IMPORT_KINDS": import_job.ImportKind,
    "IMPORT_HINTS": import_job.ImportKind,
    "IMPORT_HEADINGS": import_job.ImportKind,
    "FORESEEN": import_preview.Foreseen,
    "ARCHIVES": parcel_job.ParcelState,
    "APPEALS": reconsideration.AppealState,
    "DUTIES": duty_request.DutyState,
    "CLAIMS": general_claim.ClaimState,
    "EMPLOYERS": employer.EmployerState,
    "EMPLOYER_KINDS": employer.EmployerKind,
    "REPORTS": kept_report.ReportState,
    "PLANS": plan_state.PlanState,
    "PROBLEMS": problem.ProblemKind,
    "PROBLEM_STATES": problem.ProblemState,
    "PROBLEM_STEPS": problem.ProblemStepKind,
    "PROBLEM_ABOUT": problem.AboutKind,
    "AUDIENCES": question.Audience,
    "TRANSCRIPTS": transcript.TranscriptState,
    "TRANSCRIPT_YEARS": transcript.YearState,
    "COURSES": draft.CourseState,
    "LESSONS": draft.LessonState,
    "MEDIA_KINDS": media.MediaKind,
}
"""Lists with a word for every value of an enumeration; figures and fields are no enumerations."""
OF_ROWS = {"ANSWERS", "ASKABLE", "PLANS_ASKED", "WAITING", "STATE_TONES", "MOVES", "DECISIONS"}
"""What the rows of a record's life say; tests/project/test_moves.py holds them."""
NO_ENUMERATION = {
    "REPORT_HEADINGS",
    "FIELDS",
    "FIGURES",
    "FUNCTIONS",
    "PHOTOGRAPHS",
    "REQUIREMENTS",
    "YEARS",
    *OF_ROWS,
}
PAIR = re.compile(r"""(?P<value>[\w.-]+)["']?\s*[:,]\s*["'`][^"'`]*[\u4e00-\u9fff]""")
"""`draft: "草稿"` or `["draft", "草稿"]`: a value of the contract beside a word."""
OPTION = re.compile(r"""value="(?P<value>[\w.-]+)"[^>]*>(?:<[^>]*>)?[\u4e00-\u9fff]""")
"""`<option value="draft">草稿</option>`."""


def _files() -> list[Path]:
    found = (file for kind in ("*.vue", "*.ts") for file in SOURCES.rglob(kind))
    return [file for file in found if file.name not in MADE]


def _lists_in(text: str) -> Iterator[tuple[str, set[str]]]:
    """Lists of which a file gives more than one value a word of its own."""
    for literal in text.split(";"):  # one list ends before another begins
        named = {found["value"] for kind in (PAIR, OPTION) for found in kind.finditer(literal)}
        for name in WORDS.keys() - NO_ENUMERATION:
            repeated = named & {str(value) for value in WORDS[name]}
            if len(repeated) > 1:
                yield name, repeated


def test_the_client_keeps_no_second_list() -> None:
    found = {
        file.name: dict(lists)
        for file in _files()
        if (lists := list(_lists_in(file.read_text("utf-8"))))
    }
    assert found == {}, "take the words from web/src/words.ts, which has them from the rules"


@pytest.mark.parametrize(
    "text",
    [
        'const WORDS = { draft: "草稿", "returned": "已退回" };',
        """const STATES = [["draft", '草稿'], ["returned", `已退回`]];""",
        '<option value="draft">草稿</option><option value="returned"><span>已退回</span></option>',
    ],
)
def test_given_a_second_list_then_it_is_found(text: str) -> None:
    assert ("STATES", {"draft", "returned"}) in list(_lists_in(text))


@pytest.mark.parametrize("name", COMPLETE)
def test_a_list_has_a_word_for_every_value(name: str) -> None:
    assert {str(value) for value in COMPLETE[name]} <= {str(value) for value in WORDS[name]}
    assert all(WORDS[name].values())


def test_who_acts_in_a_role_of_its_own_is_called_as_the_role() -> None:
    own = (Role.ADMINISTRATOR, Role.HR_OFFICER, Role.HELPER)
    called = {role.kind.acts_as: role.kind.label for role in own}
    assert called == {party: WORDS["PARTIES"][party] for party in called}


def test_every_list_of_an_enumeration_is_held_against_it() -> None:
    assert WORDS.keys() - NO_ENUMERATION == COMPLETE.keys()


def test_every_list_is_used_by_the_client() -> None:
    text = "\n".join(file.read_text("utf-8") for file in _files())
    assert [name for name in WORDS if not re.search(rf"\b{name}\b", text)] == []


def test_given_the_words_when_written_twice_then_the_file_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "labels.ts"
    main(target)
    first = target.stat().st_mtime_ns
    main(target)
    assert target.read_text("utf-8") == words_text()
    assert target.stat().st_mtime_ns == first


def test_r20_given_a_role_with_a_page_then_the_client_has_it_and_its_links() -> None:
    routes = "".join(file.read_text("utf-8") for file in SOURCES.rglob("routes.ts"))
    paths = {path.partition("/:")[0] for path in re.findall(r'path: "(/[^"]*)"', routes)}
    (linked,) = re.findall(
        r"linksOf: .*? = \{(.*?)\};",
        (SOURCES / "pages/staff_links.ts").read_text("utf-8"),
        re.DOTALL,
    )
    homes = {role.kind.home for role in Role if role.kind.home}

    assert homes <= paths
    assert set(re.findall(r'"([^"]+)":', linked)) == homes
