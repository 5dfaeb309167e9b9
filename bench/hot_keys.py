"""Whether any key of DynamoDB is asked more than a partition gives, in the hour before a cut-off.

Two things: how evenly people fall into the shards of lists, counted over 2.5 million synthetic ids;
and a model of the hour, `bench/province.toml`, over each kind of key: what its busiest key is asked
in the busiest second. Nothing is read from a cloud. Run it by `python -m bench.hot_keys`.
"""

import sys
import tomllib
from collections import Counter
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from bench.targets import at_most, tell
from chalicelib.imports.rules.import_job import CHUNK_ROWS
from chalicelib.law.store.policies import FRESH_SECONDS
from chalicelib.notices.store.announcements import MOST_KEPT_SECONDS
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.mark import FORMER_SHARDS, Whom, shard_of
from chalicelib.platform.store.applied import ASK_AGAIN_SECONDS
from chalicelib.records.rules.study_lists import SHARDS as STUDIED_SHARDS

MOST_WRITES, MOST_READS = 1_000, 3_000
"""Units a second of one partition, of a table as of an index (DynamoDB's developer guide, "Burst and
adaptive capacity": "best practices for designing partition keys")."""
MOST_OVER_MEAN = 1.1
READ_UNIT = 4096
HOUR = 3_600
LOADS = 2
"""Of the page at a visit: before signing in, and after it."""
COMMONEST_NAME = 0.005
"""The share that has it: assumed, more than any name has."""
ENTRY_BYTES = 200
PEOPLE_REQUESTS = 5
"""That one person sends in a second, by hand and by two pages at once [A]."""
PROVINCE = Path(__file__).with_name("province.toml")


class Load(NamedTuple):
    """What the busiest key of a kind is asked in its busiest second, in units."""

    key: str
    writes: float
    reads: float = 0

    @property
    def of_limit(self) -> float:
        """The larger part of what a partition gives."""
        return max(self.writes / MOST_WRITES, self.reads / MOST_READS)


def province() -> dict[str, Any]:
    """The figures that models count with."""
    return tomllib.loads(PROVINCE.read_text("utf-8"))


def spread(people: int) -> Counter[int]:
    """How many of so many synthetic people fall into each of the most shards there are."""
    return Counter(int(shard_of(derived("bench", str(number)))) for number in range(people))


def folded(counts: Counter[int], shards: int) -> Counter[int]:
    """The same people in fewer shards, of which the most is a multiple."""
    fewer: Counter[int] = Counter()
    for shard, count in counts.items():
        fewer[shard % shards] += count
    return fewer


def over_mean(counts: Counter[int]) -> float:
    """The fullest shard against the mean."""
    return max(counts.values()) * len(counts) / counts.total()


def largest_city(figures: dict[str, Any]) -> float:
    """The share of all people that the largest city has."""
    people = [each["residents"] * each["offices"] for each in figures["cities"].values()]
    return float(max(people) / sum(people))


def loads(figures: dict[str, Any], counts: Counter[int]) -> list[Load]:
    """The busiest key of each kind, by the model; every decision falls into the hour too."""
    evening, city = figures["evening"], largest_city(figures)
    yearly = figures["people"] * evening["records"] * evening["share"]
    submits = yearly / HOUR * evening["peak"]
    return [
        *lists_by_city(evening, city, submits),
        *marks(figures, counts, submits),
        *single_keys(evening, submits),
    ]


def lists_by_city(evening: dict[str, Any], city: float, submits: float) -> list[Load]:
    """A list takes a unit for what comes and one for what leaves; a bureau is at most its whole city."""
    pages = evening["reviewers"] * city / 10
    page = ceil(evening["page"] * ENTRY_BYTES / READ_UNIT)
    return [
        Load("REVIEW#4401, index listed", 2 * submits * city, pages * page),
        Load("REVIEW#440100, index waiting", 2 * submits * city, pages * page),
        Load("DESK#440100, what its reviewers decide", 2 * submits * city),
        Load("YEAR#2020#4401", 2 * submits * city),
        Load("PEOPLE#4401, all who submit enrol", submits * city),
        Load("NAMED#, the commonest name, all who submit enrol", 2 * submits * COMMONEST_NAME),
        Load("CERT#2020#4401", submits * city),
        Load("CERT#held#44", 2 * submits * evening["held"]),
        Load("RECORDS#returned#4401", submits * city * evening["returned"]),
        Load("ALIKE#44, as many as are held", submits * evening["held"]),
        Load("STUDIED#, one of 8, all who submit finish a course", submits / STUDIED_SHARDS),
    ]


