"""Pages that gather several subjects: one's years, a person as administrators see one, export, statistics."""
