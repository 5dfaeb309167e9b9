"""A route declares exactly the refusals that it can answer: openapi.json must not lie.

What a handler can meet is estimated from above, by following its source (`reachable.py`); what the
estimate holds and cannot happen is taken off by a rule, or by name with its reason.
"""

from collections.abc import Callable, Collection
from functools import cache

import msgspec

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.assembly.contract import ALL
from chalicelib.http.call import Declaration
from chalicelib.platform.rules.refusal_kinds import KINDS
from tests.project.reachable import reachable

DECLARATIONS = [one for calls in ALL for one in calls.declarations]
OF_US = {code for code, kind in KINDS.items() if kind.status == 500}
OF_WHAT_IS_SENT = {
    "territory_unknown": {"territory", "territories"},
    "shenzhen_excluded": {"territory", "territories"},
    "year_unknown": {"year", "from"},
    "reason_required": {"reason", "reasons"},
}
"""Refusals of a value that only a client can get wrong: what is kept was checked before."""
FIRST_MOVE = "the first move of a record is always possible"
NO_DOCUMENT = dict.fromkeys(
    ("document_invalid", "document_type_unknown"), "a claim that is no document proves nothing"
)
OF_A_PLAN = dict.fromkeys(
    ("fact_missing", "fact_unknown", "form_not_in_year"),
    "days and hours are facts of forms that every year has",
)
NO_EVIDENCE = {"evidence_missing": "whoever holds the proof is asked for none"}
NEVER = {
    ("GET", "/v1/whoami"): NO_DOCUMENT,
    ("GET", "/v1/opening"): NO_DOCUMENT,
    ("GET", "/v1/me/hr-account"): NO_DOCUMENT,
    ("POST", "/v1/me/uploads"): NO_DOCUMENT,
    ("GET", "/v1/me/uploads/{id}"): NO_DOCUMENT,
    ("POST", "/v1/me/uploads/{id}/check"): NO_DOCUMENT,
    ("GET", "/v1/employers/{code}"): NO_DOCUMENT,
    ("GET", "/v1/employers/{code}/clerks"): NO_DOCUMENT,
    ("GET", "/v1/employers/{code}/views"): NO_DOCUMENT,
    ("GET", "/v1/employers/{code}/clerks/{login}"): NO_DOCUMENT,
    ("PUT", "/v1/employers/{code}/clerks/{login}"): NO_DOCUMENT,
    ("DELETE", "/v1/employers/{code}/clerks/{login}"): NO_DOCUMENT,
    ("POST", "/v1/problems"): NO_DOCUMENT,
    ("GET", "/v1/problems"): NO_DOCUMENT,
    ("GET", "/v1/problems/{id}"): NO_DOCUMENT,
    ("POST", "/v1/problems/{id}/answers"): NO_DOCUMENT,
    ("POST", "/v1/problems/{id}/hand-on"): NO_DOCUMENT,
    ("POST", "/v1/problems/{id}/close"): NO_DOCUMENT,
    ("GET", "/v1/me/records/{id}"): NO_DOCUMENT,
    ("GET", "/v1/me/records/{id}/evidence/{file}"): NO_DOCUMENT,
    ("GET", "/v1/me/years/{year}"): NO_DOCUMENT,
    ("GET", "/v1/me/export"): {"not_found": "an attempt is told whatever became of its course"},
    ("POST", "/v1/me/records/{id}/submit"): NO_DOCUMENT,
    ("POST", "/v1/me/records/{id}/withdraw"): NO_DOCUMENT,
    ("POST", "/v1/admin/courses/{id}/lessons/{lesson}/media"): {
        "stale": "a file is announced beside the others, whatever was seen",
    },
    ("POST", "/v1/me/years/{year}/records"): {"record_not_changeable": FIRST_MOVE},
    ("POST", "/v1/admin/courses"): {"not_found": "its id is one that we made, or a file's"},
    ("POST", "/v1/me/courses/{id}/progress"): {
        "record_not_changeable": FIRST_MOVE,
        "public_subject_incomplete": "a year of make-up has no course",
        "professional_subject_complete": "a year of make-up has no course",
    },
    ("POST", "/v1/me/courses/{id}/lessons/{lesson}/progress"): {
        "record_not_changeable": FIRST_MOVE,
        "public_subject_incomplete": "a year of make-up has no course",
        "professional_subject_complete": "a year of make-up has no course",
    },
    ("POST", "/v1/me/courses/{id}/examination"): {
        "cursor_invalid": "a repeat looks from the latest attempt on",
        "record_not_changeable": FIRST_MOVE,
        "public_subject_incomplete": "a year of make-up has no course",
        "professional_subject_complete": "a year of make-up has no course",
    },
    ("PATCH", "/v1/admin/professionals/{id}"): {
        "identity_not_proved": "the administrator has seen the document",
    },
    ("PUT", "/v1/admin/calendar/{year}"): {
        "year_unknown": "the policies that are forgotten are read by the next request"
    },
    ("POST", "/v1/me/records/{id}/appeal"): dict.fromkeys(
        ("form_unknown", "fact_unknown", "fact_missing", "fact_invalid"),
        "the record's facts were read when it was submitted",
    ),
    ("GET", "/v1/review/appeals"): {"year_unknown": "a record's own year has its policy"},
    ("POST", "/v1/review/appeals/{id}/decision"): {
        "record_not_changeable": "whatever is under no appeal is already_decided",
        "stale": "an appeal is answered once, whatever was seen (R43)",
    },
    ("GET", "/v1/review/records"): {"year_unknown": "a record's own year has its policy"},
    ("POST", "/v1/review/records/{id}/reopen"): dict.fromkeys(
        ("form_unknown", "fact_unknown", "fact_missing", "fact_invalid"),
        "the record's facts were read when it was submitted",
    ),
    ("POST", "/v1/admin/records/{id}/restore"): dict.fromkeys(
        ("form_unknown", "fact_unknown", "fact_missing", "fact_invalid"),
        "the record's facts were read when it was accredited",
    ),
    ("POST", "/v1/review/bindings"): dict.fromkeys(
        ("employer_unknown", "not_found", "own_record", "proposal_outdated"),
        "each result says it for itself",
    ),
    ("POST", "/v1/review/decisions"): dict.fromkeys(
        (
            "stale",
            "not_found",
            "own_record",
            "already_decided",
            "taken_over",
            "record_changed",
            "record_not_changeable",
            "reason_required",
            "credits_exceeded",
            "duplicate_credit",
            "form_capped",
        ),
        "each result says it for itself",
    ),
    ("POST", "/v1/provider/reports"): NO_EVIDENCE
    | dict.fromkeys(
        (
            "date_invalid",
            "date_outside_year",
            "document_invalid",
            "document_type_unknown",
            "duplicate_credit",
            "fact_invalid",
            "fact_missing",
            "fact_unknown",
            "form_capped",
            "form_not_in_year",
            "form_not_reportable",
            "form_unknown",
            "moved_out",
            "name_differs",
            "name_invalid",
            "not_enrolled",
            "own_record",
            "professional_subject_complete",
            "public_subject_by_platform",
            "public_subject_incomplete",
            "record_not_changeable",
            "reference_reused",
            "report_revoked",
            "roster_row_differs",
            "serial_reused",
            "window_closed",
            "window_not_open",
        ),
        "each result says it for itself",
    ),
    ("POST", "/v1/employers/{code}/plans"): {
        **OF_A_PLAN,
        "plan_not_changeable": "the first move of a plan is always possible",
    },
    ("GET", "/v1/employers/{code}/plans"): {"year_unknown": "a plan's own year has its policy"},
    ("PUT", "/v1/employers/{code}/plans/{id}"): {
        **OF_A_PLAN,
        "year_unknown": "a plan's own year has its policy",
    },
    ("PUT", "/v1/employers/{code}/plans/{id}/roster/{row}"): {
        **OF_A_PLAN,
        **dict.fromkeys(
            ("date_invalid", "date_outside_year", "form_unknown"), "the plan was approved"
        ),
        **NO_EVIDENCE,
        "not_enrolled": "the owner of a record has enrolled",
    },
    ("POST", "/v1/employers/{code}/plans/{id}/roster/{row}/withdraw"): {
        "not_enrolled": "the owner of a record has enrolled",
    },
    ("POST", "/v1/employers/{code}/imports"): NO_DOCUMENT,
    ("POST", "/v1/employers/{code}/imports/{id}/confirm"): NO_DOCUMENT,
    ("POST", "/v1/employers/{code}/imports/{id}/discard"): NO_DOCUMENT,
    ("POST", "/v1/employers/{code}/plans/{id}/roster"): NO_EVIDENCE
    | dict.fromkeys(
        (
            "date_invalid",
            "date_outside_year",
            "document_invalid",
            "document_type_unknown",
            "duplicate_credit",
            "fact_invalid",
            "fact_missing",
            "fact_unknown",
            "form_capped",
            "form_not_in_year",
            "form_unknown",
            "moved_out",
            "name_differs",
            "name_invalid",
            "not_enrolled",
            "own_record",
            "professional_subject_complete",
            "public_subject_incomplete",
            "record_not_changeable",
            "reference_reused",
            "report_revoked",
            "roster_exceeds_plan",
            "roster_row_differs",
            "serial_reused",
            "window_closed",
            "window_not_open",
        ),
        "each result says it for itself",
    ),
    ("POST", "/v1/review/plans/{id}/decision"): {
        "plan_not_changeable": "whatever is not submitted is already_decided",
    },
    ("POST", "/v1/review/plans/{id}/take-over"): {
        "plan_not_changeable": "whatever is not submitted is already_decided",
    },
    ("PUT", "/v1/provider/reports/{id}"): {
        **NO_EVIDENCE,
        "serial_reused": "a provider's report has none",
        "roster_row_differs": "a provider's report is in no roster",
    },
    ("PUT", "/v1/admin/records/{id}/report"): {
        **NO_EVIDENCE,
        "year_unknown": "a record's own year has its policy",
        "window_not_open": "what may not be reported any more can be lowered",
        "window_closed": "what may not be reported any more can be lowered",
    },
    ("POST", "/v1/admin/professionals/{id}/merge"): {
        "record_not_changeable": "what counts can be revoked",
    },
    ("POST", "/v1/review/records/{id}/decision"): {
        "record_not_changeable": "whatever is not submitted is already_decided",
    },
    ("POST", "/v1/review/records/{id}/take-over"): {
        "record_not_changeable": "whatever is not submitted is already_decided",
    },
}
"""What the estimate holds of a route and cannot happen there, and why."""


