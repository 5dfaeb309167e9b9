"""Look again at every year, as after a restore: each standing owes its result once more (R29).

The sync decides from the truth of now and writes only what differs, so this is harmless at any time
and may be broken off and begun anew.
"""

from datetime import datetime

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.law.rules.policy import years
from chalicelib.upkeep.store import owing


def resync(*, at: datetime) -> int:
    """Mark every standing for the sync; answer how many were marked."""
    return sum(
        owing.owe_again(place, at)
        for year in years()
        for place in owing.find_standings(year, below(PROVINCE))
    )
