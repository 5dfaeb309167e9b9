"""The law as data and rules: forms of education, the figures of each year, windows, working days."""
