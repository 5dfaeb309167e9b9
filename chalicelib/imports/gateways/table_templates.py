"""The workbooks that people fill in and import, as they were made (local/table_templates.py)."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "templates"


def read_template(name: str) -> bytes:
    """The workbook of one of the `TEMPLATES`."""
    return (FOLDER / f"{name}.xlsx").read_bytes()
