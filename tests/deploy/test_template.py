"""The packaged template, read line by line: what would be noticed in production only when it hurts."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import app
from bench.cost import read
from chalicelib.access.caller import Who
from chalicelib.assembly.contract import ALL
from chalicelib.events.schedules import RESERVE_SECONDS
from chalicelib.http.problem import PROBLEM
from chalicelib.platform.rules.functions import ALL_NIGHT, BY_DAY, DAY_OR_NIGHT, NIGHT, timers
from chalicelib.platform.rules.refusal_kinds import KINDS
from deploy.wiring import each_of
from local.rules_page.markdown import slug
from local.template import additions, own_resources
from tests.deploy.packaged import ROOT, resources_of, template_file, template_of
from tests.deploy.platform import logical_id
from tests.deploy.policies import policy_files

STAGES = ("dev", "prod")
FUNCTIONS = sorted(policy_files())
LIMIT_SECONDS = 29
"""After which API Gateway answers in our place."""
LIMIT_ENVIRONMENT = 4096
"""Bytes of all names and values of a function's variables together."""
LONG = {
    "OidcJwks": 1_700,
    "IdentitySecret": 260,
    "URLSuffix": 80,
    "Topic": 110,
    "NationalIssuer": 18,
}
"""Characters of what is no name: two RSA keys with the certificate of one, a wrapped secret, addresses."""
LONG_NAME = len("xuefen-production--1A2B3C4D5E6F")
"""What CloudFormation puts around the name of a resource in the template."""
LIMIT_BYTES = 700_000
"""Of a template, of which CloudFormation takes a megabyte after SAM has put in what it adds."""
PATHS = 150
"""Which the template must have room for."""
SERVICE_PRINCIPALS = {
    "lambda.amazonaws.com",
    "apigateway.amazonaws.com",
    "s3.amazonaws.com",
    "logging.s3.amazonaws.com",
}
"""The same in every partition."""
VARIABLE = re.compile(r"""environ(?:\.get\(|\[)["'](\w+)["']""")
OF_LAMBDA = {"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_LAMBDA_FUNCTION_NAME"}
OF_LAYER = {"XUEFEN_FONTS"}
"""Which the renderer finds beside its packages when nobody says otherwise."""
OF_STAGE = {
    "ALLOW_UNPROVED_LOGINS",
    "DomainName",
    "OIDC_ISSUER",
    "OIDC_TOKEN_TYPE",
    "PUBLIC_URL",
    "STAGE",
    "aws-chalice",
}
"""The texts that each stage has its own of: variables, a domain, the tag by which Chalice knows it."""
ACCESS_LOGS = "AccessLogBucket"
SIX_MONTHS = 184
LOG_PERIODS = {1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192}
"""Days that CloudWatch may be asked to keep a log for."""


