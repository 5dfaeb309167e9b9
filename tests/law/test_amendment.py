"""Amendments: from when a changed figure counts, where, and who may change it (R8, R23)."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.figure import FIGURES, AmendedBy
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal

NOON = datetime(2020, 6, 1, 12, tzinfo=SHANGHAI)
OPTIONAL = {
    "required.general_knowledge",
    "public.pass_mark",
    "public.topics",
    "public.questions",
    "public.attempts",
    "window.bars_public_incomplete",
}
"""Of the figures that are no form's; a form says itself which of its figures a year may lack."""


def amendment(
    figure: str,
    value: Any,  # noqa: ANN401 - wrong types are what some cases are about
    since: date,
    territory: str | None = None,
) -> Amendment:
    return Amendment(figure, since, value, "粤财会〔2020〕1号", territory)


@pytest.mark.parametrize("name", FIGURES)
def test_r8_who_may_amend_a_figure_and_where(name: str) -> None:
    kind, heading = FIGURES[name], name.partition(".")[0]
    by_heading = {
        "required": AmendedBy.NOTICE,
        "window": AmendedBy.ADMINISTRATOR,
        "conversion": AmendedBy.ADMINISTRATOR,
        "completes_year": AmendedBy.ADMINISTRATOR,
        "cap": AmendedBy.ADMINISTRATOR,
    }
    fixed = name == "window.kind"

    assert kind.amended_by == (
        AmendedBy.NOBODY if fixed else by_heading.get(heading, AmendedBy.NOBODY)
    )
    assert kind.territorial == (heading in {"required", "conversion", "completes_year", "cap"})
    may_lack = name in OPTIONAL or name in declared_optional()
    assert kind.optional == (may_lack or heading in {"completes_year", "evidence"})


def declared_optional() -> set[str]:
    rates = {f"conversion.{n}" for f in FORMS.values() for n, r in f.rates.items() if r.optional}
    caps = {f"cap.{n}" for f in FORMS.values() for n, cap in f.cap_figures.items() if cap.optional}
    return rates | caps


def test_an_amendment_never_edits_the_past() -> None:
    policy = policy_of(2020).amended(
        [
            amendment("conversion.training", "20", date(2020, 6, 1)),
            amendment("conversion.training", Decimal(15), date(2020, 9, 1)),
        ]
    )
    midnight = datetime(2020, 6, 1, tzinfo=SHANGHAI)

    def rate(at: datetime) -> Decimal:
        return law_of(policy, at=at).figure("conversion.training").as_(Decimal).value

    assert rate(midnight - timedelta(microseconds=1)) == Decimal(10)
    assert rate(midnight) == Decimal(20)
    assert rate(datetime(2020, 8, 31, 15, 59, 59, tzinfo=SHANGHAI)) == Decimal(20)
    assert rate(datetime(2020, 9, 1, tzinfo=SHANGHAI)) == Decimal(15)
    amended = law_of(policy, at=midnight).figure("conversion.training")
    assert (amended.source, amended.since) == ("粤财会〔2020〕1号", date(2020, 6, 1))
    assert not policy_of(2020).amendments


def test_the_order_in_which_amendments_come_does_not_matter() -> None:
    two = [
        amendment("conversion.training", "15", date(2020, 9, 1)),
        amendment("conversion.training", "20", date(2020, 6, 1)),
    ]
    at = datetime(2020, 10, 1, tzinfo=SHANGHAI)

    for policy in (policy_of(2020).amended(two), policy_of(2020).amended(two[::-1])):
        assert law_of(policy, at=at).figure("conversion.training").value == Decimal(15)


def test_r8_the_nearest_territory_wins() -> None:
    first = date(2020, 1, 1)
    policy = policy_of(2020).amended(
        [
            amendment("conversion.training", "11", first, " 440700 "),
            amendment("conversion.training", "12", first, "440703"),
            amendment("conversion.training", "13", date(2020, 5, 1)),
        ]
    )

    def rate(territory: str | None) -> object:
        return law_of(policy, at=NOON, territory=territory).figure("conversion.training").value

    assert rate("440703") == Decimal(12)
    assert rate("440704") == rate("440700") == Decimal(11)
    assert rate("440000") == rate("440103") == rate(None) == Decimal(13)


def test_an_administrator_may_give_dates_as_json_does() -> None:
    policy = policy_of(2020).amended([amendment("window.closes", "2021-01-31", date(2020, 12, 1))])

    assert law_of(policy, at=NOON).figure("window.closes").value == date(2020, 12, 31)
    later = datetime(2020, 12, 1, tzinfo=SHANGHAI)
    assert law_of(policy, at=later).figure("window.closes").value == date(2021, 1, 31)


@pytest.mark.parametrize(
    ("added", "why"),
    [
        (amendment("required.public", "40", date(2020, 6, 1)), "required.public不能修订"),
        (amendment("period.reminder_days", [3], date(2020, 6, 1)), "不能修订"),
        (amendment("window.kind", "make-up", date(2020, 6, 1)), "不能修订"),
        (amendment("conversion.lecture", "40", date(2020, 6, 1)), "不认识的数值"),
        (amendment("conversion.online", 2.5, date(2020, 6, 1)), "十进制字符串"),
        (amendment("window.closes", date(2020, 3, 1), date(2020, 6, 1)), "早于"),
        (Amendment("window.closes", date(2020, 6, 1), date(2021, 1, 31), " "), "缺少来源"),
        (amendment("conversion.online", "3", date(2020, 6, 1), "440399"), "无效"),
    ],
)
def test_an_administrator_may_not_amend_so(added: Amendment, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        policy_of(2020).amended([added])

    assert refused.value.code == "amendment_invalid"
    assert why in refused.value.detail


def test_a_second_amendment_of_one_day_is_refused() -> None:
    once = policy_of(2020).amended([amendment("conversion.online", "3", date(2020, 6, 1))])

    with pytest.raises(Refusal, match="amendment_invalid"):
        once.amended([amendment("conversion.online", "4", date(2020, 6, 1))])
    assert once.amended([amendment("conversion.online", "4", date(2020, 6, 2))])
    assert once.amended([amendment("conversion.online", "4", date(2020, 6, 1), "440700")])


def test_a_window_may_be_moved_as_a_whole() -> None:
    since = date(2020, 3, 1)
    policy = policy_of(2020).amended(
        [
            amendment("window.opens", date(2021, 1, 4), since),
            amendment("window.closes", date(2021, 1, 4), since),
        ]
    )

    assert law_of(policy, at=NOON).figure("window.opens").value == date(2021, 1, 4)
