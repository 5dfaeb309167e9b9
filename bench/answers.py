"""What reading DynamoDB's answers costs: a page of the reviewers' queue, by botocore's parser and by ours.

The answers are those of ministack to the product's own calls; both parsers read them in turn, in one
process, and make the same of them. Run it by `python -m bench.answers`.
"""

import os
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from local import ministack, resources

PAGE = 50
ROUNDS = 40
Read = Callable[[], object]


def main() -> None:
    """Print the milliseconds of the processor for each, and their ratio."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        answers = answers_of_a_page()
    size = sum(len(response["body"]) for response, _ in answers)
    print(f"a page of {PAGE}: {len(answers)} answers, {size / 1000:,.0f} kB")
    theirs, ours = measured(answers)
    print(f"{'botocore':<12}{theirs:>8.2f} ms")
    print(f"{'ours':<12}{ours:>8.2f} ms{ours / theirs:>8.2f} ×")


def answers_of_a_page() -> list[tuple[dict[str, Any], Any]]:
    """What DynamoDB answers while a page of the queue is read, each with its shape."""
    from chalicelib.bureaus.rules import territory  # noqa: PLC0415 - reads the environment
    from chalicelib.platform.store import tables  # noqa: PLC0415 - as above
    from chalicelib.records.store import record_pages  # noqa: PLC0415 - as above
    from tests.races import bureaus  # noqa: PLC0415 - as above

    bureaus.fill(PAGE // 5, 5)
    client = tables._connection().client  # noqa: SLF001 - PynamoDB shows it nowhere else
    heard: list[tuple[dict[str, Any], Any]] = []

    def hear(event_name: str, response_dict: dict[str, Any], **_: object) -> None:
        model = client.meta.service_model.operation_model(event_name.rpartition(".")[2])
        heard.append((response_dict, model.output_shape))

    client.meta.events.register("response-received.dynamodb", hear)
    below = territory.below("440700")
    page = record_pages.find_submitted(below, None, PAGE, lambda _: True)
    assert len(page.records) == PAGE
    return heard


def measured(answers: list[tuple[dict[str, Any], Any]]) -> tuple[float, float]:
    """Median milliseconds of botocore's parser and of ours for all of the answers."""
    from botocore.parsers import ResponseParserFactory  # noqa: PLC0415 - as above

    from chalicelib.platform.store.answers import AnswerParsers  # noqa: PLC0415 - as above

    factories = ResponseParserFactory(), AnswerParsers()
    for response, shape in answers:
        made = [each.create_parser("json").parse(response, shape) for each in factories]
        assert made[0] == made[1]
    rounds = [[spent(each, answers) for each in factories] for _ in range(ROUNDS)]
    theirs, ours = (median(each) for each in zip(*rounds, strict=True))
    return theirs, ours


def spent(factory: Any, answers: list[tuple[dict[str, Any], Any]]) -> float:  # noqa: ANN401 - botocore's
    """Milliseconds of the processor for reading all of the answers once."""
    began = time.process_time()
    for response, shape in answers:
        factory.create_parser("json").parse(response, shape)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    main()
