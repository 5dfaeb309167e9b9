"""R15: evidence is what was announced, its owner's, and what its first bytes say."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

import pytest

from chalicelib.platform.gateways import files
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.check_upload import check_own_upload
from chalicelib.records.actions.offer_upload import offer_upload
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import evidence, years
from tests.paper import photo
from tests.records.province import JUNE, PDF, application, enrolled, registered, uploaded

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
SHA256 = hashlib.sha256(PDF).hexdigest()
MAX = 10 * 1024 * 1024
JPEG, PNG = photo("JPEG"), photo("PNG")


def announced(**changes: object) -> Evidence:
    stated = {"id": SHA256, "filename": "a.pdf", "content_type": "application/pdf", "size": 1}
    return Evidence(**{**stated, **changes})  # type: ignore[arg-type]  # a test's own


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content_type": "image/gif"}, "content_type"),
        ({"content_type": "application/PDF"}, "content_type"),
        ({"size": 0}, "size"),
        ({"size": -1}, "size"),
        ({"size": MAX + 1}, "size"),
        ({"id": SHA256.upper()}, "sha256"),
        ({"id": SHA256[:-1]}, "sha256"),
        ({"id": SHA256 + "\n"}, "sha256"),
    ],
)
def test_r15_given_an_unfit_announcement_then_refused_by_field_and_not_kept(
    changes: dict[str, object], field: str
) -> None:
    unfit = announced(**changes)
    with pytest.raises(Refusal) as refusal:
        offer_upload("li", unfit, at=JUNE)
    assert (refusal.value.code, refusal.value.facts["field"]) == ("upload_invalid", field)
    assert evidence.find_evidence(["li"], [unfit.id]) == []


@pytest.mark.parametrize("size", [1, MAX])
def test_r15_given_a_fit_announcement_then_the_form_takes_exactly_that(size: int) -> None:
    offered = offer_upload("li", announced(size=size), at=JUNE)
    assert offered.id == SHA256
    assert offered.fields["Content-Type"] == "application/pdf"
    assert offered.fields["key"] == evidence_bucket.evidence_key("li", SHA256)
    assert evidence.find_evidence(["li"], [SHA256]) == [announced(size=size)]


@dataclass
class Stored:
    content_type: str = "application/pdf"
    announced: bytes = PDF
    stored: bytes | None = PDF


@pytest.mark.parametrize(
    "case",
    [
        Stored(stored=None),
        Stored(stored=PDF + b" "),
        Stored(stored=PDF[:-1] + b"?"),
        Stored(announced=JPEG, stored=JPEG),
        Stored("image/jpeg", PNG, PNG),
        Stored("image/png", PDF, PDF),
    ],
    ids=["never posted", "longer", "altered", "a photo as PDF", "PNG as JPEG", "PDF as PNG"],
)
def test_r15_given_a_file_unlike_its_announcement_then_the_record_cannot_be_submitted(
    case: Stored,
) -> None:
    li = enrolled().id
    upload = uploaded(li, case.announced, case.content_type, posted=False)
    if case.stored is not None:
        files.client().put_object(
            Bucket="evidence-bucket", Key=evidence_bucket.evidence_key(li, upload), Body=case.stored
        )
    draft = registered(li, application((upload,)))
    assert draft.state is RecordState.DRAFT, "a draft may wait for its file"
    with pytest.raises(Refusal, match="evidence_invalid"):
        registered(li, application((upload,), reference="2"), submit=True)
    person_year = years.find_year(li, 2020)
    assert person_year is not None
    assert person_year.records == (draft,)


@pytest.mark.parametrize(
    ("content", "content_type"),
    [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")],
)
def test_r15_given_files_as_announced_then_the_record_pins_their_versions(
    content: bytes, content_type: str
) -> None:
    li = enrolled().id
    upload = uploaded(li, content, content_type)
    (pinned,) = registered(li, application((upload,)), submit=True).evidence
    (uploaded_first,) = files.client().list_object_versions(Bucket="evidence-bucket")["Versions"]
    assert (pinned.id, pinned.object_version) == (upload, uploaded_first["VersionId"])


def test_r15_given_no_evidence_then_a_draft_is_kept_but_not_submitted() -> None:
    li = enrolled().id
    with pytest.raises(Refusal) as refusal:
        registered(li, application(), submit=True)
    assert refusal.value.code == "evidence_missing"
    assert refusal.value.facts["kinds"]
    assert registered(li, application()).state is RecordState.DRAFT


def test_r15_given_several_files_that_are_none_then_each_is_named_at_once() -> None:
    li = enrolled().id
    files_ = tuple(uploaded(li, content, "application/pdf") for content in (b"x" * 99, PDF, PNG))
    with pytest.raises(Refusal) as refusal:
        registered(li, application(files_), submit=True)
    told = refusal.value.facts["faults"]
    assert isinstance(told, list)
    assert [(each["field"], each["code"]) for each in told] == [
        ("evidence", "evidence_invalid"),
        ("evidence", "evidence_invalid"),
    ]


def test_r15_given_another_s_upload_then_it_is_as_absent_as_none() -> None:
    li, wang = enrolled(0).id, enrolled(1).id
    theirs = uploaded(wang)
    for upload in (theirs, "0" * 64, "x"):
        with pytest.raises(Refusal) as refusal:
            registered(li, application((upload,)))
        assert (refusal.value.code, refusal.value.facts["field"]) == ("field_invalid", "evidence")
    uploaded(li)
    assert evidence.find_elsewhere([li], theirs) == [], "announced, in no record yet"
    registered(wang, application((theirs,)))
    assert evidence.find_elsewhere([li], theirs) == [], "in a draft alone"
    submitted = registered(wang, application((theirs,), reference="2"), submit=True)
    assert evidence.find_elsewhere([li], theirs) == [submitted]
    assert evidence.find_elsewhere([wang], theirs) == []


def test_r15_given_one_upload_named_twice_or_in_two_records_then_it_serves_both() -> None:
    li = enrolled().id
    upload = uploaded(li)
    first = registered(li, application((upload, upload)), submit=True)
    second = registered(li, application((upload,), reference="JM-2020-0018"), submit=True)
    assert [file.id for file in first.evidence] == [upload]
    assert first.evidence == second.evidence


def test_r15_given_a_posted_file_then_its_owner_learns_at_once_what_is_wrong_with_it() -> None:
    li, wang = enrolled(0).id, enrolled(1).id
    good, cut = uploaded(li), uploaded(li, PDF[:90])
    assert check_own_upload(li, good).object_version
    with pytest.raises(Refusal, match="evidence_invalid"):
        check_own_upload(li, cut)
    with pytest.raises(Refusal, match="not_found"):
        check_own_upload(wang, good)


def tags(version: str) -> list[object]:
    tagged = files.client().get_object_tagging(
        Bucket="evidence-bucket", Key=evidence_bucket.evidence_key("li", SHA256), VersionId=version
    )
    return list(tagged["TagSet"])


def test_r15_given_a_file_that_a_record_rests_on_then_it_is_kept_for_good() -> None:
    unused = {"TagSet": [{"Key": "use", "Value": "none"}]}
    put = files.client().put_object(
        Bucket="evidence-bucket", Key=evidence_bucket.evidence_key("li", SHA256), Body=PDF
    )
    for version in (put["VersionId"],) * 2:
        files.client().put_object_tagging(
            Bucket="evidence-bucket",
            Key=evidence_bucket.evidence_key("li", SHA256),
            VersionId=version,
            Tagging=unused,  # type: ignore[arg-type]  # boto3's own shape
        )
        assert tags(version) == unused["TagSet"]
        evidence_bucket.keep_evidence("li", SHA256, version)
        assert tags(version) == []


def test_r15_given_a_form_then_what_is_posted_by_it_is_marked_unused_until_it_is_submitted() -> (
    None
):
    offered = evidence_bucket.offer_upload("li", SHA256, "application/pdf", len(PDF))
    assert "<Key>use</Key><Value>none</Value>" in offered.fields["tagging"]


def test_given_a_day_s_files_then_one_more_waits_for_tomorrow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(evidence, "MOST_ANNOUNCED", 2)
    for _ in range(2):
        offer_upload("li", announced(), at=JUNE)
    with pytest.raises(Refusal) as refusal:
        offer_upload("li", announced(), at=JUNE)
    assert refusal.value.code == "uploads_too_many"
    assert refusal.value.facts["retry_after"] == 15 * 3600
    offer_upload("wang", announced(), at=JUNE)
    offer_upload("li", announced(), at=JUNE + timedelta(days=1))


@pytest.mark.parametrize("changes", [{"content_type": "image/heic"}, {"filename": "IMG_0001.HEIC"}])
def test_r15_given_a_phone_s_own_format_then_it_says_how_to_save_it(
    changes: dict[str, object],
) -> None:
    with pytest.raises(Refusal) as refusal:
        offer_upload("li", announced(**changes), at=JUNE)
    assert "JPG" in refusal.value.detail
