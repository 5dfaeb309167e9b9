"""What other subjects may ask of cut-offs: all that they may use of its store."""

from chalicelib.cut_offs.store.cut_offs import find_report

__all__ = [
    "find_report",
]
