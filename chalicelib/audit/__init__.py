"""What happened stays: moves archived, sealed by day, verified."""
