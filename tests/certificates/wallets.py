"""What wallets are told of a person's certificate, held to what is so (R49)."""

from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.rules.packed_token import unpacked
from chalicelib.certificates.store import certificates, credentials, status_lists, wishes
from chalicelib.platform.store.tables import HrItem
from tests.certificates.credentials import claims_of, require_signed
from tests.records.looking import LATER, synced


def wished(person: str) -> Certificate:
    """A certificate of 2020 whose PDF is there and whose holder wants a credential, which is not made yet."""
    certificate = drawn(person)
    wishes.put_wish(person, 2020, LATER)
    return certificate


def drawn(person: str) -> Certificate:
    """A certificate of 2020 whose PDF is there, and nothing for wallets."""
    synced(person)
    certificate = render_certificate(person, 2020, at=LATER)
    assert certificate is not None
    return certificate


def places(person: str) -> dict[str, bool]:
    """The place of every credential of the year, and whether it is revoked."""
    found = {}
    items = HrItem.query(f"P#{person}", HrItem.sk.startswith("CREDENTIAL#2020#"))
    for token in (unpacked(item.body["packed"]) for item in items):
        require_signed(token)
        entry = claims_of(token)["credentialStatus"]
        name = entry["statusListCredential"].rpartition("/")[2]
        kept = status_lists.find_list(name)
        assert kept is not None
        require_signed(kept.token)
        assert claims_of(kept.token)["credentialSubject"]["encodedList"] == kept.encoded
        found[entry["id"]] = kept.says(int(entry["statusListIndex"]))
    return found


def require_told(person: str) -> None:
    """The version that is good now has a good credential, and no other is good."""
    certificate = certificates.find_certificate(person, 2020)
    assert certificate is not None
    assert not certificate.owes_credential
    assert certificate.is_wanted
    for pk, sk in ((f"P#{person}", "C#2020"), (f"P#{person}#PAPERS", "W#2020")):
        item = HrItem.get(pk, sk, consistent_read=True)
        assert not (item.waits_for or "").startswith("CREDENTIAL#")
    told = places(person)
    good = [place for place, is_revoked in told.items() if not is_revoked]
    if not certificate.is_drawn:
        assert good == []
        return
    kept = credentials.find_credential(person, 2020, certificate.version)
    assert kept is not None
    assert good == [claims_of(kept.token)["credentialStatus"]["id"]]
    assert claims_of(kept.token)["id"].endswith(f"?v={certificate.version}")