def _takes(declared: Declaration, names: set[str]) -> bool:
    sent = declared.body or declared.query
    members = {each.encode_name for each in msgspec.structs.fields(sent)} if sent else set()
    return not names.isdisjoint({*members, *declared.path_parameters})


@cache
def _reachable(declared: Declaration) -> frozenset[str]:
    return reachable(declared.handler)


def _can_answer(declared: Declaration) -> set[str]:
    """The refusals that a handler can really meet."""
    codes = _reachable(declared) - OF_US - NEVER.get((declared.method, declared.path), {}).keys()
    if declared.is_page:
        return set()  # a page explains a refusal in words
    if isinstance(declared.who, Role) or declared.who is Who.BUREAU:
        codes -= {"not_enrolled"}  # the professional of an absent record is as absent
    if not declared.keyed:
        codes -= {"idempotency_key_reused"}
    return {
        code
        for code in codes
        if code not in OF_WHAT_IS_SENT or _takes(declared, OF_WHAT_IS_SENT[code])
    }


def _name(declared: Declaration) -> str:
    return f"{declared.method} {declared.path}"


def _where(found: Callable[[Declaration], Collection[str]]) -> dict[str, list[str]]:
    """What is found of each route, by its name; routes of which nothing is found are left out."""
    return {_name(each): sorted(codes) for each in DECLARATIONS if (codes := found(each))}


