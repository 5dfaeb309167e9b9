"""The migrations, in their order: a new one is added at the end, none is ever changed or taken out."""

from chalicelib.upkeep.migrations import (
    m0001_profiles_as_kept_today,
    m0002_lists_by_city,
    m0003_files_of_certificates,
    m0004_credentials,
    m0005_employers_proposed,
    m0006_ledgers,
    m0007_mobile_numbers_sealed,
    m0008_held_told,
    m0009_people_by_name,
)
from chalicelib.upkeep.migrations.migration import Migration

ALL: tuple[Migration, ...] = (
    m0001_profiles_as_kept_today.MIGRATION,
    m0002_lists_by_city.MIGRATION,
    m0003_files_of_certificates.MIGRATION,
    m0004_credentials.MIGRATION,
    m0005_employers_proposed.MIGRATION,
    m0006_ledgers.MIGRATION,
    m0007_mobile_numbers_sealed.MIGRATION,
    m0008_held_told.MIGRATION,
    m0009_people_by_name.MIGRATION,
)
