"""What a province's year costs: a bill by step and service, of requests that are really made.

Every step is played once on moto (`bench/played_steps.py`); its requests, units and processor time are
multiplied by how often it happens (`bench/steps.toml`) and by prices (`bench/prices.toml`). Media
egress and study are lines of their own. Run it by `python -m bench.cost`.
"""

import json
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from moto import mock_aws

from bench.targets import at_most, tell
from local import resources
from local.issuer import Issuer

if TYPE_CHECKING:
    from bench.charges import Charges, Spent

HERE = Path(__file__).parent
PUBLIC_URL = "http://127.0.0.1:8000"
MOST_DOLLARS = 600
"""Of a year of 2.5 million people, without study and egress."""
MONTHS = 12
WHOLE_PROCESSOR = 1769
"""Megabytes for which Lambda gives a whole processor; less memory gives its share."""
GB = 1024
S3_WRITES = ("Put", "Copy", "Post", "List", "Create", "Upload", "Complete")
"""How the operations begin that are PUT, COPY, POST or LIST to S3's price list; all others are its second price."""
STUDY = "study"
PAGE = {"page", "newer_client"}
"""The client's page and files, which a browser loads: as good as static, so a cache before the stage takes them
away (docs/decisions/0016)."""
Usage = Counter[str]


def read(name: str) -> dict[str, Any]:
    """A file of figures beside this one."""
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def played() -> "Charges":
    """Play every step on moto, in an environment of its own."""
    os.environ.update(resources.constant_environment())
    issuer = Issuer(f"{PUBLIC_URL}/dev/issuer", resources.AUDIENCE)
    with mock_aws(config={"core": {"mock_credentials": False}}):
        cloud = resources.create()
        # moto ignores the conditions of a policy: "no access without TLS" denies everybody there.
        for bucket in (
            "EvidenceBucket",
            "CertificateBucket",
            "AuditBucket",
            "ImportBucket",
            "CourseBucket",
        ):
            cloud.client("s3").delete_bucket_policy(Bucket=cloud.attributes[bucket]["Ref"])
        os.environ.update(resources.environment(cloud, PUBLIC_URL))
        os.environ["OIDC_JWKS"] = json.dumps(issuer.jwks())
        from bench.played_steps import Played  # noqa: PLC0415 - reads the environment

        return Played(cloud, issuer, cloud.client("dynamodb")).play()


def usage_of(spent: "Spent", function: str, latency: float) -> Usage:
    """What one playing of a step uses in a function, in the words of the price list."""
    from chalicelib.platform.rules.functions import FUNCTIONS  # noqa: PLC0415 - with the product

    usage: Usage = Counter(
        {"write_units": spent.writes, "read_units": spent.reads}  # type: ignore[dict-item]  # halves
    )
    for call, times in spent.calls.items():
        service, _, operation = call.partition(".")
        if service == "s3":
            usage["s3_writes" if operation.startswith(S3_WRITES) else "s3_reads"] += times
        elif call == "kms.Sign":
            usage["kms_signatures"] += times
        elif service in {"kms", "sqs", "sns"}:
            name = {"kms": "kms_requests", "sqs": "sqs_requests", "sns": "sns_publishes"}[service]
            usage[name] += times
    if function:
        memory = next(each.memory for each in FUNCTIONS if each.name == function)
        share = min(1.0, memory / WHOLE_PROCESSOR)
        seconds = spent.seconds / share + spent.requests * latency
        usage["invocations"] += spent.invocations
        usage["gb_seconds"] += memory / GB * seconds  # type: ignore[assignment]  # a fraction
    if function == "api_handler":
        usage["api_requests"] += spent.invocations
    return usage


def year_of(charges: "Charges", figures: dict[str, Any], people: int) -> dict[str, Usage]:
    """What each step uses in a year of so many people."""
    latency = figures["seconds_a_request"]
    waits = {name: latency / step.get("at_once", 1) for name, step in figures["step"].items()}
    played = steps_of(charges, waits)
    year: dict[str, Usage] = {}
    for name, step in figures["step"].items():
        once = played[name] - (played[step["less"]] if "less" in step else Counter())
        times = times_of(step, people)
        year[name] = scaled(once, times / step.get("played", 1))
    return year


