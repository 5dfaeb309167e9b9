"""What other subjects may ask of imports: all that they may use of its store."""

from chalicelib.imports.store.imports import find_job

__all__ = ["find_job"]
