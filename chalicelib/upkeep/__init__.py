"""What keeps the system whole: arrears, dead letters, migrations, looking again."""
