"""What a command that a person runs finds in its environment."""

import os


def require_environment(*needed: str) -> None:
    """Refuse to begin where a variable is missing or empty.

    Raises:
        SystemExit: with the names of what is missing.
    """
    if missing := [name for name in needed if not os.environ.get(name)]:
        raise SystemExit(f"missing in the environment: {', '.join(missing)}")
