"""Messages on their way out (SNS): to whatever sends them to telephones.

Whoever subscribes sees the channel as an attribute of the message, and filters by it. A message may
come twice; `id` tells.
"""

import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.platform.gateways import clients

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient

TOGETHER = 10
"""The most messages that one call of SNS takes."""


@cache
def client() -> "SNSClient":
    """Return the process's SNS client, made when first needed."""
    made: SNSClient = clients.made("sns")
    return made


def publish_together(messages: Mapping[str, str], channels: Mapping[str, str]) -> list[str]:
    """Hand up to `TOGETHER` messages to the topic at once; answer the names of those that it took.

    Args:
        messages: by a name of one's own, letters and digits.
        channels: by the same names.
    """
    answer = client().publish_batch(
        TopicArn=os.environ["NOTICE_TOPIC"],
        PublishBatchRequestEntries=[
            {
                "Id": name,
                "Message": message,
                "MessageAttributes": {
                    "channel": {"DataType": "String", "StringValue": channels[name]}
                },
            }
            for name, message in messages.items()
        ],
    )
    return [each["Id"] for each in answer["Successful"]]
