"""Packages Xuefen for AWS: the template, the bundle of all functions and the layers of a few."""
