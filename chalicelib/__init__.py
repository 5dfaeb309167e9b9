"""Xuefen: registers, accredits and certifies continuing-education credits (学分登记管理)."""

import gc

OBJECTS_MADE = 100_000
gc.set_threshold(OBJECTS_MADE, 10, 10)
"""Python looks for garbage after so many objects, more than an import makes: all of those stay, and to go
through them again and again, as after every 700, is a tenth of a cold start. What answers freezes them
once it is imported (`gc.freeze`), so that no request goes through them either."""
