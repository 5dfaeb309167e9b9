"""What a deadline does: closing, grace, reminders (R25-R27)."""
