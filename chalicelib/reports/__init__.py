"""What others report of people: rows that are accredited, or wait for their person (R18)."""
