import json
import threading

import pytest

from local.cloud import Cloud
from local.outbox import Outbox

MESSAGE = {
    "id": "n",
    "title": "2020年度学分登记将于2020-12-31截止",
    "text": "请在截止前提交。",
    "template": "xuefen.cut_off_reminder.1",
    "channel": "sms",
    "number": "+8613800138000",
}


@pytest.mark.ministack
def test_given_what_goes_out_then_it_is_shown_once_and_its_number_masked(cloud: Cloud) -> None:
    topic = cloud.attributes["NoticeTopic"]["Ref"]
    outbox = Outbox(cloud, topic)
    cloud.client("sns").publish(TopicArn=topic, Message=json.dumps(MESSAGE))

    said: list[str] = []
    stop = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        stop.set()

    outbox.show(stop, say)

    to = "sms 138****8000 xuefen.cut_off_reminder.1"
    assert said == [f"✉ [{to}] {MESSAGE['title']}：{MESSAGE['text']}"]
    assert outbox.take() == []
    assert [each["number"] for each in outbox.kept()] == ["138****8000"]
