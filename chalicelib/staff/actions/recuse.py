"""Recusal (回避, R20): nobody acts on their own matter, whichever of their logins they use."""

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.identity.actions.read_claims import proof_of_document
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import Document
from chalicelib.identity.rules.proof import Proof, is_same_person, sha256_of
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.store.staff import acts_for, find_staff


def require_not_own(professional: Professional, staff: Staff) -> None:
    """Refuse what staff does to the account of their own login or, as far as proved, person.

    Raises:
        Refusal: `own_record`.
    """
    if is_known_own(professional, staff) or is_persons(staff.proof, professional):
        raise Refusal("own_record")


def is_known_own(professional: Professional, staff: Staff) -> bool:
    """Whether an account is one's own by login or by digests that are kept; nothing is read for it."""
    proofs = professional.proofs
    return staff.login in professional.logins or any(is_same_person(staff.proof, p) for p in proofs)


def require_not_own_document(document: Document, *proofs: Proof | None) -> None:
    """Refuse what people, as far as proved, do under their own document.

    Raises:
        Refusal: `own_record`.
    """
    theirs = proof_of_document(document)
    if any(is_same_person(each, theirs) for each in proofs):
        raise Refusal("own_record")


def widened(proof: Proof | None) -> Proof | None:
    """The proof with every document that leads to the person's account: those of merged ones too."""
    if proof is None or not proof.documents:
        return proof
    found = filter(None, map(ask_people.find_person_by_identity, proof.documents))
    accounts_of = filter(None, map(ask_people.find_professional, dict.fromkeys(found)))
    known = (digest for each in accounts_of for digest in each.identities)
    documents = tuple(dict.fromkeys((*proof.documents, *known)))
    return msgspec.structs.replace(proof, documents=documents)


def require_not_own_login(login: str, staff: Staff) -> None:
    """Refuse to give another's account to a login that is one's own by anything known of it.

    Raises:
        Refusal: `own_record`.
    """
    if login == staff.login or is_login_of(staff.proof, login):
        raise Refusal("own_record")


def require_not_clerk(employer: str, staff: Staff) -> None:
    """Refuse whoever acts for an employer now, by whichever of their logins, what a bureau decides of it.

    Args:
        employer: its code.
        staff: who decides.

    Raises:
        Refusal: `own_record`.
    """
    if acts_for(_logins(staff), employer):
        raise Refusal("own_record")


def _logins(staff: Staff) -> set[str]:
    """The logins that are known to be one's own: this one, and those of one's accounts on either side."""
    documents = staff.proof.documents if staff.proof else ()
    people = filter(None, map(ask_people.find_person_by_identity, documents))
    owned = filter(None, map(ask_people.find_professional, dict.fromkeys(people)))
    accounts = filter(None, map(ask_people.find_account, documents))
    logins = {login for each in owned for login in each.logins}
    return {staff.login, *logins, *(each.login for each in accounts if each.login)}


def is_login_of(proof: Proof | None, login: str) -> bool:
    """Whether a login is known to be the person's: by its role, its account on either side."""
    if proof is None:
        return False
    other = find_staff(login)
    if other is not None and is_same_person(proof, other.proof):
        return True
    account = ask_people.find_account_of_login(login)
    if account is not None and account.digest in proof.documents:
        return True
    person = ask_people.find_person(login)
    owned = ask_people.find_professional(person) if person else None
    return owned is not None and is_persons(proof, owned)


def is_persons(proof: Proof | None, professional: Professional) -> bool:
    """Whether an account is the person's.

    Accounts opened before their number's digest was kept are unsealed, and only where the issuer
    gives nothing but a digest.
    """
    if proof is None:
        return False
    if any(is_same_person(proof, kept) for kept in professional.proofs):
        return True
    if professional.number_digest or proof.documents or not proof.number:
        return False
    number = keys.unseal(professional.id, professional.sealed_number)
    return keys.number_digest(sha256_of(number)) == proof.number
