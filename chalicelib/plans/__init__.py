"""Training plans: what an employer or association will teach, reviewed before its roster comes (R39)."""
