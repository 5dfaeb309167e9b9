"""What the first request of an instance of the API costs beside its import: a person looks at a year.

`bench/cold_start.py` prints it. The province is ministack's; each package that is compared enrols a person of its own in it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from local import ministack, resources
from local.issuer import Issuer

URL = "http://127.0.0.1"
YEAR = "/v1/me/years/{year}"
NOON = 1_590_984_000_000
"""The first of June 2020 at noon in Shanghai, as API Gateway stamps a request."""
ENROLMENT = {
    "name": "李䶮",
    "territory": "440703",
    "employment": "employed",
    "employer": "江门市示范会计有限公司",
}
SEND = """
import json, sys, time
sys.path[:0] = {paths!r}
sent = json.load(sys.stdin)
began = time.process_time()
import app
imported = time.process_time()
answered = app.app(sent, None)
ended = time.process_time()
said = {{"status": answered["statusCode"], "body": answered["body"]}}
print(json.dumps({{"import": imported - began, "request": ended - imported, **said}}))
"""


class First(NamedTuple):
    """Milliseconds of the processor: the import, and the first request that is answered after it."""

    imported: float
    request: float


class Province(NamedTuple):
    """Where the packages play: what their processes are told by, and who signs people in."""

    environment: dict[str, str]
    issuer: Issuer


@contextmanager
def province() -> Iterator[Province]:
    """A province of its own in which nobody is enrolled."""
    with ministack.running() as emulator:
        cloud = resources.create(emulator.endpoint)
        issuer = Issuer(f"{URL}/dev/issuer", resources.AUDIENCE)
        keys = {"OIDC_JWKS": json.dumps(issuer.jwks()), "METRICS_NAMESPACE": "Xuefen/bench"}
        named = {"AWS_LAMBDA_FUNCTION_NAME": "xuefen-bench", **keys}
        yield Province({**resources.environment(cloud, URL), **named}, issuer)


def enrol(paths: list[str], number: int, where: Province) -> None:
    """Let a package enrol its person, known by a passport of a number that no country gives."""
    document = {"type": "passport", "number": f"E{number:08d}"}
    body = {**ENROLMENT, "document": document}
    _sent(paths, _event(where, number, "POST", "/v1/me", body), where)


def first_year(paths: list[str], number: int, where: Province) -> First:
    """Import a package in a fresh process, and let its person look at a year."""
    said = _sent(paths, _event(where, number, "GET", YEAR, year="2020"), where)
    return First(said["import"] * 1000, said["request"] * 1000)


def _event(
    where: Province, number: int, method: str, path: str, body: object = None, **parameters: str
) -> dict[str, Any]:
    return {
        "httpMethod": method,
        "headers": {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {where.issuer.token(f'person {number}')}",
        },
        "multiValueQueryStringParameters": None,
        "pathParameters": parameters or None,
        "body": json.dumps(body) if body else None,
        "isBase64Encoded": False,
        "stageVariables": None,
        "requestContext": {
            "httpMethod": method,
            "resourcePath": path,
            "requestId": "request-1",
            "requestTimeEpoch": NOON,
        },
    }


def _sent(paths: list[str], event: dict[str, Any], where: Province) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-B", "-S", "-s", "-P", "-c", SEND.format(paths=paths)],
        input=json.dumps(event),
        env=where.environment,
        cwd=Path(os.sep),
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if said["status"] not in {HTTPStatus.OK, HTTPStatus.CREATED}:
        raise RuntimeError(said["body"])
    return said
