"""Xuefen as it is deployed: the packaged template as a stack on ministack, driven over its own API."""

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import boto3

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem
from local.authority import publish_demonstration_keys
from local.cloud import ACCESS_KEY, SECRET_KEY, Cloud
from local.ministack import Ministack
from local.template import REGION
from tests.deploy.packaged import BUCKET, PACKAGED, package, plain_template, resources_of

STACK = f"xuefen-{PACKAGED}"
WAIT_SECONDS = 90
POLL_SECONDS = 0.2
Parameters = Mapping[str, str]


class Answer(NamedTuple):
    """What a client is answered over the network."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> dict[str, Any]:
        """The content as JSON."""
        body: dict[str, Any] = json.loads(self.content)
        return body


@dataclass(frozen=True, slots=True)
class Deployed:
    """A stack and where its API answers."""

    endpoint: str
    physical: Mapping[str, str]
    """The physical name of each resource by its logical id."""

    def client(self, service: str) -> Any:  # noqa: ANN401 - boto3 types clients by literal names
        return client(service, self.endpoint)

    @property
    def url(self) -> str:
        return f"{self.endpoint}/_aws/execute-api/{self.physical['RestAPI']}/api"

    def send(
        self, method: str, path: str, body: object = None, *, token: str | None = None
    ) -> Answer:
        """Send one request to the API."""
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, content, headers, method=method)  # noqa: S310 - our own emulator
        return fetch(request)

    def put(self, item: RegistryItem) -> None:
        """Write an item past the API: what an administrator's command or long study would."""
        table = self.physical["RegistryTable"]
        self.client("dynamodb").put_item(TableName=table, Item=item.serialize())

    def put_staff(self, login: str, staff: Any) -> None:  # noqa: ANN401 - a struct of the store
        self.put(RegistryItem(pk=f"STAFF#{login}", sk="ROLE", body=keep(staff)))


def client(service: Any, endpoint: str) -> Any:  # noqa: ANN401 - boto3 types clients by literal names
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
    )


def fetch(request: urllib.request.Request) -> Answer:
    """Send a request to our own emulator; an error status is an answer as well."""
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - our own emulator
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, dict(refused.headers), refused.read())


def deploy(emulator: Ministack, jwks: Mapping[str, Any]) -> Deployed:
    """Deploy in the steps of docs/operations.md: the stack, the identity secret, the stack again, keys."""
    endpoint = emulator.endpoint
    _upload(endpoint)
    cloud = client("cloudformation", endpoint)
    cloud.create_stack(**_stack(endpoint, {"OidcJwks": json.dumps(jwks)}))
    deployed = Deployed(endpoint, _physical(endpoint))
    secret = deployed.client("kms").generate_data_key_without_plaintext(
        KeyId=deployed.physical["DataKey"],
        KeySpec="AES_256",
        EncryptionContext={"purpose": "identity"},
    )
    wrapped = base64.b64encode(secret["CiphertextBlob"]).decode()
    parameters = {"OidcJwks": json.dumps(jwks), "IdentitySecret": wrapped}
    cloud.update_stack(**_stack(endpoint, parameters))
    assert _physical(endpoint) == deployed.physical
    _import_what_ministack_left_out(deployed)
    _allow_without_tls(deployed)
    _publish_keys(deployed)
    return deployed


def _publish_keys(deployed: Deployed) -> None:
    kms = deployed.client("kms")
    attributes = {"CertificateBucket": {"Ref": deployed.physical["CertificateBucket"]}}
    for key in ("CertificateKey", "CredentialKey"):
        metadata = kms.describe_key(KeyId=deployed.physical[key])["KeyMetadata"]
        attributes[key] = {"Arn": metadata["Arn"]}
    publish_demonstration_keys(Cloud(deployed.endpoint, attributes))


def _allow_without_tls(deployed: Deployed) -> None:
    """Take off the buckets what refuses whoever comes without TLS, as all do to this ministack."""
    s3 = deployed.client("s3")
    for bucket in ("EvidenceBucket", "CertificateBucket", "AuditBucket", "CourseBucket"):
        s3.delete_bucket_policy(Bucket=deployed.physical[bucket])


