"""What the environment says of where things are."""

import os
from urllib.parse import urljoin


def require_environment(*needed: str) -> None:
    """Refuse to begin where a variable is missing or empty.

    Raises:
        SystemExit: with the names of what is missing.
    """
    if missing := [name for name in needed if not os.environ.get(name)]:
        raise SystemExit(f"missing in the environment: {', '.join(missing)}")


def queue_address(variable: str) -> str:
    """The address of the queue that a variable names: whole, or by what it is called below `QUEUES`.

    A function has 4 kB for all its variables together, and is told of many queues.
    """
    return urljoin(os.environ.get("QUEUES", ""), os.environ[variable])
