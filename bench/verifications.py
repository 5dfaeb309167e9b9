"""How long a thousand certificates take to verify at once, on the local cloud: 2 s at most (R48).

Through the app, as an event of API Gateway, on ministack in a process of its own: numbers alone, with
names that are compared for the first time (each leaves a guess), and with the same ones again. Run it by
`python -m bench.verifications`.
"""

import os
import time
from typing import Any

from local import ministack, resources

MANY = 1000
ADDRESS = "/v1/certificates/verifications"


def main() -> None:
    """Print seconds, by the clock and of the processor."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        from tests.certificates.many import name_of, put_many  # noqa: PLC0415 - reads the environment

        alone: list[dict[str, Any]] = [{"number": each} for each in put_many(MANY)]
        named = [{**each, "name": name_of(serial)} for serial, each in enumerate(alone)]
        asked(alone[:1])
        for what, sent in {"numbers": alone, "new names": named, "same names": named}.items():
            began, worked = time.perf_counter(), time.process_time()
            asked(sent)
            elapsed, spent = time.perf_counter() - began, time.process_time() - worked
            print(f"{MANY} {what:<12}{elapsed:>6.2f} s{spent:>6.2f} s of the processor")


def asked(certificates: list[dict[str, Any]]) -> None:
    """Ask, and look whether all are valid and every name agrees."""
    from app import app  # noqa: PLC0415 - reads the environment
    from tests.http.events import content, event  # noqa: PLC0415 - as above

    answer = app(event("POST", ADDRESS, {"certificates": certificates}), None)
    results = content(answer)["results"]
    assert {each["state"] for each in results} == {"valid"}
    assert all(each.get("name_agrees", True) for each in results)


if __name__ == "__main__":
    main()
