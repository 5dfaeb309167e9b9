"""Whom a call is for: roles, staff, logins. Values only, pure."""
