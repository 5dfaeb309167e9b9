"""What every route says that makes or reads something: where it lies, how long it may be kept."""

from chalicelib.assembly.contract import ALL
from chalicelib.http.call import PARAMETER, Declaration
from chalicelib.http.wire import NO_STORE

EVERY = [each for calls in ALL for each in calls.declarations]
READ = {each.path for each in EVERY if each.method == "GET"}
KEPT = {
    "/.well-known/did.json",
    "/.well-known/jwks.json",
    "/openapi.json",
    "/v1/announcements",
    "/v1/bureaus/{territory}",
    "/v1/forms",
    "/v1/policies/{year}",
    "/v1/questions",
    "/v1/territories",
}


def _is_found(made: Declaration) -> bool:
    """Whether what it makes is read at a path whose parameters are there when it is answered."""
    known = {*getattr(made.answers, "__struct_fields__", ()), *made.path_parameters}
    return made.made_at in READ and set(PARAMETER.findall(made.made_at)) <= known


def test_what_makes_something_says_where_it_is_read() -> None:
    makers = [each for each in EVERY if each.status == 201]
    lost = {each.path for each in makers if not _is_found(each)}
    assert lost == set()
    assert [each.path for each in EVERY if each.made_at and each.status != 201] == []


def test_what_is_the_same_for_all_may_be_kept_and_nothing_else() -> None:
    kept = {each.path for each in EVERY if each.caching != NO_STORE}
    assert kept == KEPT
    assert [each.path for each in EVERY if each.caching != NO_STORE and each.who != "anybody"] == []
