"""Creates what `.chalice/resources.yaml` describes on any AWS endpoint, emulated or real.

The local cloud and the tests have no other description of their tables, buckets, keys and queues
than the one that is deployed. A resource or a property that this module does not know is an error,
never left out in silence.
"""

import base64
from pathlib import Path

from chalicelib.platform.rules.functions import queue_variables
from local.authority import publish_demonstration_keys
from local.cloud import CREDENTIALS, Cloud
from local.makers import MAKERS
from local.template import (
    TEMPLATE,
    UnknownResourceError,
    names,
    own_resources,
    resolved,
)

AUDIENCE = "xuefen"
CLIENT_ID = "xuefen-web"


def constant_environment() -> dict[str, str]:
    """Return the part of the app's environment that never changes: it holds before any creation."""
    physical = names()
    return {
        **CREDENTIALS,
        "REGISTRY_TABLE": physical["RegistryTable"],
        "HR_TABLE": physical["HrTable"],
        "EVIDENCE_BUCKET": physical["EvidenceBucket"],
        "CERTIFICATE_BUCKET": physical["CertificateBucket"],
        "AUDIT_BUCKET": physical["AuditBucket"],
        "IMPORT_BUCKET": physical["ImportBucket"],
        "COURSE_BUCKET": physical["CourseBucket"],
    }


def create(endpoint: str | None = None, template: Path = TEMPLATE) -> Cloud:
    """Create every resource of the template; what exists already is left as it is.

    The keys that sign are published, with certificates of an authority that the demonstration has of
    its own, as an operator does after the first deployment.

    Raises:
        UnknownResourceError: a type or a property has no counterpart here.
    """
    cloud = Cloud(endpoint)
    waiting, physical = own_resources(template), names(template)
    for kind, make in MAKERS.items():
        # Before the buckets have policies: moto takes "no access without TLS" for "no access".
        if kind == "AWS::S3::BucketPolicy" and template == TEMPLATE:
            publish_demonstration_keys(cloud)
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
        **{name: cloud.queue_url(queue) for name, queue in queue_variables().items()},
        "NOTICE_TOPIC": cloud.attributes["NoticeTopic"]["Ref"],
        "IDENTITY_SECRET": base64.b64encode(secret["CiphertextBlob"]).decode(),
        "PUBLIC_URL": public_url,
        "OIDC_ISSUER": f"{public_url}/dev/issuer",
        "OIDC_AUDIENCE": AUDIENCE,
        "OIDC_CLIENT_ID": CLIENT_ID,
        "OIDC_SCOPE": "openid",
        "OIDC_TOKEN_TYPE": "at+jwt",
        "ALLOW_UNPROVED_LOGINS": "true",
        **({"AWS_ENDPOINT_URL": cloud.endpoint} if cloud.endpoint else {}),
    }
