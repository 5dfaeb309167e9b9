"""Pure rules: values in, decisions out; no AWS, clock, environment or randomness."""
