"""What several routes refuse alike, by what they read: each declares these and those of its own."""

TERRITORY = ("territory_unknown", "shenzhen_excluded")
"""A territory that somebody states."""
TERRITORY_OF_STAFF = ("forbidden", *TERRITORY)
"""A territory that staff ask about: their own, or a part of it (R20)."""
DOCUMENT = ("document_invalid", "document_type_unknown")
"""The type and number of a document."""
IDENTITY = ("name_invalid", *DOCUMENT)
"""A name and a document."""
FACTS = ("form_unknown", "form_not_in_year", "fact_unknown", "fact_missing", "fact_invalid")
"""A form of education and its facts."""
