"""The credit record from draft to decision: registration, review, standing of a year."""
