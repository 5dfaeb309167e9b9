import base64
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from local import resources
from local.cloud import Cloud
from local.template import UnknownResourceError

CONSTANT = {
    "REGISTRY_TABLE",
    "HR_TABLE",
    "EVIDENCE_BUCKET",
    "CERTIFICATE_BUCKET",
    "AUDIT_BUCKET",
    "IMPORT_BUCKET",
    "COURSE_BUCKET",
}
pytestmark = pytest.mark.ministack


@pytest.mark.parametrize("table", ["RegistryTable", "HrTable"])
def test_given_the_template_then_tables_have_keys_stream_and_sparse_indexes(
    cloud: Cloud, table: str
) -> None:
    described = cloud.client("dynamodb").describe_table(TableName=table)["Table"]
    keys = {key["KeyType"]: key["AttributeName"] for key in described["KeySchema"]}
    indexes = {
        index["IndexName"]: (
            [key["AttributeName"] for key in index["KeySchema"]],
            index["Projection"]["ProjectionType"],
        )
        for index in described["GlobalSecondaryIndexes"]
    }
    assert keys == {"HASH": "pk", "RANGE": "sk"}
    assert indexes == {
        "waiting": (["waits_for", "since"], "KEYS_ONLY"),
        "listed": (["list", "order"], "KEYS_ONLY"),
    }
    assert described["StreamSpecification"]["StreamViewType"] == "NEW_AND_OLD_IMAGES"
    assert described["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    assert described["DeletionProtectionEnabled"]
    assert cloud.attributes[table]["StreamArn"] == described["LatestStreamArn"]


@pytest.mark.parametrize(
    "bucket",
    ["evidence-bucket", "certificate-bucket", "audit-bucket", "import-bucket", "course-bucket"],
)
def test_given_the_template_then_buckets_are_private_versioned_and_encrypted(
    cloud: Cloud, bucket: str
) -> None:
    resources.create(cloud.endpoint)  # the fixture takes the policy off where moto misreads it
    s3 = cloud.client("s3")
    block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    rules = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert set(block.values()) == {True}
    assert len(block) == 4
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Enabled"
    assert rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert '"aws:SecureTransport"' in s3.get_bucket_policy(Bucket=bucket)["Policy"]


def test_r19_given_the_template_then_what_the_archive_takes_is_locked_for_years(
    cloud: Cloud,
) -> None:
    s3 = cloud.client("s3")
    written = s3.put_object(Bucket="audit-bucket", Key="moves/x/000001-x", Body=b"{}")
    kept = s3.head_object(Bucket="audit-bucket", Key="moves/x/000001-x")
    assert kept["ObjectLockMode"] == "GOVERNANCE"
    assert (kept["ObjectLockRetainUntilDate"] - kept["LastModified"]).days > 3600
    named = {"Bucket": "audit-bucket", "Key": "moves/x/000001-x"}
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.delete_object(**named, VersionId=written["VersionId"])
    with pytest.raises(ClientError, match="PreconditionFailed"):
        s3.put_object(**named, Body=b"other", IfNoneMatch="*")


def test_given_the_template_then_a_file_to_import_is_told_of_and_forgotten_in_time(
    cloud: Cloud,
) -> None:
    s3 = cloud.client("s3")
    told = s3.get_bucket_notification_configuration(Bucket="import-bucket")
    rules = s3.get_bucket_lifecycle_configuration(Bucket="import-bucket")["Rules"]
    assert told["QueueConfigurations"][0]["QueueArn"] == cloud.attributes["ImportFiles"]["Arn"]
    assert {rule["ID"]: rule["Expiration"]["Days"] for rule in rules} == {
        "ForgetPersonalData": 90,
        "ForgetArchives": 8,
    }
    assert {rule["Status"] for rule in rules} == {"Enabled"}


def test_given_the_template_then_a_browser_may_post_evidence(cloud: Cloud) -> None:
    [rule] = cloud.client("s3").get_bucket_cors(Bucket="evidence-bucket")["CORSRules"]
    assert "POST" in rule["AllowedMethods"]
    assert rule["MaxAgeSeconds"] == 3600


def test_given_the_template_then_the_key_rotates_and_queues_exist(cloud: Cloud) -> None:
    key = cloud.attributes["DataKey"]["Ref"]
    assert cloud.client("kms").get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
    for queue in (
        "SyncDeadLetters",
        "HrDeadLetters",
        "AuditDeadLetters",
        "ImportDeadLetters",
        "ImportChunks",
        "ArchiveOrders",
    ):
        given = cloud.client("sqs").get_queue_attributes(
            QueueUrl=cloud.queue_url(queue), AttributeNames=["All"]
        )["Attributes"]
        assert given["MessageRetentionPeriod"] == "1209600"
        assert given["QueueArn"] == cloud.attributes[queue]["Arn"]


def test_given_existing_resources_then_creating_them_again_changes_nothing(cloud: Cloud) -> None:
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}}
    cloud.client("dynamodb").put_item(TableName="HrTable", Item=item)
    again = resources.create(cloud.endpoint)
    assert again.attributes == cloud.attributes
    found = cloud.client("dynamodb").get_item(TableName="HrTable", Key=item)
    assert found["Item"] == item


