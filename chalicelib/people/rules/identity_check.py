"""How often an identity may be checked by who reports others' study (R38)."""

MOST_CHECKS = 100
"""A day's checks of one employer or provider."""
