"""The yearly certificate: decided from both systems, rendered, downloaded, archived, verified."""
