"""The migrations, in their order: a new one is added at the end, none is ever changed or taken out."""

from chalicelib.actions.migration import Migration
from chalicelib.actions.migrations import m0001_profiles_as_kept_today

ALL: tuple[Migration, ...] = (m0001_profiles_as_kept_today.MIGRATION,)
