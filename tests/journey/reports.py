"""What a provider reports, for tests: of people who have enrolled and of others."""

from datetime import date, timedelta
from typing import Any

from stdnum.iso7064 import mod_11_2

from tests.journey.world import LI, Client, Professional, World

ZHANG = "张学分"


def document(number: int) -> dict[str, str]:
    """A valid resident's document, another one for every number; none looks rounded."""
    born = date(1970, 1, 1) + timedelta(days=number // 900)
    drawn = _numbered(born, 100 + number % 900)
    return {
        "type": "resident_id",
        "number": _numbered(born, 99) if drawn.endswith("000") else drawn,
    }


def _numbered(born: date, place: int) -> str:
    digits = f"440703{born:%Y%m%d}{place:03}"
    return digits + mod_11_2.calc_check_digit(digits)


def report(reference: str = "JM-2020-0101", **changes: object) -> dict[str, Any]:
    """Li's training of three days: 30 credits in 2020."""
    return {
        "reference": reference,
        "name": "李䶮",
        "document": LI,
        "year": 2020,
        "subject": "professional",
        "form": "training",
        "facts": {"days": 3},
        "title": "新收入准则专题培训",
        "completed_on": "2020-05-20",
        **changes,
    }


def online(reference: str, hours: str = "8", **changes: object) -> dict[str, Any]:
    """Remote study: 2.5 credits an hour."""
    return report(reference, form="online", facts={"hours": hours}, **changes)


class Provider(Client):
    """A provider's login."""

    def report(self, *reports: object, key: str | None = None) -> list[dict[str, Any]]:
        """Report and be answered a result for each."""
        answer = self.post("/v1/provider/reports", {"reports": list(reports)}, key=key)
        assert answer.status == 200, answer
        results: list[dict[str, Any]] = answer.body["results"]
        assert len(results) == len(reports)
        return results

    def statuses(self, *reports: object) -> list[str]:
        """Report; what became of each."""
        return [result.get("code", result["status"]) for result in self.report(*reports)]


def provider(world: World, territory: str = "440000") -> Provider:
    """A provider, another one for every territory."""
    world.reviewer(territory, role="provider")
    return Provider(world, f"provider-{territory}")


def year_of(client: Professional, year: int = 2020) -> dict[str, Any]:
    """A professional's year."""
    return client.must("GET", f"/v1/me/years/{year}")


def credits_of(client: Professional, year: int = 2020) -> str:
    """The professional credits that count."""
    return str(year_of(client, year)["professional"]["accredited"])
