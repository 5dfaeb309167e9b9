"""Who acts for a bureau: granting roles, proving persons, recusal (R20)."""
