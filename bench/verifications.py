"""How long a thousand certificates take to verify at once, on the local cloud: 2 s at most (R48).

Through the app, as an event of API Gateway, on ministack in a process of its own: numbers alone, with
names that are compared for the first time (each leaves a guess), and with the same ones again. The baseline is
the same numbers asked one by one. Seconds are those of the processors, ours and the emulator's, so that a busy machine
does not matter; it fails over the bound. Run it by `python -m bench.verifications`.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from bench.cut_off import spent_by
from bench.targets import at_most, tell
from local import ministack, resources

MANY = 1000
MOST_SECONDS = 2
ADDRESS = "/v1/certificates/verifications"


def main() -> int:
    """Print seconds beside the baseline, fail over the bound."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        from tests.certificates.many import name_of, put_many  # noqa: PLC0415 - reads the environment

        alone: list[dict[str, Any]] = [{"number": each} for each in put_many(MANY)]
        named = [{**each, "name": name_of(serial)} for serial, each in enumerate(alone)]
        asked(alone[:1])

        def seconds(work: Callable[[], object]) -> float:
            began = spent_by(emulator)
            work()
            return spent_by(emulator) - began

        before = seconds(lambda: one_by_one(alone))
        print(f"{MANY} one by one   {before:>6.2f} s")
        held = []
        for what, sent in {"numbers": alone, "new names": named, "same names": named}.items():
            spent = seconds(lambda sent=sent: asked(sent))  # type: ignore[misc]  # a default binds each
            print(f"{MANY} {what:<12}{spent:>7.2f} s{spent / before:>7.2f}")
            held.append(at_most(f"{what}, s", spent, MOST_SECONDS))
    return tell(held)


def one_by_one(certificates: list[dict[str, Any]]) -> None:
    """Ask for each number by itself."""
    for each in certificates:
        asked([each])


def asked(certificates: list[dict[str, Any]]) -> None:
    """Ask, and look whether all are valid and every name agrees."""
    from app import app  # noqa: PLC0415 - reads the environment
    from tests.http.events import content, event  # noqa: PLC0415 - as above

    answer = app(event("POST", ADDRESS, {"certificates": certificates}), None)
    results = content(answer)["results"]
    assert {each["state"] for each in results} == {"valid"}
    assert all(each.get("name_agrees", True) for each in results)


if __name__ == "__main__":
    sys.exit(main())