def test_given_a_refusal_that_a_route_can_meet_then_it_is_declared() -> None:
    undeclared = _where(lambda declared: _can_answer(declared) - set(declared.codes))

    assert undeclared == {}, "declare it, or say in NEVER why the route cannot meet it"


def test_given_a_refusal_that_is_declared_then_the_route_can_meet_it() -> None:
    assert _where(lambda declared: set(declared.refusals) - _can_answer(declared)) == {}


def test_given_an_exception_then_it_is_needed() -> None:
    excepted = {
        _name(each): NEVER.get((each.method, each.path), {}).keys() for each in DECLARATIONS
    }

    assert _where(lambda each: excepted[_name(each)] - _reachable(each)) == {}
    assert _where(lambda each: excepted[_name(each)] & set(each.refusals)) == {}


def test_there_are_routes_and_exceptions_to_look_at() -> None:
    assert len(DECLARATIONS) > 50
    assert NEVER.keys() <= {(each.method, each.path) for each in DECLARATIONS}


def test_given_a_route_that_takes_what_was_seen_then_it_is_held_against_what_is_there() -> None:
    conditional = [each for each in DECLARATIONS if each.conditional]

    assert {_name(each) for each in conditional if "stale" not in _reachable(each)} == set()
    assert len(conditional) > 10
