"""The public subject's courses: honest time, examination, accreditation by itself (R17)."""
