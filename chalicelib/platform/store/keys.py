"""The keys that several subjects file things under."""


def person_key(person: str) -> str:
    """The partition that holds everything of one professional."""
    return f"P#{person}"


def identity_key(digest: str) -> str:
    """The key of an identity's lock, in both tables."""
    return f"ID#{digest}"


def login_key(login: str) -> str:
    """The key of a login's lock; `login` is the digest of issuer and subject."""
    return f"LOGIN#{login}"


def clerk_key(employer: str) -> str:
    """Where, beside a login's lock, it says that the login acts for an employer of that code."""
    return f"CLERK#{employer}"
