"""Whose inbox a notice lies in."""


def inbox_of(login: str) -> str:
    """The inbox of a login that owns no professional (any more); no professional's id looks so."""
    return f"login-{login}"