def steps_of(charges: "Charges", waits: Mapping[str, float]) -> dict[str, Usage]:
    """What one playing of each step uses in all functions; `waits` is how long it waits for a request."""
    steps: dict[str, Usage] = {}
    for (step, function), spent in charges.spent.items():
        if step in waits:
            steps.setdefault(step, Counter()).update(usage_of(spent, function, waits[step]))
    return steps


def scaled(usage: Usage, times: float) -> Usage:
    """So many times a usage."""
    return Counter({name: amount * times for name, amount in usage.items()})  # type: ignore[misc]  # fractions


def times_of(step: dict[str, Any], people: int) -> float:
    """How often a step's playing happens in a year."""
    return float(step.get("a_year", 0) + step.get("a_person", 0) * people)


def dollars(usage: str, amount: float, prices: dict[str, Any], before: float = 0) -> float:
    """What an amount costs, spread evenly over the months; `before` is what else is used of it."""
    if usage in prices["price"]:
        price = prices["price"][usage]
        return float(amount * price["each"] / price["per"])
    each_month, done = amount / MONTHS, before / MONTHS
    cost = 0.0
    for tier in prices["tiers"][usage]:
        within = max(0.0, min(tier["upto"], done + each_month) - done)
        cost += within * tier["each"] / prices["tiers_per"][usage]
        done, each_month = done + within, each_month - within
    return cost * MONTHS


def standing_costs(figures: dict[str, Any], people: int) -> Usage:
    """What is kept, in a year's byte-months, of all years that are kept."""
    kept = figures["kept"]
    person_months = people * kept["years"] * MONTHS
    return Counter(
        {
            "table_bytes": kept["table_bytes"] * person_months,
            "restore_bytes": kept["table_bytes"] * person_months,
            "s3_bytes": kept["s3_bytes"] * person_months,
            "kms_keys": MONTHS,
        }
    )


def bill(year: dict[str, Usage], prices: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Dollars by step and usage; study's requests come behind the others' in the tiers."""
    plain: Usage = Counter()
    billed: dict[str, dict[str, float]] = {}
    for step in sorted(year, key=lambda name: name.startswith(STUDY)):
        billed[step] = {
            name: dollars(name, amount, prices, plain[name]) for name, amount in year[step].items()
        }
        plain.update(year[step])
    return billed


def show(billed: dict[str, dict[str, float]]) -> None:
    """Print the bill by step, then by what is used."""
    total: Counter[str] = Counter()
    for step, costs in sorted(billed.items(), key=lambda each: -sum(each[1].values())):
        largest = ", ".join(
            f"{name} {cost:,.0f}"
            for name, cost in sorted(costs.items(), key=lambda each: -each[1])[:3]
        )
        print(f"{step:<20}{sum(costs.values()):>12,.2f}  {largest}")
        if not step.startswith((STUDY, "media")) and step not in PAGE:
            total.update(costs)  # type: ignore[arg-type]  # fractions
    print("\nwithout study, media egress, page and files, by what is used")
    for name, cost in total.most_common():
        print(f"{name:<20}{cost:>12,.2f}")


def main() -> int:
    """Play, multiply, print; fail where the bill without study and egress is over its bound."""
    figures, prices = read("steps"), read("prices")
    people = read("province")["people"]
    year = year_of(played(), figures, people)
    year["kept"] = standing_costs(figures, people)
    media = figures["media"]
    year["media_egress"] = Counter(
        {"egress_bytes": people * media["hours"] * 3600 * media["bytes_a_second"]}
    )
    billed = bill(year, prices)
    print(f"{people:,} person-years, {prices['region']}, prices of {prices['date']}, US dollars")
    unchecked = [name for name, each in prices["price"].items() if each["checked"] == "no"]
    print(f"{len(unchecked)} prices are as remembered, not looked up: {', '.join(unchecked)}\n")
    show(billed)
    sums = {step: sum(costs.values()) for step, costs in billed.items()}
    study = sum(cost for step, cost in sums.items() if step.startswith(STUDY))
    page = sum(sums[step] for step in PAGE)
    without = sum(sums.values()) - study - sums["media_egress"] - page
    print(
        f"\nstudy {study:,.0f}, media egress {sums['media_egress']:,.0f}, page and files {page:,.0f}"
    )
    print(f"without these {without:,.0f}, of which {sums['kept']:,.0f} for what is kept")
    requests = without - sums["kept"]
    return tell([at_most("requests alone, dollars", requests, MOST_DOLLARS)])


if __name__ == "__main__":
    sys.exit(main())
