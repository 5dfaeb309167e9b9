"""A provider's report: what is checked of it, by what it is known, when it is taken (R16-R18)."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.window import require_reportable
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.rules.report import Report, parse_report, require_same

CASES = Path(__file__).parents[1] / "cases"
REPORTS = tomllib.loads((CASES / "reports.toml").read_text("utf-8"))["case"]
JUNE = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)


def report(**changes: Any) -> Report:  # noqa: ANN401 - any member
    stated = {
        "provider": "p1",
        "reference": "JM-1",
        "name": "李䶮",
        "year": 2020,
        "form": "training",
        "facts": {"days": 3},
        "title": "培训",
        "completed_on": date(2020, 5, 20),
        "reported_at": JUNE,
        **changes,
    }
    return Report(**stated)


def refused(sent: Report, subject: str = "professional") -> tuple[str, object]:
    with pytest.raises(Refusal) as refusal:
        parse_report(sent, subject)
    return refusal.value.code, refusal.value.facts["field"]


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: f"{case['rule']}-{case['name']}")
def test_r18_when_a_report_is_taken(case: dict[str, Any]) -> None:
    window = law_of(policy_of(case["year"]), at=case["at"]).own_window
    code = ""
    try:
        require_reportable(window, case["completed_on"], case["at"])
    except Refusal as refusal:
        code = refusal.code

    assert code == case["then"]


def test_r18_given_a_report_then_it_is_read_and_its_text_trimmed() -> None:
    parsed = parse_report(
        report(
            reference=" JM-1 ", name=" 李䶮 ", title=" 培训 ", form="online", facts={"hours": 8}
        ),
        "professional",
    )

    assert (parsed.reference, parsed.name, parsed.title) == ("JM-1", "李䶮", "培训")
    assert parsed.facts == {"hours": "8"}
    assert (parsed.source, parsed.subject) == (RecordSource.PROVIDER, Subject.PROFESSIONAL)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"reference": "  "}, ("field_invalid", "reference")),
        ({"title": " "}, ("field_invalid", "title")),
        ({"name": "李4"}, ("name_invalid", "name")),
        ({"form": "walk"}, ("form_unknown", "form")),
        ({"facts": {}}, ("fact_missing", "facts.days")),
        ({"facts": {"days": 0}}, ("fact_invalid", "facts.days")),
    ],
)
def test_r18_given_something_wrong_then_it_is_named(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert refused(report(**changes)) == expected


def test_r17_given_the_public_subject_then_no_provider_reports_it() -> None:
    assert refused(report(), "public") == ("public_subject_by_platform", "subject")


def test_r9_given_credits_of_another_province_then_a_bureau_reviews_them() -> None:
    facts = {"subject": "professional", "credits": "30"}

    assert refused(report(form="transfer", facts=facts)) == ("form_not_reportable", "form")


@pytest.mark.parametrize(
    "changes",
    [{"provider": "p2"}, {"reference": "JM-2"}, {"year": 2021}],
)
def test_r18_given_another_provider_reference_or_year_then_it_is_another_report(
    changes: dict[str, Any],
) -> None:
    assert report(**changes).key != report().key


@given(name=st.text(), at=st.datetimes())
def test_r7_given_a_repeat_then_it_is_known_without_name_and_time(name: str, at: datetime) -> None:
    repeated = msgspec.structs.replace(report(), name=name, reported_at=at)

    assert repeated.cause == report().cause
    require_same(repeated, report().cause)


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "conference"},
        {"facts": {"days": 4}},
        {"title": "另一培训"},
        {"completed_on": date(2020, 5, 21)},
    ],
)
def test_r18_given_another_content_under_a_reference_then_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        require_same(report(**changes), report().cause)

    assert refusal.value.code == "reference_reused"


def test_r18_given_the_order_of_facts_then_it_does_not_matter() -> None:
    facts = {"papers": 1, "examination": "cpa"}
    turned = dict(reversed(facts.items()))

    assert report(form="exam", facts=facts).cause == report(form="exam", facts=turned).cause


@given(reference=st.text(min_size=1))
def test_r7_given_any_reference_then_no_key_shows_it(reference: str) -> None:
    key = report(reference=reference).key

    assert len(key) == 32
    assert len(reference) < 3 or reference not in key
