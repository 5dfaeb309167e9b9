"""What `bench.lists` fills, and the two ways of reading it. Imported once the environment is set."""

import heapq
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count, islice
from typing import Any, TypeVar

from chalicelib.bureaus.rules.territory import below
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_lists import LISTED, WantedCertificates
from chalicelib.certificates.store import certificates
from chalicelib.identity.rules.sealed import Sealed
from chalicelib.law.rules.policy import years
from chalicelib.people.rules.employment import Employment
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import professionals
from chalicelib.platform.actions.run import Run
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.store.applied import LISTS_BY_CITY, PEOPLE_BY_NAME
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.records.store import record_pages
from chalicelib.records.store.records import record_item
from chalicelib.upkeep.actions.migrate import migrate as bring_on
from chalicelib.upkeep.migrations import ALL
from tests.platform.records import submitted

LIMIT, GROUP = 50, 100
FULL_COUNTY, FULL = "440103", 120
"""A county that fills every page, and how much of each kind it has."""
START = datetime(2020, 6, 1, tzinfo=UTC)
EMPLOYER = "江门市第一会计师事务所"
NAME = "李某"
"""Nobody's: where it is looked for, every place is asked."""
ONE_HELD_OF = 50
REGISTRY, HR = RegistryItem.Meta.table_name, HrItem.Meta.table_name
ItemT = TypeVar("ItemT", RegistryItem, HrItem)
Key = dict[str, Any]
Read = Callable[[], object]
Reads = dict[tuple[str, str], Read]


def fill(each: int) -> int:
    """Put so many of each kind into every territory, more into one county, where the version before lists them; how many."""
    serials = count()
    with RegistryItem.batch_write() as registry, HrItem.batch_write() as hr:
        for territory in below("440000"):
            for serial in islice(serials, FULL if territory == FULL_COUNTY else each):
                person = professionals.item_of(_person(territory, serial))
                registry.save(_as_before(person, f"PEOPLE#{territory}"))
                certificate = certificates.certificate_item(_certificate(territory, serial), None)
                hr.save(_as_before(certificate, f"CERT#2020#{territory}"))
                record = record_item(submitted(serial, minutes=serial, territory=territory), None)
                record.list = record.order = None
                registry.save(record)
    return 3 * next(serials)


def _as_before(item: ItemT, name: str) -> ItemT:
    """An item in a territory's own list, where its order did not begin with the territory."""
    item.list, item.order = name, str(item.order).partition("#")[2]
    return item


def _person(territory: str, serial: int) -> Professional:
    return Professional(
        id=f"person{serial:06}",
        name=f"李{serial % 40}",
        document_type="passport",
        document_digest=f"{serial:064}",
        masked_number="E1******8",
        sealed_number=Sealed(b"k" * 184, b"n" * 12, b"c" * 34),
        territory=territory,
        employment=Employment.EMPLOYED,
        employer=EMPLOYER,
        login=f"{serial:064}",
        enrolled_at=START + timedelta(seconds=serial),
        cause=Cause("bench"),
        version=1,
    )


def _certificate(territory: str, serial: int) -> Certificate:
    is_held = serial % ONE_HELD_OF == 0
    return Certificate(
        person=f"person{serial:06}",
        year=2020,
        state=CertificateState.HELD if is_held else CertificateState.ISSUED,
        version=1,
        number=f"{serial:05}-BENCH-XXXXX",
        since=START,
        name=f"李{serial % 40}",
        document_digest=f"{serial:064}",
        territory=territory,
        employer=EMPLOYER,
        drawn=1,
        revision=1,
    )


