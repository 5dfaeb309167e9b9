"""What Lambda does in a function's name: read its stream, park what failed, write its log.

It follows from the wiring (`deploy/wiring.py`), so that a mapping without its grants, or a grant
without its mapping, is found.
"""

from collections.abc import Iterator

from local.template import additions
from tests.deploy.doors import API
from tests.deploy.needs import Need

STREAM = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
QUEUE = ("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes")
LOG = ("logs:CreateLogStream", "logs:PutLogEvents")


def logical_id(function: str) -> str:
    """Return the name that Chalice gives to a function in the template."""
    joined = "".join(part.capitalize() for part in function.split("_"))
    return "APIHandler" if function == API else joined


def platform_needs(function: str) -> Iterator[Need]:
    """Say what Lambda needs of the function's role."""
    group = f"/aws/lambda/AWS::StackName-{logical_id(function)}-1"
    for action in LOG:
        log = f"arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:{group}:stream"
        yield Need(action, log)
    for event in additions().get(function, {}).get("Properties", {}).get("Events", {}).values():
        mapping = event["Properties"]
        if "Queue" in mapping:
            queue = mapping["Queue"]["Fn::GetAtt"][0]
            yield from (Need(action, queue) for action in QUEUE)
            continue
        (table, attribute) = mapping["Stream"]["Fn::GetAtt"]
        yield from (Need(action, f"{table}.{attribute}") for action in STREAM)
        yield Need("dynamodb:ListStreams", f"{table}/stream/label")
        yield Need(
            "sqs:SendMessage",
            mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0],
        )
