"""How far histories come: a promise that no history touches is not kept by luck.

Whatever is worth a check has a name here, told from the tables once a history is over; the tests of every day
require that their histories come to each often enough.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.torture.acted import told_acts
from tests.torture.certificates import Items
from tests.torture.planning import IS_PLAN

WANTED = frozenset(
    {
        *(
            "EMP clerk_added by bureau",
            "EMP employer_closed by bureau",
            "EMP employer_refused by bureau",
        ),
        *("P consent_given by professional", "P profile_changed by professional"),
        *("plan approved draft by employer again", "plan draft submitted by employer again"),
        *("plan submitted approved by bureau again", "plan rejected approved by system"),
        *("plan submitted returned by bureau", "plan submitted submitted by bureau_above"),
        *("row counting corrected by reporter", "row counting withdrawn by reporter"),
        *("row waiting waiting by reporter", "row waiting withdrawn by reporter", "row refused"),
        *("row counting revoked by administrator", "row waiting", "row withdrawn", "gate used"),
        *("report counting corrected by reporter", "report counting withdrawn by reporter"),
        *("report counting corrected by administrator", "report counting revoked by administrator"),
        *(
            "employer record None submitted by system",
            "employer record revoked revoked by professional",
        ),
        *(
            "provider record revoked revoked by professional",
            "provider record revoked accredited by bureau_above",
        ),
        *("certificate nobody asked", "certificate with credential"),
    }
)
"""What every block of histories of the usual size must come to."""


def reached(registry: Items, hr: Items) -> Counter[str]:
    """In what states things are once a history is over, and by which ways they came there."""
    of_registry = [*_reports(registry), *_records(registry), *_plans(registry), *_acts(registry)]
    return Counter([*of_registry, *_certificates(hr)])


def _certificates(hr: Items) -> Iterator[str]:
    for (_, sk), item in hr.items():
        body = item.get("body", {})
        if not sk.startswith("C#") or "#V#" in sk or not body.get("version"):
            continue
        if not body["wanted"]:
            yield "certificate nobody asked"
        else:
            yield f"certificate {'with credential' if 'credential' in body else 'without any more'}"


def _reports(registry: Items) -> Iterator[str]:
    for (pk, _), item in registry.items():
        if not pk.startswith("REPORT#"):
            continue
        body = item["body"]
        kind = "row" if IS_PLAN.match(pk.removeprefix("REPORT#")) else "report"
        yield f"{kind} {body['state']}"
        for step in body.get("steps", ()):
            before = "counting" if len(step) > 5 and step[5] else "waiting"
            yield f"{kind} {before} {step[2]} by {step[1][0]}"


def _records(registry: Items) -> Iterator[str]:
    for (pk, sk), item in registry.items():
        body = item.get("body", {})
        if not pk.startswith("P#") or "#R#" not in sk or "moves" not in body:
            continue
        source = body.get("source", "self")
        for move in body["moves"]:
            before = move[4] if len(move) > 4 else None
            if source in {"provider", "employer"}:
                yield f"{source} record {before} {move[2]} by {move[1][0]}"


def _plans(registry: Items) -> Iterator[str]:
    for (pk, sk), item in registry.items():
        if pk.startswith("PLAN#") and sk.startswith("PLAN#"):
            yield f"plan {item['body']['state']}"
            for move in item["body"]["moves"]:
                before = move[4] if len(move) > 4 else None
                edition = " again" if len(move) > 7 and move[7] > 1 else ""
                yield f"plan {before} {move[2]} by {move[1][0]}{edition}"
        elif pk.startswith("PLAN#") and sk.endswith("#0") and item["body"].get("used"):
            yield "gate used"


def _acts(registry: Items) -> Iterator[str]:
    partitions: dict[str, dict[str, Any]] = {}
    for (pk, sk), item in registry.items():
        if pk.startswith(("EMP#", "P#")):
            partitions.setdefault(pk, {})[sk] = item
    for pk, items in partitions.items():
        for act in told_acts(items):
            yield f"{pk.partition('#')[0]} {act['what']} by {act['by'][0]}"