def _upload(endpoint: str) -> None:
    s3 = client("s3", endpoint)
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    for name in ("deployment.zip", "renderer-layer.zip", "media-layer.zip"):
        s3.upload_file(str(package() / name), BUCKET, name)
    plain = json.dumps(_as_ministack_evaluates(plain_template(PACKAGED)), ensure_ascii=False)
    s3.put_object(Bucket=BUCKET, Key="template.json", Body=plain.encode())


def _as_ministack_evaluates(template: dict[str, Any]) -> dict[str, Any]:
    """Let a condition on what ministack does not know hold where the key is absent.

    It gives neither DynamoDB's leading keys nor KMS's encryption context, nor by which aliases a key is
    known, to the evaluation, so every use of a table or of a key would be refused. All else in the roles stands as
    packaged; tests/deploy/test_policies.py holds the suite's calls against the conditions.
    """
    for resource in template["Resources"].values():
        given = resource["Properties"]
        is_managed = resource["Type"] == "AWS::IAM::ManagedPolicy"
        for policy in [given] if is_managed else given.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                statement.get("Condition", {}).pop("Null", None)
                if "kms:Decrypt" in statement["Action"]:
                    conditions = statement["Condition"]
                    statement["Condition"] = {f"{k}IfExists": v for k, v in conditions.items()}
                if "kms:Sign" in statement["Action"]:
                    del statement["Condition"]
    return template


def _stack(endpoint: str, parameters: Parameters) -> dict[str, Any]:
    return {
        "StackName": STACK,
        "TemplateURL": f"{endpoint}/{BUCKET}/template.json",
        "Capabilities": ["CAPABILITY_IAM"],
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
    }


def _physical(endpoint: str) -> dict[str, str]:
    """Wait until the stack is complete, and return the names of its resources."""
    cloud = client("cloudformation", endpoint)
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        (stack,) = cloud.describe_stacks(StackName=STACK)["Stacks"]
        if not stack["StackStatus"].endswith("IN_PROGRESS"):
            break
        time.sleep(POLL_SECONDS)
    assert stack["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}, stack
    described = cloud.describe_stack_resources(StackName=STACK)["StackResources"]
    return {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in described}


def _import_what_ministack_left_out(deployed: Deployed) -> None:
    """Add what API Gateway reads from the template's definition of the API and ministack does not.

    These are the gateway's own responses and the answer to any method; both are taken from the
    packaged template as they stand there.
    """
    gateway, api = deployed.client("apigateway"), deployed.physical["RestAPI"]
    properties = resources_of(PACKAGED)["RestAPI"]["Properties"]
    for kind, response in properties["GatewayResponses"].items():
        headers = response["ResponseParameters"]["Headers"]
        gateway.put_gateway_response(
            restApiId=api,
            responseType=kind,
            statusCode=str(response["StatusCode"]),
            responseParameters={f"gatewayresponse.header.{k}": v for k, v in headers.items()},
            responseTemplates=response["ResponseTemplates"],
        )
    for resource in gateway.get_resources(restApiId=api, limit=500)["items"]:
        _add_any_method(gateway, api, resource, properties["DefinitionBody"]["paths"])
    gateway.create_deployment(restApiId=api, stageName="api")


def _add_any_method(gateway: Any, api: str, resource: Any, paths: Mapping[str, Any]) -> None:  # noqa: ANN401 - boto3's own types
    operation = paths.get(resource["path"], {}).get("x-amazon-apigateway-any-method")
    if operation is None:
        return
    place = {"restApiId": api, "resourceId": resource["id"], "httpMethod": "ANY"}
    gateway.put_method(**place, authorizationType="NONE")
    known = gateway.get_integration(**{**place, "httpMethod": _declared(paths[resource["path"]])})
    gateway.put_integration(
        **place, type="AWS_PROXY", integrationHttpMethod="POST", uri=known["uri"]
    )


def _declared(path: Mapping[str, Any]) -> str:
    """Return a method of the path that reaches the app: its integration is the same."""
    return next(method for method in ("get", "post", "put", "patch") if method in path).upper()
