"""An employer's certificates for stamping: one print file, or the originals; gone once anybody withdraws (R38)."""

import io
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from chalicelib.certificates.actions.pack_certificates import pack_parcel
from chalicelib.certificates.rules import parcel_job
from chalicelib.platform.gateways import files
from tests.employers.codes import BLUE, RED
from tests.employers.test_consent import OWN, agreed
from tests.employers.test_employers import opened
from tests.faults import Killed, Network, killer
from tests.journey.world import Client, Professional, World
from tests.records.province import resident_id

ARCHIVES = f"/v1/employers/{RED}/archives"


def certified(world: World, serial: int, name: str) -> Professional:
    """Somebody on the roll whose certificate of 2020 can be downloaded."""
    document = {"type": "resident_id", "number": resident_id(serial)}
    one = world.professional(f"person-{serial}").enrol(name, document=document)
    one.must("PUT", OWN, agreed())
    one.open_hr_account(name, document=document)
    one.study()
    world.accredit(one.submit())
    return one


def ordered(clerk: Client, **changes: object) -> str:
    answer = clerk.post(ARCHIVES, {"year": 2020, **changes})
    assert answer.status == 202, answer
    assert (answer.body["state"], answer.body["total"]) == ("queued", None)
    return str(answer.body["id"])


def content(key: str) -> bytes:
    found = files.client().get_object(Bucket="import-bucket", Key=f"archives/{key}")
    return found["Body"].read()


def test_r38_given_certificates_then_a_clerk_has_them_as_one_print_file_or_as_originals(
    world: World,
) -> None:
    clerk = opened(world)
    network = Network()
    one, two = certified(world, 1, "阿依·古丽"), certified(world, 2, "李䶮")
    stranger = world.professional("x").enrol()
    world.settle()
    person = two.get("/v1/me").body["id"]
    printed, zipped = ordered(clerk), ordered(clerk, format="zip", people=[person])
    stopped = ordered(clerk)
    in_many_runs(stopped)
    assert stranger.post(ARCHIVES, {"year": 2020}).code == "not_found"
    world.settle()

    shown = clerk.must("GET", f"{ARCHIVES}/{printed}")

    assert (shown["state"], shown["done"], shown["total"], shown["format"]) == ("done", 2, 2, "pdf")
    assert ".pdf" in shown["url"]
    pdf = PdfReader(io.BytesIO(content(f"{printed}.pdf")), strict=True)
    cover, *pages = [page.extract_text() for page in pdf.pages]
    assert all(text in cover for text in ("红星", RED, "阿依·古丽", "李䶮", "共2份"))
    assert all(parcel_job.PRINT_NOTE in page for page in (cover, *pages))
    assert sum("李䶮" in page for page in pages) == len(pages) / 2
    assert pdf.get_fields() is None, "no signature field is left"
    assert all(
        note.get_object()["/Subtype"] == "/Link"
        for page in pdf.pages
        for note in page.get("/Annots", [])
    )
    assert [each.title for each in pdf.outline] == ["1 李䶮", "2 阿依·古丽"]
    assert content(f"{stopped}.pdf") == content(f"{printed}.pdf")
    assert len(PdfDocument(content(f"{printed}.pdf"))) == len(pdf.pages)
    with ZipFile(io.BytesIO(content(f"{zipped}.zip"))) as file:
        number = two.get("/v1/me/years/2020").body["certificate"]["number"]
        assert sorted(file.namelist()) == [f"{number}-v1.pdf", "证书清单.csv"]
    assert {each["id"] for each in clerk.must("GET", ARCHIVES)["items"]} == {
        zipped,
        printed,
        stopped,
    }
    other = opened(world, "other", code=BLUE, name="蓝天会计师事务所")
    assert other.get(f"/v1/employers/{BLUE}/archives/{printed}").code == "not_found"
    assert other.get(f"{ARCHIVES}/{printed}").code == "not_found"
    looked = one.must("GET", "/v1/me/employer/views")["items"]
    assert [each["what"] for each in looked] == ["certificate_downloaded"]

    one.must("DELETE", OWN)

    gone = clerk.must("GET", f"{ARCHIVES}/{printed}")
    assert (gone["state"], "url" in gone) == ("expired", False)
    assert "撤回同意" in gone["failed_because"]
    assert "url" in clerk.must("GET", f"{ARCHIVES}/{zipped}")
    packed_while_it_is_withdrawn(clerk, two, network)


def in_many_runs(order: str) -> None:
    """Each run has time for one certificate, and one of them is killed where it leaves the rest."""
    pack_parcel(order, lambda: False)
    with killer(1).listening(), pytest.raises(Killed):
        pack_parcel(order, lambda: False)
    for _certificate in range(2):
        pack_parcel(order, lambda: False)


def packed_while_it_is_withdrawn(clerk: Client, two: Professional, network: Network) -> None:
    """Of what is packed while somebody withdraws nothing is to be had; what is ordered then lacks them."""
    order = ordered(clerk, format="zip")
    with network.listening():
        network.meanwhile(2, lambda: two.must("DELETE", OWN))
        pack_parcel(order)
        assert network.heal()
    shown = clerk.must("GET", f"{ARCHIVES}/{order}")
    assert (shown["state"], shown["total"], "url" in shown) == ("expired", 1, False)
    again = ordered(clerk, format="zip")
    pack_parcel(again)
    assert clerk.must("GET", f"{ARCHIVES}/{again}")["total"] == 0
