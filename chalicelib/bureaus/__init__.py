"""Territories, their finance bureaus, and whom to ask there."""
