"""What is put right of people and records: profiles, accounts, logins, mergers, restored records."""
