"""What every subject stands on: tables, outbox, lists, files, refusals, who did it and why."""
