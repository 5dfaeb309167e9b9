"""What other subjects may ask of duties: all that they may use of its store."""

from chalicelib.duties.store.duties import find_duties_of, list_duties

__all__ = ["find_duties_of", "list_duties"]
