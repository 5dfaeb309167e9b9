"""An import may break off at any write, before it lands or after, and goes on (R28)."""

import pytest

from chalicelib.identity.gateways import keys
from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.split_import import split_import
from chalicelib.platform.gateways import files
from chalicelib.reports.store import waiting_rows
from tests.faults import TABLE_WRITES, Fault, Killed, Network
from tests.journey.imports import begin, counts, csv_file, put, refused_rows, row, show
from tests.journey.reports import document, year_of
from tests.journey.world import World

WRITTEN = TABLE_WRITES | {"PutObject", "SendMessage"}


def work(job: str) -> None:
    etag = files.client().head_object(Bucket="import-bucket", Key=f"imports/{job}")["ETag"]
    split_import(job, etag.strip('"'))
    import_chunk(job, 0)


@pytest.mark.parametrize("landed", [False, True])
def test_r28_given_an_import_is_killed_at_any_write_then_it_goes_on_and_nothing_doubles(
    world: World, *, landed: bool
) -> None:
    place = 0
    has_killed = True
    while has_killed:
        place += 1
        here, absent = document(2 * place), document(2 * place + 1)
        li = world.professional(f"login-{place}").enrol(document=here)
        rows = (
            row(f"A{place}", 证件号码=here["number"]),
            row(f"B{place}", 证件号码=absent["number"]),
            row(f"C{place}", 学分="无"),
        )
        offered = begin(world)
        put(offered, csv_file(*rows))
        network = Network(counted=WRITTEN, raises=Killed)
        network.fail(Fault.ANSWER_LOST if landed else Fault.NEVER_LANDED, place)
        try:
            with network.listening():
                work(offered["id"])
        except Killed:
            work(offered["id"])
        has_killed = network.heal()

        shown = show(world, offered["id"])
        assert (shown["state"], counts(shown)) == ("done", (3, 1, 1, 1))
        assert shown["unchanged"] == 0
        assert year_of(li, 2018)["public"]["accredited"] == "30"
        digest = keys.document_digest("resident_id", absent["number"])
        assert len(waiting_rows.find_identity(digest).rows) == 1
        assert [each[0] for each in refused_rows(offered["id"])] == ["4"]
    assert place > 11
