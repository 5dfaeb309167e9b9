import json
import threading

import pytest

from local.cloud import Cloud
from local.outbox import Outbox

NOTICE = {"id": "n", "title": "2020年度学分登记将于2020-12-31截止", "text": "请在截止前提交。"}


@pytest.mark.ministack
def test_given_what_goes_out_then_it_is_shown_once(cloud: Cloud) -> None:
    topic = cloud.attributes["NoticeTopic"]["Ref"]
    outbox = Outbox(cloud, topic)
    cloud.client("sns").publish(TopicArn=topic, Message=json.dumps(NOTICE))

    said: list[str] = []
    stop = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        stop.set()

    outbox.show(stop, say)

    assert said == [f"✉ {NOTICE['title']}：{NOTICE['text']}"]
    assert outbox.take() == []
