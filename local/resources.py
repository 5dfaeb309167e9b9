"""Creates what `.chalice/resources.yaml` describes on any AWS endpoint, emulated or real.

The local cloud and the tests have no other description of their tables, buckets, keys and queues
than the one that is deployed. A resource or a property that this module does not know is an error,
never left out in silence.
"""

import base64
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import boto3

from local.template import (
    REGION,
    TEMPLATE,
    UnknownResourceError,
    names,
    own_resources,
    resolved,
)

ACCESS_KEY = "xuefen"
SECRET_KEY = "xuefen-local-cloud"
AUDIENCE = "xuefen"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": ACCESS_KEY,
    "AWS_SECRET_ACCESS_KEY": SECRET_KEY,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    # An account id in the host name is what moto in process cannot route (streams).
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "disabled",
    # No profile or metadata service of the machine is asked.
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "AWS_EC2_METADATA_DISABLED": "true",
}
Properties = Mapping[str, Any]


def constant_environment() -> dict[str, str]:
    """Return the part of the app's environment that never changes: it holds before any creation."""
    physical = names()
    return {
        **CREDENTIALS,
        "REGISTRY_TABLE": physical["RegistryTable"],
        "HR_TABLE": physical["HrTable"],
        "EVIDENCE_BUCKET": physical["EvidenceBucket"],
        "CERTIFICATE_BUCKET": physical["CertificateBucket"],
    }


@dataclass(slots=True)
class Cloud:
    """An AWS endpoint (None: AWS itself, or moto in process) and what was created there.

    `attributes` has, by logical id, what `Ref` and `Fn::GetAtt` mean of the resource.
    """

    endpoint: str | None = None
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 types clients by literal names
        """Return the process's client of the service at this endpoint."""
        return _client(service, self.endpoint)

    def queue_url(self, logical: str) -> str:
        """Return the address of a queue."""
        return self.attributes[logical]["Ref"]


@cache
def _client(service: Any, endpoint: str | None) -> Any:  # noqa: ANN401 - as above
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )


def create(endpoint: str | None = None, template: Path = TEMPLATE) -> Cloud:
    """Create every resource of the template; what exists already is left as it is.

    Raises:
        UnknownResourceError: a type or a property has no counterpart here.
    """
    cloud = Cloud(endpoint)
    waiting, physical = own_resources(template), names(template)
    for kind, make in MAKERS.items():
        for logical in [name for name, body in waiting.items() if body["Type"] == kind]:
            properties = resolved(waiting.pop(logical).get("Properties", {}), cloud.attributes)
            cloud.attributes[logical] = make(cloud, physical[logical], properties)
    if waiting:
        unknown = ", ".join(f"{name} ({body['Type']})" for name, body in waiting.items())
        raise UnknownResourceError(unknown)
    return cloud


def environment(cloud: Cloud, public_url: str) -> dict[str, str]:
    """Return the environment that the app needs, with a new identity secret wrapped by the key.

    `public_url` is where clients reach the app: verification addresses start with it, and the
    development issuer lives below it.
    """
    key = cloud.attributes["DataKey"]["Ref"]
    secret = cloud.client("kms").generate_data_key(
        KeyId=key, KeySpec="AES_256", EncryptionContext={"purpose": "identity"}
    )
    return {
        **constant_environment(),
        "DATA_KEY_ID": key,
        "NOTICE_TOPIC": cloud.attributes["NoticeTopic"]["Ref"],
        "IDENTITY_SECRET": base64.b64encode(secret["CiphertextBlob"]).decode(),
        "PUBLIC_URL": public_url,
        "OIDC_ISSUER": f"{public_url}/dev/issuer",
        "OIDC_AUDIENCE": AUDIENCE,
        "ALLOW_UNPROVED_LOGINS": "true",
        **({"AWS_ENDPOINT_URL": cloud.endpoint} if cloud.endpoint else {}),
    }


# One maker a resource type: creates it unless it exists, answers its attributes


