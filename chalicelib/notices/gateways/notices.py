"""Notices on their way out (SNS): to whatever sends messages to telephones and mail boxes.

A message holds no name and no document number (R7): who delivers it looks the person up. It may
come twice; `id` tells.
"""

import json
import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from chalicelib.notices.rules.notice import Notice
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


def publish(notice: Notice) -> None:
    """Hand a notice to the topic."""
    client().publish(TopicArn=os.environ["NOTICE_TOPIC"], Message=_message(notice))


def publish_together(notices: Sequence[Notice]) -> list[Notice]:
    """Hand up to `TOGETHER` notices to the topic at once; answer those that it took."""
    entries = {str(number): notice for number, notice in enumerate(notices)}
    answer = client().publish_batch(
        TopicArn=os.environ["NOTICE_TOPIC"],
        PublishBatchRequestEntries=[
            {"Id": number, "Message": _message(notice)} for number, notice in entries.items()
        ],
    )
    return [entries[each["Id"]] for each in answer["Successful"]]


def _message(notice: Notice) -> str:
    message = {
        "id": notice.id,
        "person": notice.person,
        "kind": notice.kind,
        "year": notice.year,
        "title": notice.title,
        "text": notice.text,
    }
    return json.dumps(message, ensure_ascii=False)
