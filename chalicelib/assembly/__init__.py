"""The app put together: every route in one contract, and who calls found out."""