def _make_key(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    kms, alias = cloud.client("kms"), f"alias/{name}"
    _only(properties, {"Description", "EnableKeyRotation", "KeyPolicy"})
    try:
        made = kms.describe_key(KeyId=alias)["KeyMetadata"]
    except kms.exceptions.NotFoundException:
        made = kms.create_key(
            Description=properties["Description"], Policy=json.dumps(properties["KeyPolicy"])
        )["KeyMetadata"]
        kms.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
    if properties["EnableKeyRotation"]:
        kms.enable_key_rotation(KeyId=made["KeyId"])
    return {"Ref": made["KeyId"], "Arn": made["Arn"]}


def _make_queue(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    sqs = cloud.client("sqs")
    _only(properties, {"MessageRetentionPeriod", "SqsManagedSseEnabled"})
    attributes = {key: json.dumps(value) for key, value in properties.items()}
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    given = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return {"Ref": url, "Arn": given["Attributes"]["QueueArn"]}


def _make_topic(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    _only(properties, {"KmsMasterKeyId"})
    arn = cloud.client("sns").create_topic(Name=name, Attributes=dict(properties))["TopicArn"]
    return {"Ref": arn}


def _make_table(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    dynamodb = cloud.client("dynamodb")
    given = dict(properties)
    recovery = given.pop("PointInTimeRecoverySpecification", None)
    encryption = given.pop("SSESpecification", None)
    stream = given.pop("StreamSpecification", None)
    if encryption:
        given["SSESpecification"] = {"Enabled": encryption["SSEEnabled"]}
    if stream:
        given["StreamSpecification"] = {"StreamEnabled": True, **stream}
    try:
        made = dynamodb.create_table(TableName=name, **given)["TableDescription"]
    except dynamodb.exceptions.ResourceInUseException:
        made = dynamodb.describe_table(TableName=name)["Table"]
    if recovery:
        dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification=recovery
        )
    return {"Ref": name, "Arn": made["TableArn"], "StreamArn": made.get("LatestStreamArn", "")}


def _make_bucket(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    s3 = cloud.client("s3")
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):  # a second creation changes nothing
        s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    _only(properties, set(BUCKET_PROPERTIES))
    for key, value in properties.items():
        BUCKET_PROPERTIES[key](s3, name, value)
    return {"Ref": name, "Arn": f"arn:aws-cn:s3:::{name}"}


def _put_encryption(s3: Any, bucket: str, value: Any) -> None:  # noqa: ANN401 - boto3's own types
    rules = [
        {
            "ApplyServerSideEncryptionByDefault": rule["ServerSideEncryptionByDefault"],
            "BucketKeyEnabled": rule["BucketKeyEnabled"],
        }
        for rule in value["ServerSideEncryptionConfiguration"]
    ]
    s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": rules})


def _put_cors(s3: Any, bucket: str, value: Any) -> None:  # noqa: ANN401 - boto3's own types
    called = {"ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds", "Id": "ID"}
    rules = [
        {called.get(key, key): item for key, item in rule.items()} for rule in value["CorsRules"]
    ]
    s3.put_bucket_cors(Bucket=bucket, CORSConfiguration={"CORSRules": rules})


BUCKET_PROPERTIES: dict[str, Callable[[Any, str, Any], object]] = {
    "PublicAccessBlockConfiguration": lambda s3, bucket, value: s3.put_public_access_block(
        Bucket=bucket, PublicAccessBlockConfiguration=value
    ),
    "OwnershipControls": lambda s3, bucket, value: s3.put_bucket_ownership_controls(
        Bucket=bucket, OwnershipControls=value
    ),
    "VersioningConfiguration": lambda s3, bucket, value: s3.put_bucket_versioning(
        Bucket=bucket, VersioningConfiguration=value
    ),
    "BucketEncryption": _put_encryption,
    "CorsConfiguration": _put_cors,
}


def _make_bucket_policy(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    _only(properties, {"Bucket", "PolicyDocument"})
    cloud.client("s3").put_bucket_policy(
        Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"])
    )
    return {"Ref": name}


def _only(properties: Properties, known: set[str]) -> None:
    if unknown := set(properties) - known:
        raise UnknownResourceError(", ".join(sorted(unknown)))


MAKERS: dict[str, Callable[[Cloud, str, Properties], dict[str, str]]] = {
    # In the order in which one may refer to another.
    "AWS::KMS::Key": _make_key,
    "AWS::SQS::Queue": _make_queue,
    "AWS::SNS::Topic": _make_topic,
    "AWS::DynamoDB::Table": _make_table,
    "AWS::S3::Bucket": _make_bucket,
    "AWS::S3::BucketPolicy": _make_bucket_policy,
}
