"""Whatever an administrator sends: what is accepted can be read by everybody, on every day (R23)."""

from datetime import date, datetime, timedelta

import msgspec
from hypothesis import event, given, settings
from hypothesis import strategies as st

from chalicelib.cut_offs.rules.cut_off import is_due
from chalicelib.cut_offs.rules.reminder import due_reminder
from chalicelib.law.routes import present as law_present
from chalicelib.law.rules import window
from chalicelib.law.rules.credit import convert, parse_facts
from chalicelib.law.rules.enactment import enacted
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.policy import Policy, policy_of, years
from chalicelib.law.rules.year_law import law_of
from chalicelib.law.store.policies import KeptAmendment
from chalicelib.platform.rules import china_time
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.body import BodyAttribute, keep

LAST = date(2099, 12, 31)
"""After which nobody of us asks anything."""
EXTREME = [date.min, date(9998, 12, 31), date(9999, 12, 30), date.max]
QUANTITIES = st.decimals(-1, 10**4, places=2).map(str)


@st.composite
def amendments(draw: st.DrawFn, year: int) -> KeptAmendment:
    """What an administrator may send: mostly what could be meant, sometimes anything at all."""
    window = law_of(policy_of(year), at=datetime(2033, 1, 1, tzinfo=SHANGHAI)).own_window
    at = window.opens + draw(st.timedeltas(timedelta(days=-300), window.closes - window.opens))
    near = st.integers(0, 300).map(lambda days: at.date() + timedelta(days=days))
    days = st.one_of(near, near, st.sampled_from(EXTREME), st.dates())
    figure = draw(st.sampled_from(["window.opens", "window.closes", "window.closes", *FIGURES]))
    dated = days.map(date.isoformat)
    likely = dated if figure.startswith("window.") else st.one_of(QUANTITIES, st.booleans())
    place = None if figure.startswith("window.") else draw(st.sampled_from([None, "440703"]))
    return KeptAmendment(
        year=year,
        figure=figure,
        since=draw(days),
        value=draw(st.one_of(likely, likely, dated, st.text(max_size=12))),
        source="依据",
        territory=place,
        reason="理由",
        by=Actor(Party.ADMINISTRATOR, "x", "440000"),
        at=at,
        cause=Cause("x"),
    )


def read_everything(policy: Policy, at: datetime) -> None:
    asked = law_of(policy, at=at).own_window
    window.provider_until(asked)
    window.resubmit_until(asked, at)
    is_due(asked, at)
    due_reminder(asked, policy.reminders, at)
    law_present.policy(policy, at)
    for territory in (None, "440703", "440104"):
        law = law_of(policy, at=at, territory=territory)
        form, facts = parse_facts("training", {"days": 366})
        convert(law, form, facts)


@settings(max_examples=250)
@given(
    st.sampled_from(years()).flatmap(
        lambda year: st.lists(amendments(year), min_size=1, max_size=4)
    )
)
def test_r23_given_any_amendments_then_an_accepted_one_makes_no_read_fail(
    sent: list[KeptAmendment],
) -> None:
    policy, made = policy_of(sent[0].year), []
    for new in sorted(sent, key=lambda each: each.at):
        try:
            policy = enacted(policy, new.amendment, new.at)
        except Refusal:
            continue
        event("accepted")
        body = BodyAttribute()
        made.append(msgspec.convert(body.deserialize(body.serialize(keep(new))), KeptAmendment))
    assert policy_of(policy.year).restored(each.amendment for each in made) == (policy, ())
    since = {each.since for each in policy.amendments if each.since < LAST}
    for day in (date(2020, 6, 1), *since, LAST):
        read_everything(policy, china_time.start_of(day))
