"""Employers (用人单位) and organisers: things with a code, whose clerks act for them (R37, R38)."""