@pytest.fixture(params=STAGES)
def stage(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def resources(stage: str) -> dict[str, Any]:
    return resources_of(stage)


def of_type(resources: dict[str, Any], kind: str) -> dict[str, Any]:
    return {name: each for name, each in resources.items() if each.get("Type") == kind}


def texts(node: object) -> Iterator[str]:
    match node:
        case str():
            yield node
        case dict():
            for key, value in node.items():
                yield from texts(key)
                yield from texts(value)
        case list():
            for each in node:
                yield from texts(each)


def differing(one: object, other: object, name: str = "") -> Iterator[tuple[str, object]]:
    """The values that stand in the place of others, with the name of that place."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key, each in one.items():
            yield from differing(each, other[key], key)
    elif one != other:
        yield name, one


def test_given_the_stages_then_their_templates_differ_in_periods_and_names_alone() -> None:
    """So that what a linter says of one it says of both (tests/release/scanner)."""
    for name, value in differing(template_of("dev"), template_of("prod")):
        if name == "RetentionInDays":
            assert value in LOG_PERIODS
        else:
            assert name in OF_STAGE
            assert isinstance(value, str)


def test_given_a_template_then_it_has_room_for_twice_the_paths(stage: str) -> None:
    text = template_file(stage).read_text("utf-8")
    assert text == json.dumps(template_of(stage), separators=(",", ":")), "nothing but what is said"
    paths = resources_of(stage)["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    more = len(json.dumps(paths, separators=(",", ":"))) / len(paths) * max(0, PATHS - len(paths))
    assert len(text.encode()) + more <= LIMIT_BYTES


def test_given_a_template_then_everything_in_it_has_a_type(resources: dict[str, Any]) -> None:
    assert [name for name, each in resources.items() if "Type" not in each] == []
    assert own_resources().keys() < resources.keys()


# Functions


def test_given_the_app_then_every_handler_is_a_function_with_a_role_and_a_log_that_ends(
    resources: dict[str, Any],
) -> None:
    handlers = {"APIHandler": "app.app"} | {
        logical_id(source.name): source.handler_string for source in app.event_sources
    }
    functions = of_type(resources, "AWS::Serverless::Function")
    assert {n: each["Properties"]["Handler"] for n, each in functions.items()} == handlers
    roles = [each["Properties"]["Role"]["Fn::GetAtt"][0] for each in functions.values()]
    assert len(set(roles)) == len(functions)
    logs = of_type(resources, "AWS::Logs::LogGroup").values()
    assert {each["Properties"]["LogGroupName"]["Fn::Sub"] for each in logs} == {
        *(f"/aws/lambda/${{{name}}}" for name in functions),
        "/aws/apigateway/${AWS::StackName}",
    }
    assert all(each["Properties"]["RetentionInDays"] >= 30 for each in logs)


def test_given_the_product_then_every_variable_that_it_reads_is_given(stage: str) -> None:
    read = {
        name
        for file in (ROOT / "chalicelib").rglob("*.py")
        for name in VARIABLE.findall(file.read_text("utf-8"))
    }
    template = template_of(stage)
    given = set(template["Globals"]["Function"]["Environment"]["Variables"]) | set(
        template["Resources"]["APIHandler"]["Properties"]["Environment"]["Variables"]
    )
    assert read - given - OF_LAMBDA - OF_LAYER == set()


def test_given_two_keys_of_an_issuer_then_each_environment_has_room(
    stage: str, resources: dict[str, Any]
) -> None:
    """As long as a value may become: an issuer's two RSA keys, one old and one new, with their chains."""
    shared = template_of(stage)["Globals"]["Function"]["Environment"]["Variables"]
    functions = of_type(resources, "AWS::Serverless::Function")
    owns = {
        name: each["Properties"]["Environment"]["Variables"] for name, each in functions.items()
    }
    for own in owns.values():
        assert (
            sum(len(key) + room(value) for key, value in {**shared, **own}.items())
            < LIMIT_ENVIRONMENT
        )
    assert [name for name, own in owns.items() if "OIDC_JWKS" in own] == ["APIHandler"]


def room(value: object) -> int:
    """How long a variable's value may be once CloudFormation has put it in."""
    if isinstance(value, str):
        return len(value)
    asked = json.dumps(value)
    return next(
        (longest for name, longest in LONG.items() if name in asked), LONG_NAME + logical(asked)
    )


def logical(asked: str) -> int:
    """The longest name in the template within what CloudFormation is asked for."""
    return max(map(len, re.findall(r"\w+", asked)))


def test_given_the_layers_then_only_what_draws_or_checks_media_carries_one(
    resources: dict[str, Any],
) -> None:
    functions = of_type(resources, "AWS::Serverless::Function")
    carried = {
        name: each["Properties"]["Layers"]
        for name, each in functions.items()
        if "Layers" in each["Properties"]
    }
    assert carried == {
        "RenderCertificate": [{"Ref": "RendererLayer"}],
        "ArchiveCertificates": [{"Ref": "RendererLayer"}],
        "CheckMedia": [{"Ref": "MediaLayer"}],
    }


def test_given_production_then_no_login_goes_unproved() -> None:
    for stage, allowed in (("dev", "true"), ("prod", "false")):
        function = resources_of(stage)["APIHandler"]["Properties"]
        assert function["Environment"]["Variables"]["ALLOW_UNPROVED_LOGINS"] == allowed


# Streams and schedules


def test_given_a_stream_then_its_one_mapping_is_the_local_cloud_s_and_loses_nothing(
    resources: dict[str, Any],
) -> None:
    for function, addition in additions().items():
        wanted = addition["Properties"].get("Events", {})
        events = resources[logical_id(function)]["Properties"].get("Events", {})
        assert events.keys() == wanted.keys(), "a wrong name would add a second event"
        for name, event in wanted.items():
            mapping = events[name]["Properties"]
            assert mapping == {**mapping, **event["Properties"]}


def test_given_a_mapping_then_it_is_patient_but_not_for_ever(resources: dict[str, Any]) -> None:
    mappings = [
        event["Properties"]
        for function in of_type(resources, "AWS::Serverless::Function").values()
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] == "DynamoDB"
    ]
    assert len(mappings) >= 3
    tables = [mapping["Stream"]["Fn::GetAtt"][0] for mapping in mappings]
    assert max(tables.count(table) for table in tables) <= 2, "a stream has two readers at most"
    for mapping in mappings:
        assert mapping["StartingPosition"] == "TRIM_HORIZON"
        assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        assert mapping["BisectBatchOnFunctionError"] is True
        # Nobody waits for another one's certificate; the archive gathers what comes within a minute.
        waits = mapping.get("MaximumBatchingWindowInSeconds", 0)
        assert (mapping["ParallelizationFactor"], waits) in {(10, 0), (2, 60)}
        assert 0 < mapping["MaximumRetryAttempts"] <= 10
        assert mapping["MaximumRecordAgeInSeconds"] == 86400
        letters = mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
        assert resources[letters]["Type"] == "AWS::SQS::Queue"
        assert mapping["FilterCriteria"]["Filters"]


