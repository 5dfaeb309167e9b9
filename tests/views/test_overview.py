"""What waits at which bureau, weeks and forms, as administrators see them; what keeps them right."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from chalicelib.events import queues
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.views.actions.recount import CounterFinding
from chalicelib.views.rules.counting import CountedKind, CounterName
from chalicelib.views.rules.overview import AgeGroup, ages_of, bureaus_of, forms_of, weeks_of
from chalicelib.views.store import counters
from chalicelib.views.store.listed_counts import count_listed
from local.context import Context
from tests.faults import EVERY_CALL, Network
from tests.journey.world import Client, World
from tests.views.counted import waiting
from tests.views.recounting import recount

OVERVIEW = "/v1/admin/overview?year=2020"
NAMES = [
    CounterName(CountedKind.WAITING, None, "4407"),
    CounterName(CountedKind.RECORDS, 2020, "440703"),
    CounterName(CountedKind.ISSUED, 2020, "440703"),
]
WEEK = {"begins_on": "2020-06-01", "registered": 0, "decided": 0, "issued": 0}


def overview(admin: Client, territory: str = "440703") -> dict[str, Any]:
    shown: dict[str, Any] = admin.must("GET", f"{OVERVIEW}&territory={territory}")
    return shown


def compared(world: World) -> list[str]:
    """What the night's orders about things that are read one by one name; each is carried out."""
    world.tick("recount")
    orders = [
        each
        for each in waiting(world, "CounterLooks")
        if json.loads(each["body"])["recount"].startswith(("records", "issued"))
    ]
    answer = queues.compare_counts({"Records": orders}, Context("compare_counts"))
    assert answer == {"batchItemFailures": []}
    return sorted(json.loads(each["body"])["recount"] for each in orders)


def test_given_what_came_and_was_decided_then_weeks_forms_and_what_waits_at_which_bureau(
    busy: World,
) -> None:
    busy.now += timedelta(days=4)
    shown = overview(busy.administrator())

    assert shown["bureaus"] == [
        {
            "territory": "440703",
            "territory_name": "广东省江门市蓬江区",
            "waiting": 1,
            "oldest_on": "2020-06-10",
        }
    ]
    assert [(each["from_days"], each["waiting"]) for each in shown["ages"] if each["waiting"]] == [
        (4, 1)
    ]
    # The course and the training of the first, and what was returned; then what came again.
    assert shown["weeks"] == [
        WEEK | {"registered": 3, "decided": 3, "issued": 1},
        WEEK | {"begins_on": "2020-06-08", "registered": 1},
    ]
    forms = {each["form"]: (each["records"], each["credits"]) for each in shown["forms"]}
    assert len(forms) == 2
    assert all(records == 1 for records, _ in forms.values())
    assert overview(busy.administrator("440700"), "440700")["weeks"] == shown["weeks"]
    assert overview(busy.administrator(), "440106")["weeks"] == []
    assert busy.administrator("440704").get(f"{OVERVIEW}&territory=440703").code == "forbidden"


def test_given_events_alone_then_the_counters_say_what_a_reading_of_all_things_says(
    busy: World,
) -> None:
    for name in NAMES:
        kept = counters.find_counter(name)
        assert kept.rows == count_listed(name.kind, name.year, name.territories)
        assert kept.rows
    assert {*recount(NAMES, busy.now).values()} == {(CounterFinding.FILLED, 0)}


def test_given_counters_that_were_never_compared_then_a_query_of_each_kind_says_what_came_since(
    busy: World,
) -> None:
    admin = busy.administrator()
    admin.must("GET", OVERVIEW)  # the law of the year is read once
    with Network(counted=EVERY_CALL).listening() as network:
        shown = admin.must("GET", OVERVIEW)

    assert network.calls == 4, "who asks, and a query of each kind, however many bureaus there are"
    assert [each["waiting"] for each in shown["bureaus"]] == [1]
    assert shown["recounted_at"] is None
    RegistryItem.get("COUNTS#WAITING", "4407").delete()
    gone = overview(admin)
    assert (gone["bureaus"], gone["recounted_at"]) == ([], None)
    assert recount(NAMES[:1], busy.now) == {str(NAMES[0]): (CounterFinding.FILLED, 0)}
    filled = overview(admin)
    assert filled["bureaus"] == shown["bureaus"]
    assert filled["recounted_at"] == busy.now.isoformat()
    assert overview(admin, "440000")["recounted_at"] is None, "other cities were not compared"


