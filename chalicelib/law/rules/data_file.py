"""Files of the law's data: how they are read, and which of them is at fault."""

import tomllib
from pathlib import Path
from typing import Any

from chalicelib.platform.rules.refusal import Refusal

_PROJECT = Path(__file__).parents[3]


def name_of_file(file: Path) -> str:
    """A file as one finds it from the project's own folder; one elsewhere as it was given."""
    known = file.relative_to(_PROJECT) if file.is_relative_to(_PROJECT) else file
    return known.as_posix()


def read_toml(file: Path) -> dict[str, Any]:
    """A file of data as TOML has it; ValueError with the reason in Chinese."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ValueError(f"不是有效的TOML：{fault}") from fault


def of_file(refusal: Refusal, file: Path) -> Refusal:
    """The refusal of what a file says, told with the file's name; one that names a file already stays."""
    refusal.where = refusal.where or name_of_file(file)
    return refusal
