"""The functions as they are declared, and what Chalice, the handlers and the documents have of them."""

from itertools import combinations, product

import pytest
from chalice.app import (
    CloudWatchEventConfig,
    DynamoDBEventConfig,
    ScheduledEventConfig,
    SQSEventConfig,
)

from app import app
from chalicelib.platform.rules.function_kind import Api, Function, Reader, Timer, Worker
from chalicelib.platform.rules.functions import FUNCTIONS, parked_of
from chalicelib.platform.rules.mark import Whom
from deploy.functions import CONFIG, config_text
from deploy.wiring import each_of, repeated
from tests.project.sources import ROOT

HANDLED = {
    DynamoDBEventConfig: ("chalicelib.events.streams", Reader),
    SQSEventConfig: ("chalicelib.events.queues", Worker),
    ScheduledEventConfig: ("chalicelib.events.schedules", Timer),
    CloudWatchEventConfig: ("chalicelib.events.schedules", Timer),
}


def _name(function: Function) -> str:
    return function.name


def test_given_the_functions_then_no_two_have_one_name_label_or_policy() -> None:
    for told in ("name", "label", "policy", "logical_id"):
        assert len({getattr(each, told) for each in FUNCTIONS}) == len(FUNCTIONS)


def test_given_the_functions_then_none_is_called_as_a_queue_is_in_the_template() -> None:
    named = {each.logical_id for each in FUNCTIONS}
    queues = {each.queue for each in FUNCTIONS if isinstance(each, Worker)}

    assert named.isdisjoint({*queues, *parked_of(Reader), *parked_of(Worker)})


def test_given_the_functions_then_chalice_s_configuration_says_the_same() -> None:
    present = CONFIG.read_text("utf-8")

    assert present == config_text(present), "run `make functions`"


def test_given_the_functions_then_each_has_its_handler_and_no_handler_is_without() -> None:
    handled = {source.name: source for source in app.event_sources}
    declared = {each.name: each for each in FUNCTIONS if not isinstance(each, Api)}

    assert handled.keys() == declared.keys()
    for name, source in handled.items():
        module, kind = HANDLED[type(source)]
        assert source.handler_string == f"{module}.{name}"
        assert isinstance(declared[name], kind)


def test_given_a_schedule_then_its_handler_is_called_by_it() -> None:
    called = {
        source.name: source.schedule_expression
        for source in app.event_sources
        if isinstance(source, ScheduledEventConfig)
    }

    assert called == {each.name: each.schedule for each in FUNCTIONS if isinstance(each, Timer)}


@pytest.mark.parametrize("function", FUNCTIONS, ids=_name)
def test_given_a_function_then_it_has_a_policy_and_the_architecture_tells_of_it(
    function: Function,
) -> None:
    told = (ROOT / "docs" / "architecture.md").read_text("utf-8")

    assert (ROOT / "policies" / function.policy).is_file()
    assert f"{function.name.removesuffix('_handler')}" in told


def test_given_the_readers_then_every_mark_that_a_stream_works_off_wakes_one() -> None:
    woken = {whom for each in FUNCTIONS if isinstance(each, Reader) for whom in each.whom}

    assert woken == {Whom.SYNC, Whom.MATCH, Whom.CLAIM, Whom.RENDER, Whom.NOTIFY}


def test_given_the_workers_then_no_two_take_an_order_for_theirs() -> None:
    """What S3 tells of several has the same members: then the beginnings of the keys differ."""
    pairs = list(combinations([each for each in FUNCTIONS if isinstance(each, Worker)], 2))
    alike = [(one, other) for one, other in pairs if set(one.members) & set(other.members)]

    assert all(one.members == other.members for one, other in alike)
    assert all(one.files and other.files for one, other in alike)
    assert not [
        (one.name, other.name)
        for one, other in alike
        for mine, theirs in product(one.files, other.files)
        if mine.startswith(theirs) or theirs.startswith(mine)
    ]


def test_given_what_is_described_for_each_then_everyone_has_its_own() -> None:
    alarm = {"Properties": {"Value": {"Ref": "EachReader"}}}
    text = {"Body": '{"metrics": [["Age", "${EachReader}"], ["Count", "all"]]}'}

    made = repeated({"EachReaderLate": alarm, "Shown": text})

    names = each_of()["EachReader"]
    assert made.keys() == {*(f"{name}Late" for name in names), "Shown"}
    assert made["SyncToHrLate"] == {"Properties": {"Value": {"Ref": "SyncToHr"}}}
    rows = ", ".join(f'["Age", "${{{name}}}"]' for name in names)
    assert made["Shown"]["Body"] == f'{{"metrics": [{rows}, ["Count", "all"]]}}'
