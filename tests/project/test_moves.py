"""R19: what is asked about a move, or a state that moves lead to, is told by its row and nowhere else."""

import ast
import re

from chalicelib.assembly.contract import ALL
from chalicelib.platform.rules.cause import PARTY_LABELS, Party
from chalicelib.records.actions.decide_appeal import Answer
from chalicelib.records.actions.decide_record import DECIDED
from chalicelib.records.rules.appeal_rows import ANSWERS, APPEALS
from chalicelib.records.rules.move import EVERY, MOVES
from chalicelib.records.rules.record_state import NEW, STATE_LABELS, RecordState
from local.rules_page.life import diagram
from local.rules_page.page import PAGE
from local.words import WORDS
from tests.project.sources import name_of, product_files, python_files, tree

WHOSE = {
    Party.PROFESSIONAL: "me",
    Party.BUREAU: "review",
    Party.BUREAU_ABOVE: "review",
    Party.ADMINISTRATOR: "admin",
}
"""Where the client looks for a move's route: by whom it is made (web/src/moves.ts)."""
ROWS = {
    f"chalicelib/records/rules/{name}.py"
    for name in ("record_state", "move", "appeal_rows", "report_rows")
}


def _states_named(file_tree: ast.Module) -> set[str]:
    """By which names a module has the states of a record."""
    return {
        alias.asname or alias.name
        for node in ast.walk(file_tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "chalicelib.records.rules.record_state"
        for alias in node.names
        if alias.name == "RecordState"
    }


def _lists_of_states(file_tree: ast.Module) -> set[int]:
    """Lines of sets, tuples, lists and tables of several states."""
    named = _states_named(file_tree)
    return {
        node.lineno
        for node in ast.walk(file_tree)
        if isinstance(node, ast.Set | ast.Tuple | ast.List | ast.Dict)
        and sum(
            isinstance(each, ast.Attribute)
            and isinstance(each.value, ast.Name)
            and each.value.id in named
            and each.attr in RecordState.__members__
            for each in ast.walk(node)
        )
        > 1
    }


def test_no_module_lists_states_beside_the_rows() -> None:
    files = [*product_files(), *python_files("local", "deploy")]
    found = {
        f"{name_of(file)}:{line}"
        for file in files
        if name_of(file) not in ROWS
        for line in _lists_of_states(tree(file))
    }
    assert found == set(), "derive it from chalicelib/records/rules/move.py"


def test_given_a_list_of_states_then_it_is_found() -> None:
    text = "from chalicelib.records.rules.record_state import RecordState as S\nX = {S.DRAFT: 1, S.RETURNED: 2}\n"
    assert _lists_of_states(ast.parse(text)) == {2}


def test_every_move_that_a_person_makes_has_a_route_of_its_name() -> None:
    declared = (each for group in ALL for each in group.declarations)
    paths = {each.path for each in declared if each.method == "POST"}
    assert all(move.name == decision for decision, move in DECIDED.items())
    # A draft is saved, and submitted at once, by registering it; a reporter takes back its report.
    without = {
        each.name
        for each in EVERY
        if each.by not in {Party.SYSTEM, Party.REPORTER}
        and f"/v1/{WHOSE[each.by]}/records/{{id}}/{each.name}" not in paths
    } - {str(decision) for decision in DECIDED}
    answers = {each.name for each in ANSWERS}
    assert answers == set(Answer)
    assert without - answers == {"save"}
    assert "/v1/review/records/{id}/decision" in paths
    assert "/v1/review/appeals/{id}/decision" in paths
    assert "/v1/me/years/{year}/records" in paths


def test_the_page_tells_every_row() -> None:
    page = PAGE.read_text("utf-8")
    for move in (*MOVES, *APPEALS, *ANSWERS):
        sources = "、".join(STATE_LABELS[each] if each else f"（{NEW}）" for each in move.sources)
        row = f"| {move.label} | {sources} | {STATE_LABELS[move.to]} | {PARTY_LABELS[move.by]} |"
        (line,) = [each for each in page.splitlines() if each.startswith(row)]
        assert ("是，申请人可见" in line) is move.needs_reason
        assert line.endswith(f"| {move.told.title if move.told else '否'} |")


def test_the_drawing_has_an_arrow_for_every_source_of_a_row() -> None:
    drawn = re.findall(r"^    (\S+) --> (\w+): (.*)（(.*)）$", diagram(), re.MULTILINE)
    assert sorted(drawn) == sorted(
        (str(source or "[*]"), str(move.to), move.label, PARTY_LABELS[move.by])
        for move in MOVES
        for source in move.sources
    )


def test_the_client_has_a_word_for_every_row() -> None:
    assert WORDS["MOVES"] == {move.name: move.label for move in EVERY}
    assert WORDS["DECISIONS"].items() <= WORDS["MOVES"].items()


def test_the_client_has_what_the_rows_say_of_states() -> None:
    asked = ["submitted", "accredited", "returned", "rejected", "revoked"]
    assert WORDS["ASKABLE"] == {state: STATE_LABELS[RecordState(state)] for state in asked}
    assert WORDS["WAITING"] == {"submitted": "待认定"}
    assert WORDS["STATE_TONES"] == {
        "submitted": "wait",
        "accredited": "good",
        **dict.fromkeys(("returned", "rejected", "revoked"), "bad"),
    }
