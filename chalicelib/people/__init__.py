"""Professionals and their accounts on both sides: enrolment, logins, likenesses."""
