"""The law, pure: values in, decisions out; no AWS, clock, environment or randomness."""
