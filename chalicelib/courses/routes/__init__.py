"""Its calls of the HTTP contract, and how things are shown there."""