# What is kept


def test_given_the_tables_then_they_can_be_restored_and_not_deleted(
    resources: dict[str, Any],
) -> None:
    tables = of_type(resources, "AWS::DynamoDB::Table")
    assert set(tables) == {"RegistryTable", "HrTable"}
    for table in tables.values():
        properties = table["Properties"]
        assert table["DeletionPolicy"] == table["UpdateReplacePolicy"] == "Retain"
        assert properties["DeletionProtectionEnabled"] is True
        assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
        assert properties["SSESpecification"]["SSEEnabled"] is True


def test_given_the_buckets_then_they_are_private_encrypted_and_versioned(
    resources: dict[str, Any],
) -> None:
    buckets = of_type(resources, "AWS::S3::Bucket")
    policies = [p["Properties"] for p in of_type(resources, "AWS::S3::BucketPolicy").values()]
    assert {policy["Bucket"]["Ref"] for policy in policies} == set(buckets)
    for policy in policies:
        denied, *allowed = policy["PolicyDocument"]["Statement"]
        assert denied["Effect"] == "Deny"
        assert denied["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        # S3 itself writes down who asked for what: nobody else is let into any bucket.
        told = [each["Principal"] for each in allowed]
        is_log = policy["Bucket"]["Ref"] == ACCESS_LOGS
        assert told == ([{"Service": "logging.s3.amazonaws.com"}] if is_log else [])
    for name, bucket in buckets.items():
        properties = bucket["Properties"]
        assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
        assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
        (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        # S3 brings its lines to no bucket that is encrypted by a key of somebody's.
        kind = "AES256" if name == ACCESS_LOGS else "aws:kms"
        assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == kind


def test_given_the_buckets_then_who_asks_for_a_file_is_written_down_and_kept_half_a_year(
    resources: dict[str, Any],
) -> None:
    buckets = of_type(resources, "AWS::S3::Bucket")
    logs = buckets.pop(ACCESS_LOGS)["Properties"]
    told = {name: each["Properties"]["LoggingConfiguration"] for name, each in buckets.items()}
    assert {each["DestinationBucketName"]["Ref"] for each in told.values()} == {ACCESS_LOGS}
    assert len({each["LogFilePrefix"] for each in told.values()}) == len(buckets)
    (rule,) = logs["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["Status"]) == ("", "Enabled")
    assert SIX_MONTHS < rule["ExpirationInDays"] < 2 * SIX_MONTHS, "网络安全法 21, PIPL 19"


def test_given_a_bucket_then_pieces_of_a_file_that_was_given_up_are_forgotten(
    resources: dict[str, Any],
) -> None:
    for bucket in of_type(resources, "AWS::S3::Bucket").values():
        rules = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
        days = [
            rule["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"]
            for rule in rules
            if rule.get("Prefix") == "" and "AbortIncompleteMultipartUpload" in rule
        ]
        assert len(days) == 1
        assert 1 <= days[0] <= 7


def test_given_the_api_then_each_request_is_written_down_without_who_asked_and_what_for(
    resources: dict[str, Any],
) -> None:
    setting = resources["RestAPI"]["Properties"]["AccessLogSetting"]
    group = resources[setting["DestinationArn"]["Fn::GetAtt"][0]]
    assert group["Type"] == "AWS::Logs::LogGroup"
    assert group["Properties"]["RetentionInDays"] in LOG_PERIODS
    line = json.loads(re.sub(r"\$context[.\w]+", "x", setting["Format"]))
    assert set(line.values()) == {"x"}
    told = set(re.findall(r"\$context\.([.\w]+)", setting["Format"]))
    assert told == {
        *("requestTime", "requestId", "httpMethod", "resourcePath", "status"),
        *("responseLength", "responseLatency", "integrationLatency", "error.responseType"),
    }
    account = resources[resources["RestAPI"]["DependsOn"]]
    assert account["Type"] == "AWS::ApiGateway::Account"
    writer = resources[account["Properties"]["CloudWatchRoleArn"]["Fn::GetAtt"][0]]
    assert writer["DeletionPolicy"] == account["DeletionPolicy"] == "Retain", "others may use it"


def test_given_keys_and_queues_then_keys_turn_and_queues_are_encrypted(
    resources: dict[str, Any],
) -> None:
    for key in of_type(resources, "AWS::KMS::Key").values():
        # KMS turns no pair of keys: those that sign are rotated by a command (docs/operations.md).
        turns = key["Properties"].get("KeyUsage") != "SIGN_VERIFY"
        assert key["Properties"].get("EnableKeyRotation", False) is turns
        assert key["DeletionPolicy"] == "Retain"
    for queue in of_type(resources, "AWS::SQS::Queue").values():
        assert queue["Properties"]["SqsManagedSseEnabled"] is True
        assert queue["Properties"]["MessageRetentionPeriod"] == 1209600


# Alarms


def alarms(resources: dict[str, Any]) -> list[dict[str, Any]]:
    return [each["Properties"] for each in of_type(resources, "AWS::CloudWatch::Alarm").values()]


def watched(resources: dict[str, Any], metric: str) -> set[str]:
    """The logical ids that an alarm on this metric watches."""
    return {
        name
        for alarm in alarms(resources)
        if alarm["MetricName"] == metric
        for dimension in alarm["Dimensions"]
        for name in [*texts(dimension["Value"])][1:2]
    }


def test_given_the_functions_and_queues_then_each_has_its_alarms(resources: dict[str, Any]) -> None:
    functions = of_type(resources, "AWS::Serverless::Function")
    streaming = {
        name
        for name, each in functions.items()
        if any(e["Type"] == "DynamoDB" for e in each["Properties"].get("Events", {}).values())
    }
    letters = {name for name in of_type(resources, "AWS::SQS::Queue") if name.endswith("Letters")}
    assert watched(resources, "Errors") == watched(resources, "Throttles") == set(functions)
    assert watched(resources, "IteratorAge") == streaming
    assert watched(resources, "ApproximateNumberOfMessagesVisible") == letters


def test_given_an_alarm_then_somebody_is_told_and_the_runbook_says_what_to_do(
    resources: dict[str, Any],
) -> None:
    runbook = (ROOT / "docs" / "operations.md").read_text("utf-8")
    entries = {slug(heading) for heading in re.findall(r"^#+ (.*)$", runbook, re.MULTILINE)}
    for alarm in alarms(resources):
        assert alarm["AlarmActions"] == [{"Ref": "AlarmTopic"}]
        assert alarm["TreatMissingData"] == "notBreaching"
        assert alarm["AlarmDescription"].rpartition("docs/operations.md#")[2] in entries


def test_given_the_functions_own_metrics_then_what_is_watched_is_told(
    resources: dict[str, Any],
) -> None:
    namespace = template_of("prod")["Globals"]["Function"]["Environment"]["Variables"]
    own = [a for a in alarms(resources) if a["Namespace"] == namespace["METRICS_NAMESPACE"]]
    told = "".join(file.read_text("utf-8") for file in (ROOT / "chalicelib").rglob("*.py"))
    assert {alarm["MetricName"] for alarm in own} >= {"SyncAge", "Held", "Overdue", "Undrawable"}
    assert [alarm for alarm in own if f'"{alarm["MetricName"]}"' not in told] == []


def test_given_the_dashboard_then_it_shows_every_function_and_all_dead_letters(
    resources: dict[str, Any],
) -> None:
    body = resources["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"]
    assert len(json.loads(body)["widgets"]) >= 9
    for function in of_type(resources, "AWS::Serverless::Function"):
        assert f"${{{function}}}" in body
    for letters in each_of()["EachEventLetters"] + each_of()["EachOrderLetters"]:
        assert f"${{{letters}.QueueName}}" in body


# The API


def rate(setting: dict[str, Any]) -> float:
    """Requests a second that a method setting lets through."""
    return float(setting["ThrottlingRateLimit"])


STUDY_REPORTS = {
    ("POST", "/v1/me/courses/{id}/progress"),
    ("POST", "/v1/me/courses/{id}/lessons/{lesson}/progress"),
}


def busiest_of_study() -> float:
    """Reports of study in the busiest second of a province's last week, by the model."""
    model = read("province")
    week = model["last_week"]
    days = model["people"] * week["calls"] * week["share"] / 7
    return float(days * week["hour"] / 3600 * week["peak"])


def unsigned() -> set[tuple[str, str]]:
    """The routes that anybody may ask without signing in."""
    return {
        (declared.method, declared.path)
        for calls in ALL
        for declared in calls.declarations
        if declared.who is Who.ANYBODY
    }


def test_given_the_api_then_it_is_bounded_and_answers_before_api_gateway_gives_up(
    resources: dict[str, Any],
) -> None:
    settings = resources["RestAPI"]["Properties"]["MethodSettings"]
    everything, *closer = [(s["HttpMethod"], s["ResourcePath"], rate(s)) for s in settings]
    assert everything[:2] == ("*", "/*")
    # CloudFormation's form of a method's path: a slash, then the path with its slashes escaped.
    bounds = {(method, path[1:].replace("~1", "/")): bound for method, path, bound in closer}
    study = {each: bound for each, bound in bounds.items() if each in STUDY_REPORTS}
    assert study.keys() == STUDY_REPORTS
    assert min(study.values()) >= busiest_of_study(), "docs/performance.md, the last week"
    assert sum(study.values()) < everything[2] / 2, "and leave room for everything else"
    assert [path for _, path, _ in closer if not re.fullmatch(r"/(~1[^/~]+)+", path)] == []
    assert bounds.keys() - STUDY_REPORTS == {
        (method, path)
        for method, path in unsigned()
        if path.startswith(("/verify", "/v1/certificates/", "/v1/transcripts/"))
    }
    assert all(0 < bound < everything[2] for _, _, bound in closer)
    assert resources["APIHandler"]["Properties"]["Timeout"] < LIMIT_SECONDS


def test_given_a_path_then_browsers_may_ask_and_any_method_reaches_the_app(
    resources: dict[str, Any],
) -> None:
    paths = resources["RestAPI"]["Properties"]["DefinitionBody"]["paths"]
    assert paths.keys() == app.routes.keys()
    for path, methods in paths.items():
        preflight = methods["options"]["x-amazon-apigateway-integration"]
        headers = preflight["responses"]["default"]["responseParameters"]
        allowed = headers["method.response.header.Access-Control-Allow-Headers"]
        assert headers["method.response.header.Access-Control-Allow-Origin"] == "'*'"
        assert {"Authorization", "Content-Type", "Idempotency-Key"} <= {
            *re.findall(r"[\w-]+", allowed)
        }
        assert "method.response.header.Access-Control-Allow-Credentials" not in headers
        reached = methods["x-amazon-apigateway-any-method"]["x-amazon-apigateway-integration"]
        method = next(iter(app.routes[path])).lower()
        assert reached["uri"] == methods[method]["x-amazon-apigateway-integration"]["uri"]


def test_given_what_api_gateway_itself_refuses_then_it_is_a_problem_in_our_words(
    resources: dict[str, Any],
) -> None:
    responses = resources["RestAPI"]["Properties"]["GatewayResponses"]
    for response in responses.values():
        problem = json.loads(response["ResponseTemplates"]["application/json"])
        headers = response["ResponseParameters"]["Headers"]
        assert headers["Content-Type"] == f"'{PROBLEM}'"
        assert headers["Access-Control-Allow-Origin"] == "'*'"
        assert problem["status"] == response["StatusCode"] == KINDS[problem["code"]].status
        assert problem["request_id"] == "$context.requestId"
        assert problem["detail"].endswith("。")
    statuses = {kind: response["StatusCode"] for kind, response in responses.items()}
    assert statuses["MISSING_AUTHENTICATION_TOKEN"] == statuses["DEFAULT_4XX"] == 404
    assert statuses["THROTTLED"] == 429
    assert statuses["DEFAULT_5XX"] == statuses["INTEGRATION_TIMEOUT"] == 500


def test_given_a_custom_domain_then_it_is_there_only_with_its_tls_certificate(
    stage: str, resources: dict[str, Any]
) -> None:
    domain = resources["ApiGatewayCustomDomain"]
    url = resources["APIHandler"]["Properties"]["Environment"]["Variables"]["PUBLIC_URL"]
    assert (
        domain["Condition"]
        == "HasDomain"
        == resources["ApiGatewayCustomDomainMapping"]["Condition"]
    )
    assert url == f"https://{domain['Properties']['DomainName']}"
    assert domain["Properties"]["SecurityPolicy"] == "TLS_1_2"
    assert template_of(stage)["Parameters"]["CertificateArn"]["Default"] == ""


# Partitions


def test_given_a_template_then_it_fits_every_partition(stage: str) -> None:
    found = [*texts(template_of(stage))]
    assert [text for text in found if re.search(r"arn:(aws|\*)[\w-]*:", text)] == []
    principals = {text for text in found if text.endswith((".amazonaws.com", ".amazonaws.com.cn"))}
    assert principals == SERVICE_PRINCIPALS
    kinds = {each["Type"] for each in resources_of(stage).values()}
    assert not kinds & {"AWS::Lambda::Url", "AWS::Cognito::UserPool"}
    text = template_file(stage).read_text("utf-8")
    assert not set(re.findall(r"FunctionUrlConfig|SnapStart", text))


def test_given_the_configuration_then_its_policies_are_where_it_says() -> None:
    assert all(Path(file).exists() for file in policy_files().values())
    assert {logical_id(name) for name in FUNCTIONS} == set(
        of_type(resources_of("prod"), "AWS::Serverless::Function")
    )


@pytest.mark.parametrize("name", timers())
def test_given_a_scheduled_function_then_a_run_ends_before_the_next_one_begins(name: str) -> None:
    settings = json.loads((ROOT / ".chalice" / "config.json").read_text("utf-8"))
    timeout = settings["lambda_functions"][name]["lambda_timeout"]
    assert DAY_OR_NIGHT == "rate(5 minutes)"
    assert BY_DAY.startswith("cron(0/5 ")
    assert NIGHT.startswith("cron(0 18 ")
    assert ALL_NIGHT.startswith("cron(0/15 18-")
    longest = 15 * 60 if name == "seal_archive" else 5 * 60 - 1
    assert 3 * RESERVE_SECONDS < timeout <= longest