def plain(client: Any, places: Mapping[str, str]) -> Reads:  # noqa: ANN401 - boto3's
    """How the version before reads each list of each place, by boto3 alone."""
    reads: Reads = {}
    for place, code in places.items():
        codes = below(code)
        people = [(f"PEOPLE#{each}", "") for each in codes]
        certified = [(f"CERT#2020#{each}", "") for each in codes]
        employed = [
            (f"CERT#2020#{each}", f"{state}#{EMPLOYER}#") for each in codes for state in LISTED
        ]
        held = [(f"CERT#{year}#{each}", "held#") for year in years() for each in codes]
        reads["queue", place] = partial(_queue, client, codes)
        reads["people of a name", place] = partial(
            _in_turn, client, REGISTRY, [(f"PEOPLE#{each}", f"{NAME}#") for each in codes]
        )
        reads["people", place] = partial(_in_turn, client, REGISTRY, people)
        reads["certificates", place] = partial(_in_turn, client, HR, certified)
        reads["certificates of an employer", place] = partial(_in_turn, client, HR, employed)
        reads["held", place] = partial(_in_turn, client, HR, held)
    return reads


def _queue(client: Any, codes: tuple[str, ...]) -> None:  # noqa: ANN401 - as above
    found = [
        _asked(client, REGISTRY, "waiting", ("waits_for", "since"), (f"REVIEW#{code}", ""), GROUP)
        for code in codes
    ]
    merged = heapq.merge(*found, key=lambda item: item["since"]["S"])
    _hydrate(client, REGISTRY, list(islice(merged, GROUP)))


def _in_turn(client: Any, table: str, ranges: list[tuple[str, str]]) -> None:  # noqa: ANN401 - as above
    found: list[Key] = []
    for each in ranges:
        found += _asked(client, table, "listed", ("list", "order"), each, LIMIT + 1)
        if len(found) > LIMIT:
            break
    _hydrate(client, table, found[:LIMIT])


def _asked(
    client: Any,  # noqa: ANN401 - as above
    table: str,
    index: str,
    keys: tuple[str, str],
    span: tuple[str, str],
    limit: int,
) -> list[Key]:
    name, prefix = span
    values = {":name": {"S": name}, ":prefix": {"S": prefix}}
    asked = client.query(
        TableName=table,
        IndexName=index,
        KeyConditionExpression="#list = :name"
        + (" AND begins_with(#o, :prefix)" if prefix else ""),
        ExpressionAttributeNames={"#list": keys[0], **({"#o": keys[1]} if prefix else {})},
        ExpressionAttributeValues=values if prefix else {":name": values[":name"]},
        Limit=limit,
    )
    found: list[Key] = asked["Items"]
    return found


def _hydrate(client: Any, table: str, found: list[Key]) -> None:  # noqa: ANN401 - as above
    if found:
        keys = [{"pk": each["pk"], "sk": each["sk"]} for each in found]
        client.batch_get_item(RequestItems={table: {"Keys": keys, "ConsistentRead": True}})


def migrate(at: datetime) -> int:
    """Move everything into the lists of today, and lead to people from their names; how many things were moved."""
    moved: dict[int, int] = {}
    run = Run(lambda: True)
    known = (ALL[LISTS_BY_CITY - 1], ALL[PEOPLE_BY_NAME - 1])
    bring_on(known, at=at, run=run, tell=lambda each: moved.update({each.number: each.changed}))
    return moved[LISTS_BY_CITY]


def product(places: Mapping[str, str]) -> Reads:
    """How the product reads them."""
    return {
        (name, place): partial(read, below(code))
        for place, code in places.items()
        for name, read in _PRODUCT.items()
    }


def _certificates(employer: str) -> Callable[[tuple[str, ...]], object]:
    wanted = WantedCertificates(None, employer)
    return lambda codes: certificates.find_certificates_of(2020, codes, wanted, None, LIMIT)


_PRODUCT: dict[str, Callable[[tuple[str, ...]], object]] = {
    "queue": lambda codes: record_pages.find_submitted(codes, None, LIMIT, lambda _: True),
    "people": lambda codes: professionals.find_people(codes, "", None, LIMIT),
    "people of a name": lambda codes: professionals.find_people(codes, NAME, None, LIMIT),
    "certificates": _certificates(""),
    "certificates of an employer": _certificates(EMPLOYER),
    "held": lambda codes: certificates.find_held(years(), codes, None, LIMIT),
}


def watched() -> Any:  # noqa: ANN401 - as above
    """The client that the product reads both tables by."""
    return RegistryItem._get_connection().connection.client  # noqa: SLF001 - PynamoDB shows it nowhere else