def test_given_an_environment_then_the_identity_secret_unwraps_to_32_bytes(cloud: Cloud) -> None:
    given = resources.environment(cloud, "http://127.0.0.1:9")
    secret = cloud.client("kms").decrypt(
        CiphertextBlob=base64.b64decode(given["IDENTITY_SECRET"]),
        EncryptionContext={"purpose": "identity"},
    )["Plaintext"]
    assert len(secret) == 32
    assert given["DATA_KEY_ID"] == cloud.attributes["DataKey"]["Ref"]
    assert given["PUBLIC_URL"] == "http://127.0.0.1:9"
    assert given["OIDC_ISSUER"] == "http://127.0.0.1:9/dev/issuer"
    assert given["ALLOW_UNPROVED_LOGINS"] == "true"
    assert given.get("AWS_ENDPOINT_URL") == cloud.endpoint
    assert {name: given[name] for name in CONSTANT} == {
        "REGISTRY_TABLE": "RegistryTable",
        "HR_TABLE": "HrTable",
        "EVIDENCE_BUCKET": "evidence-bucket",
        "CERTIFICATE_BUCKET": "certificate-bucket",
        "AUDIT_BUCKET": "audit-bucket",
        "IMPORT_BUCKET": "import-bucket",
        "COURSE_BUCKET": "course-bucket",
    }


@pytest.mark.parametrize(
    "template",
    [
        "{Thing: {Type: 'AWS::SES::Template'}}",
        "{Thing: {Type: 'AWS::S3::Bucket', Properties: {WebsiteConfiguration: {}}}}",
        "{Thing: {Type: 'AWS::SQS::Queue', Properties: {FifoQueue: true}}}",
        "{Thing: {Type: 'AWS::S3::BucketPolicy', Properties: {Bucket: {Ref: Absent}}}}",
    ],
)
def test_given_something_unknown_in_the_template_then_it_is_an_error(
    cloud: Cloud, tmp_path: Path, template: str
) -> None:
    path = tmp_path / "resources.yaml"
    path.write_text(f"Resources: {template}")
    with pytest.raises(UnknownResourceError):
        resources.create(cloud.endpoint, path)


@pytest.mark.ministack(only=True)
def test_r33_given_a_signed_url_then_it_serves_and_without_its_signature_nothing_does(
    cloud: Cloud,
) -> None:
    s3 = cloud.client("s3")
    s3.put_object(Bucket="certificate-bucket", Key="k", Body=b"pdf")
    params = {"Bucket": "certificate-bucket", "Key": "k"}
    url = s3.generate_presigned_url("get_object", Params=params, ExpiresIn=60)
    assert status_of(url) == 200
    assert status_of(url.partition("?")[0]) == 403
    assert status_of(url[:-1] + ("0" if url[-1] != "0" else "1")) == 403
    assert status_of(url.replace("/k?", "/other?")) == 403


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own emulator
            return answer.status
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code
