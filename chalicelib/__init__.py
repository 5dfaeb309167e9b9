"""Xuefen: registers, accredits and certifies continuing-education credits (学分登记管理)."""

import gc

OBJECTS_MADE = 20_000
gc.set_threshold(OBJECTS_MADE, 10, 10)
"""Python looks for garbage after so many objects; after 700, as it does by itself, it goes through
everything that an import makes again and again, and all of that stays: a tenth of a cold start."""
