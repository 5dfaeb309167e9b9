"""A year's document written out whole, from the files of its own and every year before it.

It merges the tables as they are written, and knows nothing of how the product reads them.
"""

import tomllib
from copy import deepcopy
from typing import Any

from chalicelib.law.rules.policy import FOLDER

Document = dict[str, Any]
APART = ("year", "whole", "sources", "window", "amendment", "mended")
"""What is no figure, or a figure of its one year alone."""


def document_of(year: int) -> Document:
    """A year's file as it is."""
    return tomllib.loads((FOLDER / f"{year}.toml").read_text("utf-8"))


def leaves(table: Document, path: str = "") -> dict[str, Document]:
    """Every figure of a document, by its name with dots."""
    found: dict[str, Document] = {}
    for key, value in table.items():
        if not isinstance(value, dict):
            continue
        is_leaf = {"value", "ended"} & value.keys()
        found |= {f"{path}{key}": value} if is_leaf else leaves(value, f"{path}{key}.")
    return found


def nested(figures: dict[str, Document]) -> Document:
    """Figures by their names as tables."""
    document: Document = {}
    for name, leaf in figures.items():
        *tables, last = name.split(".")
        table = document
        for each in tables:
            table = table.setdefault(each, {})
        table[last] = deepcopy(leaf)
    return document


def whole_document(year: int) -> Document:
    """A year's document with everything that holds for it."""
    figures: dict[str, Document] = {}
    titles: dict[str, str] = {}
    mended: list[Document] = []
    for each in range(2018, year + 1):
        own = document_of(each)
        carried = {n: f"{t}（本年度沿用）" for n, t in titles.items() if _is_of(each - 1, n)}
        titles = titles | carried | own.get("sources", {})
        said = leaves({key: table for key, table in own.items() if key not in APART})
        going_on = [m for m in mended if m["figure"] not in said and m.get("through", 0) >= each]
        mended = [*going_on, *own.get("mended", [])]
        figures = {n: leaf for n, leaf in (figures | said).items() if "ended" not in leaf}
    figures |= leaves({"window": own["window"]})
    amendments = own.get("amendment", [])
    cited = {leaf["source"] for leaf in (*figures.values(), *amendments)}
    return nested(figures) | {
        "year": year,
        "sources": {name: title for name, title in titles.items() if name in cited},
        "amendment": amendments,
        "mended": [{k: v for k, v in each.items() if k != "through"} for each in mended],
    }


def _is_of(year: int, name: str) -> bool:
    return name == f"G-{year}" or name.startswith(f"G-{year}-")
