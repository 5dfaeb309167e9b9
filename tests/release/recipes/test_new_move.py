"""docs/new-move.md is played: its pieces are put into a copy of the project, and the copy is played."""

import re
from pathlib import Path

import pytest

from chalicelib.records.actions import reopen_record
from chalicelib.records.routes import records, review
from chalicelib.records.rules import move, record_state
from tests.project.sources import ROOT
from tests.release.recipes.copied import copied, ran, ran_badly

PAGE = (ROOT / "docs" / "new-move.md").read_text("utf-8")
PIECES = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLAYED = "tests/journey/play_new_move.py"
BY_HAND = re.findall(r"^\| (`.*`) \| ", PAGE.partition("## 5. By hand")[2], re.MULTILINE)
NOTICING = {
    "tests/records/test_move.py": "test_r19_exactly_these_rows_stand_in_the_table",
    "tests/project/test_moves.py": "test_the_client_has_what_the_rows_say_of_states",
    "tests/project/test_routes.py": "test_no_route_is_missing_and_none_is_invented",
    "tests/project/test_declared.py": "test_given_a_refusal_that_a_route_can_meet_then_it_is_declared",
}
"""Of what is written by hand, where a quick test asks for it."""
RULES = "chalicelib.records.rules"
ACTIONS = "chalicelib.records.actions"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with the moves of the page, and nothing of what is written by hand."""
    copy = copied(tmp_path_factory.mktemp("project"))
    state, label, rows, objection, answer, own_route, routes = PIECES.findall(PAGE)
    states = _in(copy, record_state.__file__)
    _insert(states, '    REVOKED = "revoked"\n', after=state)
    _insert(states, '    RecordState.REVOKED: "已撤销",\n', after=label)
    table = _in(copy, move.__file__)
    _insert(table, "MOVES = (\n", before=rows, after="    OBJECT,\n    CONFIRM,\n    REINSTATE,\n")
    verbs = _in(copy, reopen_record.__file__).parent
    (verbs / "object_to_revocation.py").write_text(objection, "utf-8")
    (verbs / "answer_objection.py").write_text(answer, "utf-8")
    _add(
        _in(copy, records.__file__),
        own_route,
        f"from {ACTIONS}.object_to_revocation import object_to_revocation",
    )
    _add(
        _in(copy, review.__file__),
        routes,
        f"from {ACTIONS}.answer_objection import answer_objection",
        f"from {RULES}.move import CONFIRM, REINSTATE",
        f"from {RULES}.move_row import Move",
    )
    return copy


def _in(copy: Path, module: str | None) -> Path:
    assert module is not None
    return copy / Path(module).relative_to(ROOT)


def _insert(file: Path, line: str, *, before: str = "", after: str = "") -> None:
    text = file.read_text("utf-8")
    assert text.count(line) == 1, f"{file.name} is not as docs/new-move.md has it"
    file.write_text(text.replace(line, f"{before}{line}{after}"), "utf-8")


def _add(file: Path, routes: str, *imports: str) -> None:
    """Routes at the end of a module, and what they need beside what it has."""
    needed = [*imports]
    text = file.read_text("utf-8")
    if "import Reasoned" not in text:
        needed.append("from chalicelib.http.shapes import Reasoned")
    first = text.index("\nfrom ") + 1
    lines = "".join(f"{each}\n" for each in needed)
    file.write_text(f"{text[:first]}{lines}{text[first:]}\n\n{routes}", "utf-8")


def test_r19_a_move_is_its_row_its_verb_and_its_route(project: Path) -> None:
    assert "4 passed" in ran(project, "-m", "pytest", PLAYED)


def test_r19_the_page_and_the_client_s_words_have_the_move(project: Path) -> None:
    said = ran(
        project,
        "-c",
        "from local.rules_page.page import page_text; from local.words import words_text;"
        "print(page_text(), words_text())",
    )

    waits = "是，申请人可见 | 上级财政部门认定 | — | 否 |"
    assert f"| 提出异议 | 已撤销 | 异议中 | 本人 | {waits}" in said
    cleared = "是，申请人可见 | — | 上级财政部门认定 | 异议处理结果：维持撤销 |"
    assert f"| 维持撤销 | 异议中 | 已撤销 | 上级财政部门 | {cleared}" in said
    assert "    revoked --> contested: 提出异议（本人）" in said
    assert said.count('"contested": "异议中"') == len(("STATES", "ASKABLE", "WAITING"))
    assert '"contested": "wait"' in said
    assert '"reinstate": "异议成立"' in said


def test_r19_given_a_move_that_is_not_written_by_hand_as_well_then_it_is_noticed(
    project: Path,
) -> None:
    asked = [f"{file}::{test}" for file, test in NOTICING.items()]
    said = ran_badly(project, *asked)
    assert f"{len(NOTICING)} failed" in said
    assert "object" in said


def test_what_is_written_by_hand_is_there() -> None:
    named = [name for row in BY_HAND for name in re.findall(r"`([^`]+)`", row)]
    assert NOTICING.keys() < set(named)
    assert [name for name in named if not (ROOT / name).is_file()] == []
