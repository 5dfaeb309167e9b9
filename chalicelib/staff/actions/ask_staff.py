"""What other subjects may ask of staff: all that they may use of its store."""

from chalicelib.staff.store.staff import find_staff, find_subjects, put_staff, staff_key

__all__ = [
    "find_staff",
    "find_subjects",
    "put_staff",
    "staff_key",
]
