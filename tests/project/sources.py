"""The project's own files, as these tests read them."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NOT_OURS = frozenset(
    {".git", ".venv", ".cache", "__pycache__", "out", "node_modules"}
    | {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}
)


def python_files(*folders: str) -> list[Path]:
    """Every module below the folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


def product_files() -> list[Path]:
    return [ROOT / "app.py", *python_files("chalicelib")]


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def name_of(file: Path) -> str:
    """A file by its path from the root, as messages name it."""
    return file.relative_to(ROOT).as_posix()


@cache
def text_files() -> tuple[Path, ...]:
    """Every file that can be read as text and is ours."""
    found: list[Path] = []
    waiting = [ROOT]
    while waiting:
        for entry in waiting.pop().iterdir():
            if entry.is_dir() and entry.name not in NOT_OURS:
                waiting.append(entry)
            elif entry.is_file():
                found.append(entry)
    return tuple(sorted(file for file in found if _is_text(file)))


def _is_text(file: Path) -> bool:
    try:
        file.read_text("utf-8")
    except UnicodeDecodeError:
        return False
    return True
