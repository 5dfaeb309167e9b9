"""Notices on their way out (SNS): to whatever sends messages to telephones and mail boxes.

A message holds no name and no document number (R7): who delivers it looks the person up. It may
come twice; `id` tells.
"""

import json
import os
from functools import cache
from typing import TYPE_CHECKING

import boto3

from chalicelib.notices.rules.notice import Notice

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


@cache
def client() -> "SNSClient":
    """Return the process's SNS client, made when first needed."""
    return boto3.client("sns")


def publish(notice: Notice) -> None:
    """Hand a notice to the topic."""
    message = {
        "id": notice.id,
        "person": notice.person,
        "kind": notice.kind,
        "year": notice.year,
        "title": notice.title,
        "text": notice.text,
    }
    client().publish(
        TopicArn=os.environ["NOTICE_TOPIC"], Message=json.dumps(message, ensure_ascii=False)
    )
