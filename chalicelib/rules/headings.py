"""The columns of the tables that can be imported, by what they hold."""

from chalicelib.rules import account_row, legacy_row
from chalicelib.rules.import_job import Kind

HEADINGS_OF = {
    Kind.LEGACY_RECORDS: legacy_row.HEADINGS,
    Kind.ENROLMENTS: account_row.ENROLMENT_HEADINGS,
    Kind.HR_ACCOUNTS: account_row.HR_HEADINGS,
}
