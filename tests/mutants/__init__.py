"""Proof that the tests notice: every condition of a write is taken away, one at a time."""
