"""What streams, queues and schedules bring: dispatch only."""