def test_given_counters_that_are_gone_or_broken_then_they_are_filled_and_put_right_by_night(
    busy: World,
) -> None:
    before = overview(busy.administrator())
    assert (before["recounted_at"], before["compared_at"]) == (None, None)
    recount([CounterName(CountedKind.YEARS, 2020, "4407"), NAMES[0]], busy.now)
    for table, pk in ((RegistryItem, "COUNTS#RECORDS#2020"), (HrItem, "COUNTS#ISSUED#2020")):
        table.get(pk, "440703").delete()

    due = ["issued/2020/440703", "records/2020/440703"]
    assert compared(busy) == due
    assert {*recount(NAMES, busy.now).values()} <= {
        (CounterFinding.FILLED, 0),
        (CounterFinding.AGREES, 0),
    }
    numbers = ("bureaus", "ages", "weeks", "forms")
    after = overview(busy.administrator())
    assert [after[name] for name in numbers] == [before[name] for name in numbers]
    assert after["recounted_at"] == after["compared_at"] == busy.now.isoformat()

    item = RegistryItem.get("COUNTS#RECORDS#2020", "440703")
    item.body["rows"]["440703#decided#2020-W23"] = 40
    item.save()
    busy.now += timedelta(days=27)
    assert compared(busy) == [], "each has its turn every four weeks"
    busy.now += timedelta(days=1)
    assert compared(busy) == due
    assert recount(NAMES[1:2], busy.now) == {str(NAMES[1]): (CounterFinding.DRIFTED, 37)}
    assert overview(busy.administrator())["weeks"] == before["weeks"]


TODAY = datetime(2020, 6, 30, 12, tzinfo=SHANGHAI).date()


def test_given_rows_of_days_then_ages_and_the_oldest_of_each_bureau() -> None:
    rows = [
        {"440703#2020-06-30": 1, "440703#2020-06-27": 2, "440703#2020-06-26": 3},
        {
            "440704#2020-05-31": 4,
            "440704#2020-05-30": 5,
            "440106#2020-01-01": 9,
            "440704#2020-01-01": 0,
        },
    ]
    places = ("440700", "440703", "440704")
    assert bureaus_of(rows, places) == (
        ("440703", 6, date(2020, 6, 26)),
        ("440704", 9, date(2020, 5, 30)),
    )
    assert ages_of(rows, places, TODAY) == (
        AgeGroup(0, 3, 3),
        AgeGroup(4, 7, 3),
        AgeGroup(8, 15, 0),
        AgeGroup(16, 30, 4),
        AgeGroup(31, None, 5),
    )


def test_given_rows_of_weeks_then_none_between_two_is_left_out_and_the_last_half_year_is_shown() -> (
    None
):
    rows = [
        {"440703#registered#2019-W52": 1, "440703#decided#2020-W02": 2, "440703#credits#course": 9}
    ]
    weeks = weeks_of(rows, [{"440703#2020-W03": 3}])
    assert [tuple(each)[1:] for each in weeks] == [(1, 0, 0), (0, 0, 0), (0, 2, 0), (0, 0, 3)]
    assert [each.begins for each in weeks[:2]] == [date(2019, 12, 23), date(2019, 12, 30)]
    long = weeks_of([{"440703#registered#2019-W01": 1, "440703#decided#2020-W53": 1}], [])
    assert (len(long), long[-1].begins) == (26, date(2020, 12, 28))
    assert weeks_of([{}], []) == ()


def test_given_rows_of_forms_then_those_with_the_most_credits_come_first() -> None:
    rows = [
        {"440703#accredited#course": 2, "440703#credits#course": 6000, "440703#accredited#exam": 0},
        {"440704#accredited#training": 1, "440704#credits#training": 6050},
    ]
    assert forms_of(rows) == (("training", 1, Decimal("60.5")), ("course", 2, Decimal(60)))