def marks(figures: dict[str, Any], counts: Counter[int], submits: float) -> list[Load]:
    """Lists by shard: what puts a mark, and takes it away, in a second."""
    evening = figures["evening"]
    reminded = figures["people"] / evening["reminding_minutes"] / 60
    closed = evening["open"] / evening["closing_minutes"] / 60
    told = reminded + closed + submits * evening["returned"]
    changes = {
        Whom.OPEN: 2 * submits + closed,
        Whom.GRACE: 2 * submits * evening["returned"],
        Whom.NOTIFY: 2 * told,
        # At night a message is put off until the morning.
        Whom.LATER: told,
        Whom.AGED: 2 * evening["import_rows"],
        Whom.PLAN: 2 * evening["plans"],
        Whom.SYNC: 2 * submits,
        Whom.MATCH: 2 * submits,
        Whom.CLAIM: 2 * (submits + evening["import_rows"]),
        Whom.RENDER: 2 * submits,
        Whom.CREDENTIAL: 2 * submits,
    }
    return [
        Load(
            f"{whom}#, one of {whom.shards}",
            rate * over_mean(folded(counts, whom.shards)) / whom.shards,
        )
        for whom, rate in changes.items()
    ]


def single_keys(evening: dict[str, Any], submits: float) -> list[Load]:
    """What everybody asks, and what one person or one import does alone."""
    law = ceil(evening["law_kilobytes"] * 1024 / READ_UNIT)
    news = ceil(evening["announcements"] * evening["announcement_bytes"] / READ_UNIT)
    chunks = evening["import_rows"] / CHUNK_ROWS
    return [
        Load(
            "POLICY, each process every half minute", 0, evening["processes"] / FRESH_SECONDS * law
        ),
        Load("COURSES#, what a year offers, as POLICY", 0, evening["processes"] / FRESH_SECONDS),
        Load("MIGRATIONS, until the last is applied", 0, evening["processes"] / ASK_AGAIN_SECONDS),
        Load(
            "NEWS, its head each load of the page, all each minute by each process",
            0,
            submits * evening["visits"] * LOADS + evening["processes"] / MOST_KEPT_SECONDS * news,
        ),
        Load("JOB#, of an import", 3 * chunks, 3 * chunks),
        Load("P#, one person", 10 * PEOPLE_REQUESTS, 10 * PEOPLE_REQUESTS),
    ]


def main() -> int:
    """Count, compare, print; fail where a shard or a key is over its bound."""
    figures = province()
    counts = spread(figures["people"])
    shards = {number: over_mean(folded(counts, number)) for number in (2, 4, 8, FORMER_SHARDS)}
    print(f"{figures['people']:,} people; largest city {largest_city(figures):.1%}")
    for number, ratio in shards.items():
        print(f"of {number:>2} shards the fullest {ratio:.4f} x the mean")
    print(f"\n{'busiest key, busiest second':<70}{'WCU':>8}{'RCU':>8}{'of limit':>10}")
    asked = sorted(loads(figures, counts), key=lambda load: -load.of_limit)
    for load in asked:
        print(f"{load.key:<70}{load.writes:>8,.0f}{load.reads:>8,.0f}{load.of_limit:>10.0%}")
    return tell(
        [
            at_most("the fullest shard: of the mean", max(shards.values()), MOST_OVER_MEAN),
            at_most(f"{asked[0].key}: of its limit", asked[0].of_limit, 1),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
