"""People and bureaus that act without HTTP: what tests of store and actions begin with."""
