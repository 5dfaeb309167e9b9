"""The yearly certificate: decided from both systems, rendered, downloaded, packed, verified."""
