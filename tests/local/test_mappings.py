from typing import Any

import pytest

from local.cloud import Cloud
from local.mappings import queue_readers, readers
from local.stream_reader import Reader
from local.template import additions


@pytest.fixture
def found(cloud: Cloud) -> dict[str, Reader]:
    return {reader.name: reader for reader in readers(cloud, lambda name: name)}


def image(mark: str) -> dict[str, Any]:
    return {"dynamodb": {"NewImage": {"waits_for": {"S": mark}}}}


def test_given_the_template_then_each_function_reads_its_table(found: dict[str, Reader]) -> None:
    assert {name: (reader.table, reader.handler) for name, reader in found.items()} == {
        "sync_to_hr": ("RegistryTable", "sync_to_hr"),
        "archive_moves": ("RegistryTable", "archive_moves"),
        "match_account": ("HrTable", "match_account"),
        "render_certificate": ("HrTable", "render_certificate"),
    }


@pytest.mark.parametrize(
    ("function", "marks"),
    [
        ("sync_to_hr", {"SYNC#01", "MATCH#01", "CLAIM#01"}),
        ("match_account", {"MATCH#01"}),
        ("render_certificate", {"RENDER#01"}),
    ],
)
def test_given_the_template_then_filters_look_at_the_outbox_mark(
    found: dict[str, Reader], function: str, marks: set[str]
) -> None:
    all_marks = ["SYNC#01", "MATCH#01", "CLAIM#01", "RENDER#01", "REVIEW#440703", "OPEN#x#01"]
    assert {mark for mark in all_marks if found[function].filter(image(mark))} == marks
    assert not found[function].filter({"dynamodb": {"NewImage": {}}})
    assert not found[function].filter({"dynamodb": {"OldImage": {}}})


@pytest.mark.parametrize(
    ("sk", "image", "readers"),
    [
        ("Y#2020#R#training-x", {"version": {"N": "1"}}, {"archive_moves"}),
        ("A#token", {}, {"archive_moves", "match_account"}),
        ("C#2020#V#1", {}, {"match_account"}),
        ("C#2020", {"version": {"N": "1"}}, {"match_account"}),
        ("Y#2020", {"version": {"N": "1"}}, {"archive_moves"}),
        ("PROFILE", {"version": {"N": "1"}}, {"archive_moves"}),
        ("N#2020", {}, set()),
    ],
)
def test_r19_given_the_template_then_what_keeps_a_history_or_is_counted_wakes_one_reader(
    found: dict[str, Reader], sk: str, image: dict[str, Any], readers: set[str]
) -> None:
    record = {"dynamodb": {"Keys": {"sk": {"S": sk}}, "NewImage": image}}
    assert {name for name, reader in found.items() if reader.filter(record)} == readers


def test_given_the_template_then_retries_are_finite_and_failures_have_a_queue(
    cloud: Cloud, found: dict[str, Reader]
) -> None:
    assert {reader.retries for reader in found.values()} == {5}
    assert all(reader.bisect for reader in found.values())
    assert found["sync_to_hr"].dead_letters == cloud.queue_url("SyncDeadLetters")
    assert found["render_certificate"].dead_letters == cloud.queue_url("HrDeadLetters")
    assert found["archive_moves"].dead_letters == cloud.queue_url("AuditDeadLetters")
    assert found["render_certificate"].batch_size == 10


def test_given_the_template_then_each_function_reads_its_queue(cloud: Cloud) -> None:
    found = queue_readers(cloud, lambda name: name)
    assert {reader.name: reader.url for reader in found} == {
        "split_import": cloud.queue_url("ImportFiles"),
        "check_media": cloud.queue_url("CourseFiles"),
        "import_rows": cloud.queue_url("ImportChunks"),
        "archive_certificates": cloud.queue_url("ArchiveOrders"),
        "close_shard": cloud.queue_url("CutOffShards"),
        "remind_people": cloud.queue_url("ReminderOrders"),
        "issue_credentials": cloud.queue_url("CredentialOrders"),
        "archive_versions": cloud.queue_url("VersionsBrought"),
        "deliver_notices": cloud.queue_url("NoticeOrders"),
        "count_changes": cloud.queue_url("CountsTold"),
        "compare_counts": cloud.queue_url("CounterLooks"),
    }
    several = {reader.name for reader in found if reader.batch_size > 1}
    assert several == {"issue_credentials", "archive_versions", "count_changes"}


def test_given_the_template_then_lambda_answers_partial_failures_from_the_beginning_on() -> None:
    for addition in additions().values():
        for event in addition["Properties"]["Events"].values():
            assert event["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
            if "Stream" in event["Properties"]:
                assert event["Properties"]["StartingPosition"] == "TRIM_HORIZON"
