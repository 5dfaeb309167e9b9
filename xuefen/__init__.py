"""Verifying certificates without asking anybody: a file or a QR code, and the public keys as a file (R47).

`python -m xuefen.verify` is the command; docs/verification.md says what is signed, for whoever writes a
verifier of their own. Nothing here reads a network or knows the system's tables.
"""
