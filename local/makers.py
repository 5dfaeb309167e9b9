"""One maker a resource type: creates it unless it exists, answers its attributes.

A property that a maker does not know is an error, never left out in silence.
"""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from local.cloud import Cloud
from local.template import REGION, UnknownResourceError

Properties = Mapping[str, Any]


def _make_key(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    kms, alias = cloud.client("kms"), f"alias/{name}"
    _only(properties, {"Description", "EnableKeyRotation", "KeyPolicy", "KeySpec", "KeyUsage"})
    try:
        made = kms.describe_key(KeyId=alias)["KeyMetadata"]
    except kms.exceptions.NotFoundException:
        of_pair = {key: properties[key] for key in ("KeySpec", "KeyUsage") if key in properties}
        made = kms.create_key(
            Description=properties["Description"],
            Policy=json.dumps(properties["KeyPolicy"]),
            **of_pair,
        )["KeyMetadata"]
        kms.create_alias(AliasName=alias, TargetKeyId=made["KeyId"])
    if properties.get("EnableKeyRotation"):
        kms.enable_key_rotation(KeyId=made["KeyId"])
    return {"Ref": made["KeyId"], "Arn": made["Arn"]}


def _make_alias(cloud: Cloud, _name: str, properties: Properties) -> dict[str, str]:
    kms = cloud.client("kms")
    _only(properties, {"AliasName", "TargetKeyId"})
    with suppress(kms.exceptions.AlreadyExistsException):  # a second creation changes nothing
        kms.create_alias(**properties)
    return {"Ref": properties["AliasName"]}


QUEUE_PROPERTIES = {
    "MessageRetentionPeriod",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
    "RedrivePolicy",
}


def _make_queue(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    sqs = cloud.client("sqs")
    _only(properties, QUEUE_PROPERTIES)
    attributes = {key: json.dumps(value) for key, value in properties.items()}
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    given = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return {"Ref": url, "Arn": given["Attributes"]["QueueArn"]}


def _make_queue_policy(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    _only(properties, {"Queues", "PolicyDocument"})
    policy = json.dumps(properties["PolicyDocument"])
    for url in properties["Queues"]:
        cloud.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})
    return {"Ref": name}


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
    expiry = given.pop("TimeToLiveSpecification", None)
    if encryption:
        given["SSESpecification"] = {"Enabled": encryption["SSEEnabled"]}
    if stream:
        given["StreamSpecification"] = {"StreamEnabled": True, **stream}
    try:
        made = dynamodb.create_table(TableName=name, **given)["TableDescription"]
        if expiry:
            dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=expiry)
    except dynamodb.exceptions.ResourceInUseException:
        made = dynamodb.describe_table(TableName=name)["Table"]
    if recovery:
        dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification=recovery
        )
    return {"Ref": name, "Arn": made["TableArn"], "StreamArn": made.get("LatestStreamArn", "")}


def _make_bucket(cloud: Cloud, name: str, properties: Properties) -> dict[str, str]:
    s3 = cloud.client("s3")
    given = dict(properties)
    with suppress(s3.exceptions.BucketAlreadyOwnedByYou):  # a second creation changes nothing
        s3.create_bucket(
            Bucket=name,
            CreateBucketConfiguration={"LocationConstraint": REGION},
            ObjectLockEnabledForBucket=given.pop("ObjectLockEnabled", False),
        )
    _only(given, set(BUCKET_PROPERTIES))
    for key, value in given.items():
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


def _put_lifecycle(s3: Any, bucket: str, value: Any) -> None:  # noqa: ANN401 - boto3's own types
    rules = []
    for given in value["Rules"]:
        rule = {"ID" if key == "Id" else key: item for key, item in given.items()}
        (tag,) = rule.pop("TagFilters", [None])
        rule["Filter"] = {"Tag": tag} if tag else {"Prefix": rule.pop("Prefix")}
        if "ExpirationInDays" in rule:
            rule["Expiration"] = {"Days": rule.pop("ExpirationInDays")}
        rules.append(rule)
    s3.put_bucket_lifecycle_configuration(Bucket=bucket, LifecycleConfiguration={"Rules": rules})


def _put_notifications(s3: Any, bucket: str, value: Any) -> None:  # noqa: ANN401 - boto3's own types
    queues = [
        {
            "QueueArn": given["Queue"],
            "Events": [given["Event"]],
            "Filter": {"Key": {"FilterRules": given["Filter"]["S3Key"]["Rules"]}},
        }
        for given in value["QueueConfigurations"]
    ]
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"QueueConfigurations": queues}
    )


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
    "ObjectLockConfiguration": lambda s3, bucket, value: s3.put_object_lock_configuration(
        Bucket=bucket, ObjectLockConfiguration=value
    ),
    "LifecycleConfiguration": _put_lifecycle,
    "NotificationConfiguration": _put_notifications,
    # Neither emulator writes down who asks it for a file.
    "LoggingConfiguration": lambda *_: None,
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
    "AWS::KMS::Alias": _make_alias,
    "AWS::SQS::Queue": _make_queue,
    "AWS::SQS::QueuePolicy": _make_queue_policy,
    "AWS::SNS::Topic": _make_topic,
    "AWS::DynamoDB::Table": _make_table,
    "AWS::S3::Bucket": _make_bucket,
    "AWS::S3::BucketPolicy": _make_bucket_policy,
}
