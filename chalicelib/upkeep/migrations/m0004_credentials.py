"""Credentials of certificates that were issued before there were any (R49, docs/decisions/0043).

Each is marked for the worker that signs, which gives it its credential and its place in a status list at
its own pace; what is lost on the way the sweep orders anew. Until this is applied, and its queue is empty,
the holder of such a certificate is told that the credential is being signed.
"""

from datetime import datetime

from chalicelib.certificates.actions.ask_certificates import owe_credential
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key

CREDENTIALS = 4


def _change(key: Key, _at: datetime) -> bool:
    kind, year, *version = key[1].split("#")
    if kind != "C" or version:
        return False
    return settled(lambda: owe_credential(key[0].removeprefix("P#"), int(year)))


MIGRATION = Migration(CREDENTIALS, "credentials", {Side.HR: ("C#",)}, _change)
